#include "pages/TenantPage.h"

#include "pages/Card.h"
#include "pages/DetailsFold.h"
#include "pages/DeviceCodeCard.h"
#include "pages/FactList.h"
#include "pages/FindingList.h"
#include "pages/Fold.h"
#include "pages/FormField.h"
#include "pages/MessageBand.h"
#include "pages/OfflineChoice.h"
#include "pages/Style.h"
#include "pages/TenantOptions.h"
#include "pages/Theme.h"
#include "pages/UrlOpener.h"
#include "text/CloudText.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace passerelle::pages {

TenantPage::TenantPage(model::SetupState &state, services::TenantConnection &connection, UrlOpener &opener)
    : PageBase(TenantPageId, QStringLiteral("tenant"))
    , m_state(state)
    , m_connection(connection)
    , m_opener(opener)
{
    connect(&m_connection, &model::Activity::changed, this, &TenantPage::refresh);
    connect(&m_connection, &services::TenantConnection::browserRequested, this, &TenantPage::openBrowser);
    connect(&m_connection, &services::TenantConnection::deviceCodeReady, this, &TenantPage::refresh);
}

QString TenantPage::heading() const
{
    return tr("Connect to Microsoft 365");
}
QString TenantPage::help() const
{
    return tr("You sign in on Microsoft’s own page, in your browser. This page only reads.");
}

PageBase::Foot TenantPage::foot() const
{
    Foot foot;
    const bool signedIn = m_connection.isSignedIn() && !isBusy();
    if (isBusy())
        foot.secondary = { m_stop };
    else if (signedIn || m_state.isOffline())
        foot.secondary = { m_signIn };
    else
        foot.primary = m_signIn;
    foot.next = signedIn || (m_state.isOffline() && !isBusy());
    return foot;
}

model::Verdict TenantPage::state() const
{
    if (m_state.isOffline() && !isBusy())
        return model::Verdict::Skipped;
    return stateOf(m_connection, m_connection.isSignedIn());
}

void TenantPage::build(QVBoxLayout *content)
{
    m_signIn = footButton("SignInButton");
    m_stop = footButton("StopButton");
    m_otherAccount = makeButton(objectNameFor("OtherAccountButton"), Look::Link);
    m_online = makeButton(objectNameFor("OnlineButton"), Look::Link);
    m_signOut = makeButton(objectNameFor("SignOutButton"), Look::Link);
    m_band = new MessageBand(name());
    m_openAgain = m_band->addAction(objectNameFor("OpenAgainButton"));
    m_copyAddress = m_band->addAction(objectNameFor("CopyAddressButton"));
    m_codeInstead = m_band->addAction(objectNameFor("CodeInsteadButton"));
    m_browserOut = m_band->addAction(objectNameFor("BrowserOutButton"));
    m_consent = m_band->addAction(objectNameFor("ConsentButton"));
    m_another = m_band->addAction(objectNameFor("AnotherAccountButton"));
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    m_domain = new QLineEdit;
    m_domain->setObjectName(objectNameFor("DomainEdit"));
    m_domainField = new FormField(m_domain);
    m_form = new Card;
    m_form->body()->addWidget(m_domainField);
    m_code = new DeviceCodeCard;
    m_offline = new OfflineChoice;
    m_options = new TenantOptions(m_state, m_connection);
    m_optionsFold = new Fold(objectNameFor("OptionsButton"));
    m_optionsFold->setBody(m_options);
    m_optionsFold->setOpen(m_options->isChanged());
    m_facts = new FactList;
    m_factCard = new Card;
    m_factCard->body()->addWidget(m_facts);
    m_factCard->body()->setContentsMargins(20, 8, 20, 8);
    auto *links = new QHBoxLayout;
    links->setSpacing(space::l);
    links->addWidget(m_otherAccount);
    links->addWidget(m_online);
    links->addWidget(m_signOut);
    links->addStretch(1);
    m_factCard->body()->addLayout(links);
    m_findings = new FindingList(text::VerdictWords::Task);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    for (QWidget *part :
         std::initializer_list<QWidget *>{ m_band, m_code, m_form, m_factCard, m_offline, m_optionsFold, m_findings, m_details })
        content->addWidget(part);
    m_details->watch(&m_connection);
    const auto copy = [](const QString &text) { QGuiApplication::clipboard()->setText(text); };
    connect(m_signIn, &QPushButton::clicked, this, &TenantPage::signIn);
    connect(m_retry, &QPushButton::clicked, this, [this] { startSignIn(nextWay()); });
    connect(m_codeInstead, &QPushButton::clicked, this, [this] { changeTo(Way::Code); });
    connect(m_signOut, &QPushButton::clicked, this, &TenantPage::signOut);
    connect(m_browserOut, &QPushButton::clicked, this, [this] { m_opener.open(m_connection.signOutUrl()); });
    connect(m_offline, &OfflineChoice::chosen, this, &TenantPage::goOffline);
    connect(m_options, &TenantOptions::codeRequested, this, [this] { startSignIn(Way::Code); });
    connect(m_code, &DeviceCodeCard::openRequested, this, [this](const QUrl &url) { m_opener.open(url); });
    connect(m_consent, &QPushButton::clicked, this, [this] { m_opener.open(m_connection.consentUrl()); });
    const auto changeAccount = [this] {
        m_connection.useOtherAccount();
        refresh();
        signIn();
    };
    connect(m_online, &QPushButton::clicked, this, [this] {
        m_browserFailed = false;
        m_connection.signInToExchangeOnline();
    });
    connect(m_another, &QPushButton::clicked, this, changeAccount);
    connect(m_otherAccount, &QPushButton::clicked, this, changeAccount);
    connect(m_stop, &QPushButton::clicked, this, &TenantPage::stopWork);
    connect(m_openAgain, &QPushButton::clicked, this, [this] { openBrowser(m_connection.browserUrl()); });
    connect(m_copyAddress, &QPushButton::clicked, this,
            [this, copy] { copy(m_connection.browserUrl().toString(QUrl::FullyEncoded)); });
    connect(m_copy, &QPushButton::clicked, this, [this, copy] { copy(m_band->plainText()); });
}

