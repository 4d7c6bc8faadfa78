#include "tst_ExoServer.h"

using namespace passerelle;
using namespace passerelle::exo;
using core::FailureCode;
using test::ExoServer;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)

namespace {

const char notFound[] = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";

}

// cloud.md c.4, a.9
class TestExoErrors : public QObject {
    Q_OBJECT
private slots:
    void refused_data();
    void refused();
    void patientReading_data();
    void patientReading();
    void givesUp();
    void longWaitIsTold();
    void refreshOnce();
    void refreshRefused();
    void redirectIsNotFollowed();
    void claimsChallenge();
    void stillRefusedAfterNewSignIn();
};

void TestExoErrors::refused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<QString>("technical");
    using L = LocalHttps;
    const QByteArray nul(4096, '\0');
    QTest::newRow("403 of NUL that says gzip")
        << L::answer(403, nul, "application/octet-stream", "Content-Encoding: gzip\r\n")
        << FailureCode::ExoRole << "HTTP 403";
    QTest::newRow("403 JSON") << L::answer(
        403, R"({"error":{"code":"Forbidden","message":"app-only without role"}})")
                              << FailureCode::ExoRole << "app-only without role";
    QTest::newRow("404 JSON") << L::answer(404, R"({"error":{"code":"NotFound","message":"no such object"}})")
                              << FailureCode::ExoNotFound << "no such object";
    QTest::newRow("404 of a path") << L::answer(404, "", "text/plain") << FailureCode::ExoApi << "HTTP 404";
    QTest::newRow("405 as v1.0 has it")
        << L::answer(405, "", "text/plain") << FailureCode::ExoApi << "HTTP 405";
    QTest::newRow("absent") << ExoServer::failed(
        notFound, "The operation couldn't be performed because object 'x' couldn't be found.")
                            << FailureCode::ExoNotFound
                            << "ManagementObjectNotFoundException; The operation couldn't";
    QTest::newRow("exists") << ExoServer::failed(
        "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException", "exists")
                            << FailureCode::ExoExists << "ADObjectAlreadyExistsException";
    QTest::newRow("class in the header")
        << L::answer(400, R"({"error":{"code":"BadRequest","message":"m"}})", "application/json",
                     QByteArray("X-ExceptionType: ") + notFound + "\r\n")
        << FailureCode::ExoNotFound << notFound;
    QTest::newRow("wrong parameter") << L::answer(
        400,
        R"({"error":{"code":"BadRequest","message":"Invalid Operation","innererror":{"internalexception":{"message":"A parameter cannot be found","type":"Microsoft.Exchange.Management.ParameterTransformationException"}}}})")
                                     << FailureCode::UnknownExo << "A parameter cannot be found";
    QTest::newRow("anchor") << L::answer(400,
                                         R"({"error":{"code":"ErrorIncorrectRoutingHint","message":"hint"}})")
                            << FailureCode::UnknownExo << "ErrorIncorrectRoutingHint";
    QTest::newRow("401 empty") << L::answer(401, "") << FailureCode::SessionLost << "HTTP 401";
    QTest::newRow("200 of a proxy") << L::answer(200, "<html>", "text/html") << FailureCode::EntraNet
                                    << "unexpected content: text/html";
    QTest::newRow("403 of a proxy") << L::answer(403, "<html>", "text/html") << FailureCode::EntraNet
                                    << "HTTP 403";
    QTest::newRow("204") << L::answer(204, "") << FailureCode::EntraNet << "HTTP 204";
    QTest::newRow("value is no list")
        << L::answer(200, R"({"value":{}})") << FailureCode::EntraNet << "HTTP 200";
    QTest::newRow("request id") << ExoServer::failed("A.B", "x", "request-id: 77\r\n")
                                << FailureCode::UnknownExo << "request-id 77";
}

void TestExoErrors::refused()
{
    QFETCH(QByteArray, answer);
    QFETCH(FailureCode, code);
    QFETCH(QString, technical);
    ExoServer server({ answer });
    const auto result = server.get(server.client.connectors());
    QVERIFY(!result);
    QVERIFY2(result.failure().code == code, core::codeText(result.failure().code).data());
    QVERIFY2(result.failure().technical.contains(technical), qPrintable(result.failure().technical));
    QVERIFY(!result.failure().technical.contains(QChar(0)));
    QVERIFY(!result.failure().technical.contains("Ex6F9304"));
    QCOMPARE(server.https.requests.size(), 1);
}

