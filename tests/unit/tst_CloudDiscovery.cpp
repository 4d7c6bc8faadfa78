#include "auth/CloudDiscovery.h"
#include "tst_SignInServer.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using core::FailureCode;

namespace {

// One cloud: its login service, which knows some organisations or none.
struct Cloud {
    Cloud(const char *id, const char *subScope = "")
        : https([this](const LocalHttps::Request &) { return reply(); })
        , endpoints{ QLatin1String(id),      https.url(), QUrl("https://graph.example"), "client-1", {}, {},
                     {},                     {},          QLatin1String(subScope) }
    {
    }
    QByteArray reply() const
    {
        if (!override.isEmpty())
            return override;
        if (!knows)
            return LocalHttps::json(400,
                                    { { "error", "invalid_tenant" },
                                      { "error_codes", QJsonArray{ 90002 } },
                                      { "error_description", "AADSTS90002: not found" } });
        const QString base = https.url().toString() + "/11111111-2222-3333-4444-555555555555";
        QJsonObject o{ { "token_endpoint", base + "/oauth2/v2.0/token" },
                       { "authorization_endpoint", base + "/oauth2/v2.0/authorize" },
                       { "device_authorization_endpoint", base + "/oauth2/v2.0/devicecode" },
                       { "issuer", base + "/v2.0" },
                       { "tenant_region_scope", "EU" } };
        if (!tells.isEmpty())
            o["tenant_region_sub_scope"] = tells;
        return LocalHttps::json(200, o);
    }

    LocalHttps https;
    CloudEndpoints endpoints;
    bool knows = false;
    QString tells;
    QByteArray override;
};

struct Search {
    Search()
        : network(worldwide.endpoints)
    {
        network.trustAlso({ worldwide.https.ca, china.https.ca, bleu.https.ca, l4.https.ca });
    }
    core::Result<FoundTenant> run(QList<CloudEndpoints> candidates)
    {
        CloudDiscovery discovery(network, std::move(candidates), "contoso.com");
        QSignalSpy finished(&discovery, &core::Operation::finished);
        discovery.start();
        if (!finished.wait(8000))
            return core::Failure{ FailureCode::LocalFile, {}, "did not finish", false };
        return discovery.result();
    }
    core::Result<FoundTenant> runAll()
    {
        return run({ worldwide.endpoints, l4.endpoints, china.endpoints, bleu.endpoints });
    }

    Cloud worldwide{ "worldwide" }, l4{ "us-l4", "DODCON" }, china{ "china" }, bleu{ "bleu" };
    NetworkAccess network;
};

}

// cloud.md a.1, a.2
class TestCloudDiscovery : public QObject {
    Q_OBJECT
private slots:
    void table();
    void worldwideIsOneRequest();
    void governmentIsNamedByTheWorldwideService();
    void othersAreAskedWhenItIsNotFound();
    void foundNowhere();
    void unreachableCloudsSayNothing();
    void firstOneUnreachableEndsIt();
    void chosenCloudIsTheOnlyOneAsked();
    void chosenCloudNamesTheRightOne();
    void foreignAddressesAreRefused();
    void cancel();
};

void TestCloudDiscovery::table()
{
    const QList<CloudEndpoints> all = clouds();
    QCOMPARE(all.size(), 6);
    QStringList ids, hosts;
    for (const CloudEndpoints &cloud : all) {
        ids << cloud.id;
        hosts << QStringList{ cloud.login.host(), cloud.graph.host(), cloud.exchange.host() }.join(' ');
        for (const QUrl &url : { cloud.login, cloud.graph, cloud.exchange }) {
            QCOMPARE(url.scheme(), "https");
            QVERIFY(cloud.allows(url) && cloud.allowsHost(url.host()));
        }
        QVERIFY(!cloud.graphClientId.isEmpty() && !cloud.exchangeClientId.isEmpty());
    }
    QCOMPARE(ids, (QStringList{ "worldwide", "us-l4", "us-l5", "china", "bleu", "delos" }));
    QCOMPARE(hosts[0], "login.microsoftonline.com graph.microsoft.com outlook.office365.com");
    QCOMPARE(hosts[1], "login.microsoftonline.us graph.microsoft.us outlook.office365.us");
    QCOMPARE(hosts[2], "login.microsoftonline.us dod-graph.microsoft.us outlook-dod.office365.us");
    QVERIFY(hosts[3].startsWith("login.partner.microsoftonline.cn microsoftgraph.chinacloudapi.cn "));
    QCOMPARE(hosts[4], "login.sovcloud-identity.fr graph.svc.sovcloud.fr outlook.sovcloud.fr");
    QCOMPARE(hosts[5], "login.sovcloud-identity.de graph.svc.sovcloud.de outlook.sovcloud.de");
    // A token of one cloud never goes to another.
    QVERIFY(!all[0].allows(all[3].graph) && !all[1].allows(all[2].graph));
}

