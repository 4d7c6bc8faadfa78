#include "auth/SignIn.h"
#include "auth/TenantDiscovery.h"
#include "auth/TokenStore.h"
#include "protocols/graph/GraphClient.h"
#include "protocols/graph/UploadKeys.h"
#include "unit/tst_CertificateFactory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace std::chrono_literals;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)

namespace {

const QString skype = QStringLiteral("00000004-0000-0ff1-ce00-000000000000");
const QString scheduler = QStringLiteral("7557eb47-c689-4224-abcf-aef9bd7573df");
const QString voicemail = QStringLiteral("db7de2b5-2149-435e-8043-e080dd50afae");

// The lab in a process of its own, and its control port.
class Lab {
public:
    bool start()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(PASSERELLE_LAB), { "--stdin-lifetime" });
        if (!m_process.waitForStarted() || !m_process.waitForReadyRead(10'000))
            return false;
        ready = QJsonDocument::fromJson(m_process.readLine()).object();
        return ready.contains("login");
    }
    ~Lab()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
    }

    QJsonDocument control(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        QNetworkRequest request(QUrl(ready["control"].toString() + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
        std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(
            request, method, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson()));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished())
            finished.wait(10'000);
        return QJsonDocument::fromJson(reply->readAll());
    }
    // Does not wait: the browser works while the client listens.
    void browse(const QUrl &url, const QString &action)
    {
        QNetworkRequest request(QUrl(ready["control"].toString() + "/browser"));
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
        const QJsonObject order{ { "url", QString::fromLatin1(url.toEncoded()) }, { "action", action } };
        QNetworkReply *reply = m_network.post(request, QJsonDocument(order).toJson());
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] {
            report = QJsonDocument::fromJson(reply->readAll()).object();
            reply->deleteLater();
        });
    }
    void fault(const QJsonObject &fault)
    {
        control("POST", "/faults", { { "faults", QJsonArray{ fault } } });
    }
    void set(const char *name, const QJsonValue &value)
    {
        control("POST", "/faults", { { "switches", QJsonObject{ { name, value } } } });
    }
    QStringList requests(const QString &area)
    {
        QStringList out;
        const QJsonDocument document = control("GET", "/requests");
        const QJsonArray all =
            document.isArray() ? document.array() : document.object()["requests"].toArray();
        for (const QJsonValue value : all) {
            const QJsonObject entry = value.toObject();
            if (entry["area"].toString() == area && entry["kind"].toString() == "http")
                out << entry["method"].toString() + ' ' + entry["path"].toString();
        }
        return out;
    }

    QJsonObject ready, report;

private:
    QProcess m_process;
    QNetworkAccessManager m_network;
};

template <class Op> bool runs(Op *operation, int timeout = 15'000)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    if (operation->phase() == core::Operation::Phase::Idle)
        operation->start();
    return finished.wait(timeout);
}

}

class TestCloudAgainstLab : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void wholeProcedure();
    void unknownTenant();
    void nationalTenant();
    void browserActions_data();
    void browserActions();
    void wrongTenantAndClock();
    void tokenErrors_data();
    void tokenErrors();
    void textNumbers();
    void refreshOnTheWire();
    void slowVisibility();
    void appliedButGatewayTimeout();
    void droppedWrite();
    void concurrentWriter();
    void withheldKey();
    void roleMissing();
    void throttledReading();
    void proxyPage();
    void batchedReading();

private:
    core::Result<auth::Session> signIn(const QString &action = "approve", const QString &mode = "form_post");
    bool signedIn();
    core::Result<graph::ServicePrincipal> read(const QString &appId = skype);
    graph::KeyPlan plan(const QString &appId = skype);
    core::Result<graph::UploadResult> upload(const graph::KeyPlan &plan, const QString &appId = skype);

    Lab m_lab;
    core::Clock m_clock;
    std::unique_ptr<auth::NetworkAccess> m_network;
    std::unique_ptr<auth::TokenStore> m_tokens;
    std::unique_ptr<graph::GraphClient> m_client;
    std::optional<auth::Tenant> m_tenant;
    std::optional<crypto::Certificate> m_ours;
    QString m_prompted;
};

