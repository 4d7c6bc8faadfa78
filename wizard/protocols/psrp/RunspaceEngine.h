#pragma once

#include "protocols/psrp/Pipeline.h"
#include "protocols/psrp/PoolOpener.h"
#include "protocols/psrp/PoolSession.h"
#include "protocols/psrp/RunspacePool.h"
#include "protocols/psrp/ShellDeletion.h"

#include <QList>
#include <QPointer>

#include <functional>
#include <vector>

namespace passerelle::psrp {

// What a RunspacePool does: its state, the queue of its cmdlets, opening, closing and the clean-up behind
// operations that nobody waits for any more. Private to the folder.
class RunspacePool::Engine : public QObject {
public:
    Engine(ConnectionSettings poolSettings, RunspacePool *pool);
    ~Engine() override;

    State state() const { return m_state; }
    PoolSession &session() { return m_session; }

    PoolOpener *open(); // nullptr unless closed or broken; to be followed by begin()
    void begin();
    void abandonOpening();
    void close(std::function<void()> then);

    Pipeline *enqueue(const Command &command); // nullptr unless opened
    bool isWaiting(Pipeline *pipeline) const { return m_waiting.contains(pipeline); }
    void withdraw(Pipeline *waiting);

private:
    void setState(State state);
    void opened();
    void runNext();
    void pipelineDone();
    void failWaiting();
    void dropPipelines();
    void dropOpener();
    void releaseShell();
    void whenFreed(std::function<void()> then);
    void deleteShell();
    void closed();

    RunspacePool *const m_pool;
    PoolSession m_session;
    State m_state = State::Closed;
    QPointer<PoolOpener> m_opener;
    QPointer<ShellDeletion> m_deletion; // of a shell that is not ours any more
    QPointer<Pipeline> m_running;
    QList<Pipeline *> m_waiting;
    std::vector<std::function<void()>> m_closeListeners;
};

}
