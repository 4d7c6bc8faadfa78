#pragma once

#include "core/Result.h"
#include "protocols/psrp/CommandOutput.h"
#include "protocols/psrp/PipelineOutput.h"
#include "protocols/psrp/PollPace.h"
#include "protocols/psrp/PoolSession.h"

#include <QElapsedTimer>
#include <QTimer>

namespace passerelle::psrp {

// One cmdlet on the wire: Command, Send for what did not fit, Receives until the pipeline has ended. A stop
// is asked for on the second connection while the first one waits; the answer is then drained. `done` is
// emitted once, when the runspace is free again or the pool is lost. A Receive without an answer loses the pool: whether
// the server would tell again what it told the lost answer is not known (reference psrp.md 3.6), and a list that lacks
// some objects must not look like a whole one.
class Pipeline : public QObject {
    Q_OBJECT
public:
    Pipeline(PoolSession &session, Command command, QObject *parent = nullptr);

    void start();
    void refuse(); // the pool closes or is lost: ends now, without the wire
    void stop(); // as soon as it can be said; what comes until the end is still taken in

    const Command &command() const { return m_command; }
    const core::Result<CommandOutput> &result() const { return m_result; }
    bool poolIsLost() const { return m_poolIsLost; }

signals:
    void done();

private:
    using Handler = void (Pipeline::*)(const WsmanCall::Outcome &);
    void start(WsmanRequest request, Handler handler); // Command and Send
    void request(WsmanRequest request, std::chrono::milliseconds timeout, Handler handler); // on the first connection
    void commandAccepted(const WsmanCall::Outcome &outcome);
    void sendNext();
    void sent(const WsmanCall::Outcome &outcome);
    void receive();
    void listen();
    void received(const WsmanCall::Outcome &outcome);
    bool collect(const WsmanReply &reply);
    void takeMessages(bool commandDone);
    void goOn();
    void answerHostCalls();
    void hostCallsAnswered(const WsmanCall::Outcome &outcome);
    void ended(bool serverFreedIt);
    void signalStop();
    void giveUp();
    void fail(core::Failure failure);
    void finish(core::Result<CommandOutput> result);

    PoolSession &m_session;
    const Command m_command;
    const QUuid m_id;
    QString m_commandId;
    QList<QByteArray> m_toSend; // fragments of the description that are still here
    Defragmenter m_defragmenter;
    QList<QByteArray> m_messages; // received, not yet read
    PipelineOutput m_output;
    PollPace m_pace;
    QElapsedTimer m_clock;
    QTimer m_stopLimit;
    core::Result<CommandOutput> m_result;
    bool m_stopWanted = false;
    bool m_stopSent = false;
    bool m_receiving = false;
    bool m_finished = false;
    bool m_poolIsLost = false;
};

}
