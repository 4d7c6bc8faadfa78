// Page 3 in the console: options, code, waits, the second sign-in.
#include "support/Lab.h"

#include <QTest>

using namespace passerelle::tests;

class TestFlowConsoleCloud : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    struct Outcome {
        int exitCode = -1;
        QString output;
    };
    static Outcome runProgram(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PASSERELLE_PROGRAM), QStringList{ QStringLiteral("--headless") } + arguments);
        process.closeWriteChannel();
        Outcome outcome;
        if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
            outcome.exitCode = process.exitCode();
        outcome.output = QString::fromUtf8(process.readAll());
        return outcome;
    }
    // The verification alone: the shortest way past page 3.
    Outcome verify(Lab &lab, const QStringList &more, const QString &language = QStringLiteral("en"))
    {
        static int run = 0;
        return runProgram(QStringList{ QStringLiteral("--verify-only"), QStringLiteral("--lang"), language, QStringLiteral("--endpoints"), lab.readyFile(),
                                       QStringLiteral("--state"), m_folder.filePath(QStringLiteral("%1.json").arg(++run)) }
                          + more);
    }

private slots:
    void badValues_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("told");
        QTest::newRow("cloud") << QStringList{ "--cloud", "moon" } << "--cloud takes auto, worldwide, us-l4, us-l5, china, bleu, delos.";
        QTest::newRow("application") << QStringList{ "--client-id", "mine" } << "--client-id takes";
        QTest::newRow("proxy") << QStringList{ "--proxy", "ftp://proxy" } << "--proxy takes system, none or";
        QTest::newRow("proxy without a host") << QStringList{ "--proxy", "http://" } << "--proxy takes system, none or";
        QTest::newRow("password on the command line") << QStringList{ "--proxy", "http://anne:SEED4711@proxy:3128" } << "--proxy takes no password";
    }
    void badValues()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, told);
        const Outcome outcome = runProgram(arguments);
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.output.contains(told), qPrintable(outcome.output));
        QVERIFY2(!outcome.output.contains(QStringLiteral("SEED4711")), qPrintable(outcome.output));
    }

    void helpNamesThem()
    {
        const Outcome outcome = runProgram({ "--help" });
        QCOMPARE(outcome.exitCode, 0);
        QFile readme(QStringLiteral(PASSERELLE_SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        for (const char *option : { "--device-code", "--exchange-online", "--cloud", "--client-id", "--proxy" }) {
            QVERIFY2(outcome.output.contains(QLatin1String(option)), qPrintable(outcome.output));
            QVERIFY2(text.contains(QStringLiteral("| `") + QLatin1String(option)), option);
        }
    }

    void code_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("told");
        QTest::newRow("en") << "en" << "and type the code ";
        QTest::newRow("fr") << "fr" << "et saisissez le code ";
    }
    void code()
    {
        QFETCH(QString, language);
        QFETCH(QString, told);
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("deviceInterval"), 1 }, { QStringLiteral("deviceAnswer"), QStringLiteral("approve") } }));
        const Outcome outcome = verify(lab, { "--device-code" }, language);
        QVERIFY2(outcome.output.contains(told), qPrintable(outcome.output));
        QVERIFY2(outcome.output.contains(QStringLiteral("contosofr.onmicrosoft.com")) || outcome.output.contains(QStringLiteral("Contoso SA")), qPrintable(outcome.output));
        QVERIFY2(outcome.exitCode >= 0 && outcome.exitCode != 2 && outcome.exitCode != 5, qPrintable(outcome.output));
    }

    // What 53003 says in a device flow: the browser
    void blockedCode()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("deviceInterval"), 1 }, { QStringLiteral("deviceAnswer"), QStringLiteral("approve") }, { QStringLiteral("signInDenied"), QStringLiteral("53003") } }));
        const Outcome outcome = verify(lab, { "--device-code" });
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.output.contains(QStringLiteral("ENTRA-CA-BLOCK: Signing in with a code is blocked.")), qPrintable(outcome.output));
        QVERIFY2(outcome.output.contains(QStringLiteral("Sign in with the browser of this PC instead.")), qPrintable(outcome.output));
        QVERIFY2(outcome.output.contains(QStringLiteral("Correlation identifier: ")) && outcome.output.contains(QStringLiteral("Time (UTC): 20")), qPrintable(outcome.output));
        QVERIFY2(outcome.output.contains(QStringLiteral("/error?code=53003")), qPrintable(outcome.output));
    }

    void exchangeOnline()
    {
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(!verify(lab, {}).output.contains(QStringLiteral("] Sign in to Exchange Online")));
        const Outcome outcome = verify(lab, { "--exchange-online" });
        QVERIFY2(outcome.output.contains(QStringLiteral("[Done] Sign in to Exchange Online")), qPrintable(outcome.output));
    }

    void waits_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("told");
        QTest::newRow("429 en") << "en" << 429 << "[Running] Read the organisation - Microsoft asks to slow down; next try in 2 s";
        QTest::newRow("429 fr") << "fr" << 429 << QString::fromUtf8("Microsoft demande de patienter\u202f; nouvel essai dans 2\u00a0s");
        QTest::newRow("503 en") << "en" << 503 << "[Running] Read the organisation - The service is busy; next try in 2 s";
        QTest::newRow("503 fr") << "fr" << 503 << QString::fromUtf8("Le service est occupé\u202f; nouvel essai dans 2\u00a0s");
    }
    void waits()
    {
        QFETCH(QString, language);
        QFETCH(int, status);
        QFETCH(QString, told);
        Lab lab;
        QVERIFY(lab.start({}, { QJsonObject{ { QStringLiteral("kind"), QStringLiteral("http-status") },
                                             { QStringLiteral("area"), QStringLiteral("graph") },
                                             { QStringLiteral("match"), QStringLiteral("organization") },
                                             { QStringLiteral("status"), status },
                                             { QStringLiteral("body"), QStringLiteral("text") },
                                             { QStringLiteral("retryAfter"), QStringLiteral("2") },
                                             { QStringLiteral("count"), 1 } } }));
        const Outcome outcome = verify(lab, {}, language);
        QVERIFY2(outcome.output.contains(told), qPrintable(outcome.output));
        QCOMPARE(outcome.output.count(told), 1);
    }
};

QTEST_GUILESS_MAIN(TestFlowConsoleCloud)
#include "tst_flow_console_cloud.moc"
