#include "lab/test/LabProcess.h"

#include <QJsonArray>
#include <QTest>

namespace {

const QString skype = "00000004-0000-0ff1-ce00-000000000000";

using Headers = QList<QPair<QByteArray, QByteArray>>;

}

// The lab's cloud half and the anonymous probes, as their users see them.
class TestLabCloud : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void signInPageSpeaksTwoLanguages();
    void discoveryKnowsItsTenant();
    void keysAreReplacedAsAWhole();
    void graphCanLag();
    void probesCanBeSpoiled();

private:
    std::unique_ptr<LabProcess> m_lab;
};

void TestLabCloud::initTestCase()
{
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestLabCloud::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

void TestLabCloud::signInPageSpeaksTwoLanguages()
{
    const QString tenant = m_lab->ready().value("tenant").toObject().value("id").toString();
    const QString page = m_lab->url("login", '/' + tenant + "/oauth2/v2.0/authorize");
    const QString good =
        "?client_id=14d82eec-204b-4c2f-b7e8-296a70dab67e&response_type=code&state=s&nonce=n&scope=openid&"
        "redirect_uri=http%3A%2F%2Flocalhost%3A1234%2F&code_challenge_method=S256&code_challenge="
        + QString(43, 'c');
    QVERIFY(
        m_lab->send("GET", page + good, {}, {{"Accept-Language", "fr-FR,fr"}}).body.contains("lang=\"fr\""));
    QVERIFY(m_lab->send("GET", page + good, {}, {{"Accept-Language", "de"}}).body.contains("lang=\"en\""));
    for (const QString &spoiled :
         {QString(good).replace("localhost", "127.0.0.1"), QString(good).replace("S256", "plain"),
          QString(good).replace("state=s&", ""), QString(good).replace("14d8", "0000"), good + "&x=1",
          QString(good).replace("scope=openid", "scope=everything"), good + "&response_mode=fragment"})
        QCOMPARE(m_lab->send("GET", page + spoiled).status, 400);
}

void TestLabCloud::discoveryKnowsItsTenant()
{
    const QString path = "/v2.0/.well-known/openid-configuration";
    const QString tenant = m_lab->ready().value("tenant").toObject().value("id").toString();
    const QJsonObject found = m_lab->send("GET", m_lab->url("login", "/contoso.fr" + path)).json();
    QVERIFY(found.value("issuer").toString().contains(tenant));
    const LabProcess::Answer unknown = m_lab->send("GET", m_lab->url("login", "/contoso.lan" + path));
    QCOMPARE(unknown.status, 400);
    QCOMPARE(unknown.json().value("error").toString(), QString("invalid_tenant"));
    QCOMPARE(unknown.json().value("error_codes").toArray().first().toInt(), 90002);
}

void TestLabCloud::keysAreReplacedAsAWhole()
{
    QString problem;
    const QByteArray token = m_lab->signIn(&problem);
    QVERIFY2(!token.isEmpty(), qPrintable(problem));
    const Headers headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
    const QString principal = m_lab->url("graph", "/v1.0/servicePrincipals(appId='" + skype + "')");
    const auto patch = [&](const QJsonArray &keys) {
        return m_lab->send("PATCH", principal, QJsonDocument(QJsonObject{{"keyCredentials", keys}}).toJson(),
                           headers);
    };
    const QJsonArray bare =
        m_lab->send("GET", principal, {}, headers).json().value("keyCredentials").toArray();
    QVERIFY(bare.first().toObject().value("key").isNull());
    const QJsonObject read = m_lab->send("GET", principal + "?$select=keyCredentials", {}, headers).json();
    const QJsonObject alive = read.value("keyCredentials").toArray().first().toObject();
    const QJsonObject expired = read.value("keyCredentials").toArray().last().toObject();
    const QJsonObject kept{
        {"type", alive.value("type")}, {"usage", alive.value("usage")}, {"key", alive.value("key")}};
    QCOMPARE(patch({alive}).status, 400);
    QCOMPARE(patch({kept, QJsonObject{{"keyId", expired.value("keyId")}, {"key", QJsonValue()}}}).status,
             400);
    QCOMPARE(
        patch({QJsonObject{
                  {"type", "AsymmetricX509Cert"}, {"usage", "Verify"}, {"key", "bm90IGEgY2VydGlmaWNhdGU="}}})
            .status,
        400);
    QCOMPARE(patch({kept}).status, 204);
    const QJsonArray left = m_lab->send("GET", principal + "?$select=keyCredentials", {}, headers)
                                .json()
                                .value("keyCredentials")
                                .toArray();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().toObject().value("customKeyIdentifier"), alive.value("customKeyIdentifier"));
    QCOMPARE(patch({}).status, 204);
    QCOMPARE(m_lab->send("GET", m_lab->url("graph", "/v1.0/users"), {}, headers).status, 400);
}

void TestLabCloud::graphCanLag()
{
    QString problem;
    const QByteArray token = m_lab->signIn(&problem);
    const Headers headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
    const QString principal = m_lab->url("graph", "/v1.0/servicePrincipals(appId='" + skype + "')");
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"graphDelay", 600}}}}).status, 200);
    QCOMPARE(m_lab->send("PATCH", principal, "{\"keyCredentials\":[]}", headers).status, 204);
    QCOMPARE(m_lab->send("GET", principal, {}, headers).json().value("keyCredentials").toArray().size(), 2);
}

void TestLabCloud::probesCanBeSpoiled()
{
    const QString ews = m_lab->url("site", "/EWS/Exchange.asmx");
    const QString tenant = m_lab->ready().value("tenant").toObject().value("id").toString();
    const LabProcess::Answer answer = m_lab->send("GET", ews, {}, {{"Authorization", "Bearer"}});
    QCOMPARE(answer.status, 401);
    QVERIFY(answer.header("WWW-Authenticate").contains(tenant.toLatin1()));
    const QString metadata = m_lab->url("site", "/autodiscover/metadata/json/1");
    const QByteArray before = m_lab->send("GET", metadata).body;
    m_lab->control("POST", "/faults",
                   {{"switches", QJsonObject{{"metadataCertificate", "other"}, {"ewsChallenge", "none"}}}});
    QVERIFY(m_lab->send("GET", metadata).body != before);
    QVERIFY(!m_lab->send("GET", ews).header("WWW-Authenticate").contains("Bearer"));
}

QTEST_GUILESS_MAIN(TestLabCloud)
#include "tst_lab_cloud.moc"
