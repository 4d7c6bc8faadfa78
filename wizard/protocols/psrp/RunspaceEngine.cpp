#include "protocols/psrp/RunspaceEngine.h"

#include <QTimer>

namespace passerelle::psrp {

namespace {

// Calls `then` once, from whichever comes first: the signal, or the end of the time a shell may take to be freed.
template <class Sender, class Signal, class Then>
void onceWithin(std::chrono::milliseconds limit, Sender *sender, Signal signal, QObject *context, Then then)
{
    auto once = [called = std::make_shared<bool>(false), then = std::move(then)] {
        if (!std::exchange(*called, true))
            then();
    };
    QObject::connect(sender, signal, context, once);
    QTimer::singleShot(limit, context, once);
}

}

RunspacePool::Engine::Engine(ConnectionSettings poolSettings, RunspacePool *pool)
    : m_pool(pool)
    , m_session(std::move(poolSettings))
{
}

RunspacePool::Engine::~Engine()
{
    delete m_opener;
    delete m_running;
}

void RunspacePool::Engine::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit m_pool->stateChanged(state);
}

PoolOpener *RunspacePool::Engine::open()
{
    if (m_state != State::Closed && m_state != State::Broken)
        return nullptr;
    releaseShell();
    setState(State::Opening);
    m_opener = new PoolOpener(m_session, this);
    connect(m_opener, &PoolOpener::shellCreated, this, [this] { emit m_pool->shellCreated(m_session.shellId); });
    connect(m_opener, &PoolOpener::shellGivenUp, this, [this, opener = m_opener] {
        releaseShell();
        whenFreed([opener] {
            if (opener)
                opener->again();
        });
    });
    connect(m_opener, &PoolOpener::done, this, &Engine::opened);
    return m_opener;
}

void RunspacePool::Engine::begin()
{
    whenFreed([opener = m_opener] {
        if (opener)
            opener->start();
    });
}

void RunspacePool::Engine::whenFreed(std::function<void()> then)
{
    if (m_deletion)
        onceWithin(ShellDeletion::timeLimit, m_deletion.data(), &core::Operation::finished, this, std::move(then));
    else
        then();
}

void RunspacePool::Engine::opened()
{
    m_opener->deleteLater();
    const bool good = bool(m_opener->result());
    m_opener = nullptr;
    if (good) {
        setState(State::Opened);
        return;
    }
    m_session.closeConnections();
    releaseShell();
    setState(State::Closed);
}

void RunspacePool::Engine::abandonOpening()
{
    if (m_opener)
        m_opener->abandon();
}

Pipeline *RunspacePool::Engine::enqueue(const Command &command)
{
    if (m_state != State::Opened)
        return nullptr;
    auto *pipeline = new Pipeline(m_session, command, this);
    m_waiting.append(pipeline);
    QMetaObject::invokeMethod(this, &Engine::runNext, Qt::QueuedConnection);
    return pipeline;
}

void RunspacePool::Engine::withdraw(Pipeline *waiting)
{
    if (m_waiting.removeOne(waiting))
        waiting->deleteLater();
}

void RunspacePool::Engine::runNext()
{
    if (m_running || m_waiting.isEmpty() || m_state != State::Opened)
        return;
    m_running = m_waiting.takeFirst();
    connect(m_running, &Pipeline::done, this, &Engine::pipelineDone);
    emit m_pool->started(m_running->command());
    m_running->start();
}

void RunspacePool::Engine::pipelineDone()
{
    Pipeline *pipeline = m_running;
    m_running = nullptr;
    pipeline->deleteLater();
    if (const auto &result = pipeline->result())
        emit m_pool->invoked(pipeline->command(), *result);
    else
        emit m_pool->abandoned(pipeline->command());
    if (pipeline->poolIsLost()) {
        setState(State::Broken);
        failWaiting();
    }
    runNext();
}

void RunspacePool::Engine::failWaiting()
{
    const QList<Pipeline *> waiting = std::exchange(m_waiting, {});
    for (Pipeline *pipeline : waiting) {
        pipeline->refuse();
        pipeline->deleteLater();
    }
}

// Ends what runs without waiting for the server; the operations of the callers hear of it.
void RunspacePool::Engine::dropPipelines()
{
    failWaiting();
    if (Pipeline *pipeline = std::exchange(m_running, nullptr)) {
        pipeline->disconnect(this);
        pipeline->refuse();
        pipeline->deleteLater();
    }
}

void RunspacePool::Engine::close(std::function<void()> then)
{
    m_closeListeners.push_back(std::move(then));
    if (m_state == State::Closing)
        return;
    setState(State::Closing);
    const bool busy = m_running;
    dropPipelines();
    if (busy)
        m_session.closeConnections();
    if (m_opener)
        dropOpener();
    else
        deleteShell();
}

// Its caller hears of it at once. The shell it may just have asked for is waited for: nobody else could free it.
void RunspacePool::Engine::dropOpener()
{
    PoolOpener *opener = std::exchange(m_opener, nullptr);
    disconnect(opener, &PoolOpener::done, this, &Engine::opened);
    opener->giveUp();
    const auto goOn = [this, opener = QPointer<PoolOpener>(opener)] {
        if (opener)
            opener->deleteLater();
        if (m_session.shellId.isEmpty())
            m_session.closeConnections();
        deleteShell();
    };
    if (opener->awaitsShell()) {
        onceWithin(ShellDeletion::timeLimit, opener, &PoolOpener::answered, this, goOn);
        return;
    }
    m_session.closeConnections();
    goOn();
}

void RunspacePool::Engine::deleteShell()
{
    if (m_session.shellId.isEmpty()) {
        closed();
        return;
    }
    m_session.main().call(WsmanRequest::remove(m_session.shellId), ShellDeletion::timeLimit, this,
                          [this](const WsmanCall::Outcome &outcome) {
                              const auto *trouble = std::get_if<WsmanTrouble>(&outcome);
                              if (!trouble || isUnknownShellFault(*trouble))
                                  emit m_pool->shellFreed(std::exchange(m_session.shellId, {}));
                              closed();
                          });
}

void RunspacePool::Engine::closed()
{
    m_session.closeConnections();
    whenFreed([this] {
        setState(State::Closed);
        for (const auto &listener : std::exchange(m_closeListeners, {}))
            listener();
    });
}

// Frees the shell of a pool that is given up; see whenFreed().
void RunspacePool::Engine::releaseShell()
{
    if (m_session.shellId.isEmpty())
        return;
    const QString id = std::exchange(m_session.shellId, {});
    m_deletion = new ShellDeletion(m_session.settings.duplicate(), id, m_session.shared->cookies, this);
    core::run(m_deletion.data(), this, [this, id, deletion = m_deletion](const core::Outcome &freed) {
        if (deletion == m_deletion)
            m_deletion = nullptr;
        if (freed)
            emit m_pool->shellFreed(id);
    });
}

}
