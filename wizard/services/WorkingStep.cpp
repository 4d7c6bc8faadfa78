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
    m_writing = false;
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
    m_writing = false;
    m_resumed = false;
    m_unsure.clear();
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
    inspect([this] { decide(); });
}

void WorkingStep::decide()
{
    // After a loss the answer to "is it all there?" may be yes because this run did it.
    const bool worked = m_resumed && !state().stepRecord(id()).changes.isEmpty();
    if (const auto unseen = unseenChange()) {
        failed(*unseen);
    } else if (!changes().isEmpty() && !anyAccepted()) {
        const auto offered = [](const model::Change &change) { return change.optional; };
        const bool nothingMissed = std::all_of(changes().begin(), changes().end(), offered);
        conclude(worked ? model::StepStatus::Done : nothingMissed ? quietStatus() : declinedStatus());
    } else if (changes().isEmpty() && quietStatus() == model::StepStatus::AlreadyDone) {
        conclude(worked ? model::StepStatus::Done : model::StepStatus::AlreadyDone);
    } else {
        state().settle();
        if (state().saveFailure()) {
            failed(*state().saveFailure());
            return;
        }
        m_writing = true;
        apply();
    }
}

// The session was lost in the middle of apply().
void WorkingStep::goOn()
{
    m_resumed = true;
    m_writing = false;
    inspect([this, before = findings()] {
        confirmUnsure();
        keepVerdicts(before);
        decide();
    });
}

void WorkingStep::confirmUnsure()
{
    for (const model::Change &change : std::exchange(m_unsure, {})) {
        const auto same = [&](const model::Change &other) { return other.key() == change.key(); };
        if (std::none_of(changes().begin(), changes().end(), same))
            confirmed(change);
    }
}

// What this run did is still told as done, though reading again found it there.
void WorkingStep::keepVerdicts(const QList<model::Finding> &before)
{
    for (const model::Finding &was : before) {
        const model::Finding *is = finding(was.id);
        if (was.verdict == model::Verdict::Pass && is && is->verdict == model::Verdict::NotApplicable)
            mark(was.id, model::Verdict::Pass, {}, {}, was.evidence);
    }
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
    if (failure.code == core::FailureCode::SessionLost && m_writing && !m_resumed && !m_cancelled) {
        goOn();
        return;
    }
    m_writing = false;
    const bool stopped = failure.code == core::FailureCode::Cancelled;
    conclude(stopped && !m_applying ? model::StepStatus::NotRun : model::StepStatus::Failed, failure);
}

void WorkingStep::performed(model::Change change)
{
    change.step = id();
    state().addPerformedChange(id(), std::move(change));
}

}
