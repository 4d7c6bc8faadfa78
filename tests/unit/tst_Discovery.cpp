#include "auth/TenantDiscovery.h"
#include "tst_SignInServer.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)

namespace {

const QString tenantId = QStringLiteral("11111111-2222-3333-4444-555555555555");

QJsonObject document(const QString &host = QStringLiteral("https://login.microsoftonline.com"))
{
    return { { "token_endpoint", host + "/" + tenantId + "/oauth2/v2.0/token" },
             { "authorization_endpoint", host + "/" + tenantId + "/oauth2/v2.0/authorize" },
             { "issuer", host + "/" + tenantId + "/v2.0" },
             { "tenant_region_scope", "EU" },
             { "msgraph_host", "graph.microsoft.com" } };
}

HttpReply reply(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    HttpReply out;
    out.status = status;
    out.body = body;
    out.headers = { { "Content-Type", type } };
    return out;
}

core::Result<Tenant> parse(const QJsonObject &object)
{
    return parseDiscovery(reply(200, QJsonDocument(object).toJson()),
                          QUrl("https://login.microsoftonline.com/x"), "contoso.com", worldwide());
}

}

// cloud.md a.2
class TestDiscovery : public QObject {
    Q_OBJECT
private slots:
    void worldwideTenant();
    void otherClouds_data();
    void otherClouds();
    void unknownDomain();
    void strangeAnswers_data();
    void strangeAnswers();
    void onTheWire();
    void inputIsCheckedBeforeItIsSent_data();
    void inputIsCheckedBeforeItIsSent();
    void hostsOfTheRow();
};

void TestDiscovery::worldwideTenant()
{
    QJsonObject object = document();
    object["tenant_region_sub_scope"] = "GCC";
    const auto tenant = parse(object);
    QVERIFY(tenant);
    QCOMPARE(tenant->id, tenantId);
    QCOMPARE(tenant->regionSubScope, "GCC");
    QCOMPARE(tenant->issuer, "https://login.microsoftonline.com/" + tenantId + "/v2.0");
    QCOMPARE(tenant->tokenEndpoint.path(), "/" + tenantId + "/oauth2/v2.0/token");
}

void TestDiscovery::otherClouds_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<QString>("cloud");
    QJsonObject high = document();
    high["tenant_region_sub_scope"] = "DODCON";
    QTest::newRow("GCC High told by the worldwide host") << high << "us-l4";
    QJsonObject dod = document("https://login.microsoftonline.us");
    dod["tenant_region_sub_scope"] = "DOD";
    QTest::newRow("DoD") << dod << "us-l5";
    QTest::newRow("other host") << document("https://login.partner.microsoftonline.cn")
                                << "china";
    QTest::newRow("plain http") << document("http://login.microsoftonline.com")
                                << "login.microsoftonline.com";
    QTest::newRow("hidden host") << document("https://login.microsoftonline.com@evil.example")
                                 << "evil.example";
    QTest::newRow("other port") << document("https://login.microsoftonline.com:444")
                                << "login.microsoftonline.com";
    QTest::newRow("graph is no login host")
        << document("https://graph.microsoft.com") << "graph.microsoft.com";
}

void TestDiscovery::otherClouds()
{
    QFETCH(QJsonObject, object);
    const auto tenant = parse(object);
    QVERIFY(!tenant);
    QCOMPARE(tenant.failure().code, FailureCode::EntraCloud);
    QTEST(tenant.failure().values["cloud"], "cloud");
    QCOMPARE(tenant.failure().values["domain"], "contoso.com");
}

void TestDiscovery::unknownDomain()
{
    const auto tenant = parseDiscovery(
        reply(
            400,
            R"({"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'x' not found.\r\nTrace ID: 1",)"
            R"("error_codes":[90002],"correlation_id":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"})"),
        QUrl("https://login.microsoftonline.com/x"), "nowhere.example", worldwide());
    QCOMPARE(tenant.failure().code, FailureCode::EntraCloud);
    QCOMPARE(tenant.failure().values["domain"], "nowhere.example");
    QVERIFY(tenant.failure().values["cloud"].isEmpty());
    QVERIFY(tenant.failure().technical.contains("AADSTS90002"));
}

