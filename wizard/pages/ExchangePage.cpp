#include "pages/ExchangePage.h"

#include "pages/Card.h"
#include "pages/DetailsFold.h"
#include "pages/FindingList.h"
#include "pages/FormField.h"
#include "pages/MessageBand.h"
#include "pages/Theme.h"
#include <QClipboard>
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
    m_band = new MessageBand(name());
    m_trust = m_band->addAction(objectNameFor("TrustButton"));
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    connect(m_trust, &QPushButton::clicked, this, &ExchangePage::trustAndConnect);
    connect(m_retry, &QPushButton::clicked, this, &ExchangePage::connectToServer);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
    content->addWidget(m_band);
    buildForm(content);
    m_findings = new FindingList(text::VerdictWords::Task);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    content->addWidget(m_findings);
    content->addWidget(m_details);
    m_details->watch(&m_connection);
}

void ExchangePage::buildForm(QVBoxLayout *content)
{
    m_server = new QLineEdit;
    m_user = new QLineEdit;
    m_password = new QLineEdit;
    m_server->setObjectName(objectNameFor("ServerEdit"));
    m_user->setObjectName(objectNameFor("UserEdit"));
    m_password->setObjectName(objectNameFor("PasswordEdit"));
    m_password->setEchoMode(QLineEdit::Password);
    m_server->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_serverField = new FormField(m_server);
    m_userField = new FormField(m_user);
    m_passwordField = new FormField(m_password);
    auto *card = new Card;
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::l);
    for (FormField *field : { m_serverField, m_userField, m_passwordField })
        columns->addWidget(field, 1);
    card->body()->addLayout(columns);
    content->addWidget(card);
    if (const auto &known = m_state.exchange()) {
        m_server->setText(known->server);
        m_user->setText(known->user);
    }
}

void ExchangePage::entered(Entry)
{
    refresh();
}

QWidget *ExchangePage::firstField() const
{
    for (QLineEdit *edit : { m_server, m_user, m_password }) {
        if (edit->text().isEmpty())
            return edit;
    }
    return m_server;
}

bool ExchangePage::checkFields()
{
    const QString server = m_server->text().trimmed();
    QString wrong;
    if (server.isEmpty())
        wrong = tr("Enter the full name of the server.");
    else if (server.contains(u' ') || server.contains(u'/'))
        wrong = tr("Enter a name only, for example ex1.contoso.com.");
    m_serverField->setError(wrong);
    m_userField->setError(m_user->text().trimmed().isEmpty() ? tr("Enter the account.") : QString());
    m_passwordField->setError(m_password->text().isEmpty() ? tr("Enter the password.") : QString());
    for (FormField *field : { m_serverField, m_userField, m_passwordField }) {
        if (field->hasError()) {
            field->control()->setFocus(Qt::OtherFocusReason);
            return false;
        }
    }
    return true;
}

void ExchangePage::connectToServer()
{
    if (isBusy() || !checkFields())
        return;
    m_connection.connectTo(m_server->text().trimmed(), m_user->text().trimmed(),
                           core::Secret(m_password->text().toUtf8()));
    refresh();
}

void ExchangePage::trustAndConnect()
{
    m_connection.trustPresentedCertificate();
    connectToServer();
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
    m_band->setExtra(
        untrusted ? tr("SHA-256 fingerprint: %1").arg(fingerprintText(m_connection.presentedFingerprint()))
                  : QString());
    m_trust->setVisible(untrusted);
    m_band->showFailure(*failure);
}

void ExchangePage::retranslate()
{
    m_findings->setAccessibleName(heading());
    m_serverField->setTexts(tr("&Server, full name"), tr("Its own name, not an alias: ex1.contoso.com"));
    m_userField->setTexts(tr("&Account"), tr("DOMAIN\\user or user@domain"));
    m_passwordField->setTexts(tr("&Password"), tr("Kept in memory only"));
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_trust->setText(tr("Trust this server for this &run"));
    m_retry->setText(tr("R&etry"));
    m_copy->setText(tr("C&opy details"));
    for (FormField *field : { m_serverField, m_userField, m_passwordField })
        field->setError({});
    refresh();
}

}
