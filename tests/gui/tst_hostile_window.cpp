#include "HostileServer.h"
#include "Vitals.h"
#include "support/Desk.h"

#include <QApplication>
#include <QLineEdit>

using namespace passerelle;
using namespace passerelle::tests;

// The whole window with the real services, and an Exchange that means harm (tests/hostile): the window goes on
// answering, and Cancel is obeyed within 100 ms.
class TestHostileWindow : public QObject {
    Q_OBJECT
    static constexpr qint64 longest = 100; // milliseconds
    static constexpr int mostTries = 3; // a busy machine is late once

    QTemporaryDir m_folder;
    test::HostileServer m_server;
    int m_runs = 0;

    app::Endpoints endpoints(const QByteArray &name)
    {
        app::Endpoints endpoints;
        endpoints.labControl = QUrl(QStringLiteral("http://127.0.0.1:9/")); // nobody asks it here
        endpoints.exchangeServer = QStringLiteral("ex1.contoso.fr");
        endpoints.exchangeUser = QStringLiteral("admin@contoso.fr");
        endpoints.exchangePassword = QStringLiteral("sentinel-password");
        endpoints.authorities = { m_server.certificate() };
        endpoints.network.trust.extraAuthorities = endpoints.authorities;
        endpoints.network.hosts.insert(endpoints.exchangeServer, QStringLiteral("127.0.0.1"), m_server.portOf(name));
        return endpoints;
    }
    std::unique_ptr<Desk> desk(const QByteArray &name)
    {
        const QString stateFile = m_folder.filePath(QString::number(++m_runs) + QStringLiteral("/run.json"));
        return std::make_unique<Desk>(endpoints(name), stateFile, QStringLiteral("en"));
    }
    static bool connects(Desk &desk)
    {
        return desk.onPage(pages::StartPageId) && desk.press("nextButton") && desk.onPage(pages::ExchangePageId)
            && desk.press("exchangeConnectButton");
    }

    static bool isFine(const test::Vitals &vitals, qint64 cancel)
    {
        qInfo("%.1f MiB, %lld ms between turns, %lld ms to cancel", double(vitals.memoryGrowth()) / 1048576.0,
              qlonglong(vitals.longestGap()), qlonglong(cancel));
        return !test::Vitals::canMeasure()
            || (vitals.memoryGrowth() < 64 * 1024 * 1024 && vitals.longestGap() < longest && cancel < longest);
    }

    // Milliseconds from the press to idle; -1 when something went wrong before.
    qint64 timeToCancel(const QByteArray &name, bool *fine)
    {
        const std::unique_ptr<Desk> person = desk(name);
        if (!connects(*person))
            return -1;
        if (!person->canGoOn("exchangeStopButton"))
            return -1;
        QTest::qWait(500); // in the middle of what the server does
        if (!person->run.exchange.isRunning())
            return -1;
        const test::Vitals vitals;
        QTest::qWait(300);
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(person->need<QPushButton>("exchangeStopButton"), Qt::LeftButton);
        while (person->run.exchange.isRunning() && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        const qint64 time = clock.elapsed();
        *fine = isFine(vitals, time) && !person->run.exchange.isRunning()
            && person->window->wizard()->currentId() == pages::ExchangePageId
            && person->canGoOn("exchangeConnectButton");
        return time;
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start()); }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void cancel_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : { "silent@create", "silent@opening", "silent", "paced-body@create", "paced-body@opening",
                                  "paced-body", "paced-bomb@opening", "paced-bomb", "endless-timed-out" })
            QTest::newRow(name) << QByteArray(name);
    }
    void cancel()
    {
        QFETCH(QByteArray, name);
        bool fine = false;
        for (int tries = 0; tries < mostTries && !fine; ++tries)
            QVERIFY(timeToCancel(name, &fine) >= 0);
        QVERIFY(fine);
    }

    void refusal_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : { "endless-body@create", "endless-body", "gzip-bomb@opening", "gzip-bomb",
                                  "endless-wide-output", "endless-small-output", "endless-header@probe" })
            QTest::newRow(name) << QByteArray(name);
    }
    // What ends by itself ends with a code, and the window turned all the time.
    void refusal()
    {
        QFETCH(QByteArray, name);
        bool fine = false;
        for (int tries = 0; tries < mostTries && !fine; ++tries) {
            const std::unique_ptr<Desk> person = desk(name);
            QTest::qWait(200); // the window itself is there
            const test::Vitals vitals;
            QVERIFY(connects(*person));
            QTRY_VERIFY_WITH_TIMEOUT(!person->run.exchange.isRunning() && person->run.exchange.failure(), 120'000);
            const core::Failure failure = *person->run.exchange.failure();
            qInfo("%s: %s", core::codeText(failure.code).data(), qPrintable(failure.technical));
            QVERIFY(!person->run.exchange.isConnected());
            QVERIFY(person->canGoOn("exchangeConnectButton"));
            fine = isFine(vitals, 0);
        }
        QVERIFY(fine);
    }
};

QTEST_MAIN(TestHostileWindow)
#include "tst_hostile_window.moc"
