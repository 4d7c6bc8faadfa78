// Page 2 with the real connection, over the real wire, where it is not smooth: certificates, old TLS, redirects, clocks,
// strangers at the door, and the sessions of one account.
#include "support/Desk.h"

#include "pages/MessageBand.h"
#include "text/FailureText.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace passerelle;
using namespace passerelle::tests;
using model::Verdict;

class TestFlowConnection : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_files = 0;

    QString newFile() { return m_folder.filePath(QStringLiteral("run%1.json").arg(++m_files)); }

    static bool reachPage(Desk &desk)
    {
        return desk.onPage(pages::StartPageId) && desk.press("nextButton") && desk.onPage(pages::ExchangePageId);
    }

    // Presses the button, waits for the end of the attempt and tells its code; "" when it is connected.
    static QString attempt(Desk &desk, const char *button = "exchangeConnectButton")
    {
        QSignalSpy finished(&desk.run.exchange, &model::Activity::finished);
        desk.need<QLineEdit>("exchangePasswordEdit")->setText(desk.endpoints.exchangePassword);  // emptied after a success
        if (!desk.press(button) || !Desk::waitFor([&] { return finished.count() == 1; }, 60'000))
            return QStringLiteral("no end");
        const auto &failure = desk.run.exchange.failure();
        if (failure)
            return core::codeText(failure->code);
        return desk.run.exchange.isConnected() ? QString() : QStringLiteral("not connected");
    }

    static QString sentence(Desk &desk) { return desk.run.exchange.failure() ? text::failureSentence(*desk.run.exchange.failure()) : QString(); }

    static Verdict verdict(Desk &desk, const char *id)
    {
        for (const model::Finding &finding : desk.run.exchange.findings()) {
            if (finding.id == QLatin1String(id))
                return finding.verdict;
        }
        return Verdict::Pending;
    }

    static QStringList shells(const Lab &lab)
    {
        QStringList ids;
        for (const QJsonValue shell : lab.state()[QStringLiteral("shells")].toArray())
            ids << shell.toObject()[QStringLiteral("id")].toString().toUpper();
        return ids;
    }

    static QJsonObject certificate(const char *kind) { return {{QStringLiteral("exchangeCertificate"), QLatin1String(kind)}}; }
    static void lead(Desk &desk, const char *host, quint16 port) { desk.run.network.hosts.insert(QLatin1String(host), QStringLiteral("127.0.0.1"), port); }
    static quint16 httpsPort(const Lab &lab) { return quint16(QUrl(lab.ready()[QStringLiteral("exchange")].toObject()[QStringLiteral("https")].toString()).port()); }

private slots:
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("krb5.conf")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[libdefaults]\n dns_lookup_kdc = false\n dns_lookup_realm = false\n");
        qputenv("KRB5_CONFIG", file.fileName().toLocal8Bit());
    }

    void everyCertificateHasItsSentence()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        const std::pair<const char *, const char *> kinds[] = {
            {"self-signed", "ex1.contoso.fr shows a certificate it made itself"},
            {"expired", "The certificate of ex1.contoso.fr ended on"},
            {"not-yet-valid", "The certificate of ex1.contoso.fr begins on"},
            {"wrong-name", "belongs to autre.contoso.fr, not to ex1.contoso.fr"},
            {"unknown-issuer", "comes from Autre autorite, an authority this PC does not trust"},
        };
        for (const auto &[kind, words] : kinds) {
            QVERIFY(lab.setSwitches(certificate(kind)));
            QCOMPARE(attempt(desk), QStringLiteral("EX-TLS-TRUST"));
            QVERIFY2(sentence(desk).contains(QLatin1String(words)), qPrintable(sentence(desk)));
            QVERIFY2(!sentence(desk).contains(u'{'), qPrintable(sentence(desk)));
            QCOMPARE(verdict(desk, "exchange.port"), Verdict::Pass);
            QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Fail);
            QVERIFY(desk.need<QPushButton>("exchangeTrustButton")->isVisible());
            QVERIFY(!desk.run.exchange.presentedAnother());
        }
        QCOMPARE(shells(lab), QStringList());
    }

    void oldTlsIsNamed()
    {
        Lab lab;
        QVERIFY(lab.start({{QStringLiteral("exchangeTls"), QStringLiteral("1.1")}}));
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), QStringLiteral("TLS12-SERVER"));
        QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Fail);
    }

    // Trust is for one certificate of one server, and outlives the program.
    void trustIsKept()
    {
        Lab lab;
        QVERIFY(lab.start(certificate("self-signed")));
        const QString file = newFile();
        QByteArray accepted;
        {
            Desk desk(lab, file, QStringLiteral("en"));
            QVERIFY(reachPage(desk));
            QCOMPARE(attempt(desk), QStringLiteral("EX-TLS-TRUST"));
            accepted = desk.run.exchange.presentedFingerprint();
            QCOMPARE(accepted.size(), 32);
            QCOMPARE(attempt(desk, "exchangeTrustButton"), QString());
            QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Attention);
            QVERIFY(desk.run.store.save());
        }
        QFile run(file);
        QVERIFY(run.open(QIODevice::ReadOnly));
        QVERIFY(run.readAll().contains(accepted.toHex()));
        Desk desk(lab, file, QStringLiteral("en"));
        QCOMPARE(desk.run.state.exchangeAccess().trusted, (QMap<QString, QString> {{QStringLiteral("ex1.contoso.fr"), QString::fromLatin1(accepted.toHex())}}));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), QString());
        QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Attention);

        QVERIFY(lab.setSwitches(certificate("unknown-issuer")));
        QCOMPARE(attempt(desk), QStringLiteral("EX-TLS-TRUST"));
        QVERIFY(desk.run.exchange.presentedAnother());
        QVERIFY(desk.run.exchange.presentedFingerprint() != accepted);
        QVERIFY(desk.need<pages::MessageBand>("exchangeBand")->plainText().contains(QStringLiteral("not the certificate you accepted before")));

        QVERIFY(lab.setSwitches(certificate("")));  // one that this PC trusts by itself is not the accepted one
        QCOMPARE(attempt(desk), QString());
        QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Pass);
    }

    // psrp.md 3.8: nothing goes to the other host without consent; with it, everything starts from scratch there: its
    // certificate, its trust, its session, also the one that a crash leaves.
    void redirect()
    {
        Lab first, second;
        const QString there = QStringLiteral("https://ex2.contoso.fr/PowerShell/");
        QVERIFY(first.start({}, {QJsonObject {{QStringLiteral("kind"), QStringLiteral("redirect")}, {QStringLiteral("area"), QStringLiteral("exchange")}, {QStringLiteral("location"), there}}}));
        QVERIFY(second.start({{QStringLiteral("requireCookie"), false}}));
        const QString file = newFile();
        QString left;
        {
            Desk desk(first, file, QStringLiteral("en"));
            lead(desk, "ex2.contoso.fr", httpsPort(second));
            QVERIFY(reachPage(desk));
            QCOMPARE(attempt(desk), QStringLiteral("EX-REDIRECT"));
            QCOMPARE(desk.run.exchange.redirectTarget(), QUrl(there));
            QCOMPARE(second.requests().size(), 0);

            QCOMPARE(attempt(desk, "exchangeFollowButton"), QStringLiteral("EX-TLS-TRUST"));  // the first lab's authority is not the second's
            QVERIFY2(sentence(desk).contains(QStringLiteral("The certificate of ex2.contoso.fr")), qPrintable(sentence(desk)));
            QCOMPARE(second.requests().size(), 0);
            QCOMPARE(attempt(desk, "exchangeTrustButton"), QString());
            QCOMPARE(desk.run.state.exchangeAccess().trusted.keys(), QStringList {QStringLiteral("ex2.contoso.fr")});
            QCOMPARE(verdict(desk, "exchange.tls"), Verdict::Attention);
            QCOMPARE(shells(first), QStringList());
            left = desk.run.session.shellId().toUpper();
            QCOMPARE(shells(second), QStringList {left});
            QCOMPARE(desk.run.state.exchangeAccess().shells.values(), QStringList {there});
            QVERIFY(desk.run.store.save());
            QVERIFY(QFile::copy(file, file + QStringLiteral(".crash")));
        }
        QCOMPARE(shells(second), QStringList {left});  // nobody has closed it
        Desk desk(first, file + QStringLiteral(".crash"), QStringLiteral("en"));
        lead(desk, "ex2.contoso.fr", httpsPort(second));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), QStringLiteral("EX-REDIRECT"));  // consent was for once
        QCOMPARE(shells(second), QStringList {left});
        QCOMPARE(attempt(desk, "exchangeFollowButton"), QString());
        QCOMPARE(shells(second), QStringList {desk.run.session.shellId().toUpper()});
        QVERIFY(!shells(second).contains(left));
        QCOMPARE(desk.run.state.exchangeAccess().shells.size(), 1);
    }

    // problems.md CLOCK-SKEW: any answer tells the time, a refusal too.
    void clocks_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("code");
        QTest::addColumn<Verdict>("clock");
        QTest::newRow("one minute ahead") << 60 << QString() << Verdict::Pass;
        QTest::newRow("three minutes ahead") << 180 << QString() << Verdict::Attention;
        QTest::newRow("three minutes behind") << -180 << QString() << Verdict::Attention;
        QTest::newRow("ten minutes ahead") << 600 << "CLOCK-SKEW" << Verdict::Fail;
        QTest::newRow("ten minutes behind") << -600 << "CLOCK-SKEW" << Verdict::Fail;
    }

    void clocks()
    {
        QFETCH(int, seconds);
        QFETCH(QString, code);
        QFETCH(Verdict, clock);
        const QString date = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(seconds), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
        Lab lab;
        QVERIFY(lab.start({}, {QJsonObject {{QStringLiteral("kind"), QStringLiteral("http-status")}, {QStringLiteral("area"), QStringLiteral("exchange")},
                                            {QStringLiteral("status"), 401}, {QStringLiteral("body"), QStringLiteral("empty")}, {QStringLiteral("count"), 1},
                                            {QStringLiteral("headers"), QJsonObject {{QStringLiteral("Date"), date}}}}}));
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), code);
        QCOMPARE(verdict(desk, "exchange.clock"), clock);
    }

    // What answers at the port, and how far the connection came, decides what the person is told.
    void strangersAtTheDoor_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("another service") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << "EX-WRONG-VDIR" << "is not Exchange PowerShell";
        QTest::newRow("too much") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n") << "EX-TOO-LARGE" << "sent more than Exchange PowerShell ever does";
        QTest::newRow("hangs up") << QByteArray("-") << "EX-UNREACHABLE" << "ex1.contoso.fr accepts the connection at port 80 and then gives no answer";
        QTest::newRow("nobody") << QByteArray() << "EX-UNREACHABLE" << "nothing answers at port 80";
    }

    void strangersAtTheDoor()
    {
        QFETCH(QByteArray, says);
        QFETCH(QString, code);
        QFETCH(QString, words);
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost));
        connect(&stranger, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = stranger.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, says] {
                if (says.size() > 1)
                    socket->write(says);
                socket->disconnectFromHost();
            });
        });
        const quint16 port = stranger.serverPort();
        if (says.isEmpty())
            stranger.close();
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, newFile(), QStringLiteral("en"));
        desk.run.network.hosts.insertPort(QStringLiteral("ex1.contoso.fr"), 80, QStringLiteral("127.0.0.1"), port);
        QVERIFY(reachPage(desk));
        desk.need<QComboBox>("exchangeProtocolBox")->setCurrentIndex(1);
        QCOMPARE(attempt(desk), code);
        QVERIFY2(sentence(desk).contains(words), qPrintable(sentence(desk)));
        QCOMPARE(verdict(desk, "exchange.port"), says.isEmpty() ? Verdict::Fail : Verdict::Pass);
        QCOMPARE(verdict(desk, "exchange.powershell"), says.isEmpty() ? Verdict::Pending : Verdict::Fail);
    }

    // A web server that is too busy says so to anybody: the account was not looked at.
    void busyIsNotSignedIn()
    {
        Lab lab;
        QVERIFY(lab.start({}, {QJsonObject {{QStringLiteral("kind"), QStringLiteral("http-status")}, {QStringLiteral("area"), QStringLiteral("exchange")},
                                            {QStringLiteral("status"), 429}, {QStringLiteral("skip"), 1}}}));
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), QStringLiteral("EX-SHELL-QUOTA"));
        QCOMPARE(verdict(desk, "exchange.signin"), Verdict::NotTested);
    }

    // Where the quota is what Exchange itself says, the account was accepted.
    void fullIsSignedIn()
    {
        Lab lab;
        QVERIFY(lab.start({{QStringLiteral("maximumShells"), 0}}));
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        QCOMPARE(attempt(desk), QStringLiteral("EX-SHELL-QUOTA"));
        QCOMPARE(verdict(desk, "exchange.signin"), Verdict::Pass);
    }

    // psrp.md 2.4: one session at a time, so one is enough for everything.
    void oneSessionIsEnough()
    {
        Lab lab;
        QVERIFY(lab.start({{QStringLiteral("maximumShells"), 1}}));
        Desk desk(lab, newFile(), QStringLiteral("en"));
        QVERIFY(reachPage(desk));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(attempt(desk), QString());
            QCOMPARE(shells(lab), QStringList {desk.run.session.shellId().toUpper()});
            QCOMPARE(desk.run.state.exchangeAccess().shells.keys().value(0).toUpper(), shells(lab).first());
            QCOMPARE(desk.run.state.exchangeAccess().shells.size(), 1);
        }
        // The connection breaks under a read: the session is opened again, in place of the other.
        QVERIFY(lab.setFaults({QJsonObject {{QStringLiteral("kind"), QStringLiteral("drop-before")}, {QStringLiteral("area"), QStringLiteral("exchange")},
                                            {QStringLiteral("match"), QStringLiteral("Command")}, {QStringLiteral("count"), 1}}}));
        bool answered = false;
        core::run(desk.run.session.invoke(psrp::Command(QStringLiteral("Get-OrganizationConfig")), this), this, [&](const core::Result<psrp::CommandOutput> &output) {
            QVERIFY2(output, output ? "" : qPrintable(output.failure().technical));
            QVERIFY(output->succeeded());
            answered = true;
        });
        QVERIFY(Desk::waitFor([&] { return answered; }));
        QCOMPARE(shells(lab), QStringList {desk.run.session.shellId().toUpper()});
    }
};

QTEST_MAIN(TestFlowConnection)
#include "tst_flow_connection.moc"
