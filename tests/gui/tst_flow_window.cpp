#include "support/Desk.h"
#include "support/EndState.h"

#include <QClipboard>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>

using namespace passerelle;
using namespace passerelle::tests;

class TestFlowWindow : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private slots:
    void clickedThrough_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("French") << "fr";
    }

    void clickedThrough()
    {
        using namespace pages;
        QFETCH(QString, language);
        Lab lab;
        QVERIFY(lab.start());
        const QString stateFile = m_folder.filePath(language + QStringLiteral("/run.json"));
        {
            Desk desk(lab, stateFile, language);
            QVERIFY(desk.walkToReview());
            QVERIFY(desk.canGoOn("reviewApplyButton"));
            QCOMPARE(lab.writes(), QStringList());  // ux.md U2: nothing before the review is accepted
            QVERIFY(desk.press("reviewApplyButton"));
            QVERIFY(desk.need<QPushButton>("reviewApplyTickedButton")->isVisible());  // the shared row is not ticked yet
            QCOMPARE(lab.writes(), QStringList());
            QVERIFY(desk.tickShared());
            QVERIFY(desk.press("reviewApplyButton"));
            QVERIFY(desk.passStepOne());
            QVERIFY(desk.onPage(VerificationPageId));
            compareWithEndState(lab.state());
            QVERIFY(desk.canGoOn("verificationRunAllButton"));
            QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning(), 30'000);
            if (desk.run.state.checks().isEmpty()) {
                QVERIFY(desk.press("verificationRunAllButton"));
                QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning() && !desk.run.state.checks().isEmpty(), 30'000);
            }
            desk.run.checklist.confirm(QStringLiteral("V9"), QStringLiteral("yes"), QStringLiteral("Anne"), {});
            QVERIFY(desk.canGoOn("nextButton"));
            QVERIFY(desk.press("nextButton"));
            QVERIFY(desk.onPage(SummaryPageId));
            desk.dialogs.answer = m_folder.filePath(language + QStringLiteral("/report.html"));
            QVERIFY(desk.press("summarySaveButton"));
            QFile report(desk.dialogs.answer);
            QVERIFY(report.open(QIODevice::ReadOnly));
            const QString html = QString::fromUtf8(report.readAll());
            QVERIFY(html.contains(QStringLiteral("lang=\"%1\"").arg(language)));
            QVERIFY(html.contains(QStringLiteral("Anne")));
            QVERIFY(desk.window->wizard()->pageAt(SummaryPageId)->isVisible());
        }
        // A second run in a new program: everything is found right, nothing is written.
        lab.forgetRequests();
        {
            Desk desk(lab, m_folder.filePath(language + QStringLiteral("/second.json")), language);
            QVERIFY(desk.walkToReview());
            QVERIFY(desk.canGoOn("nextButton"));
            QVERIFY(desk.press("nextButton"));
            QVERIFY(desk.passStepOne());
            QVERIFY(desk.onPage(VerificationPageId));
            QCOMPARE(lab.writes(), QStringList());
            compareWithEndState(lab.state());
        }
        // The verification alone.
        {
            Desk desk(lab, m_folder.filePath(language + QStringLiteral("/verify.json")), language, true);
            QVERIFY(desk.onPage(ExchangePageId));
            QVERIFY(desk.press("exchangeConnectButton"));
            QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(TenantPageId));
            QVERIFY(desk.press("tenantSignInButton"));
            QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(VerificationPageId));
            QVERIFY(desk.canGoOn("verificationRunAllButton"));
            if (!desk.run.checklist.isRunning() && desk.run.state.checks().isEmpty())
                QVERIFY(desk.press("verificationRunAllButton"));
            QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning() && !desk.run.state.checks().isEmpty(), 30'000);
            QCOMPARE(desk.run.state.checks().first().verdict, model::Verdict::Pass);
        }
        QCOMPARE(lab.writes(), QStringList());
    }

    // The step as files for somebody else, and what comes back judged (procedure.md 10, "Offline variant").
    void handedOverAndBroughtBack_data() { clickedThrough_data(); }
    void handedOverAndBroughtBack()
    {
        using namespace pages;
        QFETCH(QString, language);
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, m_folder.filePath(language + QStringLiteral("-handover/run.json")), language);
        QVERIFY(desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared() && desk.press("reviewApplyButton"));
        QVERIFY(desk.passStepOne() && desk.onPage(VerificationPageId));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning(), 30'000);
        const QStringList writes = lab.writes();
        desk.window->wizard()->goTo(UploadPageId);
        QVERIFY(desk.onPage(UploadPageId) && desk.press("uploadExtraButton"));
        desk.dialogs.answer = m_folder.filePath(language + QStringLiteral("-handover"));
        QVERIFY(desk.press("handOverSaveButton"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.offlineUpload.isRunning() && !desk.run.offlineUpload.savedFiles().isEmpty(), 10'000);
        for (const QString &file : desk.run.offlineUpload.savedFiles())
            QVERIFY2(QFileInfo(file).size() > 0, qPrintable(file));
        QVERIFY(desk.press("handOverSaveButton"));  // a second time the person is asked
        QVERIFY(desk.canGoOn("handOverReplaceButton") && desk.press("handOverReplaceButton"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.offlineUpload.isRunning() && !desk.run.offlineUpload.failure(), 10'000);
        QCOMPARE(desk.run.state.stepRecord(QLatin1String(model::step::upload)).status, model::StepStatus::Done);  // not handed over: it was done here
        desk.window->wizard()->goTo(UploadCheckPageId);
        QVERIFY(desk.onPage(UploadCheckPageId) && desk.press("uploadCheckExtraButton"));
        QGuiApplication::clipboard()->setText(QStringLiteral("this is no JSON"));
        QVERIFY(desk.press("broughtBackPasteButton"));
        QTRY_VERIFY(desk.run.readBack.failure());
        QCOMPARE(core::codeText(desk.run.readBack.failure()->code), QLatin1StringView("READBACK-FORMAT"));
        QCOMPARE(lab.writes(), writes);
    }

    // Nobody signs in: from the first page to an answer judged in a later run, and the sign-in host never hears of it.
    void withoutSigningIn_data() { clickedThrough_data(); }
    void withoutSigningIn()
    {
        using namespace pages;
        QFETCH(QString, language);
        const auto cloudRequests = [](const Lab &lab) {
            int n = 0;
            for (const QJsonValue value : lab.requests()) {
                const QString area = value.toObject()[QStringLiteral("area")].toString();
                n += area == u"login" || area == u"graph" || area == u"exo";
            }
            return n;
        };
        const auto upToReview = [](Desk &desk) {
            return desk.onPage(StartPageId) && desk.press("nextButton") && desk.onPage(ExchangePageId) && desk.press("exchangeConnectButton")
                && desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(TenantPageId);
        };
        Lab lab;
        QVERIFY(lab.start());
        const QString stateFile = m_folder.filePath(language + QStringLiteral("-offline/run.json"));
        const QString folder = m_folder.filePath(language + QStringLiteral("-offline/files"));
        {
            Desk desk(lab, stateFile, language);
            QVERIFY(upToReview(desk));
            QVERIFY(desk.press("tenantOfflineButton") && desk.onPage(PrerequisitesPageId) && desk.canGoOn("nextButton") && desk.press("nextButton"));
            QVERIFY(desk.onPage(SettingsPageId) && desk.press("nextButton") && desk.onPage(ReviewPageId) && desk.canGoOn("reviewApplyButton"));
            QVERIFY(desk.press("reviewApplyButton") && desk.passStepOne());
            QVERIFY(desk.onPage(UploadPageId) && desk.canGoOn("handOverSaveButton"));
            desk.dialogs.answer = folder;
            QVERIFY(desk.press("handOverSaveButton") && desk.canGoOn("nextButton"));
            QCOMPARE(desk.run.state.stepRecord(QLatin1String(model::step::upload)).status, model::StepStatus::HandedOver);
            QVERIFY(desk.press("nextButton") && desk.onPage(UploadCheckPageId) && desk.canGoOn("nextButton"));
            QVERIFY(desk.press("nextButton") && desk.onPage(VerificationPageId));
            QVERIFY(desk.run.state.hasUnfinishedRun());
        }
        QCOMPARE(cloudRequests(lab), 0);
        QVERIFY(QFileInfo::exists(folder + QStringLiteral("/upload-certificate.ps1")));
        QVERIFY(!lab.writes().contains(QStringLiteral("PATCH v1.0/servicePrincipals")));

        // Somebody who may sign in does it, with a program of his own.
        {
            Desk desk(lab, m_folder.filePath(language + QStringLiteral("-offline/operator.json")), language);
            QVERIFY(desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared() && desk.press("reviewApplyButton"));
            QVERIFY(desk.passStepOne() && desk.onPage(VerificationPageId));
        }
        compareWithEndState(lab.state());
        QJsonObject principal = with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), QStringLiteral("00000004-0000-0ff1-ce00-000000000000")).value(0);
        const QByteArray answer = QJsonDocument(principal).toJson();

        lab.forgetRequests();
        {
            Desk desk(lab, stateFile, language);
            QVERIFY(desk.run.state.isOffline());
            QVERIFY(upToReview(desk) && desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(PrerequisitesPageId) && desk.canGoOn("nextButton"));
            QVERIFY(desk.press("nextButton"));
            QVERIFY(desk.onPage(ReviewPageId) && desk.canGoOn("nextButton") && desk.press("nextButton"));  // nothing is left to accept
            QVERIFY(desk.passStepOne());  // the steps that are done go by themselves
            QVERIFY(desk.onPage(UploadCheckPageId) && desk.canGoOn("broughtBackPasteButton"));
            QGuiApplication::clipboard()->setText(QStringLiteral("this is no JSON"));
            QVERIFY(desk.press("broughtBackPasteButton"));
            QTRY_VERIFY(desk.run.readBack.failure());
            QCOMPARE(core::codeText(desk.run.readBack.failure()->code), QLatin1StringView("READBACK-FORMAT"));
            desk.dialogs.answer = m_folder.filePath(language + QStringLiteral("-offline/answer.json"));
            QFile file(desk.dialogs.answer);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(answer);
            file.close();
            QVERIFY(desk.press("broughtBackOpenButton"));
            QTRY_VERIFY(desk.run.readBack.isConfirmed());
            QTRY_VERIFY_WITH_TIMEOUT(desk.run.steps.last()->status() == model::StepStatus::Done, 30'000);
            QVERIFY(desk.run.state.stepRecord(QLatin1String(model::step::uploadCheck)).fromAnswer);
            for (const model::Finding &row : desk.run.steps.last()->findings()) {  // the Exchange side was read, not believed
                if (row.id == u"check.current" || row.id == u"check.servers" || row.id == u"check.published")
                    QCOMPARE(row.verdict, model::Verdict::Pass);
            }
            QVERIFY(desk.canGoOn("nextButton"));
        }
        QCOMPARE(cloudRequests(lab), 0);
        QCOMPARE(lab.writes(), QStringList());
    }

    // A wrong password is told beside the rows with its code, in the language of the moment, switched live.
    void wrongPasswordIsExplainedInBothLanguages()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, m_folder.filePath(QStringLiteral("password.json")), QStringLiteral("en"));
        QVERIFY(desk.onPage(pages::StartPageId) && desk.press("nextButton") && desk.onPage(pages::ExchangePageId));
        desk.need<QLineEdit>("exchangePasswordEdit")->setText(QStringLiteral("SEED4711"));
        QVERIFY(desk.press("exchangeConnectButton"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.exchange.isRunning() && desk.run.exchange.failure(), 30'000);
        const auto shown = [&desk](const QString &text) {
            const auto labels = desk.window->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->isVisible() && label->text().contains(text); });
        };
        QTRY_VERIFY(shown(QStringLiteral("EX-SIGN-IN")));
        QVERIFY(shown(QStringLiteral("The server refused this account")));
        desk.languages.use(QStringLiteral("fr"));
        QTRY_VERIFY(shown(QStringLiteral("Le serveur a refusé ce compte")));
        QVERIFY(shown(QStringLiteral("EX-SIGN-IN")));
        QVERIFY(!shown(QStringLiteral("SEED4711")));
        compareWithUntouched(lab.state());
    }

    // Stop answers at once even when the server never does (style.md 7, ux.md U34).
    void stopAnswersWithin100ms()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, m_folder.filePath(QStringLiteral("stop.json")), QStringLiteral("en"));
        QVERIFY(desk.onPage(pages::StartPageId) && desk.press("nextButton") && desk.onPage(pages::ExchangePageId));
        QVERIFY(lab.setFaults({QJsonObject {{QStringLiteral("kind"), QStringLiteral("silent")}, {QStringLiteral("area"), QStringLiteral("exchange")}}}));
        QVERIFY(desk.press("exchangeConnectButton"));
        QTest::qWait(300);
        QVERIFY(desk.run.exchange.isRunning());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(desk.press("exchangeStopButton"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.exchange.isRunning(), 2000);
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(TestFlowWindow)
#include "tst_flow_window.moc"
