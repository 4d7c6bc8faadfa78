#include "pages/ExchangePage.h"

#include "pages/Card.h"
#include "pages/DetailsFold.h"
#include "pages/FindingList.h"
#include "pages/FormField.h"
#include "pages/MessageBand.h"
#include "pages/Theme.h"
#include "services/ServerName.h"
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace passerelle::pages {

ExchangePage::ExchangePage(model::SetupState &state, services::ExchangeConnection &connection)
    : PageBase(ExchangePageId, QStringLiteral("exchange"))
    , m_state(state)
    , m_connection(connection)
{
    connect(&m_connection, &model::Activity::changed, this, &ExchangePage::refresh);
    connect(&m_connection, &model::Activity::finished, this, [this] {
        if (m_connection.isConnected() && m_password)
            m_password->clear();
    });
}

QString ExchangePage::heading() const
{
    return tr("Connect to Exchange Server");
}
QString ExchangePage::help() const
{
    return tr("Any mailbox server of the organisation will do. This page only reads.");
}

PageBase::Foot ExchangePage::foot() const
{
    Foot foot;
    const bool connected = m_connection.isConnected() && !isBusy();
    if (isBusy())
        foot.secondary = { m_stop };
    else if (connected)
        foot.secondary = { m_connect };
    else
        foot.primary = m_connect;
    foot.next = connected;
    return foot;
}

model::Verdict ExchangePage::state() const
{
    return stateOf(m_connection, m_connection.isConnected());
}

void ExchangePage::build(QVBoxLayout *content)
{
    m_connect = footButton("ConnectButton");
    m_stop = footButton("StopButton");
    connect(m_connect, &QPushButton::clicked, this, &ExchangePage::connectToServer);
    connect(m_stop, &QPushButton::clicked, this, &ExchangePage::stopWork);
    buildBand();
    content->addWidget(m_band);
    buildForm(content);
    m_findings = new FindingList(text::VerdictWords::Task);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    content->addWidget(m_findings);
    content->addWidget(m_details);
    m_details->watch(&m_connection);
}

void ExchangePage::buildBand()
{
    m_band = new MessageBand(name());
    m_trust = m_band->addAction(objectNameFor("TrustButton"));
    m_follow = m_band->addAction(objectNameFor("FollowButton"));
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    connect(m_trust, &QPushButton::clicked, this, [this] {
        m_connection.trustPresentedCertificate();
        connectToServer();
    });
    connect(m_follow, &QPushButton::clicked, this, [this] {
        m_connection.acceptRedirect();
        connectToServer();
    });
    connect(m_retry, &QPushButton::clicked, this, &ExchangePage::connectToServer);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
}

void ExchangePage::buildForm(QVBoxLayout *content)
{
    m_server = new QLineEdit;
    m_protocol = new QComboBox;
    m_identity = new QComboBox;
    m_user = new QLineEdit;
    m_password = new QLineEdit;
    m_basic = new QCheckBox;
    m_server->setObjectName(objectNameFor("ServerEdit"));
    m_protocol->setObjectName(objectNameFor("ProtocolBox"));
    m_identity->setObjectName(objectNameFor("IdentityBox"));
    m_user->setObjectName(objectNameFor("UserEdit"));
    m_password->setObjectName(objectNameFor("PasswordEdit"));
    m_basic->setObjectName(objectNameFor("BasicBox"));
    m_password->setEchoMode(QLineEdit::Password);
    m_server->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_protocol->addItems({ QString(), QString() });
    m_identity->addItems({ QString(), QString() });
    m_serverField = new FormField(m_server);
    m_protocolField = new FormField(m_protocol);
    m_identityField = new FormField(m_identity);
    m_userField = new FormField(m_user);
    m_passwordField = new FormField(m_password);
    m_basicField = new FormField(m_basic);
    auto *where = new QHBoxLayout;
    where->setSpacing(space::l);
    where->addWidget(m_serverField, 1);
    where->addWidget(m_protocolField, 1);
    auto *who = new QHBoxLayout;
    who->setSpacing(space::l);
    who->addWidget(m_identityField, 6); // its longest choice
    who->addWidget(m_userField, 5);
    who->addWidget(m_passwordField, 5);
    auto *card = new Card;
    card->body()->addLayout(where);
    card->body()->addLayout(who);
    card->body()->addWidget(m_basicField);
    content->addWidget(card);
    connect(m_server, &QLineEdit::textEdited, m_basic, [this] { m_basic->setChecked(false); }); // asked per server
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &ExchangePage::arrangeForm);
    connect(m_identity, &QComboBox::currentIndexChanged, this, &ExchangePage::arrangeForm);
    fillFromState();
}

void ExchangePage::fillFromState()
{
    const model::ExchangeAccess &known = m_state.exchangeAccess();
    m_server->setText(known.server);
    m_user->setText(known.user);
    m_protocol->setCurrentIndex(known.http ? 1 : 0);
    m_identity->setCurrentIndex(known.currentSession ? 1 : 0);
    m_basic->setChecked(known.basicAllowed);
    arrangeForm();
}

bool ExchangePage::usesSession() const
{
    return m_identity->currentIndex() == 1;
}

bool ExchangePage::usesHttp() const
{
    return m_protocol->currentIndex() == 1;
}

// Only what matters for the choice is shown.
void ExchangePage::arrangeForm()
{
    m_userField->setVisible(!usesSession());
    m_passwordField->setVisible(!usesSession());
    m_basicField->setVisible(!usesSession() && !usesHttp());
}

