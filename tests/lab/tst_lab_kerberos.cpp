#include "lab/test/GssClient.h"
#include "lab/test/LabProcess.h"
#include "lab/test/PsrpProbe.h"
#include "lab/test/RawHttp.h"
#include "support/Realm.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using passerelle::tests::Realm;

namespace {
const QByteArray path = "/PowerShell/";
const RawHttp::Headers soapType = {{"Content-Type", "application/soap+xml;charset=UTF-8"}};

QByteArray tokenOf(const RawHttp::Answer &answer, const QByteArray &scheme)
{
    const QByteArray challenge = answer.header("WWW-Authenticate");
    return challenge.startsWith(scheme + ' ') ? QByteArray::fromBase64(challenge.mid(scheme.size() + 1)) : QByteArray();
}

// Signs the connection in with an empty request (psrp.md 3.2). The status of the answer.
int signIn(RawHttp &http, GssClient &client, const QByteArray &scheme = "Kerberos")
{
    const QByteArray token = client.step({});
    const RawHttp::Answer answer =
        http.send("POST", path, {{"Authorization", scheme + ' ' + token.toBase64()}}, {});
    if (answer.status == 200)
        client.step(tokenOf(answer, scheme));
    return answer.status;
}

RawHttp::Answer sendSealed(RawHttp &http, GssClient &client, const QByteArray &envelope)
{
    return http.send("POST", path, {{"Content-Type", client.contentType()}}, client.seal(envelope));
}

}

// The lab behind Kerberos, seen by a client that turns the wrap tokens itself: the realm is real, psrp.md 3.2 and 3.3
// are the specification.
class TestLabKerberos : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void offersKerberosAlone();
    void needsAKeytab();
    void encryptsOnHttp();
    void negotiateHasItsOwnProtocol();
    void compressesWhatItEncrypted();
    void contextBelongsToItsConnection();
    void closesPorts_data();
    void closesPorts();
    void requiresTls();
    void contextEndsWithALostMessage();
    void refusesPlainBodiesOnHttp_data();
    void refusesPlainBodiesOnHttp();
    void takesEitherBodyInsideTls();
    void checksChannelBindings_data();
    void checksChannelBindings();
    void saysWhoSignedIn();
    void faultsOfTheContextHappen_data();
    void faultsOfTheContextHappen();

private:
    void set(const QJsonObject &switches, const QJsonArray &faults = {});
    QString http() const { return m_lab->ready().value("exchange").toObject().value("http").toString(); }
    QString https() const { return m_lab->ready().value("exchange").toObject().value("https").toString(); }
    QSslConfiguration tls() const;

    Realm m_realm;
    std::unique_ptr<LabProcess> m_lab;
};

void TestLabKerberos::initTestCase()
{
    QVERIFY2(m_realm.start(), qPrintable(m_realm.problem()));
    QVERIFY2(m_realm.signIn(), qPrintable(m_realm.problem()));
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestLabKerberos::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

void TestLabKerberos::set(const QJsonObject &switches, const QJsonArray &faults)
{
    const auto answer = m_lab->control("POST", "/faults", {{"switches", switches}, {"faults", faults}});
    QVERIFY2(answer.status == 200, answer.body.constData());
}

QSslConfiguration TestLabKerberos::tls() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(m_lab->ready().value("ca").toString()));
    return configuration;
}

void TestLabKerberos::offersKerberosAlone()
{
    for (const QString &url : {http(), https()}) {
        RawHttp connection(url, tls());
        const RawHttp::Answer answer = connection.send("POST", path, {}, {});
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.all("WWW-Authenticate"), QList<QByteArray>{"Kerberos"});
    }
}

void TestLabKerberos::needsAKeytab()
{
    QProcess lab;
    lab.start(PASSERELLE_LAB, {"--keytab", "/nowhere/http.keytab"});
    QVERIFY(lab.waitForFinished(10000));
    QCOMPARE(lab.exitCode(), 5);
    QVERIFY(lab.readAllStandardError().contains("keytab"));
}

