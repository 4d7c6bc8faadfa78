#include "gui/Driver.h"
#include "pages/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QRadioButton>

using namespace passerelle;
using namespace passerelle::pages;

// Nothing is written without consent; what was accepted is written, by itself or step by step; what was begun is not
// left without a question.
class TestConsent : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void nothingIsWrittenBeforeConsent();
    void applyAllGoesThroughByItself();
    void applyAllStopsWhereEyesAreNeeded();
    void untickedSharedLineIsExplained();
    void nothingToChangeNeedsNoConsent();
    void anOfferIsNoReasonToAsk();
    void offersAloneNeedNoConsent();
    void alreadyDoneWithAPointToRead();
    void notVisibleYetIsCheckedAgain();
    void aRefusedPlanCannotBeApplied();
    void stepCanBeSkipped();
    void stopAnswersAtOnce();
    void closingBeforeAWriteAsksNothing();
    void closingAfterAWriteAsksOnce();
    void resumedRunGoesToTheFirstStepNotDone();
};

void TestConsent::nothingIsWrittenBeforeConsent()
{
    Driver d;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewApplyButton"));
    for (const auto &step : d.stage.steps)
        QCOMPARE(step->runs, 0);
    QVERIFY(!d.stage.state.planAccepted());
    QTest::keyClick(d.window->wizard(), Qt::Key_Return); // Return outside a button applies nothing
    QVERIFY(!d.stage.state.planAccepted());
}

void TestConsent::applyAllGoesThroughByItself()
{
    Driver d;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange4"));
    d.need<QCheckBox>("reviewChange4")->setChecked(true);
    d.click("reviewApplyButton");
    QTRY_COMPARE_WITH_TIMEOUT(d.page(), QStringLiteral("verificationPage"), 15000);
    for (const auto &step : d.stage.steps)
        QVERIFY2(model::isFinished(step->status()), qPrintable(step->id()));
    QCOMPARE(d.stage.step("account").writes, 2);
}

void TestConsent::applyAllStopsWhereEyesAreNeeded()
{
    Driver d;
    d.stage.step("certificate").script[1].verdict = model::Verdict::Attention;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange4"));
    d.need<QCheckBox>("reviewChange4")->setChecked(true);
    d.click("reviewApplyButton");
    QTRY_VERIFY_WITH_TIMEOUT(model::isFinished(d.stage.step("certificate").status()), 15000);
    QTest::qWait(1200);
    QCOMPARE(d.page(), QStringLiteral("certificatePage"));
    d.click("nextButton");
    QTRY_COMPARE_WITH_TIMEOUT(d.page(), QStringLiteral("verificationPage"), 15000);
}

void TestConsent::untickedSharedLineIsExplained()
{
    Driver d;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange4"));
    QVERIFY(!d.need<QCheckBox>("reviewChange4")->isChecked());
    d.click("reviewStepByStepButton");
    QCOMPARE(d.page(), QStringLiteral("reviewPage"));
    QVERIFY(!d.stage.state.planAccepted());
    QVERIFY(d.shows("reviewApplyTickedButton"));
    d.click("reviewApplyTickedButton");
    QCOMPARE(d.page(), QStringLiteral("oauthPage"));
    QVERIFY(d.stage.state.accepts(d.stage.step("account").planned.first()));
    QVERIFY(!d.stage.state.accepts(d.stage.step("upload").planned.first()));
    d.click("backButton");
    QVERIFY(!d.need<QCheckBox>("reviewChange4")->isEnabled());
}

void TestConsent::nothingToChangeNeedsNoConsent()
{
    Driver d;
    for (const auto &step : d.stage.steps)
        step->planned.clear();
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("nextButton"));
    QVERIFY(!d.shows("reviewApplyButton"));
    d.click("nextButton");
    QTRY_COMPARE_WITH_TIMEOUT(d.page(), QStringLiteral("verificationPage"), 15000);
    for (const auto &step : d.stage.steps)
        QCOMPARE(step->writes, 0);
}

