#include "lab/test/LabProcess.h"
#include "lab/test/PsrpProbe.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Arguments = QList<QPair<QString, QString>>;

const QString account = "SfBOnline-ApplicationAccount";

Arguments mailUser(const QString &controller)
{
    return {{"Name", PsrpProbe::text(account)},
            {"ExternalEmailAddress", PsrpProbe::text(account + "@contoso.fr")},
            {"DomainController", PsrpProbe::text(controller)},
            {"Confirm", PsrpProbe::no()}};
}

int count(const QJsonObject &state, const char *collection, const QString &name)
{
    int found = 0;
    for (const QJsonValue &value : state.value(collection).toArray())
        found += value.toObject().value("Name").toString() == name ? 1 : 0;
    return found;
}

}

// The lab as its users see it: the ready line, what it refuses, the control port, the state file, the key
// semantics.
class TestLab : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void saysItIsReady();
    void startsWithinASecond();
    void endsWithItsParent();
    void refusesUnknownPaths_data();
    void refusesUnknownPaths();
    void refusesBadCmdlets_data();
    void refusesBadCmdlets();
    void refusesBadEnvelopes();
    void refusesWrongPasswords();
    void wantsItsCookieAndItsShell();
    void commandIsGoneAfterDone();
    void controlPortIsStrict();
    void journalHasNoSecret();
    void hidesWhatRbacHides();
    void replicatesWithDelay();
    void duplicatesRoleAssignments();
    void faultsHappen();
    void stateSurvivesAKill();
    void scenarioIsMerged();
    void keptScenariosLoad_data();
    void keptScenariosLoad();

private:
    std::unique_ptr<LabProcess> m_lab;
};

