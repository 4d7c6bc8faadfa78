#include "lab/test/CloudProbe.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QTemporaryFile>
#include <QTest>

// Graph's creation of service principals, batches and key dialects, and what may happen to every answer on
// its way.
class TestLabCloudGraph : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void creation();
    void hardCreation();
    void deletionIsRefused();
    void namesOfAPrincipal();
    void batchWrites();
    void keyDialects();
    void documentedCertificate();
    void claims();
    void answersOnTheirWay();
    void unknownIssuer();
    void proxy();
    void switchesAreChecked();

private:
    QJsonArray keysOf(const QString &appId)
    {
        return m_probe->graph("GET", "/servicePrincipals(appId='" + appId + "')?$select=keyCredentials")
            .json()
            .value("keyCredentials")
            .toArray();
    }
    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<CloudProbe> m_probe;
    const QString m_skype = "00000004-0000-0ff1-ce00-000000000000";
    const QString m_teams = "7557eb47-c689-4224-abcf-aef9bd7573df";
};

void TestLabCloudGraph::initTestCase()
{
    QTemporaryFile scenario;
    QVERIFY(scenario.open());
    scenario.write(R"({"remove":{"servicePrincipals":["00000004-0000-0ff1-ce00-000000000000",
                                                      "db7de2b5-2149-435e-8043-e080dd50afae"]}})");
    scenario.flush();
    m_lab = std::make_unique<LabProcess>(QStringList{"--scenario", scenario.fileName()});
    QVERIFY2(m_lab->isReady(), "no ready line");
    m_probe = std::make_unique<CloudProbe>(*m_lab);
}

void TestLabCloudGraph::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
    QVERIFY(!m_probe->graphToken().isEmpty());
}

// cloud.md b.9
void TestLabCloudGraph::creation()
{
    QCOMPARE(m_probe->graph("GET", "/servicePrincipals(appId='" + m_skype + "')").status, 404);
    const LabProcess::Answer made = m_probe->graph("POST", "/servicePrincipals", {{"appId", m_skype}});
    QCOMPARE(made.status, 201);
    QVERIFY(made.header("Location").contains(made.json().value("id").toString().toLatin1()));
    QCOMPARE(made.json().value("keyCredentials").toArray().size(), 0);
    QCOMPARE(m_probe->graph("GET", "/servicePrincipals/" + made.json().value("id").toString()).status, 200);
    QCOMPARE(m_probe->graph("POST", "/servicePrincipals", {{"appId", m_skype}}).status, 409);
    QCOMPARE(m_probe->graph("POST", "/servicePrincipals", {{"appId", "99999999-0000-0000-0000-000000000000"}})
                 .status,
             400);
    QCOMPARE(m_probe->graph("POST", "/servicePrincipals", {{"appId", m_skype}, {"displayName", "x"}}).status,
             400);
}

void TestLabCloudGraph::hardCreation()
{
    const QJsonObject order{{"appId", m_skype}};
    for (const int status : {400, 403}) {
        m_probe->set({{"skypeCreation", QString::number(status)}});
        QCOMPARE(m_probe->graph("POST", "/servicePrincipals", order).status, status);
        QCOMPARE(m_probe->graph("POST", "/servicePrincipals", {{"appId", m_teams}}).status, 409);
    }
    m_probe->set({{"skypeCreation", "allowed"}, {"graphDelay", 600}});
    QCOMPARE(m_probe->graph("POST", "/servicePrincipals", order).status, 201);
    QCOMPARE(m_probe->graph("GET", "/servicePrincipals(appId='" + m_skype + "')").status,
             404); // not visible yet
    m_probe->set({{"graphForbidden", true}});
    QCOMPARE(m_probe->graph("POST", "/servicePrincipals", {{"appId", "db7de2b5-2149-435e-8043-e080dd50afae"}})
                 .status,
             403);
}

void TestLabCloudGraph::deletionIsRefused()
{
    const qsizetype before = m_lab->state().value("servicePrincipals").toArray().size();
    for (const QString &path : {"/servicePrincipals(appId='" + m_teams + "')",
                                QString("/servicePrincipals/unknown"), QString("/users/1")})
        QVERIFY(m_probe->graph("DELETE", path).status >= 400);
    QCOMPARE(m_lab->state().value("servicePrincipals").toArray().size(), before);
}

