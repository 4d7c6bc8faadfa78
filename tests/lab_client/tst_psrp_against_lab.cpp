#include "lab/test/LabProcess.h"
#include "protocols/psrp/RunspacePool.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::psrp;
using core::FailureCode;
using namespace std::chrono_literals;

namespace {

constexpr int servers = 2; // Get-ExchangeServer of the made-up organisation

// What a row expects: everything as usual, or the code of the failure and where it comes.
struct Expected {
    enum class Where { Nowhere, Open, List };
    Where where = Where::Nowhere;
    FailureCode code = FailureCode::Cancelled;
};

const Expected fine;
Expected refusedAtOpen(FailureCode code)
{
    return { Expected::Where::Open, code };
}
Expected lost(FailureCode code = FailureCode::SessionLost)
{
    return { Expected::Where::List, code };
}

}
Q_DECLARE_METATYPE(Expected)

// Our client on the Exchange port of the lab, one row for each of its oddities (tests/lab/README.md): open, a cmdlet that
// answers a list, one that answers one object, close. Basic over https; with Kerberos in tst_psrp_kerberos_lab.
class TestPsrpAgainstLab : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void oddity_data();
    void oddity();
    void preparedError_data();
    void preparedError();
    void hostCallWithValue_data();
    void hostCallWithValue();
    void hostileNames();
    void tellsTheSameInAllPieces();
    void requests();

private:
    ConnectionSettings settings() const;
    template <class T> core::Result<T> run(core::OperationOf<T> *operation);
    void set(const QJsonObject &switches, const QJsonArray &faults = {});
    int count(const QString &name);

    std::unique_ptr<LabProcess> m_lab;
};

