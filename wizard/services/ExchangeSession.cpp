#include "services/ExchangeSession.h"

#include "core/Scrub.h"
#include "core/Sequence.h"

#include <QPointer>

namespace passerelle::services {

// One command on the session, with the reopening around it.
class SessionCall : public core::OperationOf<psrp::CommandOutput> {
public:
    SessionCall(ExchangeSession &session, psrp::Command command) : m_session(session), m_command(std::move(command)) {}

protected:
    void doStart() override
    {
        if (!m_session.m_pool)
            fail({core::FailureCode::SessionLost, {}, QStringLiteral("not connected"), true});
        else if (m_session.m_pool->state() == psrp::RunspacePool::State::Opened)
            send();
        else
            reopen();
    }

    void doCancel() override
    {
        if (m_current)
            m_current->cancel();
        else
            stopWaiting();
    }

private:
    void stopWaiting()
    {
        disconnect(m_waiting);
        fail({core::FailureCode::Cancelled, {}, {}, true});
    }

    void send()
    {
        auto *call = m_session.m_pool->invoke(m_command, this);
        m_current = call;
        core::run(call, this, [this](core::Result<psrp::CommandOutput> &result) {
            const bool lost = !result && result.failure().code == core::FailureCode::SessionLost;
            if (lost && !m_reopened && m_command.isRead() && !isCancelling())
                reopen();
            else
                finishWith(std::move(result));
        });
    }

    void reopen()
    {
        m_reopened = true;
        m_waiting = connect(&m_session, &ExchangeSession::reopened, this, [this](const core::Outcome &outcome) {
            disconnect(m_waiting);
            if (!outcome)
                fail(outcome.failure());
            else
                send();
        });
        m_session.reopen();
    }

    ExchangeSession &m_session;
    psrp::Command m_command;
    QPointer<core::Operation> m_current;
    QMetaObject::Connection m_waiting;
    bool m_reopened = false;
};

ExchangeSession::ExchangeSession(model::CallLog &calls, QObject *parent) : CommandRunner(parent), m_calls(calls) {}

ExchangeSession::~ExchangeSession() = default;

core::OperationOf<psrp::PoolInfo> *ExchangeSession::open(psrp::ConnectionSettings settings)
{
    if (m_reopening) {  // of the old one; whoever waited for it hears that it will not come
        delete m_reopening;
        emit reopened(core::Failure {core::FailureCode::Cancelled, {}, {}, true});
    }
    if (m_pool) {  // the old one frees its shell on its own time
        psrp::RunspacePool *old = m_pool.release();
        old->setParent(this);
        core::run(old->close(), old, [old](const auto &) { old->deleteLater(); });
    }
    m_pool = std::make_unique<psrp::RunspacePool>(std::move(settings));
    connect(m_pool.get(), &CommandRunner::started, this, &CommandRunner::started);
    connect(m_pool.get(), &CommandRunner::invoked, this, [this](const auto &command, const auto &output) {
        recordCall(command, output);
        emit invoked(command, output);
    });
    connect(m_pool.get(), &CommandRunner::abandoned, this, &CommandRunner::abandoned);
    connect(m_pool.get(), &psrp::RunspacePool::shellIdChanged, this, [this] { emit shellIdChanged(shellId()); });
    return m_pool->open();
}

// One reopening serves every command that waits. A new runspace looks at one domain only until it is told otherwise
// (procedure.md 5.6).
void ExchangeSession::reopen()
{
    if (m_reopening)
        return;
    auto *sequence = new core::Sequence;
    m_reopening = sequence;
    sequence->step([this] { return m_pool->open(); },
                   [](const core::Result<psrp::PoolInfo> &result) { return result ? core::Outcome(core::Nothing()) : core::Outcome(result.failure()); });
    sequence->step([this] { return m_pool->invoke(psrp::Command(QStringLiteral("Set-ADServerSettings")).with(QStringLiteral("ViewEntireForest"), true), this); },
                   [](const core::Result<psrp::CommandOutput> &result) { return result ? core::Outcome(core::Nothing()) : core::Outcome(result.failure()); });
    core::run(sequence, this, [this](const core::Outcome &outcome) {
        m_reopening = nullptr;
        emit reopened(outcome);
    });
}

core::OperationOf<core::Nothing> *ExchangeSession::close() { return m_pool ? m_pool->close() : nullptr; }

bool ExchangeSession::isOpen() const { return m_pool && m_pool->state() == psrp::RunspacePool::State::Opened; }

net::SignInReport ExchangeSession::signInReport() const
{
    return m_pool ? m_pool->signInReport() : net::SignInReport();
}

QString ExchangeSession::shellId() const { return m_pool ? m_pool->shellId() : QString(); }

core::OperationOf<psrp::CommandOutput> *ExchangeSession::invoke(const psrp::Command &command, QObject *parent)
{
    auto *call = new SessionCall(*this, command);
    call->setParent(parent);
    return call;
}

void ExchangeSession::recordCall(const psrp::Command &command, const psrp::CommandOutput &output)
{
    QString answer;
    if (!output.errors.isEmpty())
        answer = output.errors.last().reason + QStringLiteral(": ") + output.errors.last().message;
    else
        answer = QStringLiteral("%1 object(s)").arg(output.objects.size());
    if (!output.requestId.isEmpty())
        answer += QStringLiteral(" · request-id ") + output.requestId;
    m_calls.record({QStringLiteral("Exchange"), core::displayable(command.toPowerShell()), core::displayable(core::scrub(answer)),
                    output.duration.count(), output.succeeded(), QDateTime::currentDateTimeUtc()});
}

}