void TestLab::initTestCase()
{
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestLab::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

void TestLab::saysItIsReady()
{
    const QJsonObject ready = m_lab->ready();
    for (const char *name :
         {"exchange", "login", "graph", "control", "ca", "tenant", "accounts", "hosts", "pid", "exo", "proxy", "logins"})
        QVERIFY2(ready.contains(name), name);
    QVERIFY(!ready.value("exchange").toObject().contains("http"));
    QVERIFY(ready.value("login").toString().startsWith("https://localhost:"));
    QVERIFY(QFile::exists(ready.value("ca").toString()));
}

void TestLab::startsWithinASecond()
{
    qint64 best = m_lab->startMs();
    for (int i = 0; i < 3 && best >= 1000; ++i)
        best = std::min(best, LabProcess().startMs());
    QVERIFY2(best < 1000, qPrintable(QString::number(best) + " ms"));
}

void TestLab::endsWithItsParent()
{
    LabProcess other;
    const QString authority = other.ready().value("ca").toString();
    QVERIFY(QFile::exists(authority));
    QVERIFY(other.closeInput());
    QVERIFY(!QFile::exists(authority));
}

void TestLab::refusesUnknownPaths_data()
{
    QTest::addColumn<QString>("port");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("site") << "site"
                          << "/owa/" << 404;
    QTest::newRow("powershell without credentials") << "site"
                                                    << "/powershell" << 401;
    QTest::newRow("sign-in") << "login"
                             << "/common/oauth2/token" << 404;
    QTest::newRow("graph without token") << "graph"
                                         << "/v1.0/me" << 401;
    QTest::newRow("control") << "control"
                             << "/nothing" << 404;
}

void TestLab::refusesUnknownPaths()
{
    QFETCH(QString, port);
    QFETCH(QString, path);
    QTEST(m_lab->send("GET", m_lab->url(port, path)).status, "status");
}

void TestLab::refusesBadCmdlets_data()
{
    QTest::addColumn<QString>("cmdlet");
    QTest::addColumn<Arguments>("arguments");
    QTest::addColumn<bool>("script");
    QTest::addColumn<QString>("errorId");
    const QString word = PsrpProbe::text("x");
    QTest::newRow("cmdlet") << "Get-Nothing" << Arguments{} << false << "CommandNotFoundException";
    QTest::newRow("parameter") << "Get-AuthConfig" << Arguments{{"Nothing", word}} << false
                               << "NamedParameterNotFound,Get-AuthConfig";
    QTest::newRow("mandatory") << "New-MailUser" << Arguments{{"Name", word}} << false
                               << "MissingMandatoryParameter,New-MailUser";
    QTest::newRow("type") << "Set-MailUser"
                          << Arguments{{"Identity", word},
                                       {"HiddenFromAddressListsEnabled", PsrpProbe::text("true")}}
                          << false << "ParameterArgumentTransformationError,Set-MailUser";
    QTest::newRow("twice") << "Get-AuthServer" << Arguments{{"Identity", word}, {"identity", word}} << false
                           << "ParameterAlreadyBound,Get-AuthServer";
    QTest::newRow("script") << "Get-AuthConfig" << Arguments{} << true << "ScriptsNotAllowed";
    QTest::newRow("controller") << "Get-AuthConfig" << Arguments{{"DomainController", word}} << false
                                << "[FailureCategory=Cmdlet-SuitabilityDirectoryException]";
    QTest::newRow("prompt") << "Remove-MailUser"
                            << Arguments{{"Identity", PsrpProbe::text("Prestataire Externe")}} << false
                            << "HostFunctionNotImplemented";
    QTest::newRow("not carried out") << "Get-User" << Arguments{{"Anr", word}} << false
                                     << "[FailureCategory=Cmdlet-NotImplementedException]";
    QTest::newRow("filter") << "Get-User" << Arguments{{"Filter", PsrpProbe::text("Nom -eq 'x'")}} << false
                            << "[FailureCategory=Cmdlet-ParsingException]";
}

void TestLab::refusesBadCmdlets()
{
    QFETCH(QString, cmdlet);
    QFETCH(Arguments, arguments);
    QFETCH(bool, script);
    QFETCH(QString, errorId);
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    const QString said = probe.run(cmdlet, arguments, script);
    QVERIFY2(said.contains(errorId), qPrintable(said));
    QCOMPARE(probe.close().status, 200);
}

void TestLab::refusesBadEnvelopes()
{
    PsrpProbe probe(*m_lab);
    probe.resource = "http://schemas.microsoft.com/powershell/Microsoft.PowerShell";
    QVERIFY(probe.create().body.contains("Code=\"2150858811\""));
    probe.resource = "http://schemas.microsoft.com/powershell/Microsoft.Exchange";
    QVERIFY2(probe.receive().body.contains("Code=\"2150858843\""), "no such shell");
    QVERIFY(probe.open());
    QUuid id = QUuid::createUuid();
    const QByteArray good = probe.message(0x00021006, id, probe.pipelineText("Get-AuthConfig", {}, false));
    QVERIFY2(probe.command("x", PsrpProbe::fragment(9, good, 2), &id).status == 500,
             "a fragment that does not start");
    QVERIFY2(probe.command("x", PsrpProbe::fragment(9, good).left(40), &id).status == 500,
             "a fragment that is cut");
    QVERIFY2(probe.command("x",
                           PsrpProbe::fragment(9, probe.message(0x00021006, QUuid::createUuid(), "<Nil/>")),
                           &id)
                     .status
                 == 500,
             "another pipeline id");
    QVERIFY2(
        probe.command("x", PsrpProbe::fragment(9, probe.message(0x00021006, id, "<!DOCTYPE x><Nil/>")), &id)
                .status
            == 500,
        "a document type");
    QVERIFY(probe.post("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get", {}).status == 500);
    QCOMPARE(probe.command("x", PsrpProbe::fragment(9, good), &id).status, 200);
}

void TestLab::refusesWrongPasswords()
{
    PsrpProbe probe(*m_lab);
    probe.password = "wrong";
    const LabProcess::Answer refused = probe.create();
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.header("WWW-Authenticate").startsWith("Basic realm="));
    QCOMPARE(
        m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"schemes", QJsonArray{"Kerberos"}}}}})
            .status,
        200);
    QCOMPARE(PsrpProbe(*m_lab).create().header("WWW-Authenticate"), QByteArray("Kerberos"));
}

