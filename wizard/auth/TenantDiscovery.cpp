#include "auth/TenantDiscovery.h"

#include "auth/Logging.h"
#include "auth/SignInErrors.h"
#include "core/Scrub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace passerelle::auth {

namespace {

// A host name or a GUID: nothing that could change the path it is put into.
bool isDomainOrId(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*$"));
    return text.size() <= 253 && shape.match(text).hasMatch();
}

// {tenantGuid} of https://login…/{tenantGuid}/oauth2/v2.0/token
QString tenantIdOf(const QUrl &tokenEndpoint)
{
    static const QRegularExpression shape(
        QStringLiteral("^/([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})/"));
    return shape.match(tokenEndpoint.path()).captured(1).toLower();
}

// The row of the table that discovery points at; empty when it names none of them.
QString cloudIdOf(const QJsonObject &o, const QUrl &token)
{
    const QString sub = o[QLatin1String("tenant_region_sub_scope")].toString();
    for (const CloudEndpoints &cloud : clouds()) {
        if (cloud.regionSubScope.isEmpty() ? !sub.startsWith(QLatin1String("DOD")) && cloud.isLogin(token)
                                           : cloud.regionSubScope == sub)
            return cloud.id;
    }
    return {};
}

// `cloud`: its id, the host where the table has no row for it, or empty: it is in none that was asked.
core::Failure otherCloud(const QString &domain, const QString &cloud, const QString &technical)
{
    return { core::FailureCode::EntraCloud,
             { { QStringLiteral("domain"), domain }, { QStringLiteral("cloud"), cloud } },
             technical,
             false };
}

// Given or, where a service does not tell, beside the token endpoint (cloud.md a.5).
QUrl deviceEndpoint(const QJsonObject &o, const QUrl &token, const CloudEndpoints &cloud)
{
    QUrl url(o[QLatin1String("device_authorization_endpoint")].toString(), QUrl::StrictMode);
    if (url.isEmpty()) {
        url = token;
        url.setPath(token.path().section(QLatin1Char('/'), 0, -2) + QLatin1String("/devicecode"));
    }
    return cloud.isLogin(url) ? url : QUrl();
}

}

TenantDiscovery::TenantDiscovery(NetworkAccess &network, QString domainOrId)
    : m_network(network)
    , m_domain(domainOrId.trimmed())
{
}

void TenantDiscovery::doStart()
{
    if (!isDomainOrId(m_domain)) {
        const QString shown = core::displayable(m_domain, 100);
        fail({ core::FailureCode::EntraTenantWrong,
               { { QStringLiteral("reason"), QStringLiteral("no-domain") }, { QStringLiteral("domain"), shown } },
               QStringLiteral("not a domain name"),
               false });
        return;
    }
    m_url = m_network.cloud().login;
    m_url.setPath(QLatin1Char('/') + m_domain + QLatin1String("/v2.0/.well-known/openid-configuration"));
    HttpRequest request;
    request.url = m_url;
    request.headers = { { "Accept", "application/json" } };
    m_call =
        core::run(m_network.call(std::move(request)), this, [this](const core::Result<HttpReply> &reply) {
            if (reply)
                read(*reply);
            else
                fail(reply.failure());
        });
}

void TenantDiscovery::doCancel()
{
    if (m_call)
        m_call->cancel();
}

void TenantDiscovery::read(const HttpReply &reply)
{
    qCInfo(lcAuth).noquote() << logLine("GET", m_url, reply);
    finishWith(parseDiscovery(reply, m_url, m_domain, m_network.cloud()));
}

core::Result<Tenant> parseDiscovery(const HttpReply &reply, const QUrl &url, const QString &domain,
                                    const CloudEndpoints &cloud)
{
    if (reply.problem != NetworkProblem::None)
        return networkFailure(url, reply, cloud);
    if (reply.status != 200) {
        const SignInError error = parseSignInError(reply.body);
        if (error.error.isEmpty())
            return networkFailure(url, reply, cloud);
        return signInFailure(error, SignInPhase::Browser,
                             { { QStringLiteral("tenant"), domain },
                               { QStringLiteral("domain"), domain },
                               { QStringLiteral("login"), cloud.login.authority() },
                               { QStringLiteral("host"), url.host() },
                               { QStringLiteral("list"), cloud.hostList() } });
    }
    const QJsonObject o = QJsonDocument::fromJson(reply.body).object();
    const auto address = [&o](const char *name) {
        return QUrl(o[QLatin1String(name)].toString(), QUrl::StrictMode);
    };
    Tenant tenant;
    tenant.tokenEndpoint = address("token_endpoint");
    tenant.authorizationEndpoint = address("authorization_endpoint");
    tenant.issuer = o[QLatin1String("issuer")].toString();
    tenant.id = tenantIdOf(tenant.tokenEndpoint);
    tenant.regionScope = core::displayable(o[QLatin1String("tenant_region_scope")].toString(), 20);
    tenant.regionSubScope = core::displayable(o[QLatin1String("tenant_region_sub_scope")].toString(), 20);
    if (tenant.tokenEndpoint.isEmpty() || tenant.issuer.isEmpty())
        return networkFailure(url, reply, cloud); // some other page
    tenant.deviceEndpoint = deviceEndpoint(o, tenant.tokenEndpoint, cloud);
    const bool saysGovernment = tenant.regionSubScope.startsWith(QLatin1String("DOD"));
    const bool isElsewhere =
        (saysGovernment || !cloud.regionSubScope.isEmpty()) && tenant.regionSubScope != cloud.regionSubScope;
    const bool isOurs = cloud.isLogin(tenant.tokenEndpoint) && cloud.isLogin(tenant.authorizationEndpoint);
    if (isElsewhere || !isOurs) {
        const QString host = core::displayable(tenant.tokenEndpoint.host(), 100);
        const QString id = cloudIdOf(o, tenant.tokenEndpoint);
        return otherCloud(domain, id.isEmpty() || id == cloud.id ? host : id,
                          QStringLiteral("discovery names %1, sub scope %2").arg(host, tenant.regionSubScope));
    }
    if (tenant.id.isEmpty())
        return otherCloud(domain, {}, QStringLiteral("discovery names no tenant"));
    return tenant;
}

}
