#include "protocols/graph/GraphClient.h"
#include "tst_SignInServer.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace passerelle;
using namespace passerelle::graph;
using namespace std::chrono_literals;
using core::FailureCode;

namespace {

// A signed-in client against a server that answers from a queue; the last answer is repeated.
struct Graph {
    explicit Graph(QList<QByteArray> list, QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
        : answers(std::move(list))
        , https([this](const LocalHttps::Request &r) { return answer(r); }, protocol)
        , network({ "lab", https.url(), https.url(), "client-1" })
        , tokens(network, clock)
        , client(network, tokens, { 5, 1ms, [] { return 0.0; } })
        , waiting(&client, &Directory::waiting)
    {
        network.trustAlso({ https.ca });
        tokens.accept(session());
    }

    auth::Session session(const QByteArray &refreshToken = {}) const
    {
        auth::Session s;
        s.accessToken = core::Secret("SENTINEL-access-1");
        s.refreshToken = core::Secret(refreshToken);
        s.expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
        s.tokenEndpoint = https.url("/tenant/oauth2/v2.0/token");
        s.clientId = "client-1";
        return s;
    }

    QByteArray answer(const LocalHttps::Request &request)
    {
        if (request.target.endsWith("/token")) {
            return LocalHttps::json(200,
                                    { { "token_type", "Bearer" },
                                      { "access_token", "SENTINEL-access-2" },
                                      { "expires_in", 3599 } });
        }
        if (byRequest)
            return byRequest(request);
        return answers.size() > 1 ? answers.takeFirst() : answers.first();
    }

    // Runs an operation to its end and gives it back.
    template <class T> core::Result<T> get(core::OperationOf<T> *operation)
    {
        std::unique_ptr<core::OperationOf<T>> owned(operation);
        QSignalSpy finished(operation, &core::Operation::finished);
        operation->start();
        if (!finished.wait(8000))
            return core::Failure{ FailureCode::LocalFile, {}, "did not finish", false };
        return std::move(owned->result());
    }
    qsizetype asked() const { return https.requests.size(); }

    core::Clock clock;
    QList<QByteArray> answers;
    std::function<QByteArray(const LocalHttps::Request &)> byRequest;
    LocalHttps https;
    auth::NetworkAccess network;
    auth::TokenStore tokens;
    GraphClient client;
    QSignalSpy waiting;
};

QJsonObject principal(const char *appId)
{
    return { { "id", QStringLiteral("object-") + QLatin1String(appId) }, { "appId", appId },
             { "appDisplayName", "Skype for Business Online" },          { "accountEnabled", false },
             { "servicePrincipalNames", QJsonArray{ "a", "b" } },        { "keyCredentials", QJsonArray() } };
}

QJsonObject graphError(const char *code)
{
    return { { "error",
               QJsonObject{ { "code", code },
                            { "message", "m" },
                            { "innerError", QJsonObject{ { "request-id", "r" } } } } } };
}

QByteArray refused(int status, const char *code, const QByteArray &more = {})
{
    return LocalHttps::json(status, graphError(code), more);
}

QStringList logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged << message;
}

}

// cloud.md b.1, b.7, b.10, e.6, e.7
class TestGraphClient : public QObject {
    Q_OBJECT
private slots:
    void readsAPrincipal();
    void absentKeysAreNotNoKeys();
    void missingPrincipal();
    void organizationDomainsAndMe();
    void hybridApplications();
    void pagesAreFollowedOnOurHostOnly();
    void batchInAnyOrder();
    void batchAsksAgainOnlyWhatFailed_data();
    void batchAsksAgainOnlyWhatFailed();
    void batchGivesUp();
    void patientReading();
    void readingGivesUp();
    void longWaitIsTold();
    void cancelWhileWaiting();
    void writeIsSentOnce_data();
    void writeIsSentOnce();
    void writeBody();
    void cancelledWriteIsAwaited();
    void refreshOnceOn401();
    void nearExpiryIsRefreshedBefore();
    void signedOut();
    void notMicrosoft_data();
    void notMicrosoft();
    void redirectIsNotFollowed();
    void foreignHostGetsNothing();
    void oldTlsIsRefused();
    void unknownAuthorityIsRefused();
    void silentServer();
    void slowServerIsBounded();
    void hugeAnswer();
    void nobodyThere();
    void nothingSecretIsLogged();
};

