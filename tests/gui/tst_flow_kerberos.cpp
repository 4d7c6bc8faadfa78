// The whole window against the lab as Exchange is out of the box: Kerberos on plain http, messages encrypted
// (psrp.md 2.2, 3.2, 3.3), tickets from a real KDC.
#include "support/Desk.h"
#include "support/EndState.h"
#include "support/Realm.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>

using namespace passerelle;
using namespace passerelle::tests;

class TestFlowKerberos : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    Realm m_realm;

    static bool reachExchangePage(Desk &desk)
    {
        return desk.onPage(pages::StartPageId) && desk.press("nextButton") && desk.onPage(pages::ExchangePageId);
    }
    static void choose(Desk &desk, const char *box, int index) { desk.need<QComboBox>(box)->setCurrentIndex(index); }

private slots:
    void initTestCase() { QVERIFY2(m_realm.start(), qPrintable(m_realm.problem())); }
    void cleanupTestCase() { m_realm.stop(); }

    void wholeProcedureOverPlainHttp_data()
    {
        QTest::addColumn<bool>("session");
        QTest::newRow("typed password") << false;
        QTest::newRow("session of this PC") << true;
    }

    void wholeProcedureOverPlainHttp()
    {
        QFETCH(bool, session);
        if (session)
            QVERIFY2(m_realm.signIn(), qPrintable(m_realm.problem()));
        Lab lab;
        QVERIFY(lab.start());
        QVERIFY(!lab.ready()[QStringLiteral("exchange")].toObject()[QStringLiteral("http")].toString().isEmpty());
        const QString name = session ? QStringLiteral("session.json") : QStringLiteral("typed.json");
        Desk desk(lab, m_folder.filePath(name), QStringLiteral("fr"));
        QVERIFY(reachExchangePage(desk));
        choose(desk, "exchangeProtocolBox", 1);
        choose(desk, "exchangeIdentityBox", session ? 1 : 0);
        if (!session) {
            desk.need<QLineEdit>("exchangeUserEdit")->setText(m_realm.principal());
            desk.need<QLineEdit>("exchangePasswordEdit")->setText(m_realm.password());
        }
        QVERIFY(desk.press("exchangeConnectButton"));
        QVERIFY2(desk.canGoOn("nextButton"),
                 desk.run.exchange.failure() ? qPrintable(desk.run.exchange.failure()->technical) : "no end");
        QCOMPARE(desk.run.session.signInReport().used, QStringLiteral("Kerberos"));
        QVERIFY(desk.run.session.signInReport().bodiesEncrypted);
        QVERIFY(desk.press("nextButton") && desk.onPage(pages::TenantPageId) && desk.press("tenantSignInButton"));
        QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(pages::PrerequisitesPageId));
        QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(pages::SettingsPageId));
        QVERIFY(desk.press("nextButton") && desk.onPage(pages::ReviewPageId) && desk.canGoOn("reviewApplyButton"));
        QVERIFY(desk.tickShared());
        QVERIFY(desk.press("reviewApplyButton"));
        QVERIFY(desk.passStepOne());
        QVERIFY(desk.onPage(pages::VerificationPageId));
        compareWithEndState(lab.state());
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(m_realm.password().toUtf8()));
    }

    // psrp.md 2.4: a shell that a crash left behind counts against the account, so the next start frees it, where the
    // site leads the same account to the same back end without a cookie (2.1; cookies are never kept, 3.7).
    void shellOfACrashIsFreed()
    {
        Lab lab;
        QVERIFY(lab.start(QJsonObject {{QStringLiteral("schemes"), QJsonArray {QStringLiteral("Basic")}},
                                     {QStringLiteral("requireCookie"), false}}));
        const QString stateFile = m_folder.filePath(QStringLiteral("crash.json"));
        QString left;
        {
            Desk desk(lab, stateFile, QStringLiteral("en"));
            QVERIFY(reachExchangePage(desk));
            QVERIFY(desk.press("exchangeConnectButton") && desk.canGoOn("nextButton"));
            left = desk.run.session.shellId();
            QVERIFY(!left.isEmpty());
            QTRY_VERIFY(QFile::exists(stateFile));
            QVERIFY(desk.run.store.save());
            QVERIFY(QFile::copy(stateFile, stateFile + QStringLiteral(".crash")));
        }
        const auto shells = [&lab] {
            QStringList ids;
            for (const QJsonValue shell : lab.state()[QStringLiteral("shells")].toArray())
                ids << shell.toObject()[QStringLiteral("id")].toString().toUpper();
            return ids;
        };
        QVERIFY(shells().contains(left.toUpper()));  // nobody has closed it
        Desk desk(lab, stateFile + QStringLiteral(".crash"), QStringLiteral("en"));
        QCOMPARE(desk.run.state.exchangeAccess().shells.firstKey().toUpper(), left.toUpper());
        QVERIFY(reachExchangePage(desk));
        QVERIFY(desk.press("exchangeConnectButton") && desk.canGoOn("nextButton"));
        QVERIFY(!shells().contains(left.toUpper()));
        QCOMPARE(shells().size(), 1);
        QCOMPARE(shells().first(), desk.run.session.shellId().toUpper());
    }

    // psrp.md 3.4: the password itself goes to the server only after the person agreed.
    void basicNeedsConsent()
    {
        Lab lab;
        QVERIFY(lab.start(QJsonObject {{QStringLiteral("schemes"), QJsonArray {QStringLiteral("Basic")}}}));
        Desk desk(lab, m_folder.filePath(QStringLiteral("basic.json")), QStringLiteral("en"));
        QVERIFY(reachExchangePage(desk));
        auto *basic = desk.need<QCheckBox>("exchangeBasicBox");
        QVERIFY(basic && basic->isChecked());  // filled in for the lab
        basic->setChecked(false);
        QVERIFY(desk.press("exchangeConnectButton"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.exchange.isRunning() && desk.run.exchange.failure(), 30'000);
        QCOMPARE(core::codeText(desk.run.exchange.failure()->code), QLatin1StringView("EX-BASIC-ONLY"));
        QVERIFY(!desk.run.exchange.isConnected());
        basic->setChecked(true);
        QVERIFY(desk.press("exchangeConnectButton") && desk.canGoOn("nextButton"));
        QCOMPARE(desk.run.session.signInReport().used, QStringLiteral("Basic"));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (const QString why = Realm::missing(); !why.isEmpty()) {
        std::printf("SKIPPED: %s\n", qPrintable(why));
        return 77;
    }
    TestFlowKerberos test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_flow_kerberos.moc"
