#include "lab/test/LabProcess.h"
#include "lab/test/PsrpProbe.h"
#include "lab/test/RawHttp.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

// The oddities of the Exchange port as switches and faults: TLS, redirects, cookies, streams, refusals.
class TestLabWire : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void refusesUnknownValues_data();
    void refusesUnknownValues();
    void showsBadCertificates_data();
    void showsBadCertificates();
    void speaksOldTls_data();
    void speaksOldTls();
    void cutsStreamsAnywhere();
    void spellsThingsDifferently();
    void changesTheStatusOfFaults();
    void redirects_data();
    void redirects();
    void wantsBothCookies();
    void bindsShellsToConnections();
    void refusesToOpen_data();
    void refusesToOpen();
    void cutsAndSlowsAnswers();

private:
    int set(const QJsonObject &switches, const QJsonArray &faults = {});
    QString site() const { return m_lab->url("site", "/PowerShell/"); }
    QSslConfiguration tls() const;
    RawHttp::Headers basic(const QByteArray &cookie = {}) const;

    std::unique_ptr<LabProcess> m_lab;
};

void TestLabWire::initTestCase()
{
    qunsetenv("PASSERELLE_LAB_KEYTAB");
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestLabWire::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

int TestLabWire::set(const QJsonObject &switches, const QJsonArray &faults)
{
    return m_lab->control("POST", "/faults", {{"switches", switches}, {"faults", faults}}).status;
}

QSslConfiguration TestLabWire::tls() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(m_lab->ready().value("ca").toString()));
    return configuration;
}

RawHttp::Headers TestLabWire::basic(const QByteArray &cookie) const
{
    const PsrpProbe probe(*m_lab);
    RawHttp::Headers headers = {{"Content-Type", "application/soap+xml;charset=UTF-8"},
                                {"Authorization", "Basic " + (probe.user + ':' + probe.password).toUtf8().toBase64()}};
    if (!cookie.isEmpty())
        headers.emplaceBack("Cookie", cookie);
    return headers;
}

void TestLabWire::refusesUnknownValues_data()
{
    QTest::addColumn<QJsonObject>("switches");
    QTest::addColumn<QJsonObject>("fault");
    const QJsonObject none;
    QTest::newRow("scheme") << QJsonObject{{"schemes", QJsonArray{"Bearer"}}} << none;
    QTest::newRow("encryption") << QJsonObject{{"encryption", "sometimes"}} << none;
    QTest::newRow("certificate") << QJsonObject{{"exchangeCertificate", "lost"}} << none;
    QTest::newRow("ports") << QJsonObject{{"ports", "none"}} << none;
    QTest::newRow("odd object") << QJsonObject{{"oddObjects", QJsonArray{"round"}}} << none;
    QTest::newRow("escapes") << QJsonObject{{"escapes", "large"}} << none;
    QTest::newRow("TLS") << QJsonObject{{"exchangeTls", "0.9"}} << none;
    QTest::newRow("status") << QJsonObject{{"faultStatus", 404}} << none;
    QTest::newRow("member of a fault") << none << QJsonObject{{"kind", "timed-out"}, {"code", 1}};
    QTest::newRow("type of a member") << none << QJsonObject{{"kind", "redirect"}, {"location", 1}};
    QTest::newRow("reason") << none << QJsonObject{{"kind", "open-refused"}, {"reason", "weather"}};
}

void TestLabWire::refusesUnknownValues()
{
    QFETCH(QJsonObject, switches);
    QFETCH(QJsonObject, fault);
    const QJsonObject before = m_lab->control("GET", "/faults").json();
    QCOMPARE(set(switches, fault.isEmpty() ? QJsonArray{} : QJsonArray{fault}), 400);
    QCOMPARE(m_lab->control("GET", "/faults").json(), before);
}

