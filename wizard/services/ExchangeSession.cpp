#include "services/ExchangeSession.h"

#include "core/Scrub.h"
#include "core/Sequence.h"

#include <QPointer>
#include <QTimer>

namespace passerelle::services {

using namespace std::chrono_literals;

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

// Opens the newest session once the earlier ones are closed.
class SessionOpening : public core::OperationOf<psrp::PoolInfo> {
public:
    explicit SessionOpening(ExchangeSession &session) : m_session(session), m_pool(session.m_pool.get()) {}

protected:
    void doStart() override
    {
        if (m_session.m_retired.isEmpty()) {
            open();
            return;
        }
        connect(&m_session, &ExchangeSession::retired, this, [this] {
            if (m_session.m_retired.isEmpty())
                open();
        });
        QTimer::singleShot(10s, this, [this] { open(); });
    }

    void doCancel() override
    {
        if (m_current)
            m_current->cancel();
        else
            fail({core::FailureCode::Cancelled, {}, {}, true});
    }

private:
    void open()
    {
        if (std::exchange(m_opened, true) || phase() != Phase::Running)
            return;
        if (!m_pool) {  // replaced meanwhile
            fail({core::FailureCode::Cancelled, {}, {}, true});
            return;
        }
        m_current = core::run(m_pool->open(), this, [this](core::Result<psrp::PoolInfo> &result) { finishWith(std::move(result)); });
    }

    ExchangeSession &m_session;
    QPointer<psrp::RunspacePool> m_pool;
    QPointer<core::Operation> m_current;
    bool m_opened = false;
};

ExchangeSession::ExchangeSession(model::CallLog &calls, QObject *parent) : CommandRunner(parent), m_calls(calls) {}

ExchangeSession::~ExchangeSession() = default;

core::OperationOf<psrp::PoolInfo> *ExchangeSession::open(psrp::ConnectionSettings settings)
{
    if (m_reopening) {  // of the old one; whoever waited for it hears that it will not come
        delete m_reopening;
        emit reopened(core::Failure {core::FailureCode::Cancelled, {}, {}, true});
    }
    if (m_pool)
        retire();
    const QUrl address = settings.address();
    m_pool = std::make_unique<psrp::RunspacePool>(std::move(settings));
    connect(m_pool.get(), &CommandRunner::started, this, &CommandRunner::started);
    connect(m_pool.get(), &CommandRunner::invoked, this, [this](const auto &command, const auto &output) {
        recordCall(command, output);
        emit invoked(command, output);
    });
    connect(m_pool.get(), &CommandRunner::abandoned, this, &CommandRunner::abandoned);
    connect(m_pool.get(), &psrp::RunspacePool::shellCreated, this, [this, address](const QString &id) { emit shellCreated(id, address); });
    connect(m_pool.get(), &psrp::RunspacePool::shellFreed, this, &ExchangeSession::shellFreed);
    auto *opening = new SessionOpening(*this);
    opening->setParent(this);
    return opening;
}

void ExchangeSession::retire()
{
    psrp::RunspacePool *old = m_pool.release();
    old->setParent(this);
    m_retired.append(old);
    core::run(old->close(), this, [this, old](const auto &) {
        m_retired.removeOne(old);
        old->deleteLater();
        emit retired();
    });
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