// cloud.md b.6
void TestLabCloudGraph::namesOfAPrincipal()
{
    const QString path = "/servicePrincipals(appId='00000002-0000-0ff1-ce00-000000000000')";
    const QJsonArray names = m_probe->graph("GET", path).json().value("servicePrincipalNames").toArray();
    const auto patch = [&](const QString &more) {
        QJsonArray all = names;
        all.append(more);
        return m_probe->graph("PATCH", path, {{"servicePrincipalNames", all}}).status;
    };
    QCOMPARE(patch("https://hybride.contoso.fr/"), 204);
    QCOMPARE(patch("https://MAIL.contoso.fr/"), 400); // there already, but for case and slash
    QCOMPARE(patch("https://lab.fabrikam.org/"), 400); // not a domain of the tenant
    QCOMPARE(patch(m_teams), 400); // another principal's
}

// cloud.md b.10
void TestLabCloudGraph::batchWrites()
{
    const QJsonObject json{{"Content-Type", "application/json"}};
    const auto item = [&](const char *id, const QString &appId) {
        return QJsonObject{{"id", id},
                           {"method", "PATCH"},
                           {"url", "/servicePrincipals(appId='" + appId + "')"},
                           {"headers", json},
                           {"body", QJsonObject{{"keyCredentials", QJsonArray{}}}}};
    };
    m_probe->fault({{"kind", "odata-error"}, {"match", m_teams}, {"retryAfter", "2.128"}, {"count", 1}});
    QJsonObject dependent = item("3", "00000002-0000-0ff1-ce00-000000000000");
    dependent.insert("dependsOn", QJsonArray{"1"});
    const QJsonArray answers =
        m_probe
            ->graph("POST", "/$batch",
                    {{"requests",
                      QJsonArray{item("1", m_teams), item("2", "00000002-0000-0ff1-ce00-000000000000"),
                                 dependent}}})
            .json()
            .value("responses")
            .toArray();
    QMap<QString, QJsonObject> byId;
    for (const QJsonValue &answer : answers)
        byId.insert(answer.toObject().value("id").toString(), answer.toObject());
    QCOMPARE(byId.value("1").value("status").toInt(), 429);
    QCOMPARE(byId.value("1").value("headers").toObject().value("Retry-After").toString(), QString("2.128"));
    QCOMPARE(byId.value("2").value("status").toInt(), 204);
    QCOMPARE(byId.value("3").value("status").toInt(), 424);
}

// cloud.md b.2, b.3: what one tenant or another may do
void TestLabCloudGraph::keyDialects()
{
    const QString exchange = "00000002-0000-0ff1-ce00-000000000000";
    const QString path = "/servicePrincipals(appId='" + exchange + "')";
    const QJsonObject before = keysOf(exchange).at(0).toObject();
    const QJsonObject byValue{
        {"type", before.value("type")}, {"usage", before.value("usage")}, {"key", before.value("key")}};
    const auto patch = [&](const QJsonObject &entry) {
        return m_probe->graph("PATCH", path, {{"keyCredentials", QJsonArray{entry}}}).status;
    };
    QCOMPARE(patch(byValue), 204);
    QVERIFY(keysOf(exchange).at(0).toObject().value("keyId") != before.value("keyId"));
    m_probe->set({{"keptKeyId", "same"}});
    const QJsonValue kept = keysOf(exchange).at(0).toObject().value("keyId");
    QCOMPARE(patch(byValue), 204);
    QCOMPARE(keysOf(exchange).at(0).toObject().value("keyId"), kept);

    QJsonObject twice = byValue;
    twice.insert("key", QString::fromLatin1(before.value("key").toString().toLatin1().toBase64()));
    QCOMPARE(patch(twice), 400);
    m_probe->set({{"doubleBase64", true}});
    QCOMPARE(patch(twice), 204);
    const QJsonObject doubled = keysOf(exchange).at(0).toObject();
    QCOMPARE(doubled.value("key"), twice.value("key"));
    QCOMPARE(doubled.value("customKeyIdentifier"), before.value("customKeyIdentifier"));

    m_probe->set({{"oneYearKeys", true}});
    QCOMPARE(patch(byValue), 204);
    const QDateTime end =
        QDateTime::fromString(keysOf(exchange).at(0).toObject().value("endDateTime").toString(), Qt::ISODate);
    QVERIFY(qAbs(end.daysTo(QDateTime::currentDateTimeUtc().addYears(1))) <= 1);
}