void TestLab::wantsItsCookieAndItsShell()
{
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QCOMPARE(m_lab->state().value("shells").toArray().size(), 1);
    QCOMPARE(probe.close().status, 200);
    QCOMPARE(m_lab->state().value("shells").toArray().size(), 0);
    QVERIFY(probe.receive().body.contains("Code=\"2150858843\""));
}

void TestLab::commandIsGoneAfterDone()
{
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QUuid id = QUuid::createUuid();
    const QByteArray bytes = probe.message(0x00021006, id, probe.pipelineText("Get-AuthConfig", {}, false));
    QCOMPARE(probe.command("Get-AuthConfig", PsrpProbe::fragment(3, bytes), &id).status, 200);
    QVERIFY(probe.receive(id).body.contains("CommandState/Done"));
    QVERIFY(probe.receive(id).body.contains("Code=\"2150858843\""));
}

void TestLab::controlPortIsStrict()
{
    QCOMPARE(
        m_lab->control("POST", "/faults", {{"faults", QJsonArray{QJsonObject{{"kind", "nothing"}}}}}).status,
        400);
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"nothing", 1}}}}).status, 400);
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"graphDelay", "long"}}}}).status,
             400);
    QCOMPARE(m_lab->control("POST", "/faults", {{"other", 1}}).status, 400);
    QCOMPARE(m_lab->control("PUT", "/faults").status, 405);
    QCOMPARE(m_lab->control("POST", "/browser", {{"url", "https://example.org/"}}).status, 502);
    m_lab->send("GET", m_lab->url("site", "/owa/"));
    QVERIFY(!QJsonDocument::fromJson(m_lab->control("GET", "/requests").body).array().isEmpty());
    QCOMPARE(m_lab->control("DELETE", "/requests").status, 204);
    QVERIFY(QJsonDocument::fromJson(m_lab->control("GET", "/requests").body).array().isEmpty());
}

void TestLab::journalHasNoSecret()
{
    QString problem;
    const QByteArray token = m_lab->signIn(&problem);
    QVERIFY2(!token.isEmpty(), qPrintable(problem));
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    probe.run("New-MailUser",
              mailUser("dc1.contoso.fr") + Arguments{{"Password", PsrpProbe::text("hunter2")}});
    const QByteArray journal = m_lab->control("GET", "/requests").body;
    QVERIFY(journal.contains("\"name\":\"New-MailUser\""));
    QVERIFY(journal.contains("\"write\":true"));
    for (const QByteArray &secret :
         {token, QByteArray("hunter2"), QByteArray("vvvvvvvv"), probe.password.toLatin1()})
        QVERIFY2(!journal.contains(secret), secret);
}

void TestLab::hidesWhatRbacHides()
{
    const QJsonObject hidden{
        {"hiddenCmdlets", QJsonArray{"New-MailUser"}},
        {"hiddenParameters", QJsonObject{{"Set-MailUser", QJsonArray{"HiddenFromAddressListsEnabled"}}}}};
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", hidden}}).status, 200);
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QVERIFY(probe.run("New-MailUser", mailUser("dc1.contoso.fr")).contains("CommandNotFoundException"));
    const QString said = probe.run("Get-Command", {{"Name", PsrpProbe::text("Set-MailUser")}});
    QVERIFY(said.contains(">ExternalEmailAddress<"));
    QVERIFY(!said.contains(">HiddenFromAddressListsEnabled<"));
    QVERIFY(probe.run("Get-Command", {{"Name", PsrpProbe::text("New-MailUser")}})
                .contains("CommandNotFoundException"));
}

void TestLab::replicatesWithDelay()
{
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"replicationDelay", 600}}}}).status,
             200);
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QVERIFY(probe.run("New-MailUser", mailUser("dc1.contoso.fr")).contains("Management.MailUser"));
    const Arguments here = {{"Identity", PsrpProbe::text(account)},
                            {"DomainController", PsrpProbe::text("dc1.contoso.fr")}};
    const Arguments there = {{"Identity", PsrpProbe::text(account)},
                             {"DomainController", PsrpProbe::text("dc2.contoso.fr")}};
    const Arguments nowhere = {{"Identity", PsrpProbe::text(account)}};
    QVERIFY(probe.run("Get-MailUser", there).contains("ManagementObjectNotFoundException"));
    QVERIFY(probe.run("Get-MailUser", here).contains("Management.MailUser"));
    QVERIFY2(probe.run("Get-MailUser", nowhere).contains("ManagementObjectNotFoundException"),
             "another controller answers");
}