void TestCloudAgainstLab::initTestCase()
{
    QVERIFY(m_lab.start());
    const QUrl login(m_lab.ready["login"].toString());
    const QUrl graphUrl(m_lab.ready["graph"].toString());
    m_network = std::make_unique<auth::NetworkAccess>(
        auth::CloudEndpoints{ "lab", login, graphUrl, auth::worldwide().graphClientId });
    m_network->trustAlso(QSslCertificate::fromPath(m_lab.ready["ca"].toString()));
    m_tokens = std::make_unique<auth::TokenStore>(*m_network, m_clock);
    m_client = std::make_unique<graph::GraphClient>(*m_network, *m_tokens, graph::RetryPolicy{ 5, 50ms, {} });
    factory::Wanted wanted;
    wanted.commonName = "Microsoft Exchange Server Auth Certificate";
    m_ours = crypto::Certificate::fromDer(factory::certificate(factory::rsaKey(), wanted));
}

void TestCloudAgainstLab::init()
{
    m_lab.control("POST", "/reset");
    m_lab.control("DELETE", "/faults");
    m_tokens->signOut();
    auth::TenantDiscovery discovery(*m_network, m_lab.ready["tenant"].toObject()["initialDomain"].toString());
    QVERIFY(runs(&discovery));
    QVERIFY(discovery.result());
    m_tenant = *discovery.result();
    m_lab.control("DELETE", "/requests");
}

core::Result<auth::Session> TestCloudAgainstLab::signIn(const QString &action, const QString &mode)
{
    auth::SignInRequest request;
    request.tenant = *m_tenant;
    request.clientId = m_network->cloud().graphClientId;
    request.scopes =
        QStringList{ m_network->cloud().graph.toString() + "/Application.ReadWrite.All", "offline_access" };
    request.browserTexts = QStringList{ "Terminé.", "Done." };
    request.responseMode = mode;
    request.total = 3s;
    auth::SignIn operation(*m_network, m_clock, request);
    connect(&operation, &auth::SignIn::browserRequested, this,
            [&](const QUrl &url) { m_lab.browse(url, action); });
    m_lab.report = {};
    runs(&operation);
    // The last page and the icon are fetched after the end of the operation.
    (void)QTest::qWaitFor([this] { return !m_lab.report.isEmpty(); }, 5000);
    return std::move(operation.result());
}

bool TestCloudAgainstLab::signedIn()
{
    auto session = signIn();
    if (!session) {
        qWarning() << session.failure().technical << m_lab.report;
        return false;
    }
    m_tokens->accept(std::move(session.value()));
    m_lab.control("DELETE", "/requests");
    return true;
}

core::Result<graph::ServicePrincipal> TestCloudAgainstLab::read(const QString &appId)
{
    std::unique_ptr<core::OperationOf<graph::ServicePrincipal>> operation(m_client->servicePrincipal(appId));
    runs(operation.get());
    return operation->result();
}

graph::KeyPlan TestCloudAgainstLab::plan(const QString &appId)
{
    const auto principal = read(appId);
    return graph::planKeyUpload(principal ? principal->keys : QList<graph::KeyCredential>(), { *m_ours },
                                m_clock.nowUtc());
}

core::Result<graph::UploadResult> TestCloudAgainstLab::upload(const graph::KeyPlan &accepted,
                                                              const QString &appId)
{
    graph::UploadOptions options;
    options.verifyAfter = { 50ms, 100ms, 200ms, 400ms, 800ms, 1600ms };
    options.second = 50ms;
    graph::UploadKeys operation(*m_client, m_clock, { { appId, accepted } }, options);
    runs(&operation);
    if (operation.result())
        return operation.result()->first();
    return operation.result().failure();
}

