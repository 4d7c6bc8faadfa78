#include "gui/Driver.h"
#include "pages/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QRadioButton>

using namespace passerelle;
using namespace passerelle::pages;

// The way through the pages, with scripts instead of services.
class TestSetupWizard : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void fromStartToSummary();
    void failureThenRetryThenNext();
    void backKeepsWhatWasTyped();
    void mistakesAreToldBesideTheField();
    void untrustedServerIsOffered();
    void browserPageIsOpenedAndOfferedAgain();
    void blockedPrerequisitesStopHere();
    void railReopensVisitedPages();
    void verifyOnlyNeedsTheConnectionsAlone();
    void answersArePassedOn();
    void reportIsSaved();
};

void TestSetupWizard::fromStartToSummary()
{
    Driver d;
    d.open();
    const QStringList names{ "startPage",         "exchangePage", "tenantPage",
                             "prerequisitesPage", "settingsPage", "reviewPage",
                             "oauthPage",         "accountPage",  "partnerApplicationPage",
                             "certificatePage",   "uploadPage",   "uploadCheckPage",
                             "verificationPage",  "summaryPage" };
    for (const QString &name : names) {
        QCOMPARE(d.page(), name);
        QVERIFY(d.window->windowTitle().startsWith(QStringLiteral("Passerelle – ")));
        if (name != names.last())
            d.advance();
        if (QTest::currentTestFailed())
            return;
    }
    QCOMPARE(d.stage.exchange.password, QByteArray("not a real one"));
    QCOMPARE(d.stage.step("upload").writes, 1);
    QVERIFY(d.need<QLineEdit>("exchangePasswordEdit")->text().isEmpty());
}

void TestSetupWizard::failureThenRetryThenNext()
{
    Driver d;
    d.open();
    d.advanceTo(AccountPageId);
    auto &account = d.stage.step("account");
    account.failure_ =
        core::Failure{ core::FailureCode::ExUnreachable, {}, QStringLiteral("dc1 does not answer"), true };
    d.click("accountRunButton");
    QTRY_VERIFY(d.shows("accountMessage"));
    QVERIFY(!d.need<QLabel>("accountMessage")->text().isEmpty());
    QVERIFY(!d.shows("nextButton"));
    d.click("accountCopyButton");
    QVERIFY(qApp->clipboard()->text().contains(QStringLiteral("EX-UNREACHABLE")));
    account.failure_.reset();
    auto *retry = d.need<QAbstractButton>("accountRetryButton");
    retry->setFocus();
    QTest::keyClick(retry, Qt::Key_Space);
    QTRY_VERIFY(d.shows("nextButton"));
    d.click("nextButton");
    QCOMPARE(d.page(), QStringLiteral("partnerApplicationPage"));
    d.click("backButton");
    QVERIFY(d.shows("nextButton"));
    QCOMPARE(account.runs, 2); // Back undid nothing and repeats nothing
}

void TestSetupWizard::backKeepsWhatWasTyped()
{
    Driver d;
    d.open();
    d.advanceTo(SettingsPageId);
    d.type("settingsAccountEdit", QStringLiteral("Other-Account"));
    d.click("backButton");
    QTRY_VERIFY(d.idle());
    d.click("backButton");
    QCOMPARE(d.need<QLineEdit>("tenantDomainEdit")->text(), QStringLiteral("contoso.fr"));
    d.click("nextButton");
    QTRY_VERIFY(d.idle());
    d.click("nextButton");
    QCOMPARE(d.need<QLineEdit>("settingsAccountEdit")->text(), QStringLiteral("Other-Account"));
    d.click("nextButton");
    QCOMPARE(d.stage.state.settings().accountName, QStringLiteral("Other-Account"));
}

void TestSetupWizard::mistakesAreToldBesideTheField()
{
    Driver d;
    d.open();
    d.click("nextButton");
    d.click("exchangeConnectButton");
    QVERIFY(d.need<QLineEdit>("exchangeServerEdit")->hasFocus());
    QCOMPARE(d.stage.exchange.runs, 0);
    QVERIFY(!d.need<QLineEdit>("exchangeServerEdit")->accessibleDescription().isEmpty());
    d.connectExchange();
    d.click("nextButton");
    d.type("tenantDomainEdit", QStringLiteral("not a domain"));
    d.click("tenantSignInButton");
    QCOMPARE(d.stage.tenant.runs, 0);
    d.type("tenantDomainEdit", QStringLiteral("contoso.fr"));
    d.advanceTo(SettingsPageId);
    d.type("settingsPartnerEdit", QStringLiteral("no/slashes"));
    d.type("settingsFileEdit", QStringLiteral("relative.cer"));
    d.click("nextButton");
    QCOMPARE(d.page(), QStringLiteral("settingsPage"));
    QVERIFY(d.need<QLineEdit>("settingsPartnerEdit")->hasFocus());
}