void TestLabKerberos::encryptsOnHttp()
{
    RawHttp connection(http());
    GssClient client("HTTP@ex1.contoso.fr");
    QCOMPARE(signIn(connection, client), 200);
    QVERIFY2(client.established(), "the server proved who it is");
    PsrpProbe probe(*m_lab);
    const RawHttp::Answer created = sendSealed(connection, client, probe.createEnvelope());
    QCOMPARE(created.status, 200);
    QCOMPARE(created.header("Content-Type"), client.contentType());
    QVERIFY(created.body.startsWith("-- Encrypted Boundary\r\n\tContent-Type: application/HTTP-Kerberos-session-"));
    QVERIFY(!created.body.contains("Envelope"));
    const auto plain = client.open(created.body);
    QVERIFY(plain && plain->contains("<rsp:ShellId>"));
    const RawHttp::Answer lost = sendSealed(connection, client, probe.receiveEnvelope());
    QCOMPARE(lost.status, 500); // no cookie was sent back
    const auto fault = client.open(lost.body);
    QVERIFY2(fault && fault->contains("Code=\"2150858843\""), "faults are encrypted too");
}

void TestLabKerberos::negotiateHasItsOwnProtocol()
{
    set({{"schemes", QJsonArray{"Negotiate", "NTLM"}}, {"delimiterSpace", false}});
    RawHttp connection(http());
    GssClient client("HTTP@ex1.contoso.fr", true);
    QCOMPARE(signIn(connection, client, "Negotiate"), 200);
    PsrpProbe probe(*m_lab);
    const RawHttp::Answer created = sendSealed(connection, client, probe.createEnvelope());
    QCOMPARE(created.status, 200);
    QVERIFY(created.body.startsWith("--Encrypted Boundary\r\n\tContent-Type: application/HTTP-SPNEGO-session-encrypted"));
    QVERIFY(client.open(created.body));

    GssClient other("HTTP@ex1.contoso.fr");
    RawHttp second(http());
    QVERIFY2(signIn(second, other) == 401, "a scheme that is not offered");
}

void TestLabKerberos::compressesWhatItEncrypted()
{
    set({{"gzip", "accepted"}});
    PsrpProbe probe(*m_lab);
    for (const QByteArray &accepted : {QByteArray("identity"), QByteArray("gzip, deflate")}) {
        RawHttp connection(http());
        GssClient client("HTTP@ex1.contoso.fr");
        QCOMPARE(signIn(connection, client), 200);
        const RawHttp::Answer answer = connection.send(
            "POST", path, {{"Content-Type", client.contentType()}, {"Accept-Encoding", accepted}},
            client.seal(probe.receiveEnvelope()));
        const bool packed = accepted.startsWith("gzip"); // psrp.md 3.6: the whole body, delimiters included
        QCOMPARE(answer.header("Content-Encoding"), packed ? QByteArray("gzip") : QByteArray());
        QCOMPARE(answer.header("Content-Type"), client.contentType());
        QCOMPARE(answer.body.startsWith("\x1F\x8B"), packed);
        QCOMPARE(client.open(answer.body).has_value(), !packed);
    }
}

void TestLabKerberos::contextBelongsToItsConnection()
{
    RawHttp first(http());
    GssClient client("HTTP@ex1.contoso.fr");
    QCOMPARE(signIn(first, client), 200);
    RawHttp second(http());
    PsrpProbe probe(*m_lab);
    QCOMPARE(sendSealed(second, client, probe.createEnvelope()).status, 401);
}

void TestLabKerberos::closesPorts_data()
{
    QTest::addColumn<QString>("ports");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("secure");
    QTest::newRow("both") << "both" << true << true;
    QTest::newRow("http alone") << "http" << true << false;
    QTest::newRow("https alone") << "https" << false << true;
}

void TestLabKerberos::closesPorts()
{
    QFETCH(QString, ports);
    QFETCH(bool, plain);
    QFETCH(bool, secure);
    set({{"ports", ports}});
    QCOMPARE(RawHttp(http()).connected(), plain);
    QCOMPARE(RawHttp(m_lab->url("site", "/PowerShell/"), tls()).connected(), secure);
    set({{"ports", "both"}}); // and open again, on the same numbers
    QVERIFY(RawHttp(http()).connected());
    QVERIFY(RawHttp(m_lab->url("site", "/PowerShell/"), tls()).connected());
}

