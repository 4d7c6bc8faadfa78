#include "app/WindowRun.h"

#include "app/ConsoleSignIn.h"
#include "pages/Theme.h"
#include "report/ReportFile.h"
#include "text/FailureText.h"
#include "ui/SetupWizard.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>

namespace passerelle::app {

DemoUrlOpener::DemoUrlOpener(const Endpoints &endpoints) : m_login(endpoints.cloud.login)
{
    if (endpoints.isLab())
        m_lab = std::make_unique<LabBrowser>(endpoints.labControl);
}

bool DemoUrlOpener::open(const QUrl &url)
{
    const bool signIn = url.host() == m_login.host() && url.port() == m_login.port();
    if (m_system.open(url))
        return true;
    if (!m_lab || !signIn)
        return false;
    m_lab->approve(url);
    return true;
}

ui::Parts WindowRun::parts(Composition &run, pages::Dialogs &dialogs, pages::UrlOpener &urlOpener, ui::Languages &languages)
{
    ui::Parts parts;
    parts.state = &run.state;
    parts.exchange = &run.exchange;
    parts.tenant = &run.tenant;
    parts.prerequisites = &run.prerequisites;
    parts.plan = run.plan.get();
    parts.steps = run.steps;
    parts.offline = &run.offlineUpload;
    parts.readBack = &run.readBack;
    parts.undo = &run.undo;
    parts.checklist = &run.checklist;
    parts.saveReport = [&run](const QString &file) {
        const core::Outcome written = report::writeReport(report::gather(run.state, run.clock.nowUtc()), file);
        return written ? QString() : text::failureSentence(written.failure());
    };
    parts.dialogs = &dialogs;
    parts.urlOpener = &urlOpener;
    parts.languages = &languages;
    return parts;
}

void WindowRun::prefill(const Endpoints &endpoints, ui::MainWindow &window)
{
    if (!endpoints.isLab())
        return;
    const auto fill = [&endpoints, &window] {  // a page makes its fields when it is first shown
        const QList<std::pair<const char *, QString>> values {{"exchangeServerEdit", endpoints.exchangeServer},
                                                              {"exchangeUserEdit", endpoints.exchangeUser},
                                                              {"exchangePasswordEdit", endpoints.exchangePassword},
                                                              {"tenantDomainEdit", endpoints.tenantDomain}};
        for (const auto &[name, value] : values) {
            auto *edit = window.findChild<QLineEdit *>(QLatin1String(name));
            if (edit && !edit->property("prefilled").toBool()) {
                edit->setProperty("prefilled", true);
                edit->setText(value);
            }
        }
        if (auto *basic = window.findChild<QCheckBox *>(QStringLiteral("exchangeBasicBox")); basic && !basic->property("prefilled").toBool()) {
            basic->setProperty("prefilled", true);
            basic->setChecked(true);  // the lab's password is no secret
        }
    };
    connect(window.wizard(), &QWizard::currentIdChanged, &window, fill);
    fill();
}

WindowRun::WindowRun(Composition &run, const Options &options, ui::Languages &languages)
    : m_run(run), m_urlOpener(run.endpoints)
{
    // The window may be gone before the program: a write that is on its way is awaited and recorded first.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    connect(qGuiApp, &QGuiApplication::lastWindowClosed, this, &WindowRun::closeDown);
    pages::Theme::apply(*static_cast<QApplication *>(QCoreApplication::instance()), pages::Scheme::System);
    ui::Parts parts = WindowRun::parts(run, m_dialogs, m_urlOpener, languages);
    parts.verifyOnly = options.verifyOnly;
    run.state.setMode(options.verifyOnly ? model::Mode::Verify : model::Mode::Setup);
    useBrowserTexts(run.tenant);
    connect(&languages, &ui::Languages::changed, this, [&run] { useBrowserTexts(run.tenant); });
    m_window = std::make_unique<ui::MainWindow>(parts);
    prefill(run.endpoints, *m_window);
    m_window->show();
}

void WindowRun::closeDown()
{
    if (m_closing)
        return;
    m_closing = true;
    if (m_run.undo.isRunning()) {
        connect(&m_run.undo, &model::Activity::finished, this, &WindowRun::freeShell);
        m_run.undo.cancel();
        return;
    }
    for (services::StepService *step : m_run.steps) {
        if (!step->isRunning())
            continue;
        connect(step, &model::Activity::finished, this, &WindowRun::freeShell);
        step->cancel();
        return;  // one step runs at a time
    }
    freeShell();
}

void WindowRun::freeShell()
{
    auto *close = m_run.session.close();
    if (!close) {
        QCoreApplication::quit();
        return;
    }
    core::run(close, this, [](const auto &) { QCoreApplication::quit(); });
}

}
