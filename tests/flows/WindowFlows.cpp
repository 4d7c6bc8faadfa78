// Flows of one person at the window; what can be copied is copied, wherever it can be.
#include "flows/SecretFlows.h"
#include "pages/DetailsFold.h"
#include "report/ReportFile.h"
#include "support/Desk.h"

#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace passerelle::tests {

using pages::ExchangePageId;
using pages::StartPageId;
using pages::TenantPageId;

namespace {

class Person {
public:
    explicit Person(Evidence &evidence) : e(evidence), desk(e.lab, e.folder.filePath(QStringLiteral("run.json")), QStringLiteral("en")) {}

    bool reachTenantPage()
    {
        return desk.onPage(StartPageId) && desk.press("nextButton") && desk.onPage(ExchangePageId) && desk.press("exchangeConnectButton")
            && desk.canGoOn("nextButton") && desk.press("nextButton") && desk.onPage(TenantPageId);
    }
    bool signIn() { return reachTenantPage() && desk.press("tenantSignInButton") && desk.canGoOn("nextButton"); }
    bool applyEverything()
    {
        return desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared() && desk.press("reviewApplyButton") && desk.passStepOne()
            && desk.onPage(pages::VerificationPageId)
            && desk.waitFor([this] { return !desk.run.checklist.isRunning(); });
    }
    bool failed() { return desk.waitFor([this] { return !desk.run.tenant.isRunning() && desk.run.tenant.failure(); }); }
    QWidget *page() { return desk.window->wizard()->currentPage(); }

    // Each line of each "Details", and each message that offers to be copied.
    void copyDetails()
    {
        for (auto *fold : desk.window->findChildren<pages::DetailsFold *>()) {
            fold->setOpen(true);
            auto *log = fold->findChild<QPlainTextEdit *>();
            auto *copy = fold->findChildren<QPushButton *>(QRegularExpression(QStringLiteral("CopyCommandButton$"))).value(0);
            for (QTextBlock block = log->document()->begin(); copy && block.isValid(); block = block.next()) {
                log->setTextCursor(QTextCursor(block));
                copy->click();
                keepCopied();
            }
            e.channels->keep(QStringLiteral("details"), log->toPlainText().toUtf8());
        }
        for (auto *copy : desk.window->findChildren<QPushButton *>(QRegularExpression(QStringLiteral("[a-z]CopyButton$")))) {
            copy->click();
            keepCopied();
        }
    }
    void keepCopied() { e.channels->keep(QStringLiteral("details"), QGuiApplication::clipboard()->text().toUtf8()); }
    void saveReports()
    {
        (void)desk.run.store.save();
        for (const char *name : {"report.html", "report.json"})
            (void)report::writeReport(report::gather(desk.run.state, desk.run.clock.nowUtc()), e.folder.filePath(QLatin1String(name)));
    }
    void finish()
    {
        copyDetails();
        saveReports();
    }

    Evidence &e;
    Desk desk;
};

// The whole procedure: Exchange with Basic, the browser with form_post, the report saved by its button.
void browserFormPost(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    EXPECT_IN_FLOW(e, person.applyEverything());
    EXPECT_IN_FLOW(e, person.desk.canGoOn("nextButton") && person.desk.press("nextButton") && person.desk.onPage(pages::SummaryPageId));
    person.desk.dialogs.answer = e.folder.filePath(QStringLiteral("report.html"));
    EXPECT_IN_FLOW(e, person.desk.press("summarySaveButton"));
    EXPECT_IN_FLOW(e, QFile::exists(person.desk.dialogs.answer));
    person.finish();
}

void copiedAddress(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    person.desk.opener.opens = false;
    EXPECT_IN_FLOW(e, person.reachTenantPage() && person.desk.press("tenantSignInButton") && person.desk.canGoOn("tenantCopyAddressButton"));
    EXPECT_IN_FLOW(e, person.desk.press("tenantCopyAddressButton"));
    app::LabBrowser browser(person.desk.endpoints.labControl);  // the person opens it by hand
    browser.approve(QUrl(QGuiApplication::clipboard()->text(), QUrl::StrictMode));
    EXPECT_IN_FLOW(e, person.desk.canGoOn("nextButton"));
    QGuiApplication::clipboard()->setText(QStringLiteral("something else"));
    person.finish();
}

void deviceCode(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin({{QStringLiteral("deviceInterval"), 1}, {QStringLiteral("devicePending"), 1}, {QStringLiteral("deviceAnswer"), QStringLiteral("approve")}}));
    Person person(e);
    EXPECT_IN_FLOW(e, person.reachTenantPage() && person.desk.press("tenantOptionsButton") && person.desk.press("tenantCodeButton"));
    EXPECT_IN_FLOW(e, person.desk.canGoOn("tenantCopyCodeButton") && person.desk.press("tenantCopyCodeButton"));
    QTest::qWait(50);
    QGuiApplication::clipboard()->setText(QStringLiteral("something else"));
    EXPECT_IN_FLOW(e, person.desk.canGoOn("nextButton"));
    EXPECT_IN_FLOW(e, person.desk.press("nextButton") && person.desk.onPage(pages::PrerequisitesPageId) && person.desk.canGoOn("nextButton"));
    person.finish();
}