void TestPsrpAgainstLab::initTestCase()
{
    qunsetenv("PASSERELLE_LAB_KEYTAB");
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestPsrpAgainstLab::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

void TestPsrpAgainstLab::set(const QJsonObject &switches, const QJsonArray &faults)
{
    const auto answer = m_lab->control("POST", "/faults", { { "switches", switches }, { "faults", faults } });
    QVERIFY2(answer.status == 200, answer.body.constData());
}

ConnectionSettings TestPsrpAgainstLab::settings() const
{
    const QJsonObject ready = m_lab->ready();
    const QJsonObject account = ready["accounts"].toObject()["exchange"].toObject();
    ConnectionSettings settings;
    settings.url = QUrl("https://ex1.contoso.fr/PowerShell/");
    settings.user = account["user"].toString();
    settings.password = core::Secret(account["password"].toString().toUtf8());
    settings.basicAllowed = true;
    settings.network.hosts.insert("ex1.contoso.fr", "127.0.0.1",
                                  static_cast<quint16>(QUrl(ready["exchange"].toObject()["https"].toString()).port()));
    settings.network.trust.extraAuthorities = QSslCertificate::fromPath(ready["ca"].toString());
    settings.operationTimeout = 10s;
    settings.stopTimeout = 2s;
    settings.busyRetryDelay = 10ms;
    return settings;
}

template <class T> core::Result<T> TestPsrpAgainstLab::run(core::OperationOf<T> *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (!finished.wait(30'000))
        qFatal("operation does not finish");
    core::Result<T> result = operation->result();
    delete operation;
    return result;
}

// Requests of the journal with that name.
int TestPsrpAgainstLab::count(const QString &name)
{
    int n = 0;
    for (const QJsonValue value : QJsonDocument::fromJson(m_lab->control("GET", "/requests").body).array())
        n += value.toObject()["name"].toString() == name;
    return n;
}

template <class T> static QByteArray problemOf(const core::Result<T> &result)
{
    return result ? QByteArray() : QByteArray(core::codeText(result.failure().code).data()) + ": " + result.failure().technical.toUtf8();
}

void TestPsrpAgainstLab::oddity_data()
{
    QTest::addColumn<QJsonObject>("switches");
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<Expected>("expected");
    const auto oddSwitch = [](const char *name, const QJsonValue &value, const Expected &expected = fine) {
        const QString shown = value.toVariant().toString();
        QTest::addRow("%s %s", name, qPrintable(shown)) << QJsonObject{ { name, value } } << QJsonObject() << expected;
    };
    const auto fault = [](const char *row, QJsonObject how, const Expected &expected) {
        how.insert("area", "exchange");
        QTest::newRow(row) << QJsonObject() << how << expected;
    };
    QTest::newRow("as it is") << QJsonObject() << QJsonObject() << fine;
    for (const char *name : { "shellIdDiffers", "lowerCaseIds", "balancerCookie", "shellBoundToConnection", "preparingModules",
                              "runningState", "emptyStreams", "chunked", "terminatingErrors" })
        oddSwitch(name, true);
    for (const int status : { 200, 400 }) {
        QTest::addRow("faultStatus %d, timed out", status)
            << QJsonObject{ { "faultStatus", status } } << QJsonObject{ { "kind", "timed-out" }, { "count", 2 } } << fine;
        QTest::addRow("faultStatus %d, shell gone", status)
            << QJsonObject{ { "faultStatus", status } }
            << QJsonObject{ { "kind", "shell-expired" }, { "match", "Command" }, { "count", 1 } } << lost();
    }
    for (const char *version : { "2.1", "2.2", "2.3", "2.4" })
        oddSwitch("serverProtocol", version);
    oddSwitch("maximumShells", 0, refusedAtOpen(FailureCode::ExShellQuota));
    oddSwitch("fragmentSize", 700);
    oddSwitch("fragmentsPerReceive", 1);
    oddSwitch("streamBytes", 97);
    oddSwitch("streamBytesPerReceive", 333);
    oddSwitch("byteOrderMark", false);
    oddSwitch("gzip", "accepted");
    oddSwitch("gzip", "always");
    oddSwitch("language", "fr-FR");
    oddSwitch("requireCookie", false);

    const auto with = [&](QJsonObject more) {
        more.insert("count", 1);
        return more;
    };
    fault("timed-out", with({ { "kind", "timed-out" } }), fine);
    fault("unknown-message", with({ { "kind", "unknown-message" } }), fine);
    fault("host-call void", with({ { "kind", "host-call" }, { "method", 15 }, { "name", "WriteLine1" } }), fine);
    fault("cmdlet-warning", with({ { "kind", "cmdlet-warning" }, { "message", "careful" } }), fine);
    fault("slow-answer", with({ { "kind", "slow-answer" }, { "match", "Receive" }, { "bytes", 400 }, { "ms", 1 } }), fine);
    fault("cut-answer Create", with({ { "kind", "cut-answer" }, { "match", "Create" } }), refusedAtOpen(FailureCode::ExUnreachable));
    fault("cut-answer Receive of the pool", with({ { "kind", "cut-answer" }, { "match", "Receive" } }), fine);
    fault("cut-answer Command", with({ { "kind", "cut-answer" }, { "match", "Command Get-ExchangeServer" } }), lost());
    fault("cut-answer Receive", with({ { "kind", "cut-answer" }, { "match", "Receive Get-ExchangeServer" } }), lost());
    fault("cut-body", with({ { "kind", "cut-body" }, { "match", "Command" } }), lost());
    fault("drop-before", with({ { "kind", "drop-before" }, { "match", "Get-ExchangeServer" } }), lost());
    fault("drop-after", with({ { "kind", "drop-after" }, { "match", "Get-ExchangeServer" } }), lost());
    fault("shell-expired", with({ { "kind", "shell-expired" }, { "match", "Command" } }), lost());
    fault("wsman-fault network", with({ { "kind", "wsman-fault" }, { "match", "Command" }, { "code", 2150859046.0 } }),
          lost(FailureCode::ExUnreachable));
    fault("wsman-fault quota", with({ { "kind", "wsman-fault" }, { "match", "Create" }, { "code", 2150859173.0 } }),
          refusedAtOpen(FailureCode::ExShellQuota));
    fault("wsman-fault denied", with({ { "kind", "wsman-fault" }, { "match", "Create" }, { "code", 5 }, { "subcode", "w:AccessDenied" } }),
          refusedAtOpen(FailureCode::ExNotAdmitted));
    fault("wsman-fault of the plug-in",
          with({ { "kind", "wsman-fault" }, { "match", "Receive" }, { "code", 2152992672.0 }, { "provider", true },
                 { "text", "[AuthZRequestId=1][FailureCategory=AuthZ-CmdletAccessDeniedException] nothing for you" } }),
          refusedAtOpen(FailureCode::RbacNone));
    const std::pair<const char *, FailureCode> reasons[] = { { "no-roles", FailureCode::RbacNone },
                                                             { "too-many-sessions", FailureCode::ExShellQuota },
                                                             { "budget", FailureCode::ExShellQuota },
                                                             { "too-many-shells-2010", FailureCode::ExShellQuota },
                                                             { "remote-powershell-disabled", FailureCode::ExNotAdmitted } };
    for (const auto &[reason, code] : reasons)
        fault(reason, with({ { "kind", "open-refused" }, { "reason", reason } }), refusedAtOpen(code));
    const std::pair<int, FailureCode> statuses[] = { { 500, FailureCode::ExHttp500 },   { 503, FailureCode::ExHttp500 },
                                                     { 415, FailureCode::ExWrongVdir }, { 413, FailureCode::UnknownExchange },
                                                     { 403, FailureCode::ExWrongVdir }, { 404, FailureCode::ExWrongVdir },
                                                     { 429, FailureCode::ExShellQuota } };
    for (const auto &[status, code] : statuses) {
        for (const char *body : { "html", "text", "empty", "gzip" })
            QTest::addRow("http-status %d %s", status, body)
                << QJsonObject()
                << QJsonObject{ { "kind", "http-status" }, { "area", "exchange" }, { "match", "Create" }, { "status", status }, { "body", body } }
                << refusedAtOpen(code);
    }
    fault("503 once", with({ { "kind", "http-status" }, { "match", "Create" }, { "status", 503 } }), fine);
    fault("503 once for a read", with({ { "kind", "http-status" }, { "match", "Get-ExchangeServer" }, { "status", 503 } }), fine);
    fault("redirect", { { "kind", "redirect" }, { "location", "https://ex2.contoso.fr/PowerShell/" } },
          refusedAtOpen(FailureCode::ExRedirect));
}

void TestPsrpAgainstLab::oddity()
{
    QFETCH(QJsonObject, switches);
    QFETCH(QJsonObject, fault);
    QFETCH(Expected, expected);
    set(switches, fault.isEmpty() ? QJsonArray() : QJsonArray{ fault });
    RunspacePool pool(settings());
    const auto info = run(pool.open());
    if (expected.where == Expected::Where::Open) {
        QVERIFY(!info);
        QCOMPARE(core::codeText(info.failure().code), core::codeText(expected.code));
        QCOMPARE(info.failure().values.value("host"), "ex1.contoso.fr");
        return;
    }
    QCOMPARE(problemOf(info), QByteArray());
    QCOMPARE(info->frontEnd, "EX1");

    const auto list = run(pool.invoke(Command("Get-ExchangeServer"), this));
    if (expected.where == Expected::Where::List) {
        QVERIFY(!list);
        QCOMPARE(core::codeText(list.failure().code), core::codeText(expected.code));
        QCOMPARE(pool.state(), RunspacePool::State::Broken);
        QCOMPARE(problemOf(run(pool.open())), QByteArray()); // and once more, as nothing had been
    } else {
        QCOMPARE(problemOf(list), QByteArray());
        QVERIFY2(list->succeeded(), qPrintable(list->errors.value(0).message));
        QCOMPARE(list->objects.size(), servers);
        if (fault["kind"] == "cmdlet-warning")
            QCOMPARE(list->warnings, QStringList{ "careful" });
    }
    const auto one = run(pool.invoke(Command("Get-AuthConfig"), this));
    QCOMPARE(problemOf(one), QByteArray());
    QCOMPARE(one->objects.size(), 1);
    QCOMPARE(one->objects.first().property(u"CurrentCertificateThumbprint").toString().size(), 40);
    QCOMPARE(problemOf(run(pool.close())), QByteArray());
    QVERIFY(pool.shellId().isEmpty());
    QTRY_COMPARE(m_lab->state()["shells"].toArray().size(), 0); // also the one that was lost
}

void TestPsrpAgainstLab::preparedError_data()
{
    QTest::addColumn<bool>("ends");
    QTest::newRow("record") << false;
    QTest::newRow("ends the pipeline") << true;
}

// The error of a cmdlet is an outcome, not the end of the session.
void TestPsrpAgainstLab::preparedError()
{
    QFETCH(bool, ends);
    set({ { "terminatingErrors", ends } },
        { QJsonObject{ { "kind", "cmdlet-error" }, { "match", "Get-AuthConfig" }, { "count", 1 }, { "message", "told to" },
                       { "exception", "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException" } } });
    RunspacePool pool(settings());
    QCOMPARE(problemOf(run(pool.open())), QByteArray());
    const auto output = run(pool.invoke(Command("Get-AuthConfig"), this));
    QCOMPARE(problemOf(output), QByteArray());
    QVERIFY(!output->succeeded());
    QCOMPARE(output->errors.size(), 1);
    QCOMPARE(output->errors.first().reason, "ManagementObjectNotFoundException");
    QCOMPARE(output->errors.first().message, "told to");
    QCOMPARE(output->failed, ends);
    QVERIFY(run(pool.invoke(Command("Get-AuthConfig"), this))->succeeded());
    QVERIFY(run(pool.close()));
}

void TestPsrpAgainstLab::hostCallWithValue_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<QString>("name");
    QTest::newRow("name of the host") << 1 << "GetName";
    QTest::newRow("question") << 11 << "ReadLine";
    QTest::newRow("choice") << 26 << "PromptForChoice";
}

// Refused with an answer, so that the server does not wait for ever; the session goes on.
void TestPsrpAgainstLab::hostCallWithValue()
{
    QFETCH(int, method);
    QFETCH(QString, name);
    set({}, { QJsonObject{ { "kind", "host-call" }, { "match", "Get-AuthConfig" }, { "count", 1 }, { "method", method }, { "name", name } } });
    RunspacePool pool(settings());
    QCOMPARE(problemOf(run(pool.open())), QByteArray());
    const auto output = run(pool.invoke(Command("Get-AuthConfig"), this));
    QCOMPARE(problemOf(output), QByteArray());
    QVERIFY(!output->succeeded());
    QVERIFY(output->objects.isEmpty());
    QCOMPARE(output->errors.value(0).reason, "HostException");
    QVERIFY(run(pool.invoke(Command("Get-AuthConfig"), this))->succeeded());
    QVERIFY(run(pool.close()));
}

// Control and bidirectional characters of a server, in what is shown of it.
void TestPsrpAgainstLab::hostileNames()
{
    const QString spoof = QString("\u202Egnp.exe\u001B[31m") + QString(300, u'x');
    set({}, { QJsonObject{ { "kind", "cmdlet-warning" }, { "match", "Get-ExchangeServer" }, { "message", spoof } },
              QJsonObject{ { "kind", "cmdlet-error" }, { "match", "Get-AuthConfig" }, { "message", spoof }, { "exception", "A.B" } } });
    RunspacePool pool(settings());
    QCOMPARE(problemOf(run(pool.open())), QByteArray());
    const auto warned = run(pool.invoke(Command("Get-ExchangeServer"), this));
    QVERIFY(warned);
    const auto refused = run(pool.invoke(Command("Get-AuthConfig"), this));
    QVERIFY(refused);
    for (const QString &text : { warned->warnings.value(0), refused->errors.value(0).message }) {
        QVERIFY2(text.startsWith("gnp.exe[31m"), qPrintable(text));
        QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(QChar(0x1B)));
    }
}

// The same objects, however the server cuts them.
void TestPsrpAgainstLab::tellsTheSameInAllPieces()
{
    const auto all = [&](const QJsonObject &switches) {
        set(switches);
        RunspacePool pool(settings());
        QStringList names;
        if (!run(pool.open()))
            return names;
        const auto output = run(pool.invoke(Command("Get-User"), this));
        for (const Value &value : output ? output->objects : QList<Value>())
            names << value.property(u"Identity").toString();
        return run(pool.close()) ? names : QStringList();
    };
    const QStringList whole = all({});
    QVERIFY(whole.size() > 2 && !whole.contains(QString()));
    QCOMPARE(all({ { "fragmentSize", 100 }, { "streamBytes", 37 }, { "streamBytesPerReceive", 1111 }, { "emptyStreams", true } }), whole);
    QCOMPARE(all({ { "streamBytes", 0 }, { "streamBytesPerReceive", 0 }, { "fragmentSize", 64 }, { "fragmentsPerReceive", 7 },
                   { "chunked", true }, { "gzip", "always" } }),
             whole);
}

// Budget (DESIGN 4): 3 to open, 2 a cmdlet, 1 to close.
void TestPsrpAgainstLab::requests()
{
    m_lab->control("DELETE", "/requests");
    RunspacePool pool(settings());
    QVERIFY(run(pool.open()));
    const int opened = pool.requestCount();
    QVERIFY2(opened <= 3, qPrintable(QString::number(opened)));
    QVERIFY(run(pool.invoke(Command("Get-AuthConfig"), this)));
    QCOMPARE(pool.requestCount() - opened, 2);
    QVERIFY(run(pool.close()));
    QCOMPARE(pool.requestCount() - opened, 3);
    QCOMPARE(count("Create"), 1);
    QCOMPARE(count("Delete"), 1);
}

QTEST_GUILESS_MAIN(TestPsrpAgainstLab)
#include "tst_psrp_against_lab.moc"