void TestGraphClient::readsAPrincipal()
{
    Graph graph({ LocalHttps::json(200, principal("app-1")) });
    const auto result = graph.get(graph.client.servicePrincipal("app-1"));
    QVERIFY(result);
    QCOMPARE(result->id, "object-app-1");
    QCOMPARE(result->displayName, "Skype for Business Online");
    QVERIFY(!result->accountEnabled);
    QCOMPARE(result->servicePrincipalNames.size(), 2);
    const auto &request = graph.https.requests[0];
    QCOMPARE(request.target,
             QByteArray("/v1.0/servicePrincipals(appId='app-1')?$select=id,appId,appDisplayName,displayName,"
                        "accountEnabled,appOwnerOrganizationId,servicePrincipalNames,keyCredentials"));
    QCOMPARE(request.headers["authorization"], QByteArray("Bearer SENTINEL-access-1"));
    QCOMPARE(request.headers["accept"], QByteArray("application/json"));
    QCOMPARE(request.headers["accept-encoding"], QByteArray("identity"));
    QCOMPARE(request.headers["client-request-id"].size(), 36);
    QVERIFY(!request.headers.contains("consistencylevel")); // b.8
}

void TestGraphClient::absentKeysAreNotNoKeys()
{
    QJsonObject object = principal("app-1");
    object.remove("keyCredentials");
    Graph graph({ LocalHttps::json(200, object) });
    QCOMPARE(graph.get(graph.client.servicePrincipal("app-1")).failure().code, FailureCode::UnknownGraph);
}

void TestGraphClient::missingPrincipal()
{
    Graph graph({ refused(404, "Request_ResourceNotFound") });
    const auto result = graph.get(graph.client.servicePrincipal("app-1"));
    QCOMPARE(result.failure().code, FailureCode::SpMissing);
    QCOMPARE(result.failure().values["name"], "app-1");
}

void TestGraphClient::organizationDomainsAndMe()
{
    Graph graph(
        { LocalHttps::json(
              200,
              { { "value",
                  QJsonArray{ QJsonObject{ { "id", "tenant-1" },
                                           { "displayName", "Contoso\u202E" },
                                           { "onPremisesSyncEnabled", true },
                                           { "verifiedDomains",
                                             QJsonArray{ QJsonObject{ { "name", "contoso.com" },
                                                                      { "isDefault", true } } } } } } } }),
          LocalHttps::json(
              200,
              { { "value",
                  QJsonArray{ QJsonObject{ { "id", "contoso.com" }, { "isVerified", true } },
                              QJsonObject{ { "id", "new.example" }, { "isVerified", false } } } } }),
          LocalHttps::json(200, { { "id", "me-1" }, { "userPrincipalName", "admin@contoso.com" } }) });
    const auto organization = graph.get(graph.client.organization());
    QCOMPARE(organization->id, "tenant-1");
    QCOMPARE(organization->displayName, "Contoso");
    QVERIFY(organization->syncEnabled);
    QVERIFY(organization->verifiedDomains.value(0).isVerified && organization->verifiedDomains[0].isDefault);
    const auto domains = graph.get(graph.client.domains());
    QCOMPARE(domains->size(), 2);
    QVERIFY(domains->at(0).isVerified && !domains->at(1).isVerified);
    QCOMPARE(graph.get(graph.client.me())->userPrincipalName, "admin@contoso.com");
}

void TestGraphClient::hybridApplications()
{
    Graph graph({ LocalHttps::json(
        200,
        { { "value",
            QJsonArray{ QJsonObject{
                { "id", "1" }, { "appId", "2" }, { "displayName", "ExchangeServerApp-x" } } } } }) });
    const auto found = graph.get(graph.client.hybridApplications());
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->at(0).displayName, "ExchangeServerApp-x");
    QVERIFY(graph.https.requests[0].target.startsWith(
        "/v1.0/applications?$filter=startswith(displayName,'ExchangeServerApp-')&$select="));
}

void TestGraphClient::pagesAreFollowedOnOurHostOnly()
{
    Graph graph({ QByteArray() });
    bool foreign = false;
    graph.byRequest = [&](const LocalHttps::Request &request) {
        if (request.target.contains("skiptoken"))
            return LocalHttps::json(200, { { "value", QJsonArray{ QJsonObject{ { "id", "b" } } } } });
        const QString next = foreign ? QStringLiteral("https://evil.example/v1.0/domains?$skiptoken=1")
                                     : graph.https.url("/v1.0/domains").toString() + "?$skiptoken=1";
        return LocalHttps::json(
            200, { { "value", QJsonArray{ QJsonObject{ { "id", "a" } } } }, { "@odata.nextLink", next } });
    };
    QCOMPARE(graph.get(graph.client.domains())->size(), 2);
    foreign = true;
    const auto refusedPage = graph.get(graph.client.domains());
    QCOMPARE(refusedPage.failure().code, FailureCode::EntraNet);
    QCOMPARE(refusedPage.failure().values["host"], "evil.example");
    QCOMPARE(graph.asked(), 3);
}

