#include "services/TenantRequests.h"

#include "auth/Form.h"
#include "auth/SessionCheck.h"

namespace passerelle::services {

auth::ProxySettings proxyOf(const model::CloudSettings &settings, const core::Secret &password)
{
    auth::ProxySettings proxy;
    if (settings.proxyKind == u"manual")
        proxy.kind = auth::ProxyKind::Manual;
    else if (settings.proxyKind == u"none")
        proxy.kind = auth::ProxyKind::None;
    proxy.host = settings.proxyHost;
    proxy.port = static_cast<quint16>(qBound(0, settings.proxyPort, 65535));
    proxy.user = settings.proxyUser;
    proxy.password = password.duplicate();
    return proxy;
}

QString clientIdFor(auth::Resource resource, const model::CloudSettings &settings,
                    const auth::CloudEndpoints &cloud)
{
    if (!settings.clientId.isEmpty())
        return settings.clientId;
    return resource == auth::Resource::Graph ? cloud.graphClientId : cloud.exchangeClientId;
}

QStringList scopesFor(auth::Resource resource, model::Mode mode, const auth::CloudEndpoints &cloud)
{
    const QString refreshable = QStringLiteral("offline_access"); // an expired token costs no second sign-in
    if (resource == auth::Resource::ExchangeOnline)
        return { cloud.exchange.toString(QUrl::RemovePath) + QStringLiteral("/.default"), refreshable };
    const QString host = cloud.graph.toString(QUrl::RemovePath);
    return { host
                 + (mode == model::Mode::Setup ? QStringLiteral("/Application.ReadWrite.All")
                                               : QStringLiteral("/Application.Read.All")),
             host + QStringLiteral("/Organization.Read.All"), refreshable };
}

QUrl consentAddress(const auth::CloudEndpoints &cloud, const QString &tenantId, const QString &clientId,
                    const QStringList &scopes)
{
    QUrl url = cloud.login;
    url.setPath(QLatin1Char('/') + tenantId + QStringLiteral("/v2.0/adminconsent"));
    const auth::FormFields fields{ { "client_id", clientId.toUtf8() },
                                   { "scope", auth::shownScopes(scopes).toUtf8() },
                                   { "redirect_uri", "http://localhost/" } };
    url.setQuery(QString::fromLatin1(auth::formEncoded(fields)));
    return url;
}

QUrl signOutAddress(const auth::CloudEndpoints &cloud, const QString &tenantId)
{
    QUrl url = cloud.login;
    url.setPath(QLatin1Char('/') + tenantId + QStringLiteral("/oauth2/v2.0/logout"));
    return url;
}

model::TenantFacts factsOf(const graph::Organization &organization, const QString &user)
{
    model::TenantFacts facts;
    facts.id = organization.id;
    facts.name = organization.displayName;
    facts.user = user;
    for (const graph::Domain &domain : organization.verifiedDomains) {
        facts.verifiedDomains << domain.name;
        if (domain.isInitial)
            facts.initialDomain = domain.name;
        if (domain.name.endsWith(u".mail.onmicrosoft.com", Qt::CaseInsensitive))
            facts.routingDomain = domain.name;
    }
    return facts;
}

QStringList commonDomains(const model::ExchangeFacts &exchange, const model::TenantFacts &tenant)
{
    QStringList common;
    for (const QString &domain : exchange.acceptedDomains) {
        if (tenant.verifiedDomains.contains(domain, Qt::CaseInsensitive))
            common << domain;
    }
    return common;
}

}
