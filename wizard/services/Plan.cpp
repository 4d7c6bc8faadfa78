#include "services/Plan.h"

namespace passerelle::services {

Plan::Plan(QList<StepService *> steps, model::SetupState &state, psrp::CommandRunner &exchange, QObject *parent)
    : Activity(parent), m_steps(std::move(steps)), m_state(state), m_exchange(exchange)
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
    else if (m_check)
        m_check->cancel();
}

void Plan::probeNext()
{
    if (m_cancelled) {
        end(core::Failure {core::FailureCode::Cancelled, {}, {}, true});
        return;
    }
    if (m_index == m_steps.size()) {
        checkRights();
        return;
    }
    mark(m_steps[m_index]->id(), model::Verdict::Running);
    m_steps[m_index]->probe();
}

static QList<psrp::Command> commandsOf(const StepService &service)
{
    return service.failure() ? QList<psrp::Command>() : service.commands();
}

// Only what will be sent: whatever is right already needs no right to write it.
void Plan::checkRights()
{
    QList<inspection::CommandNeed> needs;
    for (const StepService *service : m_steps) {
        for (const psrp::Command &command : commandsOf(*service))
            needs << inspection::CommandNeed::of(command);
    }
    if (needs.isEmpty() || stepFailure()) {
        end(stepFailure());
        return;
    }
    auto *check = new inspection::CommandListReading(m_exchange, needs);
    m_check = check;
    core::run(check, this, [this](const core::Result<inspection::CommandList> &session) {
        if (!session)
            end(session.failure());
        else
            judgeRights(*session);
    });
}

void Plan::judgeRights(const inspection::CommandList &session)
{
    QStringList all;
    for (const StepService *service : m_steps) {
        QStringList lacking;
        for (const psrp::Command &command : commandsOf(*service))
            lacking << session.lacking(inspection::CommandNeed::of(command));
        lacking.removeDuplicates();
        if (!lacking.isEmpty())
            mark(service->id(), model::Verdict::Fail, {{QStringLiteral("list"), lacking.join(QStringLiteral(", "))}},
                 core::FailureCode::RbacPartial, lacking);
        all << lacking;
    }
    if (all.isEmpty())
        end(std::nullopt);
    else
        end(core::Failure {core::FailureCode::RbacPartial, {{QStringLiteral("list"), all.join(QStringLiteral(", "))}},
                           QStringLiteral("Get-Command: ") + all.join(QStringLiteral(", ")), true});
}

std::optional<core::Failure> Plan::stepFailure() const
{
    for (const StepService *service : m_steps) {
        if (service->failure() && service->id() != QLatin1String(model::step::oauth))
            return service->failure();
    }
    return std::nullopt;
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