void TestGraphClient::batchInAnyOrder()
{
    Graph graph({ LocalHttps::json(
        200,
        { { "responses",
            QJsonArray{
                QJsonObject{ { "id", "3" }, { "status", 200 }, { "body", principal("app-3") } },
                QJsonObject{ { "id", "1" }, { "status", 200 }, { "body", principal("app-1") } },
                QJsonObject{ { "id", "2" }, { "status", 404 }, { "body", graphError("x") } },
                QJsonObject{ { "id", "9" }, { "status", 200 }, { "body", principal("app-9") } } } } }) });
    const auto all = graph.get(graph.client.servicePrincipals({ "app-1", "app-2", "app-3", "app-4" }));
    QVERIFY(all);
    QCOMPARE(all->size(), 4);
    QCOMPARE(all->at(0).principal->id, "object-app-1");
    QCOMPARE(all->at(1).principal.failure().code, FailureCode::SpMissing);
    QCOMPARE(all->at(1).principal.failure().values["name"], "app-2");
    QCOMPARE(all->at(2).principal->id, "object-app-3");
    QCOMPARE(all->at(3).principal.failure().code, FailureCode::UnknownGraph);
    QCOMPARE(graph.asked(), 1); // f
    QCOMPARE(graph.https.requests[0].target, QByteArray("/v1.0/$batch"));
    const QJsonArray sent = graph.https.requests[0].json()["requests"].toArray();
    QCOMPARE(sent.size(), 4);
    QCOMPARE(sent[0].toObject()["method"].toString(), "GET");
    QVERIFY(sent[0].toObject()["url"].toString().startsWith("/servicePrincipals(appId='app-1')?$select="));
    QVERIFY(sent[0].toObject()["url"].toString().endsWith(",keyCredentials"));
}

void TestGraphClient::batchAsksAgainOnlyWhatFailed_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<int>("waited");
    QTest::newRow("fractional") << "2.1" << 3;
    QTest::newRow("longer than five minutes") << "400" << 400; // nothing is asked before (b.7)
}

void TestGraphClient::batchAsksAgainOnlyWhatFailed()
{
    QFETCH(QString, told);
    QFETCH(int, waited);
    Graph graph(
        { LocalHttps::json(
              200,
              { { "responses",
                  QJsonArray{ QJsonObject{ { "id", "1" }, { "status", 200 }, { "body", principal("app-1") } },
                              QJsonObject{ { "id", "2" },
                                           { "status", 429 },
                                           { "headers", QJsonObject{ { "retry-after", told } } } } } } }),
          LocalHttps::json(
              200,
              { { "responses",
                  QJsonArray{ QJsonObject{
                      { "id", "1" }, { "status", 200 }, { "body", principal("app-2") } } } } }) });
    const auto all = graph.get(graph.client.servicePrincipals({ "app-1", "app-2" }));
    QCOMPARE(all->at(0).principal->id, "object-app-1");
    QCOMPARE(all->at(1).principal->id, "object-app-2");
    QCOMPARE(graph.asked(), 2);
    QCOMPARE(graph.https.requests[1].json()["requests"].toArray().size(), 1);
    QCOMPARE(graph.waiting.size(), 1);
    QCOMPARE(graph.waiting[0][0].toInt(), waited);
}

void TestGraphClient::batchGivesUp()
{
    Graph graph({ LocalHttps::json(
        200,
        { { "responses",
            QJsonArray{
                QJsonObject{ { "id", "1" }, { "status", 429 }, { "body", graphError("TooMany") } } } } }) });
    const auto all = graph.get(graph.client.servicePrincipals({ "app-1" }));
    QCOMPARE(all->at(0).principal.failure().code, FailureCode::GraphThrottle);
    QCOMPARE(graph.asked(), 5);
}

