#include "services/WorkingStep.h"

#include <algorithm>

namespace passerelle::services {

WorkingStep::WorkingStep(QString id, const Environment &environment, QObject *parent)
    : StepService(std::move(id), environment.state, parent), m_environment(environment)
{
    follow(environment.calls);
}

void WorkingStep::probe()
{
    if (isRunning())
        return;
    m_cancelled = false;
    m_applying = false;
    setChanges({});
    setAlreadyRight({});
    begin(pendingFindings());
    setStatus(model::StepStatus::Probing);
    inspect([this] { conclude(changes().isEmpty() ? quietStatus() : model::StepStatus::Ready); });
}

void WorkingStep::run()
{
    if (isRunning())
        return;
    m_cancelled = false;
    m_applying = true;
    setChanges({});
    begin(pendingFindings());
    setStatus(model::StepStatus::Running);
    if (!state().planAccepted()) {
        failed({core::FailureCode::PlanChanged, {}, QStringLiteral("no plan was accepted"), false});
        return;
    }
    if (state().saveFailure()) {
        failed(*state().saveFailure());
        return;
    }
    inspect([this] {
        if (const auto unseen = unseenChange()) {
            failed(*unseen);
        } else if (!changes().isEmpty() && !anyAccepted()) {
            const auto offered = [](const model::Change &change) { return change.optional; };
            conclude(std::all_of(changes().begin(), changes().end(), offered) ? quietStatus() : declinedStatus());
        } else if (changes().isEmpty() && quietStatus() == model::StepStatus::AlreadyDone) {
            conclude(model::StepStatus::AlreadyDone);
        } else {
            apply();
        }
    });
}

void WorkingStep::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    if (m_current)
        m_current->cancel();
}

void WorkingStep::failed(const core::Failure &failure)
{
    const bool stopped = failure.code == core::FailureCode::Cancelled;
    conclude(stopped && !m_applying ? model::StepStatus::NotRun : model::StepStatus::Failed, failure);
}

void WorkingStep::performed(model::Change change)
{
    change.step = id();
    state().addPerformedChange(id(), std::move(change));
}

}
