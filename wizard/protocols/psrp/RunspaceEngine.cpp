#include "protocols/psrp/RunspaceEngine.h"

#include "protocols/psrp/ShellDeletion.h"

namespace passerelle::psrp {

namespace {

constexpr std::chrono::milliseconds deleteTimeout{ 10'000 };

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
    connect(m_opener, &PoolOpener::shellCreated, m_pool, &RunspacePool::shellIdChanged);
    connect(m_opener, &PoolOpener::shellGivenUp, this, &Engine::releaseShell);
    connect(m_opener, &PoolOpener::done, this, &Engine::opened);
    return m_opener;
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
    if (PoolOpener *opener = std::exchange(m_opener, nullptr)) {
        opener->disconnect(this);
        opener->giveUp();
        opener->deleteLater();
    }
}

void RunspacePool::Engine::close(std::function<void()> then)
{
    m_closeListeners.push_back(std::move(then));
    if (m_state == State::Closing)
        return;
    setState(State::Closing);
    const bool busy = m_running || m_opener;
    dropPipelines();
    if (busy)
        m_session.closeConnections();
    deleteShell();
}

void RunspacePool::Engine::deleteShell()
{
    if (m_session.shellId.isEmpty()) {
        closed();
        return;
    }
    m_session.main().call(WsmanRequest::remove(m_session.shellId), deleteTimeout, this,
                          [this](const WsmanCall::Outcome &outcome) {
                              const auto *trouble = std::get_if<WsmanTrouble>(&outcome);
                              if (!trouble || isUnknownShellFault(*trouble)) {
                                  m_session.shellId.clear();
                                  emit m_pool->shellIdChanged();
                              }
                              closed();
                          });
}

void RunspacePool::Engine::closed()
{
    m_session.closeConnections();
    setState(State::Closed);
    for (const auto &listener : std::exchange(m_closeListeners, {}))
        listener();
}

// Frees the shell of a pool that is given up, behind the back of whatever comes next.
void RunspacePool::Engine::releaseShell()
{
    if (m_session.shellId.isEmpty())
        return;
    auto *deletion = new ShellDeletion(m_session.settings.duplicate(), std::exchange(m_session.shellId, {}),
                                       m_session.shared->cookies, this);
    core::run(deletion, this, [this](const core::Outcome &) { emit m_pool->shellIdChanged(); });
}

}