void TestGraphClient::patientReading()
{
    Graph graph({ refused(429, "TooManyRequests", "Retry-After: 2.128\r\n"),
                  LocalHttps::answer(503, "<html>busy</html>", "text/html"),
                  LocalHttps::json(200, { { "id", "me-1" } }) });
    QVERIFY(graph.get(graph.client.me()));
    QCOMPARE(graph.waiting.size(), 2);
    QCOMPARE(graph.waiting[0].first(2), (QList<QVariant>{ 3, 1 }));
    QCOMPARE(graph.waiting[0][2].value<core::WaitReason>(), core::WaitReason::Throttled);
    QCOMPARE(graph.waiting[1].first(2), (QList<QVariant>{ 2, 2 }));
    QCOMPARE(graph.waiting[1][2].value<core::WaitReason>(), core::WaitReason::Busy);
    QVERIFY(graph.https.requests[0].headers["client-request-id"]
            != graph.https.requests[1].headers["client-request-id"]);
}

void TestGraphClient::readingGivesUp()
{
    Graph graph({ refused(429, "TooManyRequests") });
    const auto result = graph.get(graph.client.me());
    QCOMPARE(result.failure().code, FailureCode::GraphThrottle);
    QVERIFY(result.failure().retryable);
    QVERIFY(!result.failure().values["n"].isEmpty());
    QCOMPARE(graph.asked(), 5);
}

void TestGraphClient::longWaitIsTold()
{
    Graph graph({ refused(429, "TooManyRequests", "Retry-After: 3600\r\n") });
    const auto result = graph.get(graph.client.me());
    QCOMPARE(result.failure().code, FailureCode::GraphThrottle);
    QCOMPARE(result.failure().values["n"], "3600");
    QCOMPARE(graph.asked(), 1);
}

void TestGraphClient::cancelWhileWaiting()
{
    Graph graph({ refused(429, "TooManyRequests", "Retry-After: 200\r\n") });
    GraphClient slow(graph.network, graph.tokens);
    std::unique_ptr<core::OperationOf<Person>> me(slow.me());
    QSignalSpy waiting(&slow, &Directory::waiting);
    QSignalSpy finished(me.get(), &core::Operation::finished);
    me->start();
    QVERIFY(waiting.wait());
    QElapsedTimer clock;
    clock.start();
    me->cancel();
    QVERIFY(finished.wait());
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(me->result().failure().code, FailureCode::Cancelled);
}

void TestGraphClient::writeIsSentOnce_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("retryable");
    const auto number = [](FailureCode code) { return static_cast<int>(code); };
    QTest::newRow("throttled") << refused(429, "TooManyRequests", "Retry-After: 4\r\n")
                               << number(FailureCode::GraphThrottle) << true;
    QTest::newRow("504") << LocalHttps::answer(504, "", "text/html") << number(FailureCode::UnknownGraph)
                         << true;
    QTest::newRow("503") << refused(503, "x") << number(FailureCode::UnknownGraph) << true;
    QTest::newRow("409") << refused(409, "Directory_ConcurrencyViolation")
                         << number(FailureCode::UnknownGraph) << true;
    QTest::newRow("403") << refused(403, "Authorization_RequestDenied") << number(FailureCode::EntraRole)
                         << false;
    QTest::newRow("400") << refused(400, "Request_BadRequest") << number(FailureCode::KeyFormat) << false;
    // Qt would send it four times: see OneShotBody.
    QTest::newRow("dropped connection") << QByteArray() << number(FailureCode::EntraNet) << true;
}

void TestGraphClient::writeIsSentOnce()
{
    QFETCH(QByteArray, answer);
    Graph graph({ LocalHttps::json(200, principal("app-1")), answer });
    QVERIFY(graph.get(graph.client.servicePrincipal("app-1"))); // the write then reuses this connection
    const auto result = graph.get(graph.client.updateKeyCredentials({ { "app-1", "object-1", {} } }));
    QVERIFY(!result);
    QTEST(static_cast<int>(result.failure().code), "code");
    QTEST(result.failure().retryable, "retryable");
    QCOMPARE(graph.https.count("PATCH"), 1);
    QCOMPARE(graph.https.requests[1].connection, 1);
}

void TestGraphClient::writeBody()
{
    Graph graph({ "HTTP/1.1 204 No Content\r\n\r\n" });
    QVERIFY(graph.get(graph.client.updateKeyCredentials(
        { { "app-1", "object-1", QJsonArray{ QJsonObject{ { "type", "t" } } } } })));
    const auto &request = graph.https.requests[0];
    QCOMPARE(request.method, QByteArray("PATCH"));
    QCOMPARE(request.target, QByteArray("/v1.0/servicePrincipals/object-1"));
    QCOMPARE(request.headers["content-type"], QByteArray("application/json"));
    QCOMPARE(request.body, QByteArray(R"({"keyCredentials":[{"type":"t"}]})"));
}

