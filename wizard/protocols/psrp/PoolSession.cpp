#include "protocols/psrp/PoolSession.h"

#include "protocols/psrp/Guid.h"

namespace passerelle::psrp {

namespace {

constexpr std::chrono::milliseconds replyMargin{ 10'000 };
constexpr std::chrono::milliseconds promptAnswer{ 30'000 };
constexpr int smallEnvelope = 153'600;

}

PoolSession::PoolSession(ConnectionSettings poolSettings, QObject *parent)
    : QObject(parent)
    , settings(std::move(poolSettings))
    , shared(std::make_shared<WsmanShared>())
    , m_fragmenter(settings.fragmentSize)
{
    shared->signIn = std::make_shared<net::SessionSignIn>(settings.signIn());
    m_main = std::make_unique<WsmanClient>(settings, shared);
    shared->session.url = settings.address().toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    shared->session.configurationName = settings.configurationName;
    shared->session.sessionId = guidText(QUuid::createUuid());
    shared->session.operationTimeout = settings.operationTimeout;
}

void PoolSession::reset()
{
    closeConnections();
    shared->cookies.clear();
    shared->session.maxEnvelopeSize = smallEnvelope;
    poolId = QUuid::createUuid();
    shellId.clear();
    protocol = {};
    m_fragmenter = Fragmenter(settings.fragmentSize);
}

WsmanClient &PoolSession::side()
{
    if (!m_side)
        m_side = std::make_unique<WsmanClient>(settings, shared);
    return *m_side;
}

void PoolSession::closeConnections()
{
    m_main->drop();
    if (m_side)
        m_side->drop();
}

QList<QByteArray> PoolSession::fragments(MessageType type, const QUuid &pipelineId, const QByteArray &data)
{
    return m_fragmenter.fragments(Message{ Destination::Server, type, poolId, pipelineId, data }.toBytes());
}

std::chrono::milliseconds PoolSession::holdTimeout() const
{
    return settings.operationTimeout + replyMargin;
}

std::chrono::milliseconds PoolSession::promptTimeout() const
{
    return qMin(holdTimeout(), promptAnswer);
}

WsmanPeer PoolSession::peer() const
{
    return { settings.address().host(), settings.user,      m_main->credentialsSent(),
             shared->requestId,         settings.address(), shared->signIn->report().used };
}

}