void TestSetupWizard::untrustedServerIsOffered()
{
    Driver d;
    d.open();
    d.click("nextButton");
    d.stage.exchange.failure_ = core::Failure{ core::FailureCode::ExTlsTrust, {}, {}, false };
    d.connectExchange();
    QVERIFY(d.shows("exchangeTrustButton"));
    QVERIFY(!d.stage.exchange.trusted);
    d.click("exchangeTrustButton");
    QTRY_VERIFY(d.shows("nextButton"));
    QVERIFY(d.stage.exchange.trusted);
    QVERIFY(!d.shows("exchangeTrustButton"));
}

void TestSetupWizard::browserPageIsOpenedAndOfferedAgain()
{
    Driver d;
    d.open();
    d.advanceTo(TenantPageId);
    d.stage.tenant.holdAt = 1;
    d.stage.opener.works = false;
    d.click("tenantSignInButton");
    QTRY_VERIFY(d.shows("tenantOpenAgainButton"));
    QTRY_COMPARE(d.stage.opener.opened.size(), 1);
    d.click("tenantOpenAgainButton");
    QCOMPARE(d.stage.opener.opened.size(), 2);
    d.click("tenantCopyAddressButton");
    QCOMPARE(qApp->clipboard()->text(), d.stage.tenant.address.toString(QUrl::FullyEncoded));
    d.click("tenantStopButton");
    QTRY_VERIFY(d.idle());
    QVERIFY(!d.shows("tenantOpenAgainButton"));
    QVERIFY(d.shows("tenantRetryButton"));
}

void TestSetupWizard::blockedPrerequisitesStopHere()
{
    Driver d;
    d.stage.prerequisites.script[0].verdict = model::Verdict::Fail;
    d.open();
    d.advanceTo(PrerequisitesPageId);
    QTRY_VERIFY(d.idle());
    QVERIFY(!d.shows("nextButton"));
    d.stage.prerequisites.script[0].verdict = model::Verdict::Pass;
    d.click("prerequisitesRunButton");
    QTRY_VERIFY(d.shows("nextButton"));
}

void TestSetupWizard::railReopensVisitedPages()
{
    Driver d;
    d.open();
    d.advanceTo(AccountPageId);
    d.click("railRow1");
    QCOMPARE(d.page(), QStringLiteral("exchangePage"));
    d.click("railRow12"); // not reached yet
    QCOMPARE(d.page(), QStringLiteral("exchangePage"));
    d.click("railRow7");
    QCOMPARE(d.page(), QStringLiteral("accountPage"));
    d.click("backButton");
    QCOMPARE(d.page(), QStringLiteral("oauthPage"));
}

void TestSetupWizard::verifyOnlyNeedsTheConnectionsAlone()
{
    Driver d;
    d.open({ 1060, 740 }, QStringLiteral("en"), true);
    QCOMPARE(d.page(), QStringLiteral("exchangePage"));
    d.advance();
    d.advance();
    QCOMPARE(d.page(), QStringLiteral("verificationPage"));
    d.click("verificationRunAllButton");
    QTRY_VERIFY(d.idle());
    d.click("nextButton");
    QCOMPARE(d.page(), QStringLiteral("summaryPage"));
    for (const auto &step : d.stage.steps)
        QCOMPARE(step->probes + step->runs, 0);
}

void TestSetupWizard::answersArePassedOn()
{
    Driver d;
    d.open({ 1060, 740 }, QStringLiteral("en"), true);
    d.advanceTo(VerificationPageId);
    d.click("verificationRunAllButton");
    QTRY_VERIFY(d.idle());
    d.need<QAbstractButton>("verificationV9YesButton")->click();
    d.need<QAbstractButton>("verificationV10NoButton")->click();
    d.need<QAbstractButton>("verificationV3RunButton")->click();
    const auto answers = d.stage.state.confirmations();
    QCOMPARE(answers.value(QStringLiteral("V9")).answer, QStringLiteral("yes"));
    QCOMPARE(answers.value(QStringLiteral("V9")).who, QStringLiteral("CONTOSO\\admin.exchange"));
    QVERIFY(answers.value(QStringLiteral("V10")).utc.isValid());
    QCOMPARE(d.stage.checklist.alone, QStringList{ QStringLiteral("V3") });
    QVERIFY(!d.shows("verificationV9YesButton"));
}

void TestSetupWizard::reportIsSaved()
{
    Driver d;
    d.open();
    d.advanceTo(SummaryPageId);
    d.click("summarySaveButton"); // the person closes the dialog
    QVERIFY(d.stage.saved.isEmpty());
    d.stage.dialogs.answer = QStringLiteral("/folder/report.html");
    d.stage.saveError = QStringLiteral("The disk is full.");
    d.click("summarySaveButton");
    QCOMPARE(d.need<QLabel>("summaryMessage")->text(), d.stage.saveError);
    d.stage.saveError.clear();
    d.click("summarySaveButton");
    QCOMPARE(d.stage.saved, QStringList{ d.stage.dialogs.answer });
    d.click("summaryCloseButton");
    QVERIFY(!d.window->isVisible());
}

QTEST_MAIN(TestSetupWizard)
#include "tst_setup_wizard.moc"