void TestLabWire::showsBadCertificates_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QList<int>>("errors");
    const auto codes = [](std::initializer_list<QSslError::SslError> list) {
        QList<int> numbers;
        for (const QSslError::SslError error : list)
            numbers << int(error);
        return numbers;
    };
    QTest::newRow("good") << "" << codes({});
    QTest::newRow("sha384") << "sha384" << codes({});
    QTest::newRow("expired") << "expired" << codes({QSslError::CertificateExpired});
    QTest::newRow("not yet valid") << "not-yet-valid" << codes({QSslError::CertificateNotYetValid});
    QTest::newRow("wrong name") << "wrong-name" << codes({QSslError::HostNameMismatch});
    QTest::newRow("self-signed") << "self-signed" << codes({QSslError::SelfSignedCertificate});
    QTest::newRow("unknown issuer") << "unknown-issuer"
                                    << codes({QSslError::UnableToGetLocalIssuerCertificate,
                                              QSslError::UnableToVerifyFirstCertificate});
}

void TestLabWire::showsBadCertificates()
{
    QFETCH(QString, kind);
    QFETCH(QList<int>, errors);
    QCOMPARE(set({{"exchangeCertificate", kind}}), 200);
    RawHttp connection(site(), tls());
    QVERIFY(connection.connected());
    QList<int> found;
    for (const QSslError &error : connection.errors())
        found << int(error.error());
    std::sort(found.begin(), found.end());
    std::sort(errors.begin(), errors.end());
    QCOMPARE(found, errors);
}

void TestLabWire::speaksOldTls_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("modern"); // a client with today's defaults connects
    QTest::newRow("1.0") << "1.0" << QByteArray("TLSv1") << false;
    QTest::newRow("1.1") << "1.1" << QByteArray("TLSv1.1") << false;
    QTest::newRow("1.2") << "1.2" << QByteArray("TLSv1.2") << true;
    QTest::newRow("1.3") << "1.3" << QByteArray("TLSv1.3") << true;
}

void TestLabWire::speaksOldTls()
{
    QFETCH(QString, version);
    QFETCH(QByteArray, name);
    QCOMPARE(set({{"exchangeTls", version}}), 200);
    RawHttp modern(site(), tls());
    QTEST(modern.connected(), "modern");
    QSslConfiguration old = tls();
    old.setProtocol(QSsl::AnyProtocol);
    old.setBackendConfigurationOption("MinProtocol", name);
    old.setBackendConfigurationOption("MaxProtocol", name);
    old.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT:@SECLEVEL=0"));
    RawHttp connection(site(), old);
    QVERIFY2(connection.connected(), qPrintable(connection.socket().errorString()));
    QCOMPARE(connection.send("POST", "/PowerShell/", {}, {}).status, 401);
}

void TestLabWire::cutsStreamsAnywhere()
{
    static const QRegularExpression stream("<rsp:Stream[^>]*>([^<]*)</rsp:Stream>");
    QCOMPARE(set({{"streamBytes", 7}, {"streamBytesPerReceive", 1000}, {"emptyStreams", true}}), 200);
    PsrpProbe probe(*m_lab);
    QCOMPARE(probe.create().status, 200);
    QByteArray all;
    int answers = 0;
    int messages = 0;
    while (messages < 3 && answers < 10) { // SESSION_CAPABILITY, APPLICATION_PRIVATE_DATA, RUNSPACEPOOL_STATE
        const QString body = QString::fromUtf8(probe.receive().body);
        QVERIFY(body.contains("<rsp:Stream Name=\"stdout\"/>"));
        auto parts = stream.globalMatch(body);
        while (parts.hasNext()) {
            const QByteArray part = QByteArray::fromBase64(parts.next().captured(1).toLatin1());
            QVERIFY(part.size() <= 7);
            all += part;
        }
        ++answers;
        messages = 0;
        for (qsizetype at = 0; at + 21 <= all.size();) { // psrp.md 7.1
            const auto size = qFromBigEndian<quint32>(all.constData() + at + 17);
            at += 21 + qsizetype(size);
            messages += at <= all.size() ? 1 : 0;
        }
    }
    QCOMPARE(messages, 3);
    QVERIFY2(answers >= 3, "a fragment crossed from one answer to the next");
}

