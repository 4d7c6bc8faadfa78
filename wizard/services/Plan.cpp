#include "services/Plan.h"

namespace passerelle::services {

Plan::Plan(QList<StepService *> steps, model::SetupState &state, QObject *parent)
    : Activity(parent), m_steps(std::move(steps)), m_state(state)
{
    for (StepService *service : m_steps) {
        connect(service, &Activity::changed, this, [this, service] { takeWaitOf(*service, service->id()); });
        connect(service, &Activity::finished, this, [this, service] {
            if (isRunning() && m_index < m_steps.size() && m_steps[m_index] == service) {
                const auto &failure = service->failure();
                mark(service->id(), failure ? model::Verdict::Fail : model::Verdict::Pass,
                     failure ? failure->values : core::Values {},
                     failure ? std::optional(failure->code) : std::nullopt);
                ++m_index;
                probeNext();
            }
        });
    }
}

void Plan::prepare()
{
    if (isRunning())
        return;
    QList<model::Finding> rows;
    for (const StepService *service : m_steps)
        rows.append({service->id(), model::Verdict::Pending, {}, {}, {}, -1, {}});
    m_index = 0;
    m_cancelled = false;
    begin(rows);
    probeNext();
}

void Plan::cancel()
{
    if (!isRunning())
        return;
    m_cancelled = true;
    if (m_index < m_steps.size())
        m_steps[m_index]->cancel();
}

void Plan::probeNext()
{
    if (m_cancelled) {
        end(core::Failure {core::FailureCode::Cancelled, {}, {}, true});
        return;
    }
    if (m_index == m_steps.size()) {
        std::optional<core::Failure> first;
        for (const StepService *service : m_steps) {
            if (!first && service->failure() && service->id() != QLatin1String(model::step::oauth))
                first = service->failure();
        }
        end(first);
        return;
    }
    mark(m_steps[m_index]->id(), model::Verdict::Running);
    m_steps[m_index]->probe();
}

QList<model::Change> Plan::changes() const
{
    QList<model::Change> all;
    for (const StepService *service : m_steps) {
        if (!model::isFinished(service->status()))
            all += service->changes();
    }
    return all;
}

QList<model::Finding> Plan::alreadyRight() const
{
    QList<model::Finding> all;
    for (const StepService *service : m_steps)
        all += service->alreadyRight();
    return all;
}

bool Plan::isCoveredByAcceptance() const
{
    if (!m_state.planAccepted())
        return false;
    const auto all = changes();
    return std::all_of(all.begin(), all.end(), [this](const auto &change) { return change.optional || m_state.accepts(change); });
}

void Plan::accept(const QStringList &accepted)
{
    QStringList keys;
    QStringList declined;
    for (const model::Change &change : changes()) {
        QStringList &list = accepted.contains(change.key()) ? keys : declined;
        list << change.key() << change.covers;
    }
    m_state.acceptPlan(keys, declined);
}

StepService *Plan::step(const QString &id) const
{
    for (StepService *service : m_steps) {
        if (service->id() == id)
            return service;
    }
    return nullptr;
}

}