void TestLabKerberos::requiresTls()
{
    set({{"sslRequired", true}});
    RawHttp connection(http());
    const RawHttp::Answer refused = connection.send("POST", "/PowerShell/", {}, {});
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.body.contains("403.4"));
    QVERIFY2(refused.header("WWW-Authenticate").isEmpty(), "nobody is asked for a name");
    RawHttp secure(m_lab->url("site", "/PowerShell/"), tls());
    QCOMPARE(secure.send("POST", "/PowerShell/", {}, {}).status, 401);
    QCOMPARE(connection.send("GET", "/autodiscover/metadata/json/1", {}, {}).status, 200);
}

void TestLabKerberos::contextEndsWithALostMessage()
{
    RawHttp connection(http());
    GssClient client("HTTP@ex1.contoso.fr");
    QCOMPARE(signIn(connection, client), 200);
    client.seal("never sent");
    PsrpProbe probe(*m_lab);
    QCOMPARE(sendSealed(connection, client, probe.createEnvelope()).status, 400);
    QCOMPARE(sendSealed(connection, client, probe.createEnvelope()).status, 401);
    QVERIFY(m_lab->state().value("shells").toArray().isEmpty());
}

void TestLabKerberos::refusesPlainBodiesOnHttp_data()
{
    QTest::addColumn<QString>("way");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("415") << "415" << 415 << QByteArray("415");
    QTest::newRow("500") << "500" << 500 << QByteArray("Internal Server Error");
    QTest::newRow("fault") << "access-denied" << 500 << QByteArray("w:AccessDenied");
}

void TestLabKerberos::refusesPlainBodiesOnHttp()
{
    QFETCH(QString, way);
    QFETCH(QByteArray, content);
    set({{"plainRefusal", way}});
    RawHttp connection(http());
    GssClient client("HTTP@ex1.contoso.fr");
    QCOMPARE(signIn(connection, client), 200);
    PsrpProbe probe(*m_lab);
    const RawHttp::Answer answer = connection.send("POST", path, soapType, probe.createEnvelope());
    QTEST(answer.status, "status");
    QVERIFY(answer.body.contains(content));
    QVERIFY(m_lab->state().value("shells").toArray().isEmpty());
}

void TestLabKerberos::takesEitherBodyInsideTls()
{
    PsrpProbe probe(*m_lab);
    {
        RawHttp connection(https(), tls());
        GssClient client("HTTP@ex1.contoso.fr");
        RawHttp::Headers headers = soapType; // the token rides on the first message (psrp.md 3.2)
        headers.emplaceBack("Authorization", "Kerberos " + client.step({}).toBase64());
        const RawHttp::Answer answer = connection.send("POST", path, headers, probe.createEnvelope());
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("Content-Type").startsWith("application/soap+xml"));
        client.step(tokenOf(answer, "Kerberos"));
        QVERIFY(client.established());
    }
    set({{"encryption", "always"}});
    RawHttp connection(https(), tls());
    GssClient client("HTTP@ex1.contoso.fr");
    QCOMPARE(signIn(connection, client), 200);
    PsrpProbe another(*m_lab);
    QCOMPARE(connection.send("POST", path, soapType, another.createEnvelope()).status, 415);
    QCOMPARE(sendSealed(connection, client, another.createEnvelope()).status, 200);
    set({{"encryption", "never"}});
    QCOMPARE(sendSealed(connection, client, another.receiveEnvelope()).status, 415);
}

void TestLabKerberos::checksChannelBindings_data()
{
    QTest::addColumn<QString>("protection");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("sent"); // right, wrong or nothing
    QTest::addColumn<int>("status");
    QTest::newRow("None does not look") << "None" << "" << "wrong" << 200;
    QTest::newRow("Allow, none sent") << "Allow" << "" << "nothing" << 200;
    QTest::newRow("Allow, wrong") << "Allow" << "" << "wrong" << 401;
    QTest::newRow("Require, none sent") << "Require" << "" << "nothing" << 401;
    QTest::newRow("Require, wrong") << "Require" << "" << "wrong" << 401;
    QTest::newRow("Require, right") << "Require" << "" << "right" << 200;
    // RFC 5929 4.1: the hash of the certificate's own signature
    QTest::newRow("Require, SHA-384") << "Require" << "sha384" << "right" << 200;
}