void TestDiscovery::strangeAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("proxy page") << 200 << QByteArray("<html>Sign in to the proxy</html>");
    QTest::newRow("empty") << 200 << QByteArray();
    QTest::newRow("other json") << 200 << QByteArray("{\"a\":1}");
    QTest::newRow("redirect") << 302 << QByteArray();
    QTest::newRow("bad gateway") << 502 << QByteArray("<html>");
}

void TestDiscovery::strangeAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto tenant =
        parseDiscovery(reply(status, body, "text/html"), QUrl("https://login.microsoftonline.com/x"),
                       "contoso.com", worldwide());
    QCOMPARE(tenant.failure().code, FailureCode::EntraNet);
    QCOMPARE(tenant.failure().values["host"], "login.microsoftonline.com");
    QCOMPARE(tenant.failure().values["list"],
             "login.microsoftonline.com, graph.microsoft.com, outlook.office365.com");
}

void TestDiscovery::onTheWire()
{
    LocalHttps *self = nullptr;
    LocalHttps server([&self](const LocalHttps::Request &) {
        return LocalHttps::json(200, document(self->url().toString()));
    });
    self = &server;
    NetworkAccess network({ "lab", server.url(), server.url(), "client" });
    network.trustAlso({ server.ca });
    TenantDiscovery discovery(network, " contoso.com ");
    QSignalSpy finished(&discovery, &core::Operation::finished);
    discovery.start();
    QVERIFY(finished.wait());
    QVERIFY(discovery.result());
    QCOMPARE(discovery.result()->id, tenantId);
    QCOMPARE(server.requests.size(), 1); // cloud.md f
    QCOMPARE(server.requests[0].target, QByteArray("/contoso.com/v2.0/.well-known/openid-configuration"));
    QVERIFY(!server.requests[0].headers.contains("authorization"));
    QCOMPARE(server.requests[0].headers["accept-encoding"], QByteArray("identity"));
}

void TestDiscovery::inputIsCheckedBeforeItIsSent_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         { "", "../x", "a/b", "a?b", "a b", "http://x", "a..b", "-a", "a@b", "é.fr", "a%2f" })
        QTest::newRow(text) << QString::fromUtf8(text);
    QTest::newRow("long") << QString(300, 'a');
}

void TestDiscovery::inputIsCheckedBeforeItIsSent()
{
    QFETCH(QString, text);
    NetworkAccess network(worldwide());
    TenantDiscovery discovery(network, text);
    QSignalSpy finished(&discovery, &core::Operation::finished);
    discovery.start();
    QVERIFY(finished.wait());
    QCOMPARE(discovery.result().failure().code, FailureCode::EntraTenantWrong);
}

// cloud.md a.1 and e.7
void TestDiscovery::hostsOfTheRow()
{
    const CloudEndpoints cloud = worldwide();
    QVERIFY(cloud.allows(QUrl("https://graph.microsoft.com/v1.0/me")));
    QVERIFY(cloud.allows(QUrl("https://LOGIN.microsoftonline.com:443/x")));
    QVERIFY(!cloud.allows(QUrl("http://graph.microsoft.com/")));
    QVERIFY(!cloud.allows(QUrl("https://graph.microsoft.com.evil.example/")));
    QVERIFY(!cloud.allows(QUrl("https://user@graph.microsoft.com/")));
    QVERIFY(!cloud.allows(QUrl("https://graph.microsoft.us/")));
    QVERIFY(!cloud.allows(QUrl()));
    QVERIFY(cloud.allowsHost("Graph.Microsoft.com"));
    QVERIFY(!cloud.allowsHost(""));
}

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_Discovery.moc"
