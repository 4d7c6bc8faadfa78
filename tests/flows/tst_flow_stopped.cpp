#include "support/Lab.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace passerelle::tests;

// Ctrl+C in the console, where nothing answers: at a question, and while the Kerberos library waits for a domain
// controller; and a made-up browser that cannot sign in.
class TestFlowStopped : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QStringList arguments(const QStringList &more)
    {
        return QStringList {QStringLiteral("--headless"), QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--state"), m_folder.filePath(QStringLiteral("run.json"))} + more;
    }

    static bool says(QProcess &process, QByteArray &output, const QByteArray &text)
    {
        return QTest::qWaitFor(
            [&] {
                output += process.readAll();
                return output.contains(text);
            },
            30'000);
    }

private slots:
    void initTestCase()
    {
#ifndef Q_OS_UNIX
        QSKIP("signals of Unix");
#endif
    }

    void atAQuestion_data()
    {
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<QByteArray>("question");
        QTest::newRow("server") << QByteArrayList {} << QByteArray("Full name of an Exchange server");
        QTest::newRow("account") << QByteArrayList {"ex1.contoso.fr\n"} << QByteArray("Account (user@domain");
        QTest::newRow("password") << QByteArrayList {"ex1.contoso.fr\n", "a@contoso.fr\n"} << QByteArray("Password:");
        QTest::newRow("consent") << QByteArrayList {"ex1.contoso.fr\n", "a@contoso.fr\n", "secret\n"} << QByteArray("May the password be sent");
    }

    void atAQuestion()
    {
        QFETCH(QByteArrayList, answers);
        QFETCH(QByteArray, question);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), arguments({}));
        QVERIFY(process.waitForStarted());
        for (const QByteArray &answer : answers)
            process.write(answer);
        QByteArray output;
        QVERIFY2(says(process, output, question), output.constData());
#ifdef Q_OS_UNIX
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
#endif
        QVERIFY(process.waitForFinished(5'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 6);
        QVERIFY(!(output + process.readAll()).contains("Connect to Microsoft 365"));
    }

    // The step in the library cannot be interrupted; the program ends all the same.
    void atASilentDomainController()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QFile file(m_folder.filePath(QStringLiteral("krb5.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[libdefaults]\n dns_lookup_kdc = false\n dns_lookup_realm = false\n default_realm = CONTOSO.FR\n udp_preference_limit = 1\n[realms]\n CONTOSO.FR = {\n kdc = 127.0.0.1:"
                   + QByteArray::number(silent.serverPort()) + "\n }\n");
        file.close();
        Lab lab;
        QVERIFY(lab.start({{QStringLiteral("schemes"), QJsonArray {QStringLiteral("Kerberos")}}}));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("KRB5_CONFIG"), file.fileName());
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), arguments({QStringLiteral("--endpoints"), lab.readyFile()}));
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), 15'000);
        QElapsedTimer clock;
        clock.start();
#ifdef Q_OS_UNIX
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
#endif
        QVERIFY(process.waitForFinished(15'000));
        QVERIFY2(clock.elapsed() < 4'000, qPrintable(QString::number(clock.elapsed())));  // ms; a KDC may be silent for tens of seconds
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 6, process.readAll().constData());
    }

    // Nobody comes back from the sign-in page: told at once, not after the minutes a person would have.
    void browserThatCannotSignIn()
    {
        Lab lab;
        QVERIFY(lab.start());
        const QString away = QStringLiteral("http://127.0.0.1:1/");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), arguments({QStringLiteral("--endpoints"), lab.readyFile({{QStringLiteral("control"), away}})}));
        QVERIFY(process.waitForFinished(30'000));
        const QByteArray output = process.readAll();
        QVERIFY2(output.contains("The made-up browser did not sign in:"), output.constData());
        QCOMPARE(process.exitCode(), 6);
    }
};

QTEST_GUILESS_MAIN(TestFlowStopped)
#include "tst_flow_stopped.moc"
