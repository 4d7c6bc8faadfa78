// Draws every page of the window in the middle of a run, for people to look at:
// passerelle-pictures <folder> [--lang fr|en] [--theme light|dark] [--size WxH] [--scale N] [--catalogue
// FILE]… [--only page]

#include "fakes/Stage.h"
#include "model/Steps.h"
#include "pages/Theme.h"
#include "ui/MainWindow.h"
#include "ui/SetupWizard.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace passerelle;

class Photographer {
public:
    Photographer(QString folder, QStringList catalogues, const QString &language, QSize size, QString only)
        : m_folder(std::move(folder))
        , m_only(std::move(only))
        , m_stage(std::move(catalogues))
    {
        m_stage.languages.use(language);
        m_window = std::make_unique<ui::MainWindow>(m_stage.parts());
        m_window->resize(size);
        m_window->show();
        settle();
    }

    void run()
    {
        take("01-start");
        next();
        connections();
        next();
        waitIdle();
        take("04-prerequisites");
        next();
        take("05-settings");
        offers();
        next();
        review();
        steps();
        verification();
        next();
        summary();
    }

    // The way of those who may not sign in to Microsoft Entra.
    void runOffline()
    {
        m_stage.workOffline();
        next();
        need<QLineEdit>("exchangeServerEdit")->setText(QStringLiteral("ex1.contoso.fr"));
        need<QLineEdit>("exchangeUserEdit")->setText(QStringLiteral("CONTOSO\\admin.exchange"));
        need<QLineEdit>("exchangePasswordEdit")->setText(QStringLiteral("not a real one"));
        press("exchangeConnectButton");
        waitIdle();
        next();
        take("o03a-tenant-choice");
        press("tenantOfflineButton");
        waitIdle();
        take("o04-prerequisites");
        m_window->wizard()->back();
        waitIdle();
        take("o03b-tenant-offline");
        next();
        waitIdle();
        next();
        take("o05-settings");
        next();
        waitIdle();
        take("o06-review");
        press("reviewStepByStepButton");
        waitIdle();
        press("oauth.1hShowCommandsButton");
        settle(200);
        take("o07-oauth-commands");
        next();
        for (const char *name : { "account", "partnerApplication", "certificate" }) {
            waitIdle();
            press((QByteArray(name) + "RunButton").constData());
            waitIdle();
            next();
        }
        waitIdle();
        take("o11a-hand-over");
        m_stage.dialogs.answer = QStringLiteral("/home/admin/passerelle");
        m_stage.saving.there = QStringList{ QStringLiteral("OAuthCert.cer"), QStringLiteral("instructions.txt") };
        press("handOverSaveButton");
        take("o11b-hand-over-replace");
        press("handOverReplaceButton");
        waitIdle();
        settle(200);
        take("o11c-handed-over");
        next();
        waitIdle();
        take("o12a-answer-missing");
        m_stage.readBack.failure_ = core::Failure{ core::FailureCode::KeyNotFound,
                                                   { { QStringLiteral("name"), QStringLiteral("Skype for Business Online") },
                                                     { QStringLiteral("thumbprint"),
                                                       QStringLiteral("3F49D763167E36D4BD84ABF5E1DBFC05005E8BB4") } },
                                                   {},
                                                   true };
        m_stage.readBack.failAt = 0;
        press("broughtBackPasteButton");
        settle(200);
        take("o12b-answer-refused");
        m_stage.readBack.failure_.reset();
        m_stage.readBack.failAt = -1;
        press("broughtBackPasteButton");
        settle(200);
        waitIdle();
        take("o12c-answer-judged");
        next();
        press("verificationRunAllButton");
        waitIdle();
        press("V8ShowCommandsButton");
        settle(200);
        take("o13-verification");
        m_window->close();
    }

private:
    void settle(int ms = 40) { QTest::qWait(ms); }
    void waitIdle()
    {
        if (!QTest::qWaitFor([this] { return !m_window->wizard()->currentPageBase()->isBusy(); }, 3000))
            qWarning("still busy");
        settle();
    }
    template <class T> T *need(const char *name)
    {
        auto *found = m_window->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no widget named %s", name);
        return found;
    }
    void press(const char *name)
    {
        need<QPushButton>(name)->click();
        settle();
    }
    void next() { press("nextButton"); }
    void take(const char *name)
    {
        if (!m_only.isEmpty() && !QString::fromLatin1(name).startsWith(m_only))
            return;
        settle();
        QPixmap picture(m_window->size() * m_window->devicePixelRatioF());
        picture.setDevicePixelRatio(m_window->devicePixelRatioF());
        m_window->render(&picture);
        picture.save(m_folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
    }

    void connections()
    {
        need<QLineEdit>("exchangeServerEdit")->setText(QStringLiteral("ex1"));
        press("exchangeConnectButton");
        take("02a-exchange-errors");
        need<QLineEdit>("exchangeServerEdit")->setText(QStringLiteral("ex1.contoso.fr"));
        need<QLineEdit>("exchangeUserEdit")->setText(QStringLiteral("CONTOSO\\admin.exchange"));
        need<QLineEdit>("exchangePasswordEdit")->setText(QStringLiteral("not a real one"));
        m_stage.exchange.failure_ = core::Failure{ core::FailureCode::ExUnreachable,
                                                   { { QStringLiteral("host"), QStringLiteral("ex1.contoso.fr") },
                                                     { QStringLiteral("port"), QStringLiteral("443") },
                                                     { QStringLiteral("stage"), QStringLiteral("port") } },
                                                   {},
                                                   true };
        m_stage.exchange.failAt = 1;
        press("exchangeConnectButton");
        waitIdle();
        take("02d-exchange-unreachable");
        m_stage.exchange.failure_ =
            core::Failure{ core::FailureCode::ExTlsTrust,
                           { { QStringLiteral("host"), QStringLiteral("ex1.contoso.fr") },
                             { QStringLiteral("reason"), QStringLiteral("self-signed") } },
                           {},
                           false };
        m_stage.exchange.failAt = 2;
        press("exchangeConnectButton");
        waitIdle();
        take("02b-exchange-trust");
        m_stage.exchange.failAt = -1;
        press("exchangeTrustButton");
        waitIdle();
        take("02c-exchange-connected");
        next();
        m_stage.tenant.holdAt = 1;
        press("tenantSignInButton");
        settle(200);
        take("03a-tenant-waiting");
        press("tenantStopButton");
        waitIdle();
        press("tenantOptionsButton");
        need<QComboBox>("tenantProxyBox")->setCurrentIndex(1);
        take("03c-tenant-options");
        need<QComboBox>("tenantProxyBox")->setCurrentIndex(0);
        m_stage.tenant.code = auth::DeviceCode{ QStringLiteral("DEMO12345"),
                                                QUrl(QStringLiteral("https://microsoft.com/devicelogin")),
                                                QDateTime::currentDateTimeUtc().addSecs(840) };
        press("tenantCodeButton");
        settle(200);
        take("03d-tenant-code");
        press("tenantStopButton");
        waitIdle();
        m_stage.tenant.withCode = false;
        press("tenantOptionsButton");
        tenantInTheWay();
        m_stage.tenant.holdAt = -1;
        press("tenantSignInButton");
        waitIdle();
        take("03b-tenant-signed-in");
    }

    void tenantInTheWay()
    {
        m_stage.tenant.holdAt = 3;
        press("tenantSignInButton");
        settle(200);
        m_stage.tenant.slowDown(17, core::WaitReason::Throttled);
        take("03e-tenant-throttled");
        press("tenantStopButton");
        waitIdle();
        m_stage.tenant.holdAt = -1;
        m_stage.tenant.failAt = 1;
        m_stage.tenant.failure_ = core::Failure{
            core::FailureCode::EntraCaBlock,
            { { QStringLiteral("reason"), QStringLiteral("policy") },
              { QStringLiteral("correlationId"), QStringLiteral("0b1c2d3e-5f60-4718-8293-a4b5c6d7e8f9") },
              { QStringLiteral("time"), QStringLiteral("2026-06-26 12:05:31Z") },
              { QStringLiteral("link"), QStringLiteral("https://login.microsoftonline.com/error?code=53003") } },
            QStringLiteral("interaction_required; message_only; AADSTS53003: Access has been blocked by "
                           "Conditional Access policies. The access policy does not allow token issuance."),
            false
        };
        press("tenantSignInButton");
        waitIdle();
        take("03f-tenant-refused");
        press("tenantFactsButton");
        take("03g-tenant-refused-facts");
        m_stage.tenant.failure_.reset();
        m_stage.tenant.failAt = -1;
        press("tenantSignInButton");
        waitIdle();
        m_stage.tenant.logout = QUrl(QStringLiteral("https://login.microsoftonline.com/contoso/oauth2/v2.0/logout"));
        press("tenantSignOutButton");
        take("03h-tenant-signed-out");
    }

    // Lines that are only offered, with what to know before ticking them.
    void offers()
    {
        model::Change removal;
        removal.id = QStringLiteral("upload.remove-own");
        removal.step = QLatin1String(model::step::upload);
        removal.target = QStringLiteral("entra");
        removal.object = QStringLiteral("Office 365 Exchange Online");
        removal.values = { { QStringLiteral("name"), removal.object },
                           { QStringLiteral("kept"), QStringLiteral("0") },
                           { QStringLiteral("hybrid"), QString() },
                           { QStringLiteral("removedKeys"),
                             QStringLiteral("3F49D763167E36D4BD84ABF5E1DBFC05005E8BB4  2024-01-03 – 2029-01-03") } };
        removal.shared = removal.optional = true;
        m_stage.step("upload").planned.append(removal);
    }

    void review()
    {
        waitIdle();
        take("06a-review");
        press("reviewChange4KeysButton");
        take("06c-review-keys");
        press("reviewChange4KeysButton");
        need<QCheckBox>("reviewChange5")->setFocus();
        take("06d-review-offer");
        press("reviewApplyButton");
        take("06b-review-unticked");
        need<QCheckBox>("reviewChange4")->setChecked(true);
        press("reviewStepByStepButton");
    }

    void steps()
    {
        waitIdle();
        take("07-oauth");
        next();
        waitIdle();
        take("08a-account-ready");
        auto &account = m_stage.step(model::step::account);
        account.holdAt = 4;
        press("accountRunButton");
        settle(200);
        m_stage.tenant.renew(true);
        take("08e-account-renewal");
        m_stage.tenant.renew(false);
        press("accountDetailsButton");
        take("08b-account-running");
        press("accountStopButton");
        waitIdle();
        account.holdAt = -1;
        account.failAt = 4;
        account.failure_ = core::Failure{
            core::FailureCode::RoleAssign,
            { { QStringLiteral("roles"), QStringLiteral("ArchiveApplication") } },
            QStringLiteral("The management role cannot be assigned."),
            true
        };
        press("accountRunButton");
        waitIdle();
        take("08c-account-failed");
        account.failure_.reset();
        press("accountRetryButton");
        waitIdle();
        take("08d-account-done");
        press("accountDetailsButton");
        for (const char *name : { "partnerApplication", "certificate", "upload", "uploadCheck" }) {
            next();
            waitIdle();
            if (qstrcmp(name, "upload") == 0)
                take("11a-upload-ready");
            if (qstrcmp(name, "uploadCheck") == 0)
                deviations();
            if (qstrcmp(name, "uploadCheck") != 0)
                press((QByteArray(name) + "RunButton").constData());
            waitIdle();
            take((QByteArray::number(m_number++).rightJustified(2, '0') + "-" + name).constData());
        }
        next();
    }

    // Another certificate is published, and Microsoft Entra does not show the key yet.
    void deviations()
    {
        using Outcome = services::PlaceRow::Outcome;
        auto &check = m_stage.checkStep();
        const auto rows = check.rows;
        const auto script = check.script;
        check.rows[4].thumbprint = QStringLiteral("9A8B7C6D5E4F30211203F4E5D6C7B8A99A8B7C6D");
        check.rows[4].outcome = Outcome::Differs;
        check.rows[3].outcome = Outcome::Absent;
        check.rows[3].thumbprint.clear();
        check.rows[3].startUtc = check.rows[3].endUtc = {};
        check.rows[5] = { services::PlaceRow::Place::Entra, check.rows[5].name, {}, {}, {}, Outcome::NotYet };
        check.script[1].verdict = model::Verdict::Attention;
        check.script[1].code = core::FailureCode::GraphLag;
        press("uploadCheckRunButton");
        waitIdle();
        take("12a-uploadCheck-not-yet");
        check.rows = rows;
        check.script = script;
        press("uploadCheckAgainButton");
        waitIdle();
    }

    void verification()
    {
        take("13a-verification-new");
        press("verificationRunAllButton");
        waitIdle();
        take("13b-verification");
    }

    void summary()
    {
        model::ExportedCertificate certificate;
        certificate.thumbprint = QStringLiteral("3F49D763167E36D4BD84ABF5E1DBFC05005E8BB4");
        certificate.notAfter = QDateTime(QDate(2027, 1, 3), QTime(9, 0), Qt::UTC);
        m_stage.state.setCertificate(certificate);
        m_stage.state.setWarnings({ { QStringLiteral("prereq.support"),
                                      model::Verdict::Attention,
                                      {},
                                      core::FailureCode::ExEol,
                                      {},
                                      -1,
                                      {} },
                                    { QStringLiteral("V3"),
                                      model::Verdict::Attention,
                                      {},
                                      core::FailureCode::CertExpiring,
                                      {},
                                      -1,
                                      {} } });
        m_stage.dialogs.answer = QStringLiteral("/home/admin/passerelle-2026-06-26.html");
        m_window->wizard()->currentPageBase()->enter(pages::PageBase::Entry::Revisit);
        settle(300);
        take("14a-summary");
        press("summarySaveButton");
        take("14b-summary-saved");
        m_stage.undo.word = QStringLiteral("Skype for Business Online");
        press("summaryUndoButton");
        waitIdle();
        take("14c-undo");
        need<QLineEdit>("undoTypedEdit")->setText(m_stage.undo.word);
        press("undoRunButton");
        waitIdle();
        take("14d-undone");
        m_window->close();
    }

    QString m_folder;
    QString m_only;
    fakes::Stage m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
    int m_number = 9;
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    for (int i = 1; i + 1 < argc; ++i) {
        if (qstrcmp(argv[i], "--scale") == 0)
            qputenv("QT_SCALE_FACTOR", argv[i + 1]);
    }
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where the pictures go"));
    options.addOptions(
        { { QStringLiteral("lang"), QStringLiteral("fr or en"), QStringLiteral("code"),
            QStringLiteral("en") },
          { QStringLiteral("theme"), QStringLiteral("light or dark"), QStringLiteral("name"),
            QStringLiteral("light") },
          { QStringLiteral("size"), QStringLiteral("window size"), QStringLiteral("WxH"),
            QStringLiteral("1060x740") },
          { QStringLiteral("scale"), QStringLiteral("device pixel ratio"), QStringLiteral("n"),
            QStringLiteral("1") },
          { QStringLiteral("points"), QStringLiteral("text size"), QStringLiteral("pt"),
            QStringLiteral("10") },
          { QStringLiteral("catalogue"), QStringLiteral("JSON translations"), QStringLiteral("file") },
          { QStringLiteral("only"), QStringLiteral("pictures whose name starts so"),
            QStringLiteral("name") } });
    options.process(app);
    const QStringList where = options.positionalArguments();
    if (where.isEmpty())
        qFatal("which folder?");
    QFont font = app.font();
    font.setFamilies({ QStringLiteral("Inter"), QStringLiteral("Segoe UI"), QStringLiteral("Noto Sans"),
                       QStringLiteral("sans-serif") });
    font.setPointSizeF(options.value(QStringLiteral("points")).toDouble());
    app.setFont(font);
    pages::Theme::apply(
        app, options.value(QStringLiteral("theme")) == u"dark" ? pages::Scheme::Dark : pages::Scheme::Light);
    QDir().mkpath(where.first());
    const QStringList size = options.value(QStringLiteral("size")).split(u'x');
    const auto photographer = [&] {
        return Photographer(where.first(), options.values(QStringLiteral("catalogue")),
                            options.value(QStringLiteral("lang")), QSize(size.value(0).toInt(), size.value(1).toInt()),
                            options.value(QStringLiteral("only")));
    };
    photographer().run();
    photographer().runOffline();
    return 0;
}