// cloud.md f: discovery 1, token 1, then read, write, read
void TestCloudAgainstLab::wholeProcedure()
{
    auto session = signIn();
    QVERIFY2(session, session ? "" : qPrintable(session.failure().technical));
    QCOMPARE(session->tenantId, m_lab.ready["tenant"].toObject()["id"].toString());
    QVERIFY(session->userPrincipalName.contains('@'));
    QVERIFY(session->grantedScopes.join(' ').contains("Application.ReadWrite.All"));
    QCOMPARE(m_lab.requests("login").filter("POST").filter("/token").size(), 1);
    const QString pages = QString::fromUtf8(QJsonDocument(m_lab.report).toJson());
    QVERIFY2(pages.contains("/done") && pages.contains("303"), qPrintable(pages));
    m_tokens->accept(std::move(session.value()));

    std::unique_ptr<core::OperationOf<graph::Organization>> organization(m_client->organization());
    QVERIFY(runs(organization.get()));
    QVERIFY2(organization->result(),
             qPrintable(organization->result() ? QString() : organization->result().failure().technical));
    QCOMPARE(organization->result()->id, m_lab.ready["tenant"].toObject()["id"].toString());
    QVERIFY(!organization->result()->verifiedDomains.isEmpty());
    std::unique_ptr<core::OperationOf<QList<graph::Domain>>> domains(m_client->domains());
    QVERIFY(runs(domains.get()));
    QVERIFY(!domains->result()->isEmpty());
    std::unique_ptr<core::OperationOf<graph::Person>> me(m_client->me());
    QVERIFY(runs(me.get()));
    QVERIFY(me->result()->userPrincipalName.contains('@'));
    std::unique_ptr<core::OperationOf<QList<graph::HybridApplication>>> hybrid(
        m_client->hybridApplications());
    QVERIFY(runs(hybrid.get()));
    QVERIFY2(hybrid->result(),
             qPrintable(hybrid->result() ? QString() : hybrid->result().failure().technical));

    const graph::KeyPlan accepted = plan();
    QVERIFY(!accepted.refusal);
    QCOMPARE(accepted.kept.size(), 1); // another product's key, which must survive
    QCOMPARE(accepted.expired.size(), 1);
    m_lab.control("DELETE", "/requests");
    const auto result = upload(accepted);
    QVERIFY2(result, qPrintable(result ? QString() : result.failure().technical));
    QVERIFY(result->written && result->visible && result->check.isClean());
    QCOMPARE(result->after.size(), 2);
    const QStringList requests = m_lab.requests("graph");
    QCOMPARE(requests.size(), 3);
    QVERIFY(requests[1].startsWith("PATCH "));

    m_lab.control("DELETE", "/requests");
    const auto again = upload(plan());
    QVERIFY(again && !again->written && again->visible);
    QCOMPARE(m_lab.requests("graph").filter("PATCH").size(), 0);
}

void TestCloudAgainstLab::unknownTenant()
{
    auth::TenantDiscovery discovery(*m_network, "nowhere.example");
    QVERIFY(runs(&discovery));
    QCOMPARE(discovery.result().failure().code, FailureCode::EntraCloud);
}

void TestCloudAgainstLab::nationalTenant()
{
    m_lab.set("tenantRegionSubScope", "DODCON");
    auth::TenantDiscovery discovery(*m_network, m_lab.ready["tenant"].toObject()["initialDomain"].toString());
    QVERIFY(runs(&discovery));
    QCOMPARE(discovery.result().failure().code, FailureCode::EntraCloud);
    m_lab.set("tenantRegionSubScope", "");
}

void TestCloudAgainstLab::browserActions_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("succeeds");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("query") << "approve"
                           << "query" << true << FailureCode::Cancelled;
    QTest::newRow("twice") << "twice"
                           << "form_post" << true << FailureCode::Cancelled;
    QTest::newRow("cancel") << "cancel"
                            << "form_post" << false << FailureCode::Cancelled;
    QTest::newRow("cancel by query") << "cancel"
                                     << "query" << false << FailureCode::Cancelled;
    QTest::newRow("wrong state") << "wrong-state"
                                 << "form_post" << false << FailureCode::EntraTimeout;
    QTest::newRow("closed") << "no-return"
                            << "query" << false << FailureCode::EntraTimeout;
}

