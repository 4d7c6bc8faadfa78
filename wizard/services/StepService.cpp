#include "services/StepService.h"

#include <algorithm>

namespace passerelle::services {

StepService::StepService(QString id, model::SetupState &state, QObject *parent)
    : Activity(parent), m_id(std::move(id)), m_state(state)
{
}

void StepService::skip() { settle(model::StepStatus::Skipped); }

void StepService::handOver() { settle(model::StepStatus::HandedOver); }

void StepService::settle(model::StepStatus status)
{
    if (isRunning())
        return;
    m_status = status;
    model::StepRecord record = m_state.stepRecord(m_id);
    record.status = m_status;
    record.failure.reset();
    record.finishedUtc = QDateTime::currentDateTimeUtc();
    m_state.setStepRecord(m_id, record);
    setFailure({});
}

void StepService::takeRecord()
{
    if (isRunning())
        return;
    setFailure({});
    setStatus(m_state.stepRecord(m_id).status);
}

void StepService::setStatus(model::StepStatus status)
{
    if (m_status == status)
        return;
    m_status = status;
    emit changed();
}

std::optional<core::Failure> StepService::unseenChange() const
{
    for (const model::Change &change : m_changes) {
        if (!change.optional && !m_state.accepts(change) && !m_state.declines(change))
            return core::Failure {core::FailureCode::PlanChanged, change.values, change.key(), false};
    }
    return std::nullopt;
}

QList<model::Change> StepService::acceptedChanges() const
{
    QList<model::Change> accepted;
    for (const model::Change &change : m_changes) {
        if (m_state.accepts(change))
            accepted.append(change);
    }
    return accepted;
}

bool StepService::anyAccepted() const
{
    return std::any_of(m_changes.begin(), m_changes.end(), [this](const auto &c) { return m_state.accepts(c); });
}

void StepService::setChanges(QList<model::Change> changes) { m_changes = std::move(changes); }

void StepService::setAlreadyRight(QList<model::Finding> findings) { m_alreadyRight = std::move(findings); }

void StepService::conclude(model::StepStatus status, std::optional<core::Failure> failure)
{
    m_status = status;
    // What a probe could not read says nothing about the step: only a run can fail it in the record.
    const bool settled = model::isFinished(status) || (status == model::StepStatus::Failed && isApplying());
    if (settled) {
        model::StepRecord record = m_state.stepRecord(m_id);
        // A step found right by a later run keeps what the earlier run of the same file changed.
        if (status != model::StepStatus::AlreadyDone || record.status != model::StepStatus::Done) {
            const bool ours = status == model::StepStatus::AlreadyDone && !record.changes.isEmpty();
            record.status = ours ? model::StepStatus::Done : status;
            record.finishedUtc = QDateTime::currentDateTimeUtc();
            record.failure = failure ? std::optional(failure->code) : std::nullopt;
            record.fromAnswer = judgesAnswer();
            m_state.setStepRecord(m_id, record);
        }
    }
    end(std::move(failure));
}

}
