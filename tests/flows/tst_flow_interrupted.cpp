#include "support/EndState.h"
#include "support/Lab.h"

#include <QJsonDocument>
#include <QTest>

using namespace passerelle::tests;

// A session with Exchange that ends in the middle of the plan (reference psrp.md 6, fault 2150858843, and 13.3 numbers 7
// and 10): reopened, the present state read again, the plan carried through, and no write done twice.
class TestFlowInterrupted : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_runs = 0;

    static QJsonObject fault(const char *kind, const QString &match)
    {
        return {{QStringLiteral("kind"), QLatin1String(kind)}, {QStringLiteral("area"), QStringLiteral("exchange")}, {QStringLiteral("match"), match}, {QStringLiteral("count"), 1}};
    }

    // Cmdlets that changed the organisation, in order.
    static QStringList changes(const Lab &lab)
    {
        QStringList names;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            if (request[QStringLiteral("kind")].toString() == u"cmdlet" && request[QStringLiteral("write")].toBool() && request[QStringLiteral("changed")].toBool())
                names << request[QStringLiteral("name")].toString();
        }
        return names;
    }

    static int shellsOpened(const Lab &lab)
    {
        int n = 0;
        for (const QJsonValue value : lab.requests())
            n += value.toObject()[QStringLiteral("name")].toString() == u"Create";
        return n;
    }

private slots:
    void write_data()
    {
        QTest::addColumn<QString>("cmdlet");
        QTest::addColumn<QJsonObject>("fault");
        for (const char *cmdlet : {"New-MailUser", "Set-MailUser", "New-ManagementRoleAssignment", "New-PartnerApplication"}) {
            const QString name = QLatin1String(cmdlet);
            const auto row = [&](const char *what, const QJsonObject &how) { QTest::addRow("%s, %s", cmdlet, what) << name << how; };
            row("shell gone before", fault("shell-expired", QStringLiteral("Command ") + name));
            row("shell gone after", fault("shell-expired", QStringLiteral("Receive ") + name));
            row("connection lost before", fault("drop-before", name));
            row("connection lost after", fault("drop-after", name));
            row("half an answer to Command", fault("cut-answer", QStringLiteral("Command ") + name));
            row("half an answer to Receive", fault("cut-answer", QStringLiteral("Receive ") + name));
            QJsonObject gateway = fault("http-status", QStringLiteral("Receive ") + name);  // its word about what it passed on
            gateway[QStringLiteral("status")] = 503;
            row("a gateway gives up", gateway);
        }
    }

    void write()
    {
        QFETCH(QString, cmdlet);
        QFETCH(QJsonObject, fault);
        Lab lab;
        QVERIFY(lab.start({}, {fault}));
        const QString report = m_folder.filePath(QStringLiteral("report%1.json").arg(++m_runs));
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM),
                      {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(), QStringLiteral("--state"),
                       m_folder.filePath(QStringLiteral("run%1.json").arg(m_runs)), QStringLiteral("--report"), report});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray output = process.readAll();
        QVERIFY2(process.exitCode() == 1, output.right(2000).constData());
        compareWithEndState(lab.state());
        QCOMPARE(changes(lab), QStringList({QStringLiteral("New-MailUser"), QStringLiteral("Set-MailUser"), QStringLiteral("New-ManagementRoleAssignment"),
                                            QStringLiteral("New-ManagementRoleAssignment"), QStringLiteral("New-PartnerApplication")}));
        QCOMPARE(shellsOpened(lab), 2);  // the fault did strike
        QCOMPARE(lab.state()[QStringLiteral("shells")].toArray().size(), 0);

        // The report knows every change, also the one whose answer never came.
        QFile file(report);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList told;
        for (const QJsonValue step : QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("steps")].toArray()) {
            const QString id = step.toObject()[QStringLiteral("id")].toString();
            if (id != u"account" && id != u"partner-application")
                continue;
            QCOMPARE(step.toObject()[QStringLiteral("status")].toString(), QStringLiteral("done"));
            told << id + QString::number(step.toObject()[QStringLiteral("changes")].toArray().size());
        }
        QCOMPARE(told, QStringList({QStringLiteral("account4"), QStringLiteral("partner-application1")}));
    }

    void read_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        const auto row = [](const char *kind, const char *match) { QTest::addRow("%s %s", kind, match) << fault(kind, QLatin1String(match)); };
        row("shell-expired", "Command Get-User");
        row("shell-expired", "Receive Get-ManagementRoleAssignment");
        row("drop-after", "Get-PartnerApplication");
        row("cut-answer", "Receive Get-AuthServer");
        row("drop-before", "Get-ExchangeCertificate");
        row("drop-after", "Set-ADServerSettings");
        row("shell-expired", "Command Get-Command");
    }

    void read()
    {
        QFETCH(QJsonObject, fault);
        Lab lab;
        QVERIFY(lab.start({}, {fault}));
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"), lab.readyFile(),
                                                           QStringLiteral("--state"), m_folder.filePath(QStringLiteral("read%1.json").arg(++m_runs))});
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 1, process.readAll().right(2000).constData());
        compareWithEndState(lab.state());
        QCOMPARE(changes(lab).size(), 5);
        QCOMPARE(shellsOpened(lab), 2);
    }
};

QTEST_GUILESS_MAIN(TestFlowInterrupted)
#include "tst_flow_interrupted.moc"