void TestCloudAgainstLab::browserActions()
{
    QFETCH(QString, action);
    QFETCH(QString, mode);
    QFETCH(bool, succeeds);
    const auto session = signIn(action, mode);
    QVERIFY2(bool(session) == succeeds, qPrintable(session ? QString() : session.failure().technical));
    if (!succeeds)
        QTEST(session.failure().code, "code");
    const QString pages = QString::fromUtf8(QJsonDocument(m_lab.report).toJson(QJsonDocument::Compact));
    if (action == "wrong-state")
        QVERIFY2(pages.contains("400"), qPrintable(pages));
}

void TestCloudAgainstLab::wrongTenantAndClock()
{
    m_lab.set("wrongTenant", true);
    QCOMPARE(signIn().failure().code, FailureCode::EntraTenantWrong);
    m_lab.set("wrongTenant", false);
    m_lab.set("clockSkew", 1800);
    QCOMPARE(signIn().failure().code, FailureCode::ClockSkew);
    m_lab.set("clockSkew", 0);
    QVERIFY(signIn());
}

void TestCloudAgainstLab::tokenErrors_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("error");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("mfa") << 50076 << "interaction_required" << FailureCode::EntraMfa;
    QTest::newRow("policy") << 53003 << "interaction_required" << FailureCode::EntraCaBlock;
    QTest::newRow("consent") << 65001 << "invalid_grant" << FailureCode::EntraConsent;
    QTest::newRow("application") << 700016 << "unauthorized_client" << FailureCode::EntraAppId;
}

void TestCloudAgainstLab::tokenErrors()
{
    QFETCH(int, number);
    QFETCH(QString, error);
    m_lab.fault({ { "kind", "token-error" },
                  { "area", "login" },
                  { "code", number },
                  { "error", error },
                  { "count", 1 } });
    const auto session = signIn();
    QVERIFY(!session);
    QTEST(session.failure().code, "code");
    QVERIFY(!session.failure().values["correlationId"].isEmpty());
}

void TestCloudAgainstLab::textNumbers()
{
    m_lab.set("expiresInAsText", true);
    const auto session = signIn();
    QVERIFY(session);
    QVERIFY(QDateTime::currentDateTimeUtc().secsTo(session->expiry) > 3000);
    m_lab.set("expiresInAsText", false);
}

void TestCloudAgainstLab::refreshOnTheWire()
{
    QVERIFY(signedIn());
    std::unique_ptr<core::OperationOf<core::Nothing>> refresh(m_tokens->refresh());
    QVERIFY(runs(refresh.get()));
    QVERIFY2(refresh->result(),
             qPrintable(refresh->result() ? QString() : refresh->result().failure().technical));
    QVERIFY(read());
}

void TestCloudAgainstLab::slowVisibility()
{
    QVERIFY(signedIn());
    m_lab.set("graphDelay", 1);
    const auto result = upload(plan());
    QVERIFY2(result, qPrintable(result ? QString() : result.failure().technical));
    QVERIFY(result->written);
    QVERIFY2(result->visible, "not visible within the readings");
    QCOMPARE(m_lab.requests("graph").filter("PATCH").size(), 1);
    m_lab.set("graphDelay", 0);
}

void TestCloudAgainstLab::appliedButGatewayTimeout()
{
    QVERIFY(signedIn());
    m_lab.fault({ { "kind", "applied-then-status" },
                  { "area", "graph" },
                  { "match", "servicePrincipals/" },
                  { "status", 504 },
                  { "count", 1 } });
    const auto result = upload(plan());
    QVERIFY2(result, qPrintable(result ? QString() : result.failure().technical));
    QVERIFY(result->written && result->visible);
    QCOMPARE(m_lab.requests("graph").filter("PATCH").size(), 1);
}

void TestCloudAgainstLab::droppedWrite()
{
    QVERIFY(signedIn());
    const graph::KeyPlan accepted = plan();
    m_lab.fault({ { "kind", "drop-before" },
                  { "area", "graph" },
                  { "match", "servicePrincipals/" },
                  { "count", 1 } });
    const auto result = upload(accepted);
    QVERIFY2(result, qPrintable(result ? QString() : result.failure().technical));
    QVERIFY(result->written);
    QCOMPARE(m_lab.requests("graph").filter("PATCH").size(), 2); // the second after a new reading
}