void claimsChallenge(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    EXPECT_IN_FLOW(e, person.signIn());
    EXPECT_IN_FLOW(e, e.lab.setSwitches({{QStringLiteral("claimsChallenge"), QStringLiteral("always")}}));
    std::optional<bool> good;
    core::run(person.desk.run.directory.organization(), &person.desk.run.tenant, [&](const auto &result) { good = bool(result); });
    EXPECT_IN_FLOW(e, person.desk.waitFor([&] { return good.has_value(); }) && *good);
    const auto secrets = e.lab.secrets();
    EXPECT_IN_FLOW(e, std::count_if(secrets.begin(), secrets.end(), [](const auto &one) { return one.first == u"code"; }) == 2);
    person.finish();
}

void exchangeOnline(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    EXPECT_IN_FLOW(e, person.signIn() && person.desk.press("tenantOnlineButton"));
    EXPECT_IN_FLOW(e, person.desk.waitFor([&] { return person.desk.run.tenant.isSignedInToExchangeOnline(); }));
    EXPECT_IN_FLOW(e, person.desk.canGoOn("nextButton") && person.desk.press("nextButton") && person.desk.onPage(pages::PrerequisitesPageId));
    EXPECT_IN_FLOW(e, person.desk.canGoOn("nextButton"));
    services::StepService *oauth = person.desk.run.steps.first();
    oauth->probe();
    EXPECT_IN_FLOW(e, person.desk.waitFor([&] { return !oauth->isRunning(); }));
    const QJsonArray requests = e.lab.requests();
    EXPECT_IN_FLOW(e, std::any_of(requests.begin(), requests.end(), [](const QJsonValue &one) { return one.toObject()[QStringLiteral("area")].toString() == u"exo"; }));
    person.finish();
}

void proxyWithPassword(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin({{QStringLiteral("proxyAuthentication"), QStringLiteral("Basic")}}));
    Person person(e);
    EXPECT_IN_FLOW(e, person.reachTenantPage() && person.desk.press("tenantOptionsButton"));
    const QJsonObject account = e.lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("proxy")].toObject();
    person.desk.need<QComboBox>("tenantProxyBox")->setCurrentIndex(1);
    person.desk.need<QLineEdit>("tenantProxyAddressEdit")->setText(QUrl(e.lab.ready()[QStringLiteral("proxy")].toString()).authority());
    person.desk.need<QLineEdit>("tenantProxyUserEdit")->setText(account[QStringLiteral("user")].toString());
    person.desk.need<QLineEdit>("tenantProxyPasswordEdit")->setText(account[QStringLiteral("password")].toString());
    EXPECT_IN_FLOW(e, person.desk.press("tenantProxyTestButton"));
    EXPECT_IN_FLOW(e, person.desk.waitFor([&] { return !person.desk.run.tenant.isTestingProxy(); }));
    EXPECT_IN_FLOW(e, person.desk.press("tenantSignInButton") && person.desk.canGoOn("nextButton"));
    const QJsonArray requests = e.lab.requests();
    EXPECT_IN_FLOW(e, std::any_of(requests.begin(), requests.end(), [](const QJsonValue &one) {
                       return one.toObject()[QStringLiteral("area")].toString() == u"proxy" && one.toObject()[QStringLiteral("status")].toInt() == 200;
                   }));
    person.finish();
}