static model::Change offer()
{
    model::Change change;
    change.id = QStringLiteral("upload.expired");
    change.step = QLatin1String(model::step::upload);
    change.target = QStringLiteral("entra");
    change.object = change.after = QStringLiteral("expired");
    change.values = { { QStringLiteral("name"), QStringLiteral("Skype") },
                      { QStringLiteral("expiredKeys"), QStringLiteral("0123ABCD  2020-01-01 – 2021-01-01  CN=Old") } };
    change.shared = change.optional = true;
    return change;
}

// What is only offered is unticked, and stays so without a question.
void TestConsent::anOfferIsNoReasonToAsk()
{
    Driver d;
    d.stage.step("upload").planned.append(offer());
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange5"));
    QVERIFY(!d.need<QCheckBox>("reviewChange5")->isChecked());
    d.click("reviewChange5KeysButton"); // the key itself is there to be read
    const auto labels = d.window->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("0123ABCD"));
    }));
    d.need<QCheckBox>("reviewChange4")->setChecked(true);
    d.click("reviewStepByStepButton");
    QCOMPARE(d.page(), QStringLiteral("oauthPage"));
    QVERIFY(!d.stage.state.accepts(offer()));
    QVERIFY(d.stage.state.declines(offer()));
}

void TestConsent::offersAloneNeedNoConsent()
{
    Driver d;
    for (const auto &step : d.stage.steps)
        step->planned.clear();
    d.stage.step("upload").planned = { offer() };
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange1"));
    QVERIFY(d.shows("nextButton") && !d.shows("reviewApplyButton"));
    d.need<QCheckBox>("reviewChange1")->setChecked(true); // wanted after all: now there is something to apply
    QTRY_VERIFY(d.shows("reviewApplyButton"));
    d.need<QCheckBox>("reviewChange1")->setChecked(false);
    QTRY_VERIFY(d.shows("nextButton"));
    d.click("nextButton");
    QTRY_COMPARE_WITH_TIMEOUT(d.page(), QStringLiteral("verificationPage"), 15000);
    for (const auto &step : d.stage.steps)
        QCOMPARE(step->writes, 0);
}

void TestConsent::alreadyDoneWithAPointToRead()
{
    Driver d;
    d.stage.step("account").planned.clear();
    d.stage.step("account").script[0].verdict = model::Verdict::Attention;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange2"));
    d.need<QCheckBox>("reviewChange2")->setChecked(true);
    d.click("reviewStepByStepButton");
    QTRY_VERIFY(d.shows("nextButton"));
    d.click("nextButton");
    QCOMPARE(d.page(), QStringLiteral("accountPage"));
    QTRY_VERIFY(d.idle() && d.shows("accountMessageTitle"));
    QCOMPARE(d.stage.step("account").status(), model::StepStatus::AlreadyDone);
    QCOMPARE(d.need<QLabel>("accountMessageTitle")->text(), QStringLiteral("Done, with a point to read"));
}

void TestConsent::notVisibleYetIsCheckedAgain()
{
    Driver d;
    auto &check = d.stage.checkStep();
    const auto script = check.script;
    check.script[1].verdict = model::Verdict::Attention;
    check.script[1].code = core::FailureCode::GraphLag;
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewChange4"));
    d.need<QCheckBox>("reviewChange4")->setChecked(true);
    d.click("reviewApplyButton");
    QTRY_VERIFY_WITH_TIMEOUT(model::isFinished(check.status()), 15000);
    QTest::qWait(1200);
    QCOMPARE(d.page(), QStringLiteral("uploadCheckPage")); // it stays, because eyes are needed
    QCOMPARE(d.need<QLabel>("uploadCheckMessageTitle")->text(), QStringLiteral("Not visible yet"));
    check.script = script;
    d.click("uploadCheckAgainButton");
    QTRY_VERIFY(d.idle());
    QCOMPARE(d.need<QLabel>("uploadCheckMessageTitle")->text(), QStringLiteral("Done"));
    QVERIFY(d.shows("nextButton"));
}

