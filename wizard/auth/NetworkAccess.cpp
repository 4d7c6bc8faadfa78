#include "auth/NetworkAccess.h"

#include "auth/OneShotBody.h"

#include <QDateTime>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace passerelle::auth {

namespace {

NetworkProblem problemOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return NetworkProblem::Tls;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // we never abort without leaving first: it is the transfer
                                                // timeout
        return NetworkProblem::TimedOut;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return NetworkProblem::ProxySignIn;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return NetworkProblem::ProxyUnreachable;
    default:
        return NetworkProblem::Unreachable;
    }
}

// Chunked or with a length, the whole answer arrived; what Qt calls an error then is only its status.
bool isStatusError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownServerError
        && error != QNetworkReply::ProtocolFailure;
}

}

NetworkAccess::NetworkAccess(CloudEndpoints cloud, QObject *parent)
    : QObject(parent)
    , m_cloud(std::move(cloud))
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setAutoDeleteReplies(false);
    m_manager.setProxyFactory(proxyFactory({}));
}

void NetworkAccess::trustAlso(const QList<QSslCertificate> &authorities)
{
    if (m_authorities.isEmpty())
        m_authorities = QSslConfiguration::systemCaCertificates(); // read once: that takes a while
    m_authorities += authorities;
}

void NetworkAccess::setCloud(CloudEndpoints cloud)
{
    m_cloud = std::move(cloud);
}

void NetworkAccess::setProxy(const ProxySettings &settings)
{
    m_manager.setProxyFactory(proxyFactory(settings));
    m_manager.clearConnectionCache(); // or an open connection would go on past the new proxy
    m_manager.clearAccessCache();
}

QNetworkProxy NetworkAccess::proxyFor(const QUrl &url) const
{
    return m_manager.proxyFactory()->queryProxy(QNetworkProxyQuery(url)).value(0, QNetworkProxy::NoProxy);
}

HttpCall *NetworkAccess::call(HttpRequest request)
{
    return new HttpCall(*this, std::move(request));
}

HttpCall::HttpCall(NetworkAccess &network, HttpRequest request)
    : m_network(network)
    , m_request(std::move(request))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { endWith(NetworkProblem::TimedOut, {}); });
}

HttpCall::~HttpCall()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        delete m_reply;
    }
}

std::chrono::milliseconds HttpCall::longestSilence() const
{
    return m_request.silence.count() > 0 ? m_request.silence : m_network.m_timeout;
}

QNetworkRequest HttpCall::wireRequest() const
{
    QNetworkRequest wire(m_request.url);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setTransferTimeout(static_cast<int>(longestSilence().count()));

    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_network.m_authorities.isEmpty())
        tls.setCaCertificates(m_network.m_authorities);
    wire.setSslConfiguration(tls);

    for (const auto &[name, value] : m_request.headers)
        wire.setRawHeader(name, value);
    wire.setRawHeader("Accept-Encoding",
                      "identity"); // Qt fails on answers that lie about gzip (cloud.md c.1)
    wire.setRawHeader("User-Agent", "Passerelle");
    if (!m_request.bearer.isEmpty())
        wire.setRawHeader("Authorization", "Bearer " + m_request.bearer.reveal().toByteArray());
    return wire;
}

void HttpCall::doStart()
{
    if (!m_network.m_cloud.allows(m_request.url)) {
        endWith(NetworkProblem::HostNotAllowed, m_request.url.host());
        return;
    }
    m_started = QDateTime::currentMSecsSinceEpoch();
    m_deadline.start(longestSilence() * 4);
    if (m_request.freshConnection)
        m_network.m_manager.clearConnectionCache();
    OneShotBody *body = m_request.body.isEmpty() ? nullptr : new OneShotBody(std::move(m_request.body), this);
    m_reply = m_network.m_manager.sendCustomRequest(wireRequest(), m_request.method, body);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::takeBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::onReplyFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_answer.problemText += error.errorString() + QLatin1String(". ");
        if (!errors.isEmpty() && !errors.first().certificate().isNull())
            m_answer.certificateIssuer = errors.first().certificate().issuerDisplayName();
    });
}

void HttpCall::takeBody()
{
    if (m_reply->isOpen()) // not after an abort
        m_answer.body += m_reply->readAll();
    if (m_answer.body.size() > maxBody) {
        m_answer.body.clear();
        endWith(NetworkProblem::TooLarge, {});
    }
}

void HttpCall::onReplyFinished()
{
    takeBody();
    if (!m_reply)
        return;
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &pair : m_reply->rawHeaderPairs())
        m_answer.headers.append({ pair.first, pair.second });
    const QSslCertificate peer = m_reply->sslConfiguration().peerCertificate();
    if (!peer.isNull())
        m_answer.certificateIssuer = peer.issuerDisplayName();
    const auto error = m_reply->error();
    const bool whole = error == QNetworkReply::NoError || (m_answer.status != 0 && isStatusError(error));
    if (whole && m_answer.status != 407)
        endWith(NetworkProblem::None, {});
    else
        endWith(m_answer.status == 407 ? NetworkProblem::ProxySignIn : problemOf(error),
                m_reply->errorString());
}

void HttpCall::endWith(NetworkProblem problem, const QString &text)
{
    m_deadline.stop();
    if (m_started)
        m_answer.milliseconds = QDateTime::currentMSecsSinceEpoch() - m_started;
    m_answer.problem = problem;
    m_answer.problemText += text;
    leaveReply();
    emit m_network.answered(m_request.method, m_request.url, m_answer.status, m_answer.milliseconds);
    m_request = {};
    succeed(std::move(m_answer));
}

void HttpCall::doCancel()
{
    m_deadline.stop();
    leaveReply();
    m_request = {};
    fail({ core::FailureCode::Cancelled, {}, {}, true });
}

void HttpCall::leaveReply()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply = nullptr;
    reply->disconnect(this);
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

}
