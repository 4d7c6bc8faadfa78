#include "protocols/psrp/Pipeline.h"

#include "protocols/psrp/Guid.h"
#include "protocols/psrp/WsmanNames.h"

namespace passerelle::psrp {

using core::Failure;
using core::FailureCode;

Pipeline::Pipeline(PoolSession &session, Command command, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_command(std::move(command))
    , m_id(QUuid::createUuid())
    , m_commandId(guidText(m_id))
    , m_defragmenter(session.limits)
    , m_output(session.limits)
    , m_result(Failure{ FailureCode::Cancelled, {}, {}, true })
{
    m_stopLimit.setSingleShot(true);
    connect(&m_stopLimit, &QTimer::timeout, this, &Pipeline::giveUp);
}

void Pipeline::start()
{
    m_clock.start();
    m_toSend = m_session.fragments(MessageType::CreatePipeline, m_id,
                                   createPipelineData(m_command, m_session.protocol));
    start(WsmanRequest::command(m_session.shellId, m_commandId, m_command.name, m_toSend.takeFirst()),
          &Pipeline::commandAccepted);
}

void Pipeline::start(WsmanRequest request, Handler handler)
{
    request.harmless = m_command.isRead();
    this->request(std::move(request), m_session.promptTimeout(), handler);
}

void Pipeline::request(WsmanRequest request, std::chrono::milliseconds timeout, Handler handler)
{
    m_session.main().call(std::move(request), timeout, this,
                          [this, handler](const auto &outcome) {
                              if (!m_finished)
                                  (this->*handler)(outcome);
                          });
}

void Pipeline::commandAccepted(const WsmanCall::Outcome &outcome)
{
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome)) {
        fail(failureInSession(*trouble, m_session.peer(), m_command.isRead()));
        return;
    }
    if (const QString &id = std::get<WsmanReply>(outcome).commandId; !id.isEmpty())
        m_commandId = id;
    sendNext();
}

void Pipeline::sendNext()
{
    if (m_toSend.isEmpty() || m_stopWanted) {
        receive();
        return;
    }
    start(WsmanRequest::send(m_session.shellId, m_commandId, "stdin", m_toSend.takeFirst()), &Pipeline::sent);
}

void Pipeline::sent(const WsmanCall::Outcome &outcome)
{
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome))
        fail(failureInSession(*trouble, m_session.peer(), m_command.isRead()));
    else
        sendNext();
}

void Pipeline::receive()
{
    if (const auto pause = m_pace.pause(); pause.count() > 0)
        QTimer::singleShot(pause, this, [this] {
            if (!m_finished)
                listen();
        });
    else
        listen();
}

void Pipeline::listen()
{
    m_receiving = true;
    m_pace.asked();
    request(WsmanRequest::receive(m_session.shellId, m_commandId), m_session.holdTimeout(), &Pipeline::received);
    if (m_stopWanted && !m_stopSent)
        signalStop();
}

void Pipeline::received(const WsmanCall::Outcome &outcome)
{
    m_receiving = false;
    const auto *reply = std::get_if<WsmanReply>(&outcome);
    m_pace.answered(reply && !reply->streams.isEmpty());
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome)) {
        if (!isTimeoutFault(*trouble)) {
            fail(failureInSession(*trouble, m_session.peer()));
            return;
        }
    } else {
        if (!collect(*reply)) {
            fail(m_session.broken(m_defragmenter.error()));
            return;
        }
        takeMessages(reply->commandDone);
        return;
    }
    goOn();
}

// The messages of an answer, as far as they are complete, wait in m_messages.
bool Pipeline::collect(const WsmanReply &reply)
{
    for (const WsmanReply::Stream &stream : reply.streams) {
        const bool ours =
            stream.commandId.isEmpty() || stream.commandId.compare(m_commandId, Qt::CaseInsensitive) == 0;
        if (ours && !m_defragmenter.feed(stream.bytes, m_messages))
            return false;
    }
    return true;
}

