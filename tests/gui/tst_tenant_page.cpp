// Page 3 when something is in the way: what the server said, waits, the code as a fallback, signing out; and a sign-in
// that is asked for again while another page is open.
#include "gui/Driver.h"
#include "pages/Fold.h"
#include "pages/MessageBand.h"

#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace passerelle;
using namespace passerelle::pages;

class TestTenantPage : public QObject {
    Q_OBJECT

    static core::Failure blocked()
    {
        return { core::FailureCode::EntraCaBlock,
                 { { QStringLiteral("reason"), QStringLiteral("policy") },
                   { QStringLiteral("correlationId"), QStringLiteral("0b1c2d3e-0000-4444-8888-123456789abc") },
                   { QStringLiteral("time"), QStringLiteral("2026-01-01 10:00:00Z") },
                   { QStringLiteral("link"), QStringLiteral("https://login.microsoftonline.com/error?code=53003") } },
                 QStringLiteral("interaction_required; <b>AADSTS53003</b>: Access has been blocked."),
                 false };
    }
    static void refuse(Driver &d, const core::Failure &failure)
    {
        d.open();
        d.advanceTo(TenantPageId);
        d.stage.tenant.failure_ = failure;
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.idle());
    }
    static auth::DeviceCode code()
    {
        return { QStringLiteral("DEMO12345"), QUrl(QStringLiteral("https://microsoft.com/devicelogin")),
                 QDateTime::currentDateTimeUtc().addSecs(900) };
    }

