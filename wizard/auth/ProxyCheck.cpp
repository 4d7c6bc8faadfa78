#include "auth/ProxyCheck.h"

#include "auth/Challenge.h"

#include <QJsonDocument>
#include <QNetworkProxy>

namespace passerelle::auth {

namespace {

// Questions anybody may ask, whose answers only Microsoft gives: JSON, or a refusal with a Bearer challenge.
QUrl questionTo(const CloudEndpoints &cloud, qsizetype index)
{
    QUrl url = index == 0 ? cloud.login : cloud.graph;
    url.setPath(index == 0 ? QStringLiteral("/common/v2.0/.well-known/openid-configuration")
                           : url.path() + QStringLiteral("/v1.0/organization"));
    return url;
}

bool isFromMicrosoft(const HttpReply &reply)
{
    if (QJsonDocument::fromJson(reply.body).isObject())
        return true;
    for (const Challenge &challenge : parseChallenges({ reply.header("WWW-Authenticate") })) {
        if (challenge.is("Bearer"))
            return true;
    }
    return false;
}

ProxyVerdict::Kind kindOf(const HttpReply &reply)
{
    using Kind = ProxyVerdict::Kind;
    switch (reply.problem) {
    case NetworkProblem::None:
        return isFromMicrosoft(reply) ? Kind::Reachable : Kind::NotMicrosoft;
    case NetworkProblem::ProxySignIn:
        return Kind::ProxySignIn;
    case NetworkProblem::ProxyUnreachable:
        return Kind::ProxyUnreachable;
    case NetworkProblem::Tls:
        return Kind::Untrusted;
    case NetworkProblem::TooLarge:
        return Kind::NotMicrosoft;
    case NetworkProblem::Unreachable:
    case NetworkProblem::TimedOut:
    case NetworkProblem::HostNotAllowed:
        break;
    }
    return Kind::HostUnreachable;
}

}

ProxyCheck::ProxyCheck(NetworkAccess &network)
    : m_network(network)
{
}

void ProxyCheck::doStart()
{
    ask(0);
}

void ProxyCheck::ask(qsizetype index)
{
    HttpRequest request;
    request.url = questionTo(m_network.cloud(), index);
    request.headers = { { "Accept", "application/json" } };
    m_call = core::run(m_network.call(std::move(request)), this,
                       [this, index](const core::Result<HttpReply> &reply) {
                           m_call = nullptr;
                           if (reply)
                               judge(index, *reply);
                           else
                               fail(reply.failure());
                       });
}

void ProxyCheck::judge(qsizetype index, const HttpReply &reply)
{
    ProxyVerdict verdict;
    verdict.kind = kindOf(reply);
    if (verdict.kind == ProxyVerdict::Kind::Reachable) {
        if (isCancelling())
            fail({ core::FailureCode::Cancelled, {}, {}, true });
        else if (index == 0)
            ask(1);
        else
            succeed(verdict);
        return;
    }
    const QUrl url = questionTo(m_network.cloud(), index);
    verdict.host = url.host();
    verdict.status = reply.status;
    verdict.certificateIssuer = reply.certificateIssuer;
    verdict.technical = networkFailure(url, reply, m_network.cloud()).technical;
    if (verdict.kind == ProxyVerdict::Kind::HostUnreachable
        && m_network.proxyFor(url).type() != QNetworkProxy::NoProxy)
        tryProxyItself(url, verdict);
    else
        succeed(verdict);
}

// Qt tells a proxy that is not there and one that refuses the host with the same error.
void ProxyCheck::tryProxyItself(const QUrl &url, ProxyVerdict verdict)
{
    const QNetworkProxy proxy = m_network.proxyFor(url);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_limit.setSingleShot(true);
    connect(&m_socket, &QTcpSocket::connected, this, [this, verdict] { concludeProxy(verdict, true); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this, verdict] { concludeProxy(verdict, false); });
    connect(&m_limit, &QTimer::timeout, this, [this, verdict] { concludeProxy(verdict, false); });
    m_limit.start(std::chrono::seconds(5));
    m_socket.connectToHost(proxy.hostName(), proxy.port());
}

void ProxyCheck::concludeProxy(ProxyVerdict verdict, bool answers)
{
    m_limit.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    if (!answers)
        verdict.kind = ProxyVerdict::Kind::ProxyUnreachable;
    succeed(verdict);
}

void ProxyCheck::doCancel()
{
    if (m_call) {
        m_call->cancel();
        return;
    }
    m_limit.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    fail({ core::FailureCode::Cancelled, {}, {}, true });
}

std::optional<core::Failure> proxyFailure(const ProxyVerdict &verdict, const CloudEndpoints &cloud)
{
    if (verdict.kind == ProxyVerdict::Kind::Reachable)
        return std::nullopt;
    core::Failure failure{ core::FailureCode::EntraNet,
                           { { QStringLiteral("host"), verdict.host },
                             { QStringLiteral("list"), cloud.hostList() } },
                           verdict.technical,
                           true };
    if (verdict.kind == ProxyVerdict::Kind::ProxySignIn)
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("proxy-account"));
    else if (verdict.kind == ProxyVerdict::Kind::ProxyUnreachable)
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("proxy"));
    return failure;
}

}