void ExchangePage::entered(Entry)
{
    refresh();
}

QWidget *ExchangePage::firstField() const
{
    for (QLineEdit *edit : { m_server, m_user, m_password }) {
        if (edit->text().isEmpty() && (edit == m_server || !usesSession()))
            return edit;
    }
    return m_server;
}

QString ExchangePage::serverNameError() const
{
    switch (services::judgeServerName(m_server->text())) {
    case services::ServerName::Good:
        return {};
    case services::ServerName::Missing:
        return tr("Enter the full name of the server.");
    case services::ServerName::Account:
        return tr("This is an account. Enter the full name of the server, for example ex1.contoso.com.");
    case services::ServerName::Address:
        return tr("Enter the name of the server, not its address: Kerberos and the certificate only know the name.");
    case services::ServerName::NotFull:
        return tr("Add the domain, for example ex1.contoso.com: Kerberos and the certificate go by the full name.");
    case services::ServerName::Unreadable:
        break;
    }
    return tr("Enter a name only, for example ex1.contoso.com.");
}

bool ExchangePage::checkFields()
{
    m_serverField->setError(serverNameError());
    const bool typed = !usesSession();
    m_userField->setError(typed && m_user->text().trimmed().isEmpty() ? tr("Enter the account.") : QString());
    m_passwordField->setError(typed && m_password->text().isEmpty() ? tr("Enter the password.") : QString());
    for (FormField *field : { m_serverField, m_userField, m_passwordField }) {
        if (field->hasError()) {
            field->control()->setFocus(Qt::OtherFocusReason);
            return false;
        }
    }
    return true;
}

void ExchangePage::takeFields()
{
    model::ExchangeAccess access = m_state.exchangeAccess();
    access.server = m_server->text().trimmed();
    access.http = usesHttp();
    access.currentSession = usesSession();
    access.user = m_user->text().trimmed();
    access.basicAllowed = m_basic->isChecked();
    m_state.setExchangeAccess(std::move(access));
}

void ExchangePage::connectToServer()
{
    if (isBusy() || !checkFields())
        return;
    takeFields();
    m_connection.connectWith(usesSession() ? core::Secret() : core::Secret(m_password->text().toUtf8()));
    refresh();
}

bool ExchangePage::validatePage()
{
    if (m_connection.isConnected())
        return true;
    checkFields();
    return false;
}

void ExchangePage::refresh()
{
    if (isBuilt()) {
        const bool busy = isBusy();
        for (QLineEdit *edit : { m_server, m_user, m_password })
            edit->setReadOnly(busy);
        for (QWidget *choice : std::initializer_list<QWidget *>{ m_protocol, m_identity, m_basic })
            choice->setEnabled(!busy);
        m_connect->setText(m_connection.isConnected() ? tr("&Connect again") : tr("&Connect"));
        m_findings->show(m_connection.findings());
        refreshBand();
    }
    emit changed();
}

static QString fingerprintText(const QByteArray &fingerprint)
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

void ExchangePage::refreshBand()
{
    const auto &failure = m_connection.failure();
    if (!failure || isBusy()) {
        m_band->dismiss();
        return;
    }
    const bool untrusted =
        failure->code == core::FailureCode::ExTlsTrust && !m_connection.presentedFingerprint().isEmpty();
    const QUrl elsewhere = m_connection.redirectTarget();
    const bool redirected = failure->code == core::FailureCode::ExRedirect && elsewhere.isValid();
    QString extra;
    if (untrusted)
        extra = tr("SHA-256 fingerprint: %1").arg(fingerprintText(m_connection.presentedFingerprint()));
    if (untrusted && m_connection.presentedAnother())
        extra = tr("This is not the certificate you accepted before.") + u'\n' + extra;
    if (redirected)
        extra = elsewhere.toString(QUrl::RemoveUserInfo);
    m_band->setExtra(extra);
    m_trust->setVisible(untrusted);
    m_follow->setVisible(redirected);
    m_band->showFailure(*failure);
}

void ExchangePage::retranslate()
{
    m_findings->setAccessibleName(heading());
    m_serverField->setTexts(tr("&Server, full name"), tr("Its own name, not an alias: ex1.contoso.com"));
    m_protocolField->setTexts(tr("&Protocol"), tr("HTTPS if the server has a certificate for its own name"));
    m_protocol->setItemText(0, tr("HTTPS, port 443"));
    m_protocol->setItemText(1, tr("HTTP, port 80, encrypted by Kerberos"));
    m_identityField->setTexts(tr("Sign &in with"), tr("An account with the role Organization Management"));
    m_identity->setItemText(0, tr("A name and a password"));
    m_identity->setItemText(1, tr("The session of this PC"));
    m_userField->setTexts(tr("&Account"), tr("DOMAIN\\user or user@domain"));
    m_passwordField->setTexts(tr("Pass&word"), tr("Kept in memory only"));
    m_basic->setText(tr("Allow basic a&uthentication"));
    m_basicField->setTexts({}, tr("Where the server offers no Kerberos, the password itself goes to it, inside TLS."));
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_trust->setText(tr("&Trust this server only"));
    m_follow->setText(tr("Continue t&here"));
    m_retry->setText(tr("R&etry"));
    m_copy->setText(tr("C&opy details"));
    for (FormField *field : { m_serverField, m_userField, m_passwordField })
        field->setError({});
    refresh();
}

}