private slots:
    // ux.md U44, U46: as received, plain, selectable, in a fold; and in "Copy details".
    void whatTheServerSaid()
    {
        Driver d;
        refuse(d, blocked());
        QVERIFY(d.shows("tenantFactsButton"));
        QVERIFY(!d.shows("tenantFacts"));
        d.click("tenantFactsButton");
        QVERIFY(d.shows("tenantFacts"));
        auto *facts = d.need<QPlainTextEdit>("tenantFacts");
        QVERIFY(facts->isReadOnly());
        QVERIFY(facts->textInteractionFlags() & Qt::TextSelectableByKeyboard);
        for (const QString &part : blocked().values.values() + QStringList{ blocked().technical }) {
            if (part == u"policy")
                continue;
            QVERIFY2(facts->toPlainText().contains(part), qPrintable(part)); // "<b>" stands as it came
        }
        d.click("tenantCopyButton");
        const QString copied = qApp->clipboard()->text();
        for (const QString &part : { QStringLiteral("ENTRA-CA-BLOCK"), blocked().technical, blocked().values[QStringLiteral("correlationId")],
                                     blocked().values[QStringLiteral("link")] })
            QVERIFY2(copied.contains(part), qPrintable(copied));
        d.stage.languages.use(QStringLiteral("fr"));
        QTRY_VERIFY(facts->toPlainText().contains(QString::fromUtf8("Heure (UTC)")));
    }

    void withoutFactsThereIsNoFold()
    {
        Driver d;
        refuse(d, { core::FailureCode::EntraTimeout, {}, {}, true });
        QVERIFY(d.window->findChildren<Fold *>(QStringLiteral("tenantFactsButton")).isEmpty());
        QVERIFY(!d.window->findChild<QWidget *>(QStringLiteral("tenantFacts")));
        d.click("tenantCopyButton");
        QVERIFY(qApp->clipboard()->text().contains(QStringLiteral("Time (UTC): 20"))); // U46
    }

    void waitsAreSeen()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.stage.tenant.holdAt = 3;
        d.click("tenantSignInButton");
        QTRY_COMPARE(d.stage.tenant.findings()[3].verdict, model::Verdict::Running);
        d.stage.tenant.slowDown(12, core::WaitReason::Throttled);
        const auto seen = [&d](const QString &text) {
            for (const auto *label : d.window->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text() == text)
                    return true;
            }
            return false;
        };
        QVERIFY(seen(QStringLiteral("Microsoft asks to slow down; next try in 12 s")));
        QTRY_VERIFY_WITH_TIMEOUT(seen(QStringLiteral("Microsoft asks to slow down; next try in 11 s")), 3000);
        d.click("tenantStopButton");
        QTRY_VERIFY(d.idle());
        QVERIFY(!seen(QStringLiteral("Microsoft asks to slow down; next try in 11 s")));
    }

    // cloud.md a.5, e.8
    void codeIsOfferedWhereNoBrowserOpens()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.stage.tenant.holdAt = 1;
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.shows("tenantCopyAddressButton"));
        QVERIFY(!d.shows("tenantCodeInsteadButton")); // it opened: no word of codes
        d.click("tenantStopButton");
        QTRY_VERIFY(d.idle());
        d.stage.opener.works = false;
        d.stage.tenant.code = code();
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.shows("tenantCodeInsteadButton"));
        d.click("tenantCodeInsteadButton");
        QTRY_VERIFY(d.shows("tenantCodeEdit"));
        QVERIFY(d.stage.tenant.withCode);
    }

    void codeIsOfferedWhereNothingCanComeBack()
    {
        Driver d;
        refuse(d, { core::FailureCode::EntraTimeout, { { QStringLiteral("reason"), QStringLiteral("no-port") } }, {}, true });
        QVERIFY(d.shows("tenantCodeInsteadButton"));
        QVERIFY(d.need<MessageBand>("tenantBand")->plainText().contains(QStringLiteral("Sign in with a code")));
    }

    void retryAfterACode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("codeAgain");
        QTest::newRow("expired") << int(core::FailureCode::EntraTimeout) << "code-expired" << true;
        QTest::newRow("blocked") << int(core::FailureCode::EntraCaBlock) << "code" << false;
    }
    void retryAfterACode()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QFETCH(bool, codeAgain);
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.click("tenantOptionsButton");
        QVERIFY(!d.need<QPushButton>("tenantCodeButton")->accessibleDescription().isEmpty()); // says that it is often blocked
        d.stage.tenant.failure_ = core::Failure{ static_cast<core::FailureCode>(code), { { QStringLiteral("reason"), reason } }, {}, true };
        d.click("tenantCodeButton");
        QTRY_VERIFY(d.shows("tenantRetryButton"));
        d.stage.tenant.withCode = false;
        d.click("tenantRetryButton");
        QTRY_VERIFY(d.idle());
        QCOMPARE(d.stage.tenant.withCode, codeAgain);
    }

    // cloud.md a.6, e.10
    void signOut()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.shows("tenantSignOutButton"));
        d.stage.tenant.logout = QUrl(QStringLiteral("https://login.microsoftonline.com/t/oauth2/v2.0/logout"));
        d.click("tenantSignOutButton");
        QVERIFY(!d.stage.tenant.isSignedIn());
        QVERIFY(!d.shows("tenantSignOutButton"));
        const QString text = d.need<MessageBand>("tenantBand")->plainText();
        QVERIFY2(text.contains(QStringLiteral("All tokens are forgotten")) && text.contains(QStringLiteral("revokes them")), qPrintable(text));
        d.click("tenantBrowserOutButton");
        QCOMPARE(d.stage.opener.opened.last(), d.stage.tenant.logout);
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.shows("nextButton"));
        QVERIFY(!d.shows("tenantBrowserOutButton"));
    }

    void consentPage()
    {
        Driver d;
        d.stage.tenant.consent = QUrl(QStringLiteral("https://login.microsoftonline.com/t/v2.0/adminconsent?client_id=x"));
        refuse(d, { core::FailureCode::EntraConsent, { { QStringLiteral("scope"), QStringLiteral("S") } }, {}, false });
        const QString text = d.need<MessageBand>("tenantBand")->plainText();
        QVERIFY2(text.contains(QStringLiteral("does not load: that is expected")), qPrintable(text));
        d.click("tenantConsentButton");
        QCOMPARE(d.stage.opener.opened.last(), d.stage.tenant.consent);
    }

    // A token refused for good in the middle of a step: the address is on the page that is open.
    void renewalIsSeenOnEveryPage()
    {
        Driver d;
        d.open();
        d.advanceTo(AccountPageId);
        QVERIFY(!d.shows("renewalBand"));
        d.stage.tenant.renew(true);
        QVERIFY(d.shows("renewalBand"));
        d.click("renewalCopyButton");
        QCOMPARE(qApp->clipboard()->text(), d.stage.tenant.address.toString(QUrl::FullyEncoded));
        d.click("renewalOpenButton");
        QCOMPARE(d.stage.opener.opened.last(), d.stage.tenant.address);
        d.stage.tenant.renew(false);
        QVERIFY(!d.shows("renewalBand"));
        d.stage.tenant.code = code();
        d.stage.tenant.withCode = true;
        d.stage.tenant.renew(true);
        QVERIFY(d.need<MessageBand>("renewalBand")->plainText().contains(QStringLiteral("DEMO12345")));
        d.click("renewalCopyButton");
        QCOMPARE(qApp->clipboard()->text(), QStringLiteral("DEMO12345"));
        d.stage.tenant.renew(false);
        QVERIFY(!d.need<MessageBand>("renewalBand")->plainText().contains(QStringLiteral("DEMO12345")));
    }
};

QTEST_MAIN(TestTenantPage)
#include "tst_tenant_page.moc"
