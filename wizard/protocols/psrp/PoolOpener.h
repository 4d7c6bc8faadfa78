#pragma once

#include "core/Result.h"
#include "protocols/psrp/PollPace.h"
#include "protocols/psrp/PoolSession.h"
#include "protocols/psrp/RunspacePool.h"
#include "protocols/psrp/ServerMessages.h"

#include <QElapsedTimer>

namespace passerelle::psrp {

// Opens a pool: Create with both opening messages, then Receives until the server reports it opened. A Receive whose
// answer got lost may have been the one that told it: then a new shell is opened, once. Goes on by itself after
// abandon(), to free the shell that the server may already have made; `done` is emitted once, either way.
class PoolOpener : public QObject {
    Q_OBJECT
public:
    explicit PoolOpener(PoolSession &session, QObject *parent = nullptr);

    void start();
    void giveUp(); // `done` now, as cancelled; the shell that was asked for may still come, see awaitsShell()
    void abandon();
    void again(); // see shellGivenUp()
    bool awaitsShell() const { return m_asked && m_session.main().hasSent(); } // Create was sent and not answered yet
    const core::Result<PoolInfo> &result() const { return m_result; }

signals:
    void shellCreated();
    void shellGivenUp(); // the one in PoolSession::shellId: to be freed, then again() is to be called
    void answered(); // to Create, whatever it was
    void done();

private:
    void create();
    void startOver(std::chrono::milliseconds delay);
    void created(const WsmanCall::Outcome &outcome);
    void receive();
    void listen();
    void received(const WsmanCall::Outcome &outcome);
    bool take(const WsmanReply &reply);
    void takeMessage(const Message &message);
    void capability(const Value &message);
    void poolState(const Value &message);
    void finish(core::Result<PoolInfo> result);

    PoolSession &m_session;
    Defragmenter m_defragmenter;
    PollPace m_pace;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_delay{};
    PoolInfo m_info;
    core::Result<PoolInfo> m_result;
    bool m_asked = false;
    bool m_finished = false;
    bool m_abandoned = false;
    bool m_startedOver = false;
};

}
