#include "tst_ExoServer.h"

#include <QLoggingCategory>

using namespace passerelle;
using namespace passerelle::exo;
using core::FailureCode;
using test::ExoServer;

namespace {

const char notFound[] = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";

QStringList logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged << message;
}

}

// cloud.md c.1 to c.4, c.6, e.5 to e.7
class TestExoClient : public QObject {
    Q_OBJECT
private slots:
    void requestToTheByte();
    void anchorCannotBreakTheHeader();
    void anchorWithoutUser();
    void notesAreRemoved();
    void noOutputIsAnEmptyList();
    void warningsAreTold();
    void errorsOfAGoodAnswer();
    void pagesAreFollowed();
    void pagesOfAnotherHostAreNot();
    void endlessPages();
    void cancelWhileWaiting();
    void silentServer();
    void notSignedIn();
    void probe();
    void typedReadings();
    void nothingSecretIsLogged();
};

void TestExoClient::requestToTheByte()
{
    ExoServer server({ ExoServer::value("") });
    QVERIFY(server.get(server.client.connectors()));
    QVERIFY(server.get(server.client.configuration("{3f}")));
    const LocalHttps::Request &request = server.https.requests[0];
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/adminapi/beta/" + test::tenantId + "/InvokeCommand");
    const QList<std::pair<QByteArray, QByteArray>> headers{
        { "authorization", "Bearer SENTINEL-exo-1" },
        { "content-type", "application/json; charset=utf-8" },
        { "x-anchormailbox", "UPN:admin@contoso.com" },
        { "x-cmdletname", "Get-IntraOrganizationConnector" },
        { "prefer", "odata.maxpagesize=1000" },
        { "x-responseformat", "json" },
        { "accept-encoding", "identity" },
        { "accept", "application/json" },
    };
    for (const auto &[name, value] : headers)
        QCOMPARE(request.headers.value(name), value);
    QCOMPARE(request.body,
             R"({"CmdletInput":{"CmdletName":"Get-IntraOrganizationConnector","Parameters":{}}})");

    const LocalHttps::Request &second = server.https.requests[1];
    QCOMPARE(
        second.body,
        R"({"CmdletInput":{"CmdletName":"Get-IntraOrganizationConfiguration","Parameters":{"OrganizationGuid":"{3f}"}}})");
    // One connection id for the session, one request id per call; both are GUIDs.
    QVERIFY(!QUuid(QString::fromLatin1(request.headers["connection-id"])).isNull());
    QVERIFY(!QUuid(QString::fromLatin1(request.headers["client-request-id"])).isNull());
    QCOMPARE(request.headers["connection-id"], second.headers["connection-id"]);
    QVERIFY(request.headers["client-request-id"] != second.headers["client-request-id"]);
}

// c.1: "values go from id_token: reject control characters"
void TestExoClient::anchorCannotBreakTheHeader()
{
    ExoServer server({ ExoServer::value("") });
    auth::Session session = server.session();
    session.userPrincipalName = "admin@contoso.com\r\nX-Evil: 1";
    server.store.accept(std::move(session), auth::Resource::ExchangeOnline);
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::UnknownExo);
    QCOMPARE(server.https.requests.size(), 0);
}

void TestExoClient::anchorWithoutUser()
{
    ExoServer server({ ExoServer::value("") });
    auth::Session session = server.session();
    session.userPrincipalName.clear();
    server.store.accept(std::move(session), auth::Resource::ExchangeOnline);
    QVERIFY(server.get(server.client.connectors()));
    QCOMPARE(server.https.requests[0].headers["x-anchormailbox"],
             "UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@" + test::tenantId);
}

// c.2: @odata.type and @data.type, without the o
void TestExoClient::notesAreRemoved()
{
    ExoServer server({ ExoServer::value(
        R"({"@odata.etag":"x","Name":"A","Guid@data.type":"System.Guid","Guid@odata.type":"#Guid","Guid":"g",)"
        R"("Deep":{"X@data.type":"t","X":1},"List":[{"Y@odata.type":"t","Y":true}]})") });
    const auto answer = server.get<Answer>(server.client.invoke(getConnectors()));
    QVERIFY(answer);
    QCOMPARE(answer->objects.size(), 1);
    const QJsonObject expected{ { "Name", "A" },
                                { "Guid", "g" },
                                { "Deep", QJsonObject{ { "X", 1 } } },
                                { "List", QJsonArray{ QJsonObject{ { "Y", true } } } } };
    QCOMPARE(answer->objects.first(), expected);
}

