// Pages 4, 5, 6, 11, 12 and 14 about the upload, in the whole window against the lab.
#include "pages/DataTable.h"
#include "support/Desk.h"
#include "support/EndState.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>

using namespace passerelle;
using namespace passerelle::tests;
using namespace passerelle::pages;

class TestFlowUploadWindow : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    static QJsonArray keysOf(const Lab &lab, const char *appId)
    {
        return with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), QLatin1String(appId))
            .value(0)[QStringLiteral("keyCredentials")]
            .toArray();
    }
    static bool shows(const Desk &desk, const QString &text)
    {
        const auto labels = desk.window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    // Ticks the line of the review whose title has these words.
    static bool tick(const Desk &desk, const QString &title)
    {
        for (QCheckBox *box : desk.window->findChildren<QCheckBox *>()) {
            if (box->isVisible() && box->accessibleName().contains(title)) {
                box->setChecked(true);
                return true;
            }
        }
        return false;
    }
    static bool applied(Desk &desk)
    {
        return desk.press("reviewApplyButton") && desk.passStepOne() && desk.onPage(VerificationPageId);
    }

private slots:
    // cloud.md b.9: the checks warn, the review has a line of its own, and nothing is created without its tick
    void missingPrincipal_data()
    {
        QTest::addColumn<bool>("ticked");
        QTest::newRow("ticked") << true;
        QTest::newRow("not ticked") << false;
    }
    void missingPrincipal()
    {
        QFETCH(bool, ticked);
        Lab lab;
        QVERIFY(lab.start({}, {}, { { QStringLiteral("remove"), QJsonObject{ { QStringLiteral("servicePrincipals"), QJsonArray{ QLatin1String(model::constant::skypeOnlineAppId) } } } } }));
        Desk desk(lab, m_folder.filePath(QStringLiteral("missing%1/run.json").arg(ticked)), QStringLiteral("en"));
        QVERIFY(desk.walkToReview()); // past the prerequisites
        QVERIFY(desk.canGoOn("reviewApplyButton"));
        QVERIFY(shows(desk, QStringLiteral("Service application “Skype for Business Online”")));
        const auto created = [&] { return lab.writes().count(QStringLiteral("POST v1.0/servicePrincipals")); };
        QCOMPARE(created(), 0);
        if (ticked) {
            QVERIFY(tick(desk, QStringLiteral("Service application")) && tick(desk, QStringLiteral("Keys of")));
            QVERIFY(applied(desk));
            QCOMPARE(keysOf(lab, model::constant::skypeOnlineAppId).size(), 1);
        } else {
            QVERIFY(desk.press("reviewApplyButton") && desk.press("reviewApplyTickedButton"));
            QVERIFY(desk.passStepOne());
            QVERIFY(desk.waitFor([&] { return desk.run.steps[4]->status() == model::StepStatus::Skipped; }));
        }
        QCOMPARE(created(), ticked ? 1 : 0);
    }

    // ux.md pages 11 and 12: side by side, before and after, to be read by everybody and copied
    void keysAndPlacesAreShown_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("toBeAdded");
        QTest::newRow("English") << "en" << "To be added";
        QTest::newRow("French") << "fr" << "À ajouter";
    }
    void keysAndPlacesAreShown()
    {
        QFETCH(QString, language);
        QFETCH(QString, toBeAdded);
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab, m_folder.filePath(language + QStringLiteral("/keys.json")), language);
        QVERIFY(desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared());
        QVERIFY(desk.press("reviewStepByStepButton"));
        for (const char *page : { "account", "partnerApplication", "certificate" }) {
            QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton"));
            const QByteArray run = QByteArray(page) + "RunButton";
            QVERIFY(desk.canGoOn(run.constData()) && desk.press(run.constData()));
        }
        QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(UploadPageId));
        QVERIFY(desk.canGoOn("uploadRunButton"));
        auto *keys = desk.need<DataTable>("uploadKeys");
        QVERIFY(keys && keys->isVisible());
        QCOMPARE(keys->columnCount(), 4);
        QCOMPARE(keys->rowCount(), 4); // the application, a kept one, an expired one, ours
        const QString current = desk.run.state.certificate()->thumbprint;
        QVERIFY(keys->plainText(false).contains(toBeAdded + u'\t' + current));
        QVERIFY(desk.press("uploadRunButton") && desk.canGoOn("nextButton"));
        QVERIFY(!keys->plainText(false).contains(toBeAdded));
        QVERIFY(keys->plainText(false).contains(current));
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(keys);
        QVERIFY(face && face->tableInterface() && !face->text(QAccessible::Name).isEmpty());
        QCOMPARE(face->tableInterface()->rowCount(), 4);
        QVERIFY(!face->tableInterface()->columnDescription(1).isEmpty());
        keys->setFocus();
        keys->selectRow(3);
        QTest::keyClick(keys, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(current));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u'\n'));

        QVERIFY(desk.press("nextButton") && desk.onPage(UploadCheckPageId));
        QVERIFY(desk.canGoOn("uploadCheckRunButton") && desk.press("uploadCheckRunButton") && desk.canGoOn("nextButton"));
        auto *places = desk.need<DataTable>("uploadCheckPlaces");
        QVERIFY(places && places->isVisible());
        QCOMPARE(places->plainText(false).count(current), places->rowCount());
        QVERIFY(desk.press("uploadCheckAgainButton") && desk.canGoOn("nextButton")); // reads again, as often as one likes
        QCOMPARE(places->plainText(false).count(current), places->rowCount());
    }

    // cloud.md d: the settings have the tick, the review tells what was found and leaves the line unticked
    void exchangeOnlineTick_data()
    {
        QTest::addColumn<bool>("dedicated");
        QTest::newRow("no dedicated application") << false;
        QTest::newRow("dedicated application") << true;
    }
    void exchangeOnlineTick()
    {
        QFETCH(bool, dedicated);
        QJsonObject scenario{ { QStringLiteral("change"),
                                QJsonObject{ { QStringLiteral("servicePrincipals"),
                                               QJsonObject{ { QLatin1String(model::constant::exchangeOnlineAppId),
                                                              QJsonObject{ { QStringLiteral("keyCredentials"), QJsonArray() } } } } } } } };
        if (dedicated)
            scenario[QStringLiteral("add")] = QJsonObject{ { QStringLiteral("applications"),
                                                             QJsonArray{ QJsonObject{ { QStringLiteral("id"), QStringLiteral("@guid:dedicated object@") },
                                                                                      { QStringLiteral("appId"), QStringLiteral("@guid:dedicated@") },
                                                                                      { QStringLiteral("displayName"), QStringLiteral("ExchangeServerApp-1") },
                                                                                      { QStringLiteral("keyCredentials"), QJsonArray() } } } } };
        Lab lab;
        QVERIFY(lab.start({}, {}, scenario));
        Desk desk(lab, m_folder.filePath(QStringLiteral("online%1/run.json").arg(dedicated)), QStringLiteral("en"));
        QVERIFY(desk.walkToReview() && desk.canGoOn("reviewApplyButton"));
        desk.window->wizard()->goTo(SettingsPageId);
        QVERIFY(desk.onPage(SettingsPageId));
        desk.need<QCheckBox>("settingsOnlineBox")->setChecked(true);
        QVERIFY(desk.press("nextButton") && desk.onPage(ReviewPageId));
        QTRY_VERIFY_WITH_TIMEOUT(shows(desk, QStringLiteral("Keys of “Office 365 Exchange Online”")), 30'000);
        QCOMPARE(shows(desk, QStringLiteral("ExchangeServerApp-1 exists")), dedicated);
        QCOMPARE(shows(desk, QStringLiteral("no token for Exchange Online at all")), !dedicated);
        for (QCheckBox *box : desk.window->findChildren<QCheckBox *>()) {
            if (box->isVisible() && box->accessibleName().contains(QStringLiteral("Exchange Online”")))
                QVERIFY(!box->isChecked());
        }
        if (dedicated) { // a line that is only offered is no reason to ask
            QVERIFY(tick(desk, QStringLiteral("Keys of “Skype")));
            QVERIFY(desk.press("reviewApplyButton"));
            QVERIFY(desk.onPage(OauthPageId));
        } else {
            QVERIFY(tick(desk, QStringLiteral("Exchange Online”")) && tick(desk, QStringLiteral("Keys of “Skype")));
            QVERIFY(applied(desk));
            QCOMPARE(keysOf(lab, model::constant::exchangeOnlineAppId).size(), 1);
        }
    }

    // U62: from the summary; the word is typed where nothing would be left
    void undoFromTheSummary_data()
    {
        QTest::addColumn<bool>("leavesNone");
        QTest::newRow("a neighbour stays") << false;
        QTest::newRow("nothing stays") << true;
    }
    void undoFromTheSummary()
    {
        QFETCH(bool, leavesNone);
        QJsonObject scenario;
        if (leavesNone)
            scenario = { { QStringLiteral("change"),
                           QJsonObject{ { QStringLiteral("servicePrincipals"),
                                          QJsonObject{ { QLatin1String(model::constant::skypeOnlineAppId),
                                                         QJsonObject{ { QStringLiteral("keyCredentials"), QJsonArray() } } } } } } } };
        Lab lab;
        QVERIFY(lab.start({}, {}, scenario));
        Desk desk(lab, m_folder.filePath(QStringLiteral("undo%1/run.json").arg(leavesNone)), QStringLiteral("en"));
        QVERIFY(desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared());
        QVERIFY(applied(desk));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning(), 30'000);
        if (desk.run.state.checks().isEmpty()) {
            QVERIFY(desk.press("verificationRunAllButton"));
            QTRY_VERIFY_WITH_TIMEOUT(!desk.run.checklist.isRunning() && !desk.run.state.checks().isEmpty(), 30'000);
        }
        QVERIFY(desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(SummaryPageId));
        const QString current = desk.run.state.certificate()->thumbprint;
        const qsizetype others = keysOf(lab, model::constant::skypeOnlineAppId).size() - 1;
        lab.forgetRequests();
        QVERIFY(desk.press("summaryUndoButton") && desk.canGoOn("undoRunButton"));
        QCOMPARE(lab.writes(), QStringList()); // shown first
        auto *keys = desk.need<DataTable>("undoKeys");
        QVERIFY(keys->isVisible() && keys->plainText(false).contains(QStringLiteral("To be removed\t") + current));
        QCOMPARE(desk.need<QLineEdit>("undoTypedEdit")->isVisible(), leavesNone);
        if (leavesNone) {
            QVERIFY(desk.press("undoRunButton"));
            QCOMPARE(lab.writes(), QStringList());
            desk.need<QLineEdit>("undoTypedEdit")->setText(QStringLiteral("Skype for Business Online"));
        }
        QVERIFY(desk.press("undoRunButton"));
        QVERIFY(desk.waitFor([&] { return desk.run.undo.isDone(); }));
        QCOMPARE(keysOf(lab, model::constant::skypeOnlineAppId).size(), others);
        QCOMPARE(with(keysOf(lab, model::constant::skypeOnlineAppId), QStringLiteral("thumbprint"), current).size(), 0);
        QCOMPARE(lab.writes().size(), 1);
        QVERIFY(desk.press("undoBackButton"));
        QVERIFY(!desk.need<QPushButton>("summaryUndoButton")->isVisible());
        QVERIFY(shows(desk, QStringLiteral("The configuration is partial")));
    }
};

QTEST_MAIN(TestFlowUploadWindow)
#include "tst_flow_upload_window.moc"