// cloud.md h: the body printed in Microsoft's page; the certificate ended in 2023
void TestLabCloudGraph::documentedCertificate()
{
    QFile file(PASSERELLE_TEST_DATA_DIR "/graph/graph-docs-certificate.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject entry = QJsonDocument::fromJson(file.readAll()).object();
    entry.remove("comment");
    const LabProcess::Answer answer = m_probe->graph("PATCH", "/servicePrincipals(appId='" + m_teams + "')",
                                                     {{"keyCredentials", QJsonArray{entry}}});
    QCOMPARE(answer.status, 400);
    const QJsonObject error = answer.json().value("error").toObject();
    QCOMPARE(error.value("message").toString(), QString("Key credential end date is invalid."));
    QCOMPARE(error.value("details").toArray().at(0).toObject().value("code").toString(),
             QString("KeyCredentialsInvalidEndDate"));

    QTemporaryFile scenario; // held since before it ended: shown with the fields of the page
    QVERIFY(scenario.open());
    scenario.write(
        QJsonDocument(
            QJsonObject{
                {"change",
                 QJsonObject{{"servicePrincipals",
                              QJsonObject{{m_teams, QJsonObject{{"keyCredentials", QJsonArray{entry}}}}}}}}})
            .toJson());
    scenario.flush();
    LabProcess lab({"--scenario", scenario.fileName()});
    CloudProbe probe(lab);
    probe.graphToken();
    const QJsonObject shown =
        probe.graph("GET", "/servicePrincipals(appId='" + m_teams + "')?$select=keyCredentials")
            .json()
            .value("keyCredentials")
            .toArray()
            .at(0)
            .toObject();
    QCOMPARE(shown, entry);
    for (const QJsonValue &principal : lab.state().value("servicePrincipals").toArray()) {
        if (principal.toObject().value("appId").toString() == m_teams)
            QCOMPARE(
                principal.toObject().value("keyCredentials").toArray().at(0).toObject().value("thumbprint"),
                entry.value("customKeyIdentifier"));
    }
}

// cloud.md a.9
void TestLabCloudGraph::claims()
{
    m_probe->set({{"claimsChallenge", "cp1"}});
    LabProcess::Answer answer = m_probe->graph("GET", "/me");
    QCOMPARE(answer.status, 401);
    QVERIFY(!answer.header("WWW-Authenticate").contains("claims="));
    m_probe->set({{"claimsChallenge", "always"}});
    answer = m_probe->graph("GET", "/me");
    const QByteArray claims =
        answer.header("WWW-Authenticate").split('"').value(answer.header("WWW-Authenticate").count('"') - 1);
    QVERIFY(QJsonDocument::fromJson(QByteArray::fromBase64(claims)).object().contains("access_token"));
    QVERIFY(answer.header("WWW-Authenticate").contains("error=\"insufficient_claims\""));
}

// cloud.md g: chunked, slow, cut
void TestLabCloudGraph::answersOnTheirWay()
{
    const QByteArray plain = m_probe->graph("GET", "/domains").body;
    m_probe->set({{"chunked", true}});
    QCOMPARE(m_probe->graph("GET", "/domains").body, plain);
    QVERIFY(m_probe->graph("GET", "/domains").header("Content-Length").isEmpty());
    m_probe->set({{"chunked", false}});
    m_probe->fault({{"kind", "slow-answer"}, {"area", "graph"}, {"bytes", 100}, {"ms", 50}, {"count", 1}});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_probe->graph("GET", "/domains").body, plain);
    QVERIFY(timer.elapsed() >= 50 * (plain.size() / 100 - 1));
    m_probe->fault({{"kind", "cut-answer"}, {"area", "graph"}, {"count", 1}});
    const LabProcess::Answer cut = m_probe->graph("GET", "/domains");
    QCOMPARE(cut.status, 200);
    QVERIFY(cut.body.size() < plain.size());
    m_probe->fault(
        {{"kind", "redirect"}, {"area", "graph"}, {"location", "https://evil.example/"}, {"count", 1}});
    QCOMPARE(m_probe->graph("GET", "/domains").status, 302);
    QCOMPARE(m_probe->graph("GET", "/domains").body, plain);
}