void TestLabWire::spellsThingsDifferently()
{
    const QJsonObject switches{
        {"lowerCaseIds", true}, {"runningState", true}, {"preparingModules", true}, {"serverProtocol", "2.2"}};
    QCOMPARE(set(switches), 200);
    PsrpProbe probe(*m_lab);
    QCOMPARE(probe.create().status, 200);
    const QByteArray first = probe.receive().body;
    static const QRegularExpression stream("<rsp:Stream[^>]*>([^<]*)</rsp:Stream>");
    const QByteArray capability =
        QByteArray::fromBase64(stream.match(QString::fromUtf8(first)).captured(1).toLatin1());
    QVERIFY(capability.contains("<Version N=\"protocolversion\">2.2</Version>"));
    QCOMPARE(probe.receive().status, 200);
    const QString said = probe.run("Get-AuthConfig");
    QVERIFY(said.contains("Preparing modules for first use."));
    QVERIFY(said.indexOf("<I32 N=\"PipelineState\">1</I32>") < said.indexOf("<I32 N=\"PipelineState\">4</I32>"));
    const QString again = probe.run("Get-AuthConfig");
    QVERIFY2(!again.contains("Preparing modules"), "only the first pipeline");
    QUuid id = QUuid::createUuid();
    const QByteArray bytes = probe.message(0x00021006, id, probe.pipelineText("Get-AuthConfig", {}, false));
    const QByteArray answer = probe.command("x", PsrpProbe::fragment(90, bytes), &id).body;
    QVERIFY(answer.contains("<rsp:CommandId>" + id.toByteArray(QUuid::WithoutBraces).toLower()));
}

void TestLabWire::changesTheStatusOfFaults()
{
    for (const int status : {400, 200, 500}) {
        QCOMPARE(set({{"faultStatus", status}}), 200);
        PsrpProbe probe(*m_lab);
        const LabProcess::Answer answer = probe.receive();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body.contains("Code=\"2150858843\""));
    }
}

void TestLabWire::redirects_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 307})
        QTest::newRow(QByteArray::number(status).constData()) << status;
}

void TestLabWire::redirects()
{
    QFETCH(int, status);
    const QString elsewhere = "https://autre.contoso.fr/PowerShell/";
    QCOMPARE(set({}, {QJsonObject{{"kind", "redirect"}, {"location", elsewhere}, {"status", status}, {"count", 1}}}),
             200);
    const LabProcess::Answer answer = PsrpProbe(*m_lab).create();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("Location"), elsewhere.toUtf8());
    QVERIFY(m_lab->state().value("shells").toArray().isEmpty());
}

void TestLabWire::wantsBothCookies()
{
    QCOMPARE(set({{"balancerCookie", true}}), 200);
    PsrpProbe probe(*m_lab);
    RawHttp connection(site(), tls());
    const RawHttp::Answer created = connection.send("POST", "/PowerShell/", basic(), probe.createEnvelope());
    const QList<QByteArray> cookies = created.all("Set-Cookie");
    QCOMPARE(cookies.size(), 2);
    const QByteArray backEnd = cookies.at(0).left(cookies.at(0).indexOf(';'));
    const QByteArray balancer = cookies.at(1).left(cookies.at(1).indexOf(';'));
    QVERIFY(balancer.startsWith("MS-WSMAN="));
    const QByteArray lost = "Code=\"2150858843\""; // psrp.md 3.7
    for (const QByteArray &some : {QByteArray(), backEnd, balancer})
        QVERIFY(connection.send("POST", "/PowerShell/", basic(some), probe.receiveEnvelope()).body.contains(lost));
    const QByteArray both = backEnd + "; " + balancer;
    QCOMPARE(connection.send("POST", "/PowerShell/", basic(both), probe.receiveEnvelope()).status, 200);
}