void TestExoClient::noOutputIsAnEmptyList()
{
    ExoServer server({ ExoServer::value("") });
    const auto connectors = server.get(server.client.connectors());
    QVERIFY(connectors);
    QVERIFY(connectors->isEmpty());
    const auto facts = server.get(server.client.organizationConfig());
    QCOMPARE(facts.failure().code, FailureCode::UnknownExo);
}

void TestExoClient::warningsAreTold()
{
    ExoServer server({ ExoServer::value(ExoServer::connector(), R"("first \u202ewarning","second")") });
    const auto answer = server.get<Answer>(server.client.invoke(getConnectors()));
    QCOMPARE(answer->warnings, QStringList({ "first warning", "second" }));
    QCOMPARE(server.warned.count(), 1);
    QCOMPARE(server.warned[0][0].toString(), QStringLiteral("Get-IntraOrganizationConnector"));

    server.answers = { LocalHttps::answer(200, R"({"value":[]})", "application/json",
                                          "X-Warnings: in a header\r\n") };
    QCOMPARE(server.get<Answer>(server.client.invoke(getConnectors()))->warnings, QStringList("in a header"));
}

// c.2: "also possible: @adminapi.errors"
void TestExoClient::errorsOfAGoodAnswer()
{
    ExoServer server({ ExoServer::value(
        "", "", QByteArray(R"("@adminapi.errors":["Ex6F9304|)") + notFound + R"(|It is not there"],)") });
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::ExoNotFound);
    QVERIFY(result.failure().technical.contains("It is not there"));
}

void TestExoClient::pagesAreFollowed()
{
    ExoServer server;
    const QByteArray next = "\"@odata.nextLink\":\""
        + server.https.url("/adminapi/beta/t/InvokeCommand?$skiptoken=1").toEncoded() + "\",";
    server.answers = { ExoServer::value(ExoServer::connector("one"), "", next),
                       ExoServer::value(ExoServer::connector("two")) };
    const auto connectors = server.get(server.client.connectors());
    QVERIFY(connectors);
    QCOMPARE(connectors->size(), 2);
    QCOMPARE((*connectors)[1].name, QStringLiteral("two"));
    QCOMPARE(server.https.requests[1].target, "/adminapi/beta/t/InvokeCommand?$skiptoken=1");
    QCOMPARE(server.https.requests[1].method, "POST"); // c.3: the same body to that address
    QCOMPARE(server.https.requests[1].body, server.https.requests[0].body);
}