void TenantPage::entered(Entry)
{
    if (m_domain->text().isEmpty()) {
        if (m_state.tenant())
            m_domain->setText(m_state.tenant()->initialDomain);
        else if (m_state.exchange())
            m_domain->setText(m_state.exchange()->defaultDomain);
    }
    refresh();
}

QWidget *TenantPage::firstField() const
{
    return m_domain;
}

void TenantPage::signIn()
{
    startSignIn(Way::Browser);
}

void TenantPage::startSignIn(Way way)
{
    if (isBusy())
        return;
    const QString domain = m_domain->text().trimmed();
    const bool plausible = !domain.isEmpty() && !domain.contains(u' ') && !domain.contains(u'/');
    m_domainField->setError(plausible ? QString()
                                      : tr("Enter a domain of the organisation, for example contoso.com."));
    if (!plausible) {
        m_domain->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!m_options->take()) {
        m_optionsFold->setOpen(true);
        return;
    }
    m_browserFailed = false;
    m_state.setOffline(false);
    m_signedOut = false;
    m_way = way;
    if (m_connection.isSignedIn())
        m_connection.signOut();
    if (way == Way::Code)
        m_connection.signInWithCode(domain);
    else
        m_connection.signIn(domain);
    refresh();
}

// The chosen cloud and proxy stay: the script for the other operator leads there.
void TenantPage::goOffline()
{
    if (!m_options->take()) {
        m_optionsFold->setOpen(true);
        return;
    }
    m_state.setOffline(true);
    refresh();
    emit advanceRequested();
}

// Another way while one is still waiting: the first ends before the second begins.
void TenantPage::changeTo(Way way)
{
    if (!isBusy()) {
        startSignIn(way);
        return;
    }
    connect(&m_connection, &model::Activity::finished, this, [this, way] { startSignIn(way); },
            Qt::SingleShotConnection);
    m_connection.cancel();
}

// What "Retry" does: an organisation that blocks codes is reached through the browser only.
TenantPage::Way TenantPage::nextWay() const
{
    const auto &failure = m_connection.failure();
    const bool blocked = failure && failure->code == core::FailureCode::EntraCaBlock;
    return blocked ? Way::Browser : m_way;
}

void TenantPage::signOut()
{
    m_connection.signOut();
    m_signedOut = true;
    refresh();
}

void TenantPage::openBrowser(const QUrl &url)
{
    if (!url.isEmpty())
        m_browserFailed = !m_opener.open(url);
    refresh();
}

bool TenantPage::validatePage()
{
    return m_connection.isSignedIn() || m_state.isOffline();
}