void TestCloudAgainstLab::concurrentWriter()
{
    QVERIFY(signedIn());
    const graph::KeyPlan accepted = [&] {
        m_lab.fault({ { "kind", "concurrent-writer" }, { "area", "graph" }, { "count", 1 } });
        return plan(); // somebody writes right after this reading
    }();
    const auto result = upload(accepted);
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::PlanChanged);
    QCOMPARE(m_lab.requests("graph").filter("PATCH").size(), 0);
}

void TestCloudAgainstLab::withheldKey()
{
    QVERIFY(signedIn());
    m_lab.fault({ { "kind", "key-withheld" }, { "area", "graph" } });
    const graph::KeyPlan accepted = plan();
    QVERIFY(accepted.refusal);
    QCOMPARE(accepted.refusal->code, FailureCode::KeyOverwrite);
}

void TestCloudAgainstLab::roleMissing()
{
    QVERIFY(signedIn());
    m_lab.set("graphForbidden", true);
    m_lab.set("innerErrorLowerCase", true);
    const auto result = upload(plan());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::EntraRole);
    QVERIFY(result.failure().technical.contains("request-id"));
    m_lab.set("graphForbidden", false);
    m_lab.set("innerErrorLowerCase", false);
}

void TestCloudAgainstLab::throttledReading()
{
    QVERIFY(signedIn());
    m_lab.fault({ { "kind", "odata-error" },
                  { "area", "graph" },
                  { "status", 429 },
                  { "retryAfter", "2.128" },
                  { "count", 2 } });
    QSignalSpy waiting(m_client.get(), &graph::Directory::waiting);
    QVERIFY(read());
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting[0][0].toInt(), 3);
}

void TestCloudAgainstLab::proxyPage()
{
    QVERIFY(signedIn());
    m_lab.fault({ { "kind", "http-status" }, { "area", "graph" }, { "status", 200 }, { "count", 1 } });
    QCOMPARE(read().failure().code, FailureCode::EntraNet);
    m_lab.fault({ { "kind", "redirect" },
                  { "area", "graph" },
                  { "location", "https://evil.example/" },
                  { "count", 1 } });
    QCOMPARE(read().failure().code, FailureCode::EntraNet);
    m_lab.fault({ { "kind", "cut-body" }, { "area", "graph" }, { "count", 1 } });
    QCOMPARE(read().failure().code, FailureCode::EntraNet);
    m_lab.fault({ { "kind", "http-status" },
                  { "area", "graph" },
                  { "status", 403 },
                  { "body", "nul" },
                  { "count", 1 } });
    QVERIFY(!read()); // cloud.md c.1: gzip that is none
    QVERIFY(read());
}

void TestCloudAgainstLab::batchedReading()
{
    QVERIFY(signedIn());
    const QString missing = QStringLiteral("99999999-0000-0ff1-ce00-000000000000");
    std::unique_ptr<core::OperationOf<QList<graph::PrincipalAnswer>>> batch(
        m_client->servicePrincipals({ skype, missing, scheduler, voicemail }));
    QVERIFY(runs(batch.get()));
    QVERIFY2(batch->result(), qPrintable(batch->result() ? QString() : batch->result().failure().technical));
    const QList<graph::PrincipalAnswer> &all = *batch->result();
    QCOMPARE(all.size(), 4);
    QCOMPARE(all[0].principal->appId, skype);
    QCOMPARE(all[0].principal->keys.size(), 2);
    QVERIFY(all[0].principal->keys[0].certificate); // the value was told: $select names keyCredentials
    QCOMPARE(all[1].principal.failure().code, FailureCode::SpMissing);
    QCOMPARE(all[2].principal->appId, scheduler);
    QCOMPARE(all[3].principal->appId, voicemail);
    QCOMPARE(m_lab.requests("graph").size(), 1);
}

QTEST_GUILESS_MAIN(TestCloudAgainstLab)
#include "tst_cloud_against_lab.moc"