void TestCloudDiscovery::worldwideIsOneRequest()
{
    Search search;
    search.worldwide.knows = true;
    const auto found = search.runAll();
    QVERIFY(found);
    QCOMPARE(found->cloud.id, "worldwide");
    QCOMPARE(found->tenant.id, "11111111-2222-3333-4444-555555555555");
    QVERIFY(found->tenant.deviceEndpoint.path().endsWith("/oauth2/v2.0/devicecode"));
    QCOMPARE(search.worldwide.https.requests.size(), 1);
    QVERIFY(search.china.https.requests.isEmpty() && search.l4.https.requests.isEmpty());
}

void TestCloudDiscovery::governmentIsNamedByTheWorldwideService()
{
    Search search;
    search.worldwide.knows = search.l4.knows = true;
    search.worldwide.tells = search.l4.tells = "DODCON";
    const auto found = search.runAll();
    QVERIFY2(found, found ? "" : qPrintable(found.failure().technical));
    QCOMPARE(found->cloud.id, "us-l4");
    QCOMPARE(search.network.cloud().id, "us-l4");
    QVERIFY(found->tenant.tokenEndpoint.toString().startsWith(search.l4.endpoints.login.toString()));
    QVERIFY(search.china.https.requests.isEmpty());
}

void TestCloudDiscovery::othersAreAskedWhenItIsNotFound()
{
    Search search;
    search.bleu.knows = true;
    const auto found = search.runAll();
    QVERIFY(found);
    QCOMPARE(found->cloud.id, "bleu");
    QCOMPARE(search.china.https.requests.size(), 1);
    QVERIFY(search.l4.https.requests.isEmpty()); // the worldwide service would have known
}

void TestCloudDiscovery::foundNowhere()
{
    Search search;
    const auto found = search.runAll();
    QCOMPARE(found.failure().code, FailureCode::EntraCloud);
    QCOMPARE(search.network.cloud().id, "worldwide"); // as before
}

void TestCloudDiscovery::unreachableCloudsSayNothing()
{
    Search search;
    search.china.override = LocalHttps::answer(502, "<html>", "text/html");
    search.bleu.knows = true;
    const auto found = search.runAll();
    QVERIFY(found);
    QCOMPARE(found->cloud.id, "bleu");
}

void TestCloudDiscovery::firstOneUnreachableEndsIt()
{
    Search search;
    search.worldwide.override = LocalHttps::answer(200, "<html>", "text/html");
    search.china.knows = true;
    QCOMPARE(search.runAll().failure().code, FailureCode::EntraNet);
    QVERIFY(search.china.https.requests.isEmpty());
}

void TestCloudDiscovery::chosenCloudIsTheOnlyOneAsked()
{
    Search search;
    search.worldwide.knows = true;
    const auto found = search.run({ search.china.endpoints });
    QCOMPARE(found.failure().code, FailureCode::EntraCloud);
    QVERIFY(search.worldwide.https.requests.isEmpty());
    search.china.knows = true;
    const auto again = search.run({ search.china.endpoints });
    QVERIFY(again);
    QCOMPARE(search.network.cloud().id, "china");
}

void TestCloudDiscovery::chosenCloudNamesTheRightOne()
{
    Search search;
    search.worldwide.knows = true;
    search.worldwide.tells = "DOD";
    const auto found = search.run({ search.worldwide.endpoints });
    QCOMPARE(found.failure().code, FailureCode::EntraCloud);
    QCOMPARE(found.failure().values["cloud"], "us-l5");
}

void TestCloudDiscovery::foreignAddressesAreRefused()
{
    Search search;
    search.worldwide.override = LocalHttps::json(
        200,
        { { "token_endpoint", "https://evil.example/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token" },
          { "authorization_endpoint", "https://evil.example/authorize" },
          { "issuer", "https://evil.example" } });
    const auto found = search.run({ search.worldwide.endpoints });
    QCOMPARE(found.failure().code, FailureCode::EntraCloud);
}

void TestCloudDiscovery::cancel()
{
    Search search;
    search.worldwide.override = "hang";
    CloudDiscovery discovery(search.network, { search.worldwide.endpoints, search.china.endpoints },
                             "contoso.com");
    QSignalSpy finished(&discovery, &core::Operation::finished);
    discovery.start();
    QTRY_COMPARE(search.worldwide.https.requests.size(), 1);
    discovery.cancel();
    QVERIFY(finished.wait(200));
    QCOMPARE(discovery.result().failure().code, FailureCode::Cancelled);
    QVERIFY(search.china.https.requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestCloudDiscovery)
#include "tst_CloudDiscovery.moc"
