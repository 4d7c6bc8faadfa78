#include "report/ReportData.h"

#include <QCoreApplication>
#include <algorithm>

namespace passerelle::report {

using model::StepStatus;
using model::Verdict;

ReportData gather(const model::SetupState &state, const QDateTime &utc)
{
    ReportData data;
    data.programVersion = QCoreApplication::applicationVersion();
    data.utc = utc;
    data.mode = state.mode();
    data.exchange = state.exchange();
    data.tenant = state.tenant();
    data.settings = state.settings();
    for (const QString &id : model::stepIds())
        data.steps.append({id, state.stepRecord(id)});
    data.checks = state.checks();
    data.checksUtc = state.checksUtc();
    data.confirmations = state.confirmations();
    data.warnings = state.warnings();
    data.certificate = state.certificate();
    return data;
}

QString resultWord(const ReportData &data)
{
    const bool checkFailed = std::any_of(data.checks.begin(), data.checks.end(), [](const auto &c) { return c.verdict == Verdict::Fail; });
    if (data.mode == model::Mode::Verify) {
        const bool untested = data.checks.isEmpty()
            || std::any_of(data.checks.begin(), data.checks.end(), [](const auto &c) {
                   return c.verdict == Verdict::Pending || (c.verdict == Verdict::NotTested && c.id != u"V8");
               });
        return checkFailed ? QStringLiteral("failed") : untested ? QStringLiteral("partial") : QStringLiteral("complete");
    }
    const auto any = [&](auto predicate) {
        return std::any_of(data.steps.begin(), data.steps.end(), [&](const auto &step) { return predicate(step.second.status); });
    };
    if (any([](StepStatus s) { return s == StepStatus::Failed; }) || checkFailed)
        return QStringLiteral("failed");
    // Handed over counts once the answer brought back has proved it.
    const bool proven = std::any_of(data.steps.begin(), data.steps.end(), [](const auto &step) {
        return step.first == QLatin1String(model::step::uploadCheck) && step.second.fromAnswer && model::isFinished(step.second.status);
    });
    if (any([proven](StepStatus s) { return !model::isFinished(s) || s == StepStatus::Skipped || (s == StepStatus::HandedOver && !proven); }))
        return QStringLiteral("partial");
    return QStringLiteral("complete");
}

QList<model::Finding> allWarnings(const ReportData &data)
{
    QList<model::Finding> warnings = data.warnings;
    for (const model::Finding &check : data.checks) {
        if (check.verdict == Verdict::Attention && check.code)
            warnings.append(check);
    }
    return warnings;
}

}