void TenantPage::refresh()
{
    if (isBuilt()) {
        m_domain->setReadOnly(isBusy());
        m_signIn->setText(m_connection.isSignedIn() ? tr("Si&gn in again") : tr("Si&gn in"));
        m_findings->show(m_connection.findings());
        m_options->refresh();
        m_offline->show(!isBusy() && !m_connection.isSignedIn(), m_state.isOffline() && !isBusy());
        if (const auto &code = m_connection.deviceCode())
            m_code->show(*code);
        else
            m_code->dismiss();
        refreshFacts();
        refreshBand();
    }
    emit changed();
}

void TenantPage::refreshBand()
{
    const bool waiting = isBusy() && !m_connection.browserUrl().isEmpty();
    const auto &failure = m_connection.failure();
    const bool failed = failure && !isBusy();
    const bool consent = failed && !m_connection.consentUrl().isEmpty();
    const bool noWayBack = failed && failure->values.value(QStringLiteral("reason")) == u"no-port";
    m_consent->setVisible(consent);
    m_another->setVisible(failed && failure->code == core::FailureCode::EntraTenantWrong);
    m_openAgain->setVisible(waiting);
    m_copyAddress->setVisible(waiting);
    m_codeInstead->setVisible((waiting && m_browserFailed) || noWayBack); // cloud.md e.8
    m_browserOut->setVisible(m_signedOut && !m_connection.signOutUrl().isEmpty());
    m_retry->setVisible(failed);
    m_retry->setText(nextWay() == Way::Code ? tr("Ask for a n&ew code")
                         : m_way == Way::Code ? tr("Sign in with th&e browser")
                                              : tr("R&etry"));
    m_copy->setVisible(failed);
    if (waiting && m_browserFailed)
        m_band->show(MessageBand::Kind::Attention, tr("The browser did not open"),
                     tr("Copy the address and open it in any browser on this PC."));
    else if (waiting)
        m_band->show(MessageBand::Kind::Information, tr("Finish signing in, in your browser"),
                     tr("A page of Microsoft has opened there. This window goes on by itself afterwards."));
    else if (failed)
        m_band->showFailure(*failure,
                            consent ? tr("The approval ends on a page of this PC that does not load: that is expected.")
                                    : QString());
    else if (m_signedOut && !isBusy())
        m_band->show(MessageBand::Kind::Information, tr("Signed out"),
                     tr("All tokens are forgotten. The permissions granted to the application stay in Microsoft Entra until "
                        "an administrator revokes them under Enterprise applications."));
    else
        m_band->dismiss();
}

void TenantPage::refreshFacts()
{
    const auto &tenant = m_state.tenant();
    const bool known = tenant && m_connection.isSignedIn() && !isBusy();
    m_factCard->setVisible(known);
    if (!known)
        return;
    m_online->setVisible(!m_connection.isSignedInToExchangeOnline());
    m_facts->show({ { tr("Organisation"), tenant->name },
                    { tr("Microsoft cloud"), text::cloudName(m_connection.cloud()) },
                    { tr("Identifier"), tenant->id },
                    { tr("Verified domains"), tenant->verifiedDomains.join(QStringLiteral(", ")) },
                    { tr("Account"), tenant->user } });
}

void TenantPage::retranslate()
{
    m_findings->setAccessibleName(heading());
    m_domainField->setTexts(tr("&Domain of the organisation"), tr("Any of its domains, or its identifier"));
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_openAgain->setText(tr("&Open the page again"));
    m_copyAddress->setText(tr("&Copy the address"));
    m_consent->setText(tr("Open the approval pa&ge"));
    m_another->setText(tr("Use an&other account"));
    m_otherAccount->setText(tr("Not &my organisation"));
    m_signOut->setText(tr("S&ign out"));
    m_signOut->setToolTip(tr("Forgets the tokens for Microsoft Graph and Exchange Online."));
    m_browserOut->setText(tr("Sign out in the bro&wser too"));
    m_codeInstead->setText(tr("Sign in with a co&de instead"));
    m_online->setText(tr("E&xchange Online too"));
    m_online->setToolTip(tr("Lets step 1 read the connector of Exchange Online. The browser mostly answers by itself."));
    m_optionsFold->setTitle(tr("Options: cloud, proxy, own application, sign-in with a code"));
    m_options->retranslate();
    m_code->retranslate();
    m_offline->retranslate();
    m_copy->setText(tr("&Copy details"));
    m_domainField->setError({});
    refresh();
}

}