void TestLab::duplicatesRoleAssignments()
{
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QVERIFY(probe.run("New-MailUser", mailUser("dc1.contoso.fr")).contains("Management.MailUser"));
    const Arguments assignment = {{"Role", PsrpProbe::text("UserApplication")},
                                  {"User", PsrpProbe::text(account)}};
    probe.run("New-ManagementRoleAssignment", assignment);
    QVERIFY(
        probe.run("New-ManagementRoleAssignment", assignment).contains("UserApplication-" + account + "-1"));
    QCOMPARE(count(m_lab->state(), "roleAssignments", "UserApplication-" + account), 1);
}

void TestLab::faultsHappen()
{
    const QJsonArray faults{QJsonObject{{"kind", "drop-after"}, {"match", "New-MailUser"}, {"count", 1}},
                            QJsonObject{{"kind", "timed-out"}, {"count", 1}, {"skip", 2}},
                            QJsonObject{{"kind", "shell-expired"}, {"match", "Delete"}, {"count", 1}}};
    QCOMPARE(m_lab->control("POST", "/faults", {{"faults", faults}}).status, 200);
    PsrpProbe probe(*m_lab);
    QVERIFY(probe.open());
    QVERIFY(!probe.run("New-MailUser", mailUser("dc1.contoso.fr")).contains("Management.MailUser"));
    QCOMPARE(count(m_lab->state(), "mailUsers", account), 1);
    QVERIFY(probe.receive().body.contains("Code=\"2150858793\""));
    QVERIFY(probe.close().body.contains("Code=\"2150858843\""));
    QVERIFY(m_lab->control("GET", "/faults").json().value("faults").toArray().isEmpty());
}

void TestLab::stateSurvivesAKill()
{
    QTemporaryDir folder;
    const QStringList options = {"--state", folder.filePath("state.json")};
    {
        LabProcess lab(options);
        PsrpProbe probe(lab);
        QVERIFY(probe.open());
        QVERIFY(probe.run("New-MailUser", mailUser("dc1.contoso.fr")).contains("Management.MailUser"));
        lab.kill();
        QFile::remove(lab.ready().value("ca").toString());
    }
    LabProcess again(options);
    QVERIFY(again.isReady());
    QCOMPARE(count(again.state(), "mailUsers", account), 1);
}

void TestLab::scenarioIsMerged()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("scenario.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"switches":{"nextCertificate":true},"remove":{"acceptedDomains":["contoso.lan"]},
        "add":{"partnerApplications":[{"Name":"SfBOnline","Identity":"SfBOnline","Enabled":true,
               "ApplicationIdentifier":"00000004-0000-0ff1-ce00-000000000000"}]},
        "change":{"connectors":{"*":{"Enabled":false}}}})");
    file.close();
    LabProcess lab({"--scenario", file.fileName()});
    const QJsonObject state = lab.state();
    QCOMPARE(state.value("acceptedDomains").toArray().size(), 3);
    QCOMPARE(count(state, "partnerApplications", "SfBOnline"), 1);
    QCOMPARE(state.value("connectors").toArray().first().toObject().value("Enabled").toBool(true), false);
    QCOMPARE(state.value("authConfig").toObject().value("NextCertificateThumbprint").toString().size(), 40);
}

void TestLab::keptScenariosLoad_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(PASSERELLE_TEST_DATA_DIR "/lab");
    for (const QString &name : folder.entryList({"*.json"}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestLab::keptScenariosLoad()
{
    QFETCH(QString, file);
    LabProcess lab({"--scenario", file});
    QVERIFY(lab.isReady());
    const QString all = QString::fromUtf8(lab.control("GET", "/state").body);
    QVERIFY2(!all.contains("@guid:") && !all.contains("@date:"), "a placeholder is left");
}

QTEST_GUILESS_MAIN(TestLab)
#include "tst_lab.moc"