void TestExoErrors::patientReading_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("seconds");
    using L = LocalHttps;
    QTest::newRow("408") << L::answer(408, "", "text/plain") << 3;
    QTest::newRow("429 with a fraction")
        << L::answer(429, "", "application/json", "Retry-After: 2.128\r\n") << 3;
    QTest::newRow("429 told") << L::answer(429, "{}", "application/json", "Retry-After: 7\r\n") << 7;
    QTest::newRow("503 page") << L::answer(503, "<html>", "text/html") << 3;
    QTest::newRow("504") << L::answer(504, "", "text/plain") << 3;
    QTest::newRow("too many") << ExoServer::failed(
        "System.InvalidOperationException",
        "You have reached the maximum number of concurrent requests per tenant. Please wait and try again.")
                              << 3;
}

void TestExoErrors::patientReading()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, seconds);
    ExoServer server({ answer, ExoServer::value(ExoServer::connector()) });
    const auto connectors = server.get(server.client.connectors());
    QVERIFY(connectors);
    QCOMPARE(connectors->size(), 1);
    QCOMPARE(server.waiting.count(), 1);
    QCOMPARE(server.waiting[0][0].toInt(), seconds);
}

// c.4: 3 s times the attempt, at most 5
void TestExoErrors::givesUp()
{
    ExoServer server({ LocalHttps::answer(429, "{}") });
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::GraphThrottle);
    QVERIFY(result.failure().retryable);
    QCOMPARE(server.https.requests.size(), 5);
    QList<int> waits;
    for (const auto &arguments : server.waiting)
        waits << arguments[0].toInt();
    QCOMPARE(server.waiting[0][2].value<core::WaitReason>(), core::WaitReason::Throttled);
    QCOMPARE(waits, QList<int>({ 3, 6, 9, 12 }));
}

void TestExoErrors::longWaitIsTold()
{
    ExoServer server({ LocalHttps::answer(429, "{}", "application/json", "Retry-After: 4000\r\n") });
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().values["n"], QStringLiteral("4000"));
    QCOMPARE(server.https.requests.size(), 1);
}

void TestExoErrors::refreshOnce()
{
    ExoServer server({ LocalHttps::answer(401, ""), ExoServer::value(ExoServer::connector()) });
    server.store.accept(server.session("SENTINEL-refresh"), auth::Resource::ExchangeOnline);
    QVERIFY(server.get(server.client.connectors()));
    QCOMPARE(server.https.requests.size(), 3);
    QCOMPARE(server.https.requests[2].headers["authorization"], "Bearer SENTINEL-exo-2");
}

void TestExoErrors::refreshRefused()
{
    ExoServer server({ LocalHttps::answer(401, "") });
    server.store.accept(server.session("SENTINEL-refresh"), auth::Resource::ExchangeOnline);
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::SessionLost);
    QCOMPARE(server.https.requests.size(), 3); // refused, refreshed, refused: no further round
}

void TestExoErrors::redirectIsNotFollowed()
{
    ExoServer server(
        { LocalHttps::answer(302, "", "text/plain", "Location: https://outlook.example.com/\r\n") });
    QCOMPARE(server.get(server.client.connectors()).failure().code, FailureCode::EntraNet);
    QCOMPARE(server.https.requests.size(), 1);
}

// cloud.md a.9: a refresh would bring the same token; one new sign-in with the claims, then the same call
// again.
void TestExoErrors::claimsChallenge()
{
    const QByteArray claims = R"({"access_token":{"nbf":{"essential":true,"value":"1"}}})";
    ExoServer server(
        { LocalHttps::answer(401, "", "text/plain",
                             "WWW-Authenticate: Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                                 + claims.toBase64() + "\"\r\n"),
          ExoServer::value(ExoServer::connector()) });
    server.store.accept(server.session("SENTINEL-refresh"), auth::Resource::ExchangeOnline);
    QList<QByteArray> asked;
    server.store.setRenewal([&](auth::Resource resource, const QByteArray &wanted) {
        asked << (resource == auth::Resource::ExchangeOnline ? wanted : QByteArray());
        return server.newSession("SENTINEL-exo-3");
    });
    QVERIFY(server.get(server.client.connectors()));
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0].contains("nbf"));
    QCOMPARE(server.https.requests.size(), 2);
    QCOMPARE(server.https.requests[1].headers["authorization"], "Bearer SENTINEL-exo-3");
}

void TestExoErrors::stillRefusedAfterNewSignIn()
{
    ExoServer server({ LocalHttps::answer(401, "") });
    int signIns = 0;
    server.store.setRenewal([&](auth::Resource, const QByteArray &) {
        ++signIns;
        return server.newSession("SENTINEL-exo-3");
    });
    QCOMPARE(server.get(server.client.connectors()).failure().code, FailureCode::SessionLost);
    QCOMPARE(signIns, 1);
    QCOMPARE(server.https.requests.size(), 2);
}

QTEST_GUILESS_MAIN(TestExoErrors)
#include "tst_ExoErrors.moc"