// Reads them, a few milliseconds at a time: an answer holds as many as the server likes.
void Pipeline::takeMessages(bool commandDone)
{
    constexpr qint64 longestTurn = 10; // milliseconds
    QElapsedTimer turn;
    turn.start();
    while (!m_messages.isEmpty()) {
        if (turn.elapsed() >= longestTurn) {
            QTimer::singleShot(0, this, [this, commandDone] {
                if (!m_finished)
                    takeMessages(commandDone);
            });
            return;
        }
        if (!m_output.take(m_messages.takeFirst())) {
            fail(m_session.broken(m_output.error()));
            return;
        }
    }
    if (commandDone || m_output.isFinal())
        ended(commandDone);
    else
        goOn();
}

void Pipeline::goOn()
{
    if (!m_stopWanted && m_clock.elapsed() > m_session.settings.commandTimeout.count()) {
        m_output.addError(QStringLiteral("TimeoutException"),
                          QStringLiteral("The cmdlet took too long and was stopped."));
        stop();
    }
    answerHostCalls();
}

// Answers the calls of the last reply one after the other, then listens again.
void Pipeline::answerHostCalls()
{
    QList<QByteArray> answers;
    for (const HostCall &call : m_output.takeHostCalls()) {
        if (!call.wantsAnswer())
            continue;
        answers += m_session.fragments(MessageType::PipelineHostResponse, m_id, hostCallRefusalData(call));
        if (call.asksUser()) {
            m_output.addError(
                QStringLiteral("HostException"),
                QStringLiteral("The cmdlet asked a question (%1); questions are never answered.")
                    .arg(call.methodName));
            stop();
        }
    }
    if (answers.isEmpty()) {
        receive();
        return;
    }
    start(WsmanRequest::send(m_session.shellId, m_commandId, "pr", answers.join()), &Pipeline::hostCallsAnswered);
}

void Pipeline::hostCallsAnswered(const WsmanCall::Outcome &outcome)
{
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome))
        fail(failureInSession(*trouble, m_session.peer(), m_command.isRead()));
    else
        receive();
}

void Pipeline::stop()
{
    if (m_stopWanted || m_finished)
        return;
    m_stopWanted = true;
    m_stopLimit.start(m_session.settings.stopTimeout);
    if (m_receiving)
        signalStop();
}

void Pipeline::signalStop()
{
    m_stopSent = true;
    m_session.side().call(WsmanRequest::signal(m_session.shellId, m_commandId, wsman::signalStop),
                          m_session.promptTimeout(), this,
                          [](const auto &) {}); // the answer that counts comes with the Receive
}

void Pipeline::ended(bool serverFreedIt)
{
    if (!m_output.isFinal()) {
        fail(m_session.broken(QStringLiteral("the command ended without a pipeline state")));
        return;
    }
    CommandOutput output = m_output.takeOutput();
    output.duration = std::chrono::milliseconds(m_clock.elapsed());
    output.requestId = m_session.shared->requestId;
    if (serverFreedIt) {
        finish(std::move(output));
        return;
    }
    m_session.main().call(WsmanRequest::signal(m_session.shellId, m_commandId, wsman::signalTerminate),
                          m_session.promptTimeout(), this, [this, output](const auto &) { finish(output); });
}

void Pipeline::giveUp()
{
    m_session.closeConnections();
    fail({ FailureCode::SessionLost,
           { { QStringLiteral("host"), m_session.settings.address().host() } },
           QStringLiteral("%1 did not stop in time; its result is unknown").arg(m_command.name),
           true });
}

void Pipeline::refuse()
{
    finish(Failure{ FailureCode::SessionLost,
                    { { QStringLiteral("host"), m_session.settings.address().host() } },
                    QStringLiteral("the runspace pool was closed"),
                    true });
}

void Pipeline::fail(Failure failure)
{
    m_poolIsLost = true;
    finish(std::move(failure));
}

void Pipeline::finish(core::Result<CommandOutput> result)
{
    if (std::exchange(m_finished, true))
        return;
    m_stopLimit.stop();
    m_result = std::move(result);
    emit done();
}

}