void TestLabWire::bindsShellsToConnections()
{
    for (const bool bound : {false, true}) {
        QCOMPARE(set({{"shellBoundToConnection", bound}, {"requireCookie", false}}), 200);
        PsrpProbe probe(*m_lab);
        RawHttp first(site(), tls());
        QCOMPARE(first.send("POST", "/PowerShell/", basic(), probe.createEnvelope()).status, 200);
        RawHttp second(site(), tls());
        QCOMPARE(second.send("POST", "/PowerShell/", basic(), probe.receiveEnvelope()).status, bound ? 500 : 200);
        QCOMPARE(first.send("POST", "/PowerShell/", basic(), probe.receiveEnvelope()).status, 200);
    }
}

void TestLabWire::refusesToOpen_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("words"); // psrp.md 2.4, 6
    QTest::addColumn<QByteArray>("code");
    const QByteArray plugIn = "2152992672";
    QTest::newRow("roles") << "no-roles" << QByteArray("AuthZ-CmdletAccessDeniedException") << plugIn;
    QTest::newRow("sessions") << "too-many-sessions" << QByteArray("connections allowed: 18 for the policy party") << plugIn;
    QTest::newRow("budget") << "budget" << QByteArray("exceeded your budget to create runspace. Please wait for") << plugIn;
    QTest::newRow("2010") << "too-many-shells-2010" << QByteArray("allowed a maximum of 18 concurrent shells") << QByteArray("2150859173");
    QTest::newRow("off") << "remote-powershell-disabled" << QByteArray("Access is denied") << QByteArray("5");
}

void TestLabWire::refusesToOpen()
{
    QFETCH(QString, reason);
    QFETCH(QByteArray, words);
    QCOMPARE(set({}, {QJsonObject{{"kind", "open-refused"}, {"reason", reason}, {"count", 1}}}), 200);
    PsrpProbe probe(*m_lab);
    QCOMPARE(probe.create().status, 200);
    const LabProcess::Answer answer = probe.receive();
    QCOMPARE(answer.status, 500);
    QFETCH(QByteArray, code);
    QVERIFY(answer.body.contains("Code=\"" + code + '"') && answer.body.contains("[AuthZRequestId="));
    QVERIFY2(answer.body.contains(words), answer.body.constData());
}

void TestLabWire::cutsAndSlowsAnswers()
{
    const QJsonObject first200{
        {"kind", "slow-answer"}, {"match", "Create"}, {"bytes", 200}, {"ms", 30}, {"count", 1}};
    const QJsonObject secondCut{{"kind", "cut-answer"}, {"match", "Create"}, {"skip", 1}, {"count", 1}};
    QCOMPARE(set({}, {first200, secondCut}), 200);
    PsrpProbe slow(*m_lab);
    QElapsedTimer timer;
    timer.start();
    RawHttp first(site(), tls());
    const RawHttp::Answer whole = first.send("POST", "/PowerShell/", basic(), slow.createEnvelope());
    QVERIFY(whole.complete && whole.body.contains("</s:Envelope>"));
    QVERIFY2(timer.elapsed() >= (whole.body.size() / 200 - 1) * 30, qPrintable(QString::number(timer.elapsed())));
    PsrpProbe cut(*m_lab);
    const RawHttp::Answer half = first.send("POST", "/PowerShell/", basic(), cut.createEnvelope());
    QVERIFY(half.status == 200 && !half.complete && !half.body.contains("</s:Envelope>"));
    QCOMPARE(m_lab->state().value("shells").toArray().size(), 2); // it was carried out all the same
}

QTEST_GUILESS_MAIN(TestLabWire)
#include "tst_lab_wire.moc"