void TestGraphClient::cancelledWriteIsAwaited()
{
    Graph graph({ "HTTP/1.1 204 No Content\r\n\r\n" });
    std::unique_ptr<core::OperationOf<QList<WriteAnswer>>> write(
        graph.client.updateKeyCredentials({ { "app-1", "object-1", {} } }));
    QSignalSpy finished(write.get(), &core::Operation::finished);
    write->start();
    write->cancel();
    QVERIFY(finished.wait());
    QVERIFY(write->result());
}

void TestGraphClient::refreshOnceOn401()
{
    Graph graph({ refused(401, "InvalidAuthenticationToken"), LocalHttps::json(200, { { "id", "me-1" } }) });
    graph.tokens.accept(graph.session("SENTINEL-refresh-1"));
    QVERIFY(graph.get(graph.client.me()));
    QCOMPARE(graph.asked(), 3);
    QCOMPARE(graph.https.requests[2].headers["authorization"], QByteArray("Bearer SENTINEL-access-2"));

    Graph stubborn({ refused(401, "InvalidAuthenticationToken") });
    stubborn.tokens.accept(stubborn.session("SENTINEL-refresh-1"));
    QCOMPARE(stubborn.get(stubborn.client.me()).failure().code, FailureCode::SessionLost);
    QCOMPARE(stubborn.asked(), 3);

    Graph without({ refused(401, "InvalidAuthenticationToken") });
    QCOMPARE(without.get(without.client.me()).failure().code, FailureCode::SessionLost);
    QCOMPARE(without.asked(), 1);
}

void TestGraphClient::nearExpiryIsRefreshedBefore()
{
    Graph graph({ LocalHttps::json(200, { { "id", "me-1" } }) });
    auth::Session session = graph.session("SENTINEL-refresh-1");
    session.expiry = QDateTime::currentDateTimeUtc().addSecs(200);
    graph.tokens.accept(std::move(session));
    QVERIFY(graph.get(graph.client.me()));
    QVERIFY(graph.https.requests[0].target.endsWith("/token"));
    QCOMPARE(graph.https.requests[1].headers["authorization"], QByteArray("Bearer SENTINEL-access-2"));
}

void TestGraphClient::signedOut()
{
    Graph graph({ LocalHttps::json(200, {}) });
    graph.tokens.signOut();
    QCOMPARE(graph.get(graph.client.me()).failure().code, FailureCode::SessionLost);
    QCOMPARE(graph.asked(), 0);
}

void TestGraphClient::notMicrosoft_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("html") << LocalHttps::answer(200, "<html>Please sign in</html>", "text/html");
    QTest::newRow("empty") << LocalHttps::answer(200, "", "application/json");
    QTest::newRow("list") << LocalHttps::answer(200, "[]");
    QTest::newRow("html 403") << LocalHttps::answer(403, "<html>Blocked by policy</html>", "text/html");
    QTest::newRow("cut") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"id\":");
}

void TestGraphClient::notMicrosoft()
{
    QFETCH(QByteArray, answer);
    Graph graph({ answer });
    graph.network.setTimeout(300ms);
    const auto result = graph.get(graph.client.me());
    QCOMPARE(result.failure().code, FailureCode::EntraNet);
    QCOMPARE(result.failure().values["host"], "localhost");
    QVERIFY(result.failure().technical.contains("Test Authority")); // b.7: who issued the certificate
}

// e.6, measured: the default policy follows and forwards Authorization
void TestGraphClient::redirectIsNotFollowed()
{
    LocalHttps other([](const LocalHttps::Request &) { return LocalHttps::json(200, { { "id", "x" } }); });
    Graph graph(
        { LocalHttps::answer(302, "", "text/html", "Location: " + other.url("/x").toEncoded() + "\r\n") });
    graph.network.trustAlso({ other.ca });
    QCOMPARE(graph.get(graph.client.me()).failure().code, FailureCode::EntraNet);
    QTest::qWait(50);
    QVERIFY(other.requests.isEmpty());
}

void TestGraphClient::foreignHostGetsNothing()
{
    LocalHttps other([](const LocalHttps::Request &) { return LocalHttps::json(200, {}); });
    Graph graph({ LocalHttps::json(200, {}) });
    graph.network.trustAlso({ other.ca });
    auth::HttpRequest request;
    request.url = other.url("/x");
    request.bearer = core::Secret("SENTINEL");
    std::unique_ptr<auth::HttpCall> call(graph.network.call(std::move(request)));
    QSignalSpy finished(call.get(), &core::Operation::finished);
    call->start();
    QVERIFY(finished.wait());
    QCOMPARE(call->result()->problem, auth::NetworkProblem::HostNotAllowed);
    QVERIFY(other.requests.isEmpty());
}

