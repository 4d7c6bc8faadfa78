#include "support/EndState.h"
#include "support/Lab.h"
#include "support/Realm.h"

#include <QJsonDocument>
#include <QTest>

using namespace passerelle::tests;

// Exchange out of the box, and a server that forgets in the middle of the plan who is signed in on the connection (reference
// psrp.md 3.2): signed in again, read again, carried through, and no write done twice.
class TestFlowForgotten : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Realm m_realm;
    int m_runs = 0;

    bool carriesThrough(Lab &lab, bool tls, QByteArray *output)
    {
        const QString run = m_folder.filePath(QStringLiteral("run%1.json").arg(++m_runs));
        QFile file(run);
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(QJsonDocument(QJsonObject {{QStringLiteral("schema"), 1}, {QStringLiteral("exchangeAccess"), QJsonObject {{QStringLiteral("http"), !tls}}}}).toJson());
        file.close();
        QJsonObject accounts = lab.ready()[QStringLiteral("accounts")].toObject();
        accounts[QStringLiteral("exchange")] = QJsonObject {{QStringLiteral("user"), m_realm.principal()}, {QStringLiteral("password"), m_realm.password()}};
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--endpoints"),
                                                           lab.readyFile({{QStringLiteral("accounts"), accounts}}), QStringLiteral("--state"), run});
        const bool ended = process.waitForFinished(60'000);
        *output = process.readAll();
        return ended && process.exitCode() == 1;
    }

    // Requests of /PowerShell before that operation for that cmdlet.
    static int requestsBefore(const Lab &lab, const QString &operation, const QString &cmdlet)
    {
        int n = 0;
        bool commanded = false;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            if (request[QStringLiteral("kind")].toString() != u"wsman")
                continue;
            commanded = commanded || request[QStringLiteral("parameters")].toObject()[QStringLiteral("cmdlet")].toString() == cmdlet;
            if (commanded && request[QStringLiteral("name")].toString() == operation)
                return n;
            ++n;
        }
        return -1;
    }

private slots:
    void initTestCase() { QVERIFY2(m_realm.start(), qPrintable(m_realm.problem())); }

    void write_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("cmdlet");
        QTest::newRow("http, before the account") << false << QStringLiteral("Command") << QStringLiteral("New-MailUser");
        QTest::newRow("http, after the account") << false << QStringLiteral("Receive") << QStringLiteral("New-MailUser");
        QTest::newRow("http, after a role") << false << QStringLiteral("Receive") << QStringLiteral("New-ManagementRoleAssignment");
        QTest::newRow("http, before the application") << false << QStringLiteral("Command") << QStringLiteral("New-PartnerApplication");
        QTest::newRow("https, before the account") << true << QStringLiteral("Command") << QStringLiteral("New-MailUser");
        QTest::newRow("https, after the application") << true << QStringLiteral("Receive") << QStringLiteral("New-PartnerApplication");
    }

    void write()
    {
        QFETCH(bool, tls);
        QFETCH(QString, operation);
        QFETCH(QString, cmdlet);
        QByteArray output;
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY2(carriesThrough(lab, tls, &output), output.right(2000).constData());
        const int before = requestsBefore(lab, operation, cmdlet);
        QVERIFY(before > 0);

        QVERIFY(lab.start({}, {QJsonObject {{QStringLiteral("kind"), QStringLiteral("context-forgotten")}, {QStringLiteral("skip"), before}, {QStringLiteral("count"), 1}}}));
        QVERIFY2(carriesThrough(lab, tls, &output), output.right(2000).constData());
        compareWithEndState(lab.state());
        QStringList changes;
        int signIns = 0;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            signIns += request[QStringLiteral("kind")].toString() == u"sign-in";
            if (request[QStringLiteral("kind")].toString() == u"cmdlet" && request[QStringLiteral("changed")].toBool())
                changes << request[QStringLiteral("name")].toString();
        }
        QCOMPARE(changes, QStringList({QStringLiteral("New-MailUser"), QStringLiteral("Set-MailUser"), QStringLiteral("New-ManagementRoleAssignment"),
                                       QStringLiteral("New-ManagementRoleAssignment"), QStringLiteral("New-PartnerApplication")}));
        QVERIFY(signIns >= 2);  // the fault did strike
    }
};

int main(int argc, char **argv)
{
    return kerberosMain<TestFlowForgotten>(argc, argv);
}

#include "tst_flow_forgotten.moc"
