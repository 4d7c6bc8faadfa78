#include "services/TenantRequests.h"

#include <QTest>
#include <QUrlQuery>

using namespace passerelle;
using namespace passerelle::services;
using auth::Resource;

// cloud.md a.1, a.3, a.8, e.10
class TestTenantRequests : public QObject {
    Q_OBJECT
private slots:
    void scopes()
    {
        for (const auth::CloudEndpoints &cloud : auth::clouds()) {
            const QString graph = cloud.graph.toString();
            QCOMPARE(scopesFor(Resource::Graph, model::Mode::Setup, cloud),
                     (QStringList{ graph + "/Application.ReadWrite.All", graph + "/Organization.Read.All", "offline_access" }));
            QCOMPARE(scopesFor(Resource::Graph, model::Mode::Verify, cloud).first(), graph + "/Application.Read.All");
            // One resource per request, and .default never beside a named scope of its own resource.
            QCOMPARE(scopesFor(Resource::ExchangeOnline, model::Mode::Setup, cloud),
                     (QStringList{ cloud.exchange.toString() + "/.default", "offline_access" }));
        }
    }

    void clientIds()
    {
        const auth::CloudEndpoints cloud = auth::worldwide();
        model::CloudSettings settings;
        QCOMPARE(clientIdFor(Resource::Graph, settings, cloud), cloud.graphClientId);
        QCOMPARE(clientIdFor(Resource::ExchangeOnline, settings, cloud), cloud.exchangeClientId);
        settings.clientId = "01234567-89ab-cdef-0123-456789abcdef";
        for (const Resource resource : { Resource::Graph, Resource::ExchangeOnline })
            QCOMPARE(clientIdFor(resource, settings, cloud), settings.clientId);
    }

    void proxies()
    {
        model::CloudSettings settings;
        QCOMPARE(proxyOf(settings, {}).kind, auth::ProxyKind::System);
        settings.proxyKind = "none";
        QCOMPARE(proxyOf(settings, {}).kind, auth::ProxyKind::None);
        settings.proxyKind = "manual";
        settings.proxyHost = "proxy.contoso.fr";
        settings.proxyPort = 70'000;
        settings.proxyUser = "anne";
        const auth::ProxySettings proxy = proxyOf(settings, core::Secret("SEED4711"));
        QCOMPARE(proxy.kind, auth::ProxyKind::Manual);
        QCOMPARE(proxy.host, "proxy.contoso.fr");
        QCOMPARE(proxy.port, quint16(65535));
        QCOMPARE(proxy.user, "anne");
        QCOMPARE(proxy.password.reveal().toByteArray(), QByteArray("SEED4711"));
    }

    void consentAsksForPermissionsOnly()
    {
        const auth::CloudEndpoints cloud = auth::worldwide();
        const QUrl url = consentAddress(cloud, "tenant-1", "client-1", scopesFor(Resource::Graph, model::Mode::Setup, cloud));
        QCOMPARE(url.host(), "login.microsoftonline.com");
        QCOMPARE(url.path(), "/tenant-1/v2.0/adminconsent");
        const QUrlQuery query(url);
        QCOMPARE(query.queryItemValue("client_id"), "client-1");
        QCOMPARE(query.queryItemValue("redirect_uri", QUrl::FullyDecoded), "http://localhost/");
        QVERIFY(query.queryItemValue("scope", QUrl::FullyDecoded).contains("Application.ReadWrite.All"));
        QVERIFY(!query.queryItemValue("scope", QUrl::FullyDecoded).contains("offline_access"));
    }

    void hostsOfChina()
    {
        for (const auth::CloudEndpoints &cloud : auth::clouds()) {
            const bool china = cloud.id == "china";
            for (const char *host : { "https://outlook.office365.cn/adminapi", "https://partner.outlook.cn/adminapi" })
                QCOMPARE(cloud.allows(QUrl(host)), china);
            QCOMPARE(cloud.isLogin(QUrl("https://login.chinacloudapi.cn/t/oauth2/v2.0/token")), china);
            QVERIFY(!cloud.isLogin(QUrl("http://login.chinacloudapi.cn/")) && !cloud.isLogin(QUrl("https://partner.outlook.cn/")));
        }
    }
};

QTEST_GUILESS_MAIN(TestTenantRequests)
#include "tst_TenantRequests.moc"
