#include "app/ConsoleSignIn.h"

#include "text/FailureText.h"
#include "text/Format.h"

#include <QCoreApplication>

namespace passerelle::app {

static QString words(const char *source) { return QCoreApplication::translate("Console", source); }

void useBrowserTexts(services::GraphTenantConnection &tenant)
{
    //: The tag of the language this is translated into
    const QString language = words(QT_TRANSLATE_NOOP("Console", "en"));
    tenant.setBrowserTexts({words(QT_TRANSLATE_NOOP("Console", "You are signed in. You may close this page and return to Passerelle."))}, language);
}

ConsoleSignIn::ConsoleSignIn(Composition &run, const Options &options, Console &console)
    : m_run(run), m_options(options), m_console(console)
{
    if (m_run.endpoints.isLab()) {
        m_labBrowser = std::make_unique<LabBrowser>(m_run.endpoints.labControl);
        connect(m_labBrowser.get(), &LabBrowser::failed, this, [this](const QString &technical) {
            m_console.error(words(QT_TRANSLATE_NOOP("Console", "The made-up browser did not sign in:")) + u' ' + technical);
            m_run.tenant.cancel();
        });
    }
    connect(&m_run.tenant, &services::TenantConnection::browserRequested, this, &ConsoleSignIn::showAddress);
    connect(&m_run.tenant, &services::TenantConnection::deviceCodeReady, this, &ConsoleSignIn::showCode);
}

void ConsoleSignIn::start()
{
    QString domain = m_run.endpoints.tenantDomain;
    if (!m_run.endpoints.isLab()) {
        const auto &exchange = m_run.state.exchange();
        const auto &tenant = m_run.state.tenant();
        domain = m_console.ask(words(QT_TRANSLATE_NOOP("Console", "Domain of the Microsoft 365 organisation:")),
                               exchange ? exchange->defaultDomain : tenant ? tenant->initialDomain : QString());
    }
    const model::CloudSettings &settings = m_run.state.cloudSettings();
    if (settings.proxyKind == u"manual" && !settings.proxyUser.isEmpty())
        m_run.tenant.setProxyPassword(m_console.askSecret(words(QT_TRANSLATE_NOOP("Console", "Password of %1 at the proxy:")).arg(settings.proxyUser)));
    useBrowserTexts(m_run.tenant);
    connect(&m_run.tenant, &model::Activity::finished, this, [this] {
        if (m_options.cloud.exchangeOnline && !m_run.tenant.failure())
            signInToExchangeOnline();
        else
            emit finished();
    }, Qt::SingleShotConnection);
    if (m_options.cloud.deviceCode)
        m_run.tenant.signInWithCode(domain);
    else
        m_run.tenant.signIn(domain);
}

void ConsoleSignIn::signInToExchangeOnline()
{
    connect(&m_run.tenant, &model::Activity::finished, this, &ConsoleSignIn::finished, Qt::SingleShotConnection);
    m_run.tenant.signInToExchangeOnline();
    if (!m_run.tenant.isRunning())  // not offered in this cloud
        emit finished();
}

void ConsoleSignIn::showAddress(const QUrl &url)
{
    if (m_labBrowser)
        m_labBrowser->approve(url);
    else
        m_console.line(words(QT_TRANSLATE_NOOP("Console", "Open this address in your browser and sign in:")) + u'\n' + url.toString(QUrl::FullyEncoded));
}

void ConsoleSignIn::showCode()
{
    const auto &code = m_run.tenant.deviceCode();
    if (!code)
        return;
    const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(code->expiryUtc);
    m_console.line(words(QT_TRANSLATE_NOOP("Console", "On any device, open %1 and type the code %2. It is valid for another %3."))
                       .arg(code->verificationUri.toDisplayString(), code->userCode, text::duration(left)));
}

}