void TestLabKerberos::checksChannelBindings()
{
    QFETCH(QString, protection);
    QFETCH(QString, certificate);
    QFETCH(QString, sent);
    set({{"extendedProtection", protection}, {"exchangeCertificate", certificate}});
    RawHttp connection(https(), tls());
    QVERIFY(connection.connected());
    const QByteArray der = connection.socket().peerCertificate().toDer();
    const auto algorithm = certificate == "sha384" ? QCryptographicHash::Sha384 : QCryptographicHash::Sha256;
    QByteArray bindings = "tls-server-end-point:" + QCryptographicHash::hash(der, algorithm);
    if (sent == "nothing")
        bindings.clear();
    else if (sent == "wrong")
        bindings.back() = char(bindings.back() ^ 1);
    GssClient client("HTTP@ex1.contoso.fr", false, bindings);
    QTEST(signIn(connection, client), "status");
}

void TestLabKerberos::saysWhoSignedIn()
{
    RawHttp connection(http());
    GssClient client("HTTP@mail.contoso.fr");
    QCOMPARE(signIn(connection, client), 200);
    RawHttp second(http());
    second.send("POST", path, {{"Authorization", "Kerberos " + QByteArray("rubbish").toBase64()}}, {});
    QList<QJsonObject> entries;
    for (const QJsonValue &value : QJsonDocument::fromJson(m_lab->control("GET", "/requests").body).array()) {
        if (value.toObject().value("kind") == "sign-in")
            entries << value.toObject();
    }
    QCOMPARE(entries.size(), 2);
    const QJsonObject who = entries.first().value("parameters").toObject();
    QCOMPARE(who.value("principal").toString(), m_realm.principal());
    QCOMPARE(who.value("service").toString(), "HTTP/mail.contoso.fr@CONTOSO.FR");
    QCOMPARE(entries.last().value("status").toInt(), 401);
    QVERIFY(entries.last().value("parameters").toObject().contains("refused"));
}

void TestLabKerberos::faultsOfTheContextHappen_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("signInStatus");
    QTest::addColumn<bool>("established");
    QTest::addColumn<int>("status"); // of the first message
    QTest::addColumn<bool>("readable");
    QTest::newRow("sign-in-refused") << "sign-in-refused" << 401 << false << 401 << false;
    QTest::newRow("sign-in-without-token") << "sign-in-without-token" << 200 << false << 0 << false;
    QTest::newRow("sign-in-wrong-token") << "sign-in-wrong-token" << 200 << false << 0 << false;
    QTest::newRow("plain-answer") << "plain-answer" << 200 << true << 200 << false;
    QTest::newRow("wrong-length") << "wrong-length" << 200 << true << 200 << false;
    QTest::newRow("broken-cipher") << "broken-cipher" << 200 << true << 200 << false;
    QTest::newRow("message-gap") << "message-gap" << 200 << true << 200 << false;
    QTest::newRow("none") << "" << 200 << true << 200 << true;
}

void TestLabKerberos::faultsOfTheContextHappen()
{
    QFETCH(QString, kind);
    QFETCH(bool, established);
    QFETCH(int, status);
    QFETCH(bool, readable);
    if (!kind.isEmpty())
        set({}, {QJsonObject{{"kind", kind}, {"count", 1}}});
    RawHttp connection(http());
    GssClient client("HTTP@ex1.contoso.fr");
    QTEST(signIn(connection, client), "signInStatus");
    QCOMPARE(client.established(), established);
    if (status == 0 || !established)
        return;
    PsrpProbe probe(*m_lab);
    const RawHttp::Answer answer = sendSealed(connection, client, probe.createEnvelope());
    QCOMPARE(answer.status, status);
    QCOMPARE(client.open(answer.body).has_value(), readable);
    QCOMPARE(m_lab->control("GET", "/faults").json().value("faults").toArray().size(), 0);
}

int main(int argc, char **argv)
{
    return passerelle::tests::kerberosMain<TestLabKerberos>(argc, argv);
}

#include "tst_lab_kerberos.moc"