void TestLabCloudGraph::unknownIssuer()
{
    for (const char *kind : {"unknown-issuer", "self-signed", "expired", "wrong-name"}) {
        m_probe->set({{"cloudCertificate", kind}});
        QNetworkAccessManager network;
        network.setProxy(QNetworkProxy::NoProxy);
        QNetworkRequest request{
            QUrl(m_lab->url("login", "/contoso.fr/v2.0/.well-known/openid-configuration"))};
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromPath(m_lab->ready().value("ca").toString()));
        request.setSslConfiguration(tls);
        std::unique_ptr<QNetworkReply> reply(network.get(request));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait(10000));
        QCOMPARE(reply->error(), QNetworkReply::SslHandshakeFailedError);
    }
}

// cloud.md g: proxy 407; behind it the lab under the real names
void TestLabCloudGraph::proxy()
{
    m_probe->set({{"proxyAuthentication", "Basic"}, {"realNames", true}});
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_lab->ready().value("ca").toString()));
    const QUrl proxyUrl(m_lab->ready().value("proxy").toString());
    const QJsonObject account = m_lab->ready().value("accounts").toObject().value("proxy").toObject();
    const auto visit = [&](const QString &url, bool withAccount) {
        QNetworkAccessManager network;
        network.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, proxyUrl.host(), quint16(proxyUrl.port()),
                                       withAccount ? account.value("user").toString() : QString(),
                                       withAccount ? account.value("password").toString() : QString()));
        QNetworkRequest request{QUrl(url)};
        request.setSslConfiguration(tls);
        std::unique_ptr<QNetworkReply> reply(network.get(request));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!finished.wait(10000))
            return qMakePair(QNetworkReply::TimeoutError, QByteArray());
        return qMakePair(reply->error(), reply->readAll());
    };
    const QString discovery =
        "https://login.microsoftonline.com/contoso.fr/v2.0/.well-known/openid-configuration";
    QCOMPARE(visit(discovery, false).first, QNetworkReply::ProxyAuthenticationRequiredError);
    const auto [error, body] = visit(discovery, true);
    QCOMPARE(error, QNetworkReply::NoError);
    const QJsonObject found = QJsonDocument::fromJson(body).object();
    QVERIFY(found.value("token_endpoint").toString().startsWith("https://login.microsoftonline.com/"));
    QCOMPARE(found.value("msgraph_host").toString(), QString("graph.microsoft.com"));
    QVERIFY(visit("https://www.example.com/", true).first != QNetworkReply::NoError);
    const QByteArray journal = m_lab->control("GET", "/requests").body;
    QVERIFY(journal.contains("CONNECT login.microsoftonline.com:443"));
    QVERIFY(!journal.contains(account.value("password").toString().toUtf8()));
}

void TestLabCloudGraph::switchesAreChecked()
{
    for (const QJsonObject &switches :
         {QJsonObject{{"claimsChallenge", "sometimes"}}, QJsonObject{{"deviceInterval", "5"}},
          QJsonObject{{"proxyAuthentication", "Digest"}}, QJsonObject{{"keptKeyId", "other"}},
          QJsonObject{{"cloudCertificate", "odd"}}, QJsonObject{{"unheardOf", true}}})
        QCOMPARE(m_lab->control("POST", "/faults", {{"switches", switches}}).status, 400);
    const QJsonArray odd{QJsonObject{{"kind", "exo-throttled"}, {"surprise", 1}}};
    QCOMPARE(m_lab->control("POST", "/faults", {{"faults", odd}}).status, 400);
    QCOMPARE(m_lab->control("POST", "/session", {{"action", "dance"}}).status, 400);
}

QTEST_GUILESS_MAIN(TestLabCloudGraph)
#include "tst_lab_cloud_graph.moc"