void offlineFiles(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    EXPECT_IN_FLOW(e, person.applyEverything());
    person.desk.window->wizard()->goTo(pages::UploadPageId);
    EXPECT_IN_FLOW(e, person.desk.onPage(pages::UploadPageId) && person.desk.press("uploadExtraButton"));
    EXPECT_IN_FLOW(e, QDir(e.folder.path()).mkdir(QStringLiteral("offline")));
    person.desk.dialogs.answer = e.folder.filePath(QStringLiteral("offline"));
    EXPECT_IN_FLOW(e, person.desk.press("handOverSaveButton"));
    EXPECT_IN_FLOW(e, person.desk.waitFor([&] { return !person.desk.run.offlineUpload.isRunning() && !person.desk.run.offlineUpload.savedFiles().isEmpty(); }));
    person.finish();
}

// Refusals tell the most: the failure, its technical part, the message to be copied.
void refusedToken(Evidence &e)
{
    EXPECT_IN_FLOW(e, e.begin());
    Person person(e);
    EXPECT_IN_FLOW(e, e.lab.setFaults({QJsonObject {{QStringLiteral("kind"), QStringLiteral("token-error")}, {QStringLiteral("code"), 53003}}}));
    EXPECT_IN_FLOW(e, person.reachTenantPage() && person.desk.press("tenantSignInButton") && person.failed());
    EXPECT_IN_FLOW(e, person.desk.press("tenantCopyButton"));
    person.keepCopied();
    e.channels->keep(QStringLiteral("details"), person.desk.run.tenant.failure()->technical.toUtf8());
    person.finish();
}

}

QList<SecretFlow> windowFlows()
{
    const QStringList shown {QStringLiteral("log"), QStringLiteral("details"), QStringLiteral("clipboard"), QStringLiteral("window titles"), QStringLiteral("run file"),
                             QStringLiteral("report html"), QStringLiteral("report json"), QStringLiteral("lab journal"),
#ifdef Q_OS_LINUX
                             QStringLiteral("processes")
#endif
    };
    const QStringList browser {QStringLiteral("exchange password"), QStringLiteral("code"), QStringLiteral("state"), QStringLiteral("nonce"), QStringLiteral("code_verifier"),
                               QStringLiteral("access_token"), QStringLiteral("id_token")};
    const QStringList withKeys = shown + QStringList {QStringLiteral("key files")};
    return {
        {QStringLiteral("browser, form_post, Exchange Basic"), browserFormPost, browser, withKeys, {}},
        // The person asks for the address and gets it: it names the state and the nonce of this attempt.
        {QStringLiteral("address copied"), copiedAddress, browser, shown,
         {{QStringLiteral("clipboard"), QStringLiteral("state")}, {QStringLiteral("clipboard"), QStringLiteral("nonce")}}},
        // The button "Copy the code" puts the code there.
        {QStringLiteral("device code"), deviceCode,
         {QStringLiteral("exchange password"), QStringLiteral("device_code"), QStringLiteral("user_code"), QStringLiteral("access_token"), QStringLiteral("id_token")}, shown,
         {{QStringLiteral("clipboard"), QStringLiteral("user_code")}}},
        {QStringLiteral("claims challenge"), claimsChallenge, browser, shown, {}},
        {QStringLiteral("Exchange Online second"), exchangeOnline, browser, shown, {}},
        {QStringLiteral("proxy with password"), proxyWithPassword, browser + QStringList {QStringLiteral("proxy password")}, shown, {}},
        {QStringLiteral("files for another operator"), offlineFiles, browser, withKeys + QStringList {QStringLiteral("offline files")}, {}},
        {QStringLiteral("token refused"), refusedToken, {QStringLiteral("exchange password"), QStringLiteral("code"), QStringLiteral("state")}, shown, {}},
    };
}

}
