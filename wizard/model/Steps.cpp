#include "model/Steps.h"

namespace passerelle::model {

const QStringList &stepIds()
{
    static const QStringList ids {QLatin1String(step::oauth),       QLatin1String(step::account),
                                  QLatin1String(step::partnerApplication), QLatin1String(step::certificate),
                                  QLatin1String(step::upload),      QLatin1String(step::uploadCheck)};
    return ids;
}

int stepNumber(const QString &id) { return static_cast<int>(stepIds().indexOf(id)) + 1; }

QString statusWord(StepStatus status)
{
    switch (status) {
    case StepStatus::Done: return QStringLiteral("done");
    case StepStatus::AlreadyDone: return QStringLiteral("already-done");
    case StepStatus::Skipped: return QStringLiteral("skipped");
    case StepStatus::Simulated: return QStringLiteral("simulated");
    case StepStatus::Failed: return QStringLiteral("failed");
    case StepStatus::HandedOver: return QStringLiteral("handed-over");
    case StepStatus::NotRun:
    case StepStatus::Probing:
    case StepStatus::Ready:
    case StepStatus::Running: return QStringLiteral("not-run");
    }
    return {};
}

std::optional<StepStatus> statusFromWord(const QString &word)
{
    for (auto status : {StepStatus::NotRun, StepStatus::Done, StepStatus::AlreadyDone, StepStatus::Skipped,
                        StepStatus::Simulated, StepStatus::Failed, StepStatus::HandedOver}) {
        if (statusWord(status) == word)
            return status;
    }
    return std::nullopt;
}

bool isFinished(StepStatus status)
{
    return status == StepStatus::Done || status == StepStatus::AlreadyDone || status == StepStatus::Skipped
        || status == StepStatus::Simulated || status == StepStatus::HandedOver;
}

}