void TestConsent::aRefusedPlanCannotBeApplied()
{
    Driver d;
    d.stage.step("account").refused = core::Failure{ core::FailureCode::MuExists, {}, {}, false };
    d.open();
    d.advanceTo(ReviewPageId);
    QTRY_VERIFY(d.shows("reviewMessage"));
    QVERIFY(!d.shows("reviewApplyButton"));
    QVERIFY(!d.shows("nextButton"));
    d.stage.step("account").refused.reset();
    d.click("reviewReadAgainButton");
    QTRY_VERIFY(d.shows("reviewApplyButton"));
}

void TestConsent::stepCanBeSkipped()
{
    Driver d;
    d.open();
    d.advanceTo(AccountPageId);
    d.click("accountSkipButton");
    QCOMPARE(d.stage.step("account").status(), model::StepStatus::Skipped);
    QCOMPARE(d.stage.step("account").writes, 0);
    d.click("nextButton");
    QCOMPARE(d.page(), QStringLiteral("partnerApplicationPage"));
}

void TestConsent::stopAnswersAtOnce()
{
    Driver d;
    d.open();
    d.advanceTo(AccountPageId);
    d.stage.step("account").holdAt = 2;
    d.click("accountRunButton");
    QTRY_VERIFY(d.shows("accountStopButton"));
    QElapsedTimer timer;
    timer.start();
    d.click("accountStopButton");
    QTRY_VERIFY_WITH_TIMEOUT(d.idle(), 100);
    QVERIFY(timer.elapsed() < 200);
    QVERIFY(d.shows("accountRunButton"));
}

void TestConsent::closingBeforeAWriteAsksNothing()
{
    Driver d;
    d.open();
    d.advanceTo(ReviewPageId);
    d.window->close();
    QVERIFY(!d.window->isVisible());
}

void TestConsent::closingAfterAWriteAsksOnce()
{
    Driver d;
    d.open();
    d.advanceTo(PartnerApplicationPageId);
    d.click("cancelButton");
    QVERIFY(d.window->isVisible());
    QVERIFY(d.shows("interruptStopButton"));
    d.click("interruptContinueButton");
    QVERIFY(!d.shows("interruptStopButton"));
    QTest::keyClick(d.window->wizard(), Qt::Key_Escape);
    QVERIFY(d.shows("interruptStopButton"));
    d.click("interruptStopButton");
    QVERIFY(!d.window->isVisible());
}

void TestConsent::resumedRunGoesToTheFirstStepNotDone()
{
    Driver d;
    auto &state = d.stage.state;
    state.begin(QDateTime(QDate(2026, 6, 26), QTime(9, 0), Qt::UTC));
    model::Settings settings;
    settings.domain = QStringLiteral("contoso.fr");
    state.setSettings(settings);
    QStringList keys;
    for (const auto &step : d.stage.steps) {
        for (const auto &change : step->planned)
            keys.append(change.key());
    }
    state.setExchange(d.stage.exchange.facts);  // a consent belongs to one organisation and one tenant
    state.setTenant(d.stage.tenant.facts);
    state.acceptPlan(keys, {});
    d.open();
    QVERIFY(d.need<QRadioButton>("startResumeChoice")->isChecked());
    d.advanceTo(PrerequisitesPageId);
    d.advance();
    QTRY_COMPARE(d.page(), QStringLiteral("accountPage"));  // step 1 is right, step 2 is not done
    QTest::qWait(700);
    QCOMPARE(d.page(), QStringLiteral("accountPage"));
    QVERIFY(d.shows("accountRunButton"));  // nothing is written before it is pressed
    QVERIFY(state.stepRecord(QLatin1String(model::step::account)).changes.isEmpty());
    d.click("railRow5");
    QCOMPARE(d.page(), QStringLiteral("reviewPage"));
    QVERIFY(d.need<QCheckBox>("reviewChange4")->isChecked());
    QVERIFY(!d.need<QCheckBox>("reviewChange4")->isEnabled());
}

QTEST_MAIN(TestConsent)
#include "tst_consent.moc"
