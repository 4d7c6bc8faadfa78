#include "protocols/psrp/PoolOpener.h"

#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/Guid.h"
#include "protocols/psrp/ServerMessages.h"

#include <QTimer>

namespace passerelle::psrp {

using core::Failure;
using core::FailureCode;

namespace {

constexpr int largeEnvelope = 512'000;

Failure cancelled()
{
    return { FailureCode::Cancelled, {}, {}, true };
}

}

PoolOpener::PoolOpener(PoolSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_defragmenter(session.limits)
    , m_result(cancelled())
{
}

void PoolOpener::start()
{
    if (m_abandoned || m_finished) {
        finish(cancelled());
        return;
    }
    m_clock.start();
    create();
}

void PoolOpener::create()
{
    m_session.reset();
    m_asked = true;
    QByteArray opening;
    for (const auto &[type, data] : { std::pair(MessageType::SessionCapability, sessionCapabilityData()),
                                      std::pair(MessageType::InitRunspacePool, initRunspacePoolData()) })
        opening += m_session.fragments(type, {}, data).join();
    m_session.main().call(WsmanRequest::create(guidText(m_session.poolId), opening), m_session.holdTimeout(),
                          this, [this](const auto &outcome) {
                              m_asked = false;
                              created(outcome);
                              emit answered();
                          });
}

void PoolOpener::abandon()
{
    m_abandoned = true;
    if (!m_session.shellId.isEmpty())
        finish(cancelled());
}

void PoolOpener::giveUp()
{
    finish(cancelled());
}

void PoolOpener::created(const WsmanCall::Outcome &outcome)
{
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome)) {
        finish(m_session.failure(*trouble));
        return;
    }
    const auto &reply = std::get<WsmanReply>(outcome);
    m_session.shellId = reply.shellId.isEmpty() ? guidText(m_session.poolId) : reply.shellId;
    emit shellCreated();
    if (m_abandoned || m_finished)
        finish(cancelled());
    else
        receive();
}

void PoolOpener::receive()
{
    if (const auto pause = m_pace.pause(); pause.count() > 0)
        QTimer::singleShot(pause, this, [this] {
            if (!m_finished)
                listen();
        });
    else
        listen();
}

void PoolOpener::listen()
{
    m_pace.asked();
    m_session.main().call(WsmanRequest::receive(m_session.shellId, {}), m_session.holdTimeout(), this,
                          [this](const auto &outcome) { received(outcome); });
}

void PoolOpener::received(const WsmanCall::Outcome &outcome)
{
    const auto *reply = std::get_if<WsmanReply>(&outcome);
    m_pace.answered(reply && !reply->streams.isEmpty());
    if (const auto *trouble = std::get_if<WsmanTrouble>(&outcome)) {
        if ((isDropped(*trouble) || isBusy(*trouble)) && !std::exchange(m_startedOver, true)) {
            startOver(isBusy(*trouble) ? m_session.settings.busyRetryDelay : std::chrono::milliseconds::zero());
            return;
        }
        if (!isTimeoutFault(*trouble) || m_clock.elapsed() > m_session.settings.openTimeout.count()) {
            finish(m_session.failure(*trouble));
            return;
        }
    } else if (!take(*reply)) {
        finish(m_session.broken(m_defragmenter.error()));
    }
    if (!m_finished) {
        if (m_clock.elapsed() > m_session.settings.openTimeout.count())
            finish(m_session.broken(QStringLiteral("the runspace pool does not open")));
        else
            receive();
    }
}

void PoolOpener::startOver(std::chrono::milliseconds delay)
{
    m_defragmenter = Defragmenter(m_session.limits);
    m_info = {};
    m_delay = delay;
    emit shellGivenUp();
}

void PoolOpener::again()
{
    QTimer::singleShot(m_delay, this, [this] {
        if (m_abandoned)
            finish(cancelled());
        else if (!m_finished)
            create();
    });
}

bool PoolOpener::take(const WsmanReply &reply)
{
    QList<QByteArray> messages;
    for (const WsmanReply::Stream &stream : reply.streams) {
        if (stream.commandId.isEmpty() && !m_defragmenter.feed(stream.bytes, messages))
            return false;
    }
    for (const QByteArray &bytes : messages) {
        const std::optional<Message> message = Message::fromBytes(bytes);
        if (message && !m_finished)
            takeMessage(*message);
    }
    return true;
}

void PoolOpener::takeMessage(const Message &message)
{
    // Of the others (host calls to a console that does not exist, types yet unknown) nothing is read.
    const bool taken = message.type == MessageType::SessionCapability || message.type == MessageType::ApplicationPrivateData
        || message.type == MessageType::RunspacePoolState;
    if (!taken)
        return;
    const ClixmlDocument document = readClixml(message.data, m_session.limits);
    if (!document.ok()) {
        finish(m_session.broken(QStringLiteral("unreadable message: ") + document.error));
        return;
    }
    switch (message.type) {
    case MessageType::SessionCapability:
        capability(document.value());
        break;
    case MessageType::ApplicationPrivateData:
        m_info.powerShellVersion = powerShellVersion(document.value());
        break;
    case MessageType::RunspacePoolState:
        poolState(document.value());
        break;
    default:
        break;
    }
}

void PoolOpener::capability(const Value &message)
{
    const QString version = message.property(u"protocolversion").toString().left(100);
    m_session.protocol = ProtocolVersion::parse(version);
    if (m_session.protocol.major != 2)
        finish(m_session.broken(QStringLiteral("the server speaks protocol version ") + version));
    m_info.protocolVersion = version;
    if (m_session.protocol.atLeast(2))
        m_session.shared->session.maxEnvelopeSize = largeEnvelope;
}

void PoolOpener::poolState(const Value &message)
{
    const PoolStateChange change = PoolStateChange::fromValue(message);
    switch (static_cast<RunspacePoolStateCode>(change.state)) {
    case RunspacePoolStateCode::Opened:
        m_info.shellId = m_session.shellId;
        m_info.frontEnd = m_session.shared->frontEnd;
        m_info.backEnd = m_session.shared->backEnd;
        m_info.requestId = m_session.shared->requestId;
        m_info.signIn = m_session.shared->signIn->report();
        finish(m_info);
        break;
    case RunspacePoolStateCode::Closed:
    case RunspacePoolStateCode::Closing:
    case RunspacePoolStateCode::Broken:
        finish(toFailure(change.error, m_session.peer()));
        break;
    default:
        break;
    }
}

void PoolOpener::finish(core::Result<PoolInfo> result)
{
    if (std::exchange(m_finished, true))
        return;
    m_result = std::move(result);
    emit done();
}

}
