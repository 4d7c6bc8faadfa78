#include "support/EndState.h"
#include "support/Lab.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace passerelle::tests;

static const QStringList allWrites {QStringLiteral("New-MailUser"), QStringLiteral("Set-MailUser"), QStringLiteral("New-ManagementRoleAssignment"),
                                    QStringLiteral("New-ManagementRoleAssignment"), QStringLiteral("New-PartnerApplication"), QStringLiteral("PATCH v1.0/servicePrincipals")};

class TestFlowConsole : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int exitCode = -1;
        QString output;
        QJsonObject report;
    };

    QStringList arguments(Lab &lab, const QString &name, const QStringList &more = {})
    {
        return QStringList {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(),
                            QStringLiteral("--state"), m_folder.filePath(name + QStringLiteral(".run.json")), QStringLiteral("--report"), m_folder.filePath(name + QStringLiteral(".json"))}
            + more;
    }

    Outcome runProgram(Lab &lab, const QString &name, const QStringList &more = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), arguments(lab, name, more));
        Outcome outcome;
        if (process.waitForFinished(60'000))
            outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        outcome.output = QString::fromUtf8(process.readAll());
        outcome.output.prepend(QStringLiteral("exit code %1; the last lines first\n").arg(outcome.exitCode) + outcome.output.right(700) + QStringLiteral("\n----\n"));
        QFile file(m_folder.filePath(name + QStringLiteral(".json")));
        if (file.open(QIODevice::ReadOnly))
            outcome.report = QJsonDocument::fromJson(file.readAll()).object();
        return outcome;
    }

    static QStringList statuses(const QJsonObject &report)
    {
        QStringList list;
        for (const QJsonValue v : report[QStringLiteral("steps")].toArray())
            list << v.toObject()[QStringLiteral("status")].toString();
        return list;
    }

private slots:
    void wholeProcedureThenAgain()
    {
        Lab lab;
        QVERIFY(lab.start());
        const Outcome first = runProgram(lab, QStringLiteral("first"));
        QVERIFY2(first.exitCode == 1, qPrintable(first.output));  // done, with PA-LEGACY-ONLY (DESIGN decision 1)
        compareWithEndState(lab.state());
        QCOMPARE(lab.writes(), allWrites);
        QCOMPARE(lab.state()[QStringLiteral("shells")].toArray().size(), 0);  // the shell is deleted at the end
        QCOMPARE(first.report[QStringLiteral("result")].toString(), QStringLiteral("complete"));
        QCOMPARE(statuses(first.report), QStringList({QStringLiteral("already-done"), QStringLiteral("done"), QStringLiteral("done"), QStringLiteral("done"), QStringLiteral("done"), QStringLiteral("done")}));

        lab.forgetRequests();
        const Outcome second = runProgram(lab, QStringLiteral("second"));
        QVERIFY2(second.exitCode == 1, qPrintable(second.output));
        QCOMPARE(lab.writes(), QStringList());
        compareWithEndState(lab.state());
        QVERIFY2(second.output.contains(QStringLiteral("Nothing has to be changed.")), qPrintable(second.output));
        const QStringList again = statuses(second.report);
        for (const QString &step : {again[0], again[1], again[2], again[4], again[5]})
            QCOMPARE(step, QStringLiteral("already-done"));

        lab.forgetRequests();
        const Outcome verified = runProgram(lab, QStringLiteral("verify"), {QStringLiteral("--verify-only")});
        QVERIFY2(verified.exitCode == 1, qPrintable(verified.output));
        QCOMPARE(verified.report[QStringLiteral("mode")].toString(), QStringLiteral("verify"));
        QStringList checks;
        for (const QJsonValue v : verified.report[QStringLiteral("checks")].toArray())
            checks << v.toObject()[QStringLiteral("id")].toString() + u'=' + v.toObject()[QStringLiteral("status")].toString();
        QCOMPARE(checks, QStringList({QStringLiteral("V1=pass"), QStringLiteral("V2=warn"), QStringLiteral("V3=pass"), QStringLiteral("V4=pass"), QStringLiteral("V5=pass"), QStringLiteral("V6=pass"), QStringLiteral("V7=pass"),
                                      QStringLiteral("V8=not-tested"), QStringLiteral("V9=needs-person"), QStringLiteral("V10=needs-person"), QStringLiteral("V11=needs-person"), QStringLiteral("V12=needs-person")}));
        QCOMPARE(lab.writes(), QStringList());
    }

    void verifyOnlyFindsWhatIsMissing()
    {
        Lab lab;
        QVERIFY(lab.start());
        const Outcome outcome = runProgram(lab, QStringLiteral("bare"), {QStringLiteral("--verify-only")});
        QVERIFY2(outcome.exitCode == 4, qPrintable(outcome.output));
        QCOMPARE(outcome.report[QStringLiteral("result")].toString(), QStringLiteral("failed"));
        compareWithUntouched(lab.state());
    }

    // Killed at the worst moment: the write has reached the server, its answer has not been used yet.
    void killedAfterEachWrite_data()
    {
        QTest::addColumn<int>("writesBefore");
        for (int n = 1; n <= allWrites.size(); ++n)
            QTest::addRow("%d-%s", n, qPrintable(allWrites[n - 1].section(u' ', 0, 0))) << n;
    }

    void killedAfterEachWrite()
    {
        QFETCH(int, writesBefore);
        Lab lab;
        // A short delay after the write gives the kill its moment.
        QVERIFY(lab.start({}, {QJsonObject {{QStringLiteral("kind"), QStringLiteral("delay")}, {QStringLiteral("ms"), 60}}}));
        const QString name = QStringLiteral("killed%1").arg(writesBefore);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), arguments(lab, name));
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(lab.writes().size() >= writesBefore, 60'000);
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY(lab.setFaults({}));

        const Outcome resumed = runProgram(lab, name);
        QVERIFY2(resumed.exitCode == 1, qPrintable(resumed.output));
        compareWithEndState(lab.state());
        QVERIFY2(resumed.output.contains(QStringLiteral("An unfinished run was found")), qPrintable(resumed.output));
        const QStringList writes = lab.writes();
        QCOMPARE(writes.count(QStringLiteral("New-MailUser")), 1);
        QCOMPARE(writes.count(QStringLiteral("New-ManagementRoleAssignment")), 2);
        QCOMPARE(writes.count(QStringLiteral("New-PartnerApplication")), 1);
        QCOMPARE(writes.count(QStringLiteral("PATCH v1.0/servicePrincipals")), 1);
        QCOMPARE(resumed.report[QStringLiteral("result")].toString(), QStringLiteral("complete"));
    }

    void badArguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("language") << QStringList {QStringLiteral("--lang"), QStringLiteral("de")};
        QTest::newRow("report") << QStringList {QStringLiteral("--report"), QStringLiteral("x.doc")};
        QTest::newRow("unknown") << QStringList {QStringLiteral("--nonsense")};
    }

    void badArguments()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        process.start(QStringLiteral(PASSERELLE_PROGRAM), QStringList {QStringLiteral("--headless")} + arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(!process.readAllStandardError().isEmpty());
    }

    // No secret in anything the program writes or prints (DESIGN section 5).
    void noSecretAnywhere()
    {
        Lab lab;
        QVERIFY(lab.start());
        const QString password = lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("exchange")].toObject()[QStringLiteral("password")].toString();
        QVERIFY(!password.isEmpty());
        const Outcome outcome = runProgram(lab, QStringLiteral("secret"), {QStringLiteral("--log-level"), QStringLiteral("debug")});
        QCOMPARE(outcome.exitCode, 1);
        QStringList texts {outcome.output};
        for (const char *file : {"secret.json", "secret.run.json"}) {
            QFile f(m_folder.filePath(QLatin1String(file)));
            QVERIFY(f.open(QIODevice::ReadOnly));
            texts << QString::fromUtf8(f.readAll());
        }
        const QString basic = QString::fromLatin1((lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("exchange")].toObject()[QStringLiteral("user")].toString() + u':' + password).toUtf8().toBase64());
        for (const QString &text : texts) {
            QVERIFY(!text.contains(password));
            QVERIFY(!text.contains(basic.left(20)));
            QVERIFY(!text.contains(QStringLiteral("eyJ")));  // the start of any token
            QVERIFY(!text.contains(QStringLiteral("code_verifier")));
        }
    }
};

QTEST_GUILESS_MAIN(TestFlowConsole)
#include "tst_flow_console.moc"