void TestExoClient::pagesOfAnotherHostAreNot()
{
    ExoServer server({ ExoServer::value(ExoServer::connector(), "",
                                        R"("@odata.nextLink":"https://outlook.example.com/x",)") });
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::EntraNet);
    QCOMPARE(result.failure().values["host"], QStringLiteral("outlook.example.com"));
    QCOMPARE(server.https.requests.size(), 1);
}

void TestExoClient::endlessPages()
{
    ExoServer server;
    const QByteArray next = "\"@odata.nextLink\":\"" + server.https.url("/again").toEncoded() + "\",";
    server.answers = { ExoServer::value("", "", next) };
    const auto result = server.get(server.client.connectors());
    QCOMPARE(result.failure().code, FailureCode::UnknownExo);
    QCOMPARE(server.https.requests.size(), InvokeCommand::maxPages);
}

void TestExoClient::cancelWhileWaiting()
{
    ExoServer server({ LocalHttps::answer(429, "", "application/json", "Retry-After: 299\r\n") });
    ExoClient slow(server.network, server.tokens, { 5, std::chrono::milliseconds(1000) });
    std::unique_ptr<core::OperationOf<QList<Connector>>> reading(slow.connectors());
    QSignalSpy waiting(&slow, &ExchangeOnline::waiting);
    QSignalSpy finished(reading.get(), &core::Operation::finished);
    reading->start();
    QVERIFY(waiting.wait(5000));
    QElapsedTimer timer;
    timer.start();
    reading->cancel();
    QVERIFY(finished.wait(1000));
    QVERIFY(timer.elapsed() < 100);
    QCOMPARE(reading->result().failure().code, FailureCode::Cancelled);
}

// c.3: a cmdlet may think for minutes, so the limit of ordinary calls does not count here.
void TestExoClient::silentServer()
{
    ExoServer server;
    server.byRequest = [](const LocalHttps::Request &) { return QByteArray("hang"); };
    server.network.setTimeout(std::chrono::milliseconds(50));
    std::unique_ptr<core::OperationOf<QList<Connector>>> reading(server.client.connectors());
    QSignalSpy finished(reading.get(), &core::Operation::finished);
    reading->start();
    QVERIFY(!finished.wait(400));
    QElapsedTimer timer;
    timer.start();
    reading->cancel();
    QVERIFY(finished.wait(1000));
    QVERIFY(timer.elapsed() < 100);
}

void TestExoClient::notSignedIn()
{
    ExoServer server({ ExoServer::value("") });
    server.store.signOut();
    QVERIFY(!server.client.isSignedIn());
    QCOMPARE(server.get(server.client.connectors()).failure().code, FailureCode::SessionLost);
    QCOMPARE(server.https.requests.size(), 0);
}

void TestExoClient::probe()
{
    ExoServer server({ ExoServer::value("") });
    auto capability = server.get(server.client.probe());
    QVERIFY(capability);
    QVERIFY(capability->usable);
    server.answers = { LocalHttps::answer(403, QByteArray(4096, '\0'), "text/plain",
                                          "Content-Encoding: gzip\r\n") };
    capability = server.get(server.client.probe());
    QVERIFY(capability);
    QVERIFY(!capability->usable);
    QCOMPARE(capability->refusal->code, FailureCode::ExoRole);
    server.answers = { LocalHttps::answer(405, "") };
    capability = server.get(server.client.probe());
    QCOMPARE(capability->refusal->code, FailureCode::ExoApi);
}

void TestExoClient::typedReadings()
{
    ExoServer server({ ExoServer::value(ExoServer::connector("HybridIOC - 1f", "\"True\"")) });
    const Connector connector = server.get(server.client.connectors())->first();
    QCOMPARE(connector.name, QStringLiteral("HybridIOC - 1f"));
    QCOMPARE(connector.identity, connector.name);
    QCOMPARE(connector.guid, QStringLiteral("aaaaaaaa-1111-2222-3333-444444444444"));
    QVERIFY(connector.enabled);
    QVERIFY(connector.serves("CONTOSO.com"));
    QVERIFY(!connector.isHybridAgent());

    // Both spellings of the organisation's side, in any case (procedure.md 1h).
    server.answers = {
        ExoServer::value(
            R"({"OnlineDiscoveryEndpoint":"https://o/","onpremisesdiscoveryendpoint":"https://p/","OnPremiseTargetAddresses":["Contoso.com"]})")
    };
    const Configuration configuration = server.get(server.client.configuration({}))->first();
    QCOMPARE(configuration.onlineDiscoveryEndpoint, QStringLiteral("https://o/"));
    QCOMPARE(configuration.onPremisesDiscoveryEndpoint, QStringLiteral("https://p/"));
    QCOMPARE(configuration.onPremisesTargetAddresses, QStringList("contoso.com"));

    server.answers = { ExoServer::value(
        R"({"DomainName":"Contoso.com","DomainType":"Authoritative","Default":true})") };
    const AcceptedDomain domain = server.get(server.client.acceptedDomains())->first();
    QCOMPARE(domain.name, QStringLiteral("contoso.com"));
    QVERIFY(domain.isDefault);

    server.answers = { ExoServer::value(R"({"Name":"contoso.onmicrosoft.com","Guid":"G"})") };
    QCOMPARE(server.get(server.client.organizationConfig())->name, QStringLiteral("contoso.onmicrosoft.com"));

    // procedure.md 1z: ResultType may come as an object with Value; only it decides.
    server.answers = {
        ExoServer::value(
            R"({"Task":"Checking EWS API Call Under Oauth","ResultType":{"Value":"Success"},"Detail":"Bearer eyJabcdefgh.eyJabcdefgh.x"})")
    };
    const auto test = server.get(
        server.client.testOAuth({ "EWS", "https://mail.contoso.com/ews/exchange.asmx", "a@contoso.com" }));
    QVERIFY(test->isSuccess());
    QVERIFY(!test->detail.contains("eyJ"));
    QCOMPARE(server.parameters(server.https.requests.last()),
             QJsonObject({ { "Service", "EWS" },
                           { "TargetUri", "https://mail.contoso.com/ews/exchange.asmx" },
                           { "Mailbox", "a@contoso.com" } }));
}

void TestExoClient::nothingSecretIsLogged()
{
    logged.clear();
    const auto previous = qInstallMessageHandler(collect);
    ExoServer server({ LocalHttps::answer(401, ""), ExoServer::value(ExoServer::connector()) });
    server.store.accept(server.session("SENTINEL-refresh"), auth::Resource::ExchangeOnline);
    QVERIFY(server.get(server.client.connectors()));
    qInstallMessageHandler(previous);
    const QString all = logged.join(u'\n');
    QVERIFY2(all.contains("/adminapi/beta/"), qPrintable(all));
    QVERIFY2(!all.contains("SENTINEL"), qPrintable(all));
}

QTEST_GUILESS_MAIN(TestExoClient)
#include "tst_ExoClient.moc"
