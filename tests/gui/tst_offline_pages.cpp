#include "gui/Driver.h"
#include "pages/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>

using namespace passerelle;
using namespace passerelle::pages;

// What the pages offer those who may not sign in: the way on, the files, the answer, the commands to copy.
class TestOfflinePages : public QObject {
    Q_OBJECT

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("French") << "fr";
    }
    static bool says(const Driver &d, const QString &text)
    {
        for (const QLabel *label : d.window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    static QString in(const QString &language, const char *english, const char *french)
    {
        return QString::fromUtf8(language == u"fr" ? french : english);
    }

private slots:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }

    void wholeWay_data() { languages(); }
    void wholeWay()
    {
        QFETCH(QString, language);
        Driver d;
        d.offline = true;
        d.open({ 1060, 740 }, language);
        d.advanceTo(TenantPageId);
        QVERIFY(!d.need<QAbstractButton>("nextButton")->isVisible());
        d.advance();
        QTRY_COMPARE(d.page(), QStringLiteral("prerequisitesPage"));
        QVERIFY(d.stage.state.isOffline());
        QVERIFY(d.stage.tenant.domain.isEmpty()); // nobody was asked to sign in
        QTRY_VERIFY(says(d, in(language, "Nobody has signed in to Microsoft Entra", "Personne ne s’est connecté à Microsoft Entra")));
        QVERIFY(d.need<QAbstractButton>("nextButton")->isVisible());

        d.advanceTo(ReviewPageId);
        QTRY_VERIFY(says(d, in(language, "Somebody else uploads the certificate", "Une autre personne charge le certificat")));
        d.advanceTo(UploadPageId);
        QTRY_VERIFY(d.idle());
        QVERIFY(!d.shows("uploadRunButton")); // nothing can be uploaded here
        QVERIFY(!d.need<QAbstractButton>("nextButton")->isVisible());
        QVERIFY(d.shows("handOverSaveButton")); // open by itself

        d.stage.dialogs.answer = QStringLiteral("/home/anne/certificat");
        d.stage.saving.there = QStringList{ QStringLiteral("OAuthCert.cer") };
        d.click("handOverSaveButton");
        QCOMPARE(d.stage.saving.runs, 0); // asked first
        QVERIFY(says(d, QStringLiteral("OAuthCert.cer")));
        d.click("handOverReplaceButton");
        QTRY_VERIFY(!d.stage.saving.isRunning());
        QCOMPARE(d.stage.saving.folder, QStringLiteral("/home/anne/certificat"));
        QVERIFY(!d.stage.saving.words.templateWarning.isEmpty());
        QCOMPARE(d.stage.step("upload").status(), model::StepStatus::HandedOver);
        QTRY_VERIFY(says(d, in(language, "Handed over", "Transmis")));
        d.click("nextButton");

        // The answer may come in a later run.
        QTRY_COMPARE(d.page(), QStringLiteral("uploadCheckPage"));
        QTRY_VERIFY(d.idle());
        QTRY_VERIFY(says(d, in(language, "The answer of the other operator is missing", "La réponse de l’autre personne manque")));
        QVERIFY(!d.shows("uploadCheckRunButton"));
        QTRY_VERIFY(d.shows("nextButton"));
        d.stage.dialogs.answer = QStringLiteral("/home/anne/read-back.json");
        d.stage.readBack.failAt = 0;
        d.stage.readBack.failure_ = core::Failure{ core::FailureCode::KeyNotFound, {}, {}, true };
        d.click("broughtBackOpenButton");
        QTRY_VERIFY(!d.stage.readBack.isRunning());
        QCOMPARE(d.stage.readBack.file, QStringLiteral("/home/anne/read-back.json"));
        QVERIFY(says(d, QStringLiteral("KEY-NOT-FOUND")));
        QVERIFY(d.stage.state.stepRecord(QStringLiteral("upload-check")).status != model::StepStatus::Done);

        // Other dates prove the upload, and are not called right.
        d.stage.readBack.failAt = -1;
        d.stage.readBack.failure_.reset();
        for (model::Finding &row : d.stage.readBack.script) {
            if (row.id == u"check.dates") {
                row.verdict = model::Verdict::Attention;
                row.code = core::FailureCode::KeyDates;
            }
        }
        QGuiApplication::clipboard()->setText(QStringLiteral("{\"value\":[]}"));
        d.click("broughtBackPasteButton");
        QTRY_VERIFY(d.stage.readBack.isConfirmed());
        QCOMPARE(d.stage.readBack.text, QByteArray("{\"value\":[]}"));
        QVERIFY(says(d, in(language, "The answer proves the upload, with a point to read",
                           "La réponse prouve le chargement, avec un point à lire")));
        QVERIFY(!says(d, in(language, "every certificate, with its dates", "chaque certificat, avec ses dates")));
        QTRY_COMPARE(d.stage.step("upload-check").status(), model::StepStatus::Done);
    }

    // Going back and signing in after all ends it: the plan is made anew.
    void signingInAfterAll()
    {
        Driver d;
        d.offline = true;
        d.open();
        d.advanceTo(PrerequisitesPageId);
        QTRY_VERIFY(d.idle());
        d.click("backButton");
        QVERIFY(says(d, QStringLiteral("You work without a sign-in")));
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.idle());
        QVERIFY(!d.stage.state.isOffline());
        QVERIFY(!says(d, QStringLiteral("You work without a sign-in")));
        const int before = d.stage.prerequisites.runs;
        d.click("nextButton");
        QTRY_VERIFY(d.idle());
        QCOMPARE(d.stage.prerequisites.runs, before + 1);
    }

    // cloud.md 0.4: what cannot be done here can be read, selected and copied.
    void commandsAreShownAndCopied_data() { languages(); }
    void commandsAreShownAndCopied()
    {
        QFETCH(QString, language);
        Driver d;
        d.open({ 1060, 740 }, language);
        d.advanceTo(OauthPageId);
        QTRY_VERIFY(d.shows("oauth.1hCopyCommandsButton"));
        QGuiApplication::clipboard()->clear();
        d.click("oauth.1hCopyCommandsButton");
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Connect-ExchangeOnline\nGet-IntraOrganizationConnector\nDisconnect-ExchangeOnline -Confirm:$false\n"));
        QVERIFY(!d.shows("oauth.1hCommands"));
        d.click("oauth.1hShowCommandsButton");
        QVERIFY(d.shows("oauth.1hCommands"));
        auto *text = d.need<QPlainTextEdit>("oauth.1hCommands");
        const QWidget *list = d.need<QScrollArea>("oauthFindings")->viewport();
        QTRY_VERIFY(list->rect().contains(QRect(text->mapTo(list, QPoint()), text->size()))); // scrolled to
        QVERIFY(text->isReadOnly());
        QVERIFY(text->textInteractionFlags() & Qt::TextSelectableByKeyboard);
        QVERIFY(text->toPlainText().contains(QStringLiteral("Get-IntraOrganizationConnector")));
        d.click("oauth.1hShowCommandsButton");
        QVERIFY(!d.shows("oauth.1hCommands"));
        QCOMPARE(d.need<QAbstractButton>("oauth.1hCopyCommandsButton")->text(), in(language, "Copy the commands", "Copier les commandes"));
    }

    // V8 takes the mailbox typed on its page, and no nonsense.
    void mailboxOfTheTest()
    {
        Driver d;
        d.open();
        d.advanceTo(VerificationPageId);
        d.type("verificationMailboxEdit", QStringLiteral("no address"));
        d.click("verificationRunAllButton");
        QCOMPARE(d.stage.checklist.runs, 0);
        QVERIFY(says(d, QStringLiteral("Enter an address")));
        d.type("verificationMailboxEdit", QStringLiteral(" anne@contoso.fr "));
        d.click("verificationRunAllButton");
        QTRY_VERIFY(d.idle());
        QCOMPARE(d.stage.checklist.runs, 1);
        QCOMPARE(d.stage.state.settings().testMailbox, QStringLiteral("anne@contoso.fr"));
        QVERIFY(d.shows("V8CopyCommandsButton"));
        d.click("verificationV8RunButton");
        QCOMPARE(d.stage.checklist.alone, QStringList{ QStringLiteral("V8") });
    }
};

QTEST_MAIN(TestOfflinePages)
#include "tst_offline_pages.moc"