void TestGraphClient::oldTlsIsRefused()
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    Graph graph({ LocalHttps::json(200, {}) }, QSsl::TlsV1_1);
    QT_WARNING_POP
    QCOMPARE(graph.get(graph.client.me()).failure().code, FailureCode::EntraNet);
    QCOMPARE(graph.asked(), 0);
}

void TestGraphClient::unknownAuthorityIsRefused()
{
    Graph graph({ LocalHttps::json(200, {}) });
    auth::NetworkAccess distrustful({ "lab", graph.https.url(), graph.https.url(), "client-1" });
    GraphClient client(distrustful, graph.tokens);
    const auto result = graph.get(client.me());
    QCOMPARE(result.failure().code, FailureCode::EntraNet);
    QVERIFY(result.failure().technical.contains("TLS"));
    QVERIFY(result.failure().technical.contains("Test Authority"));
    QCOMPARE(graph.asked(), 0);
}

void TestGraphClient::silentServer()
{
    Graph graph({ "hang" });
    graph.network.setTimeout(200ms);
    const auto result = graph.get(graph.client.me());
    QCOMPARE(result.failure().code, FailureCode::EntraNet);
    QVERIFY(result.failure().technical.contains("timed out"));
}

// Bytes that keep coming do not keep a call alive for ever.
void TestGraphClient::slowServerIsBounded()
{
    Graph graph({ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{" });
    graph.network.setTimeout(200ms);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(graph.get(graph.client.me()).failure().code, FailureCode::EntraNet);
    QVERIFY(clock.elapsed() < 3000);
}

void TestGraphClient::hugeAnswer()
{
    Graph graph({ LocalHttps::answer(200, "{\"a\":\"" + QByteArray(17 * 1024 * 1024, 'x') + "\"}") });
    const auto result = graph.get(graph.client.me());
    QCOMPARE(result.failure().code, FailureCode::EntraNet);
    QVERIFY(result.failure().technical.contains("too large"));
}

void TestGraphClient::nobodyThere()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl url(QStringLiteral("https://localhost:%1").arg(closed.serverPort()));
    closed.close();
    core::Clock clock;
    auth::NetworkAccess network({ "lab", url, url, "c" });
    auth::TokenStore tokens(network, clock);
    auth::Session session;
    session.accessToken = core::Secret("t");
    session.expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
    tokens.accept(std::move(session));
    GraphClient client(network, tokens);
    std::unique_ptr<core::OperationOf<Person>> me(client.me());
    QSignalSpy finished(me.get(), &core::Operation::finished);
    me->start();
    QVERIFY(finished.wait());
    QCOMPARE(me->result().failure().code, FailureCode::EntraNet);
    QCOMPARE(me->result().failure().values["list"], url.authority() + ", " + url.authority());
}

// e.5
void TestGraphClient::nothingSecretIsLogged()
{
    QLoggingCategory::setFilterRules("*=true\n*.debug=true");
    logged.clear();
    const auto before = qInstallMessageHandler(collect);
    Graph graph({ refused(401, "InvalidAuthenticationToken"),
                  LocalHttps::json(200, principal("app-1"), "request-id: rid-7\r\n"),
                  "HTTP/1.1 204 No Content\r\n\r\n" });
    graph.tokens.accept(graph.session("SENTINEL-refresh-1"));
    const bool read = bool(graph.get(graph.client.servicePrincipal("app-1")));
    const bool written = bool(graph.get(graph.client.updateKeyCredentials(
        { { "app-1", "object-1", QJsonArray{ QJsonObject{ { "key", "SENTINEL-key" } } } } })));
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(read && written);
    const QString all = logged.join(QLatin1Char('\n'));
    QVERIFY(all.contains("GET localhost/v1.0/servicePrincipals(appId='app-1') 200"));
    QVERIFY(all.contains("rid-7"));
    QVERIFY(all.contains("PATCH localhost/v1.0/servicePrincipals/object-1 204"));
    QVERIFY(!all.contains("SENTINEL"));
    QVERIFY(!all.contains("$select"));
}

QTEST_GUILESS_MAIN(TestGraphClient)
#include "tst_GraphClient.moc"
