#include "pages/TenantOptions.h"

#include "pages/FormField.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "text/CloudText.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QUrl>

namespace passerelle::pages {

static const QStringList proxyKinds{ QStringLiteral("system"), QStringLiteral("manual"), QStringLiteral("none") };

TenantOptions::TenantOptions(model::SetupState &state, services::TenantConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_connection(connection)
    , m_cloud(new QComboBox)
    , m_client(new QLineEdit)
    , m_proxy(new QComboBox)
    , m_address(new QLineEdit)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_test(makeButton(QStringLiteral("tenantProxyTestButton")))
    , m_code(makeButton(QStringLiteral("tenantCodeButton")))
    , m_verdict(new TextLabel(Type::Detail, Role::Muted))
    , m_codeHint(new TextLabel(Type::Detail, Role::Muted))
{
    m_cloud->setObjectName(QStringLiteral("tenantCloudBox"));
    m_client->setObjectName(QStringLiteral("tenantClientEdit"));
    m_proxy->setObjectName(QStringLiteral("tenantProxyBox"));
    m_address->setObjectName(QStringLiteral("tenantProxyAddressEdit"));
    m_user->setObjectName(QStringLiteral("tenantProxyUserEdit"));
    m_password->setObjectName(QStringLiteral("tenantProxyPasswordEdit"));
    m_password->setEchoMode(QLineEdit::Password);
    m_proxy->addItems({ QString(), QString(), QString() });
    m_cloud->addItem(QString(), QString());
    for (const QString &id : m_connection.clouds())
        m_cloud->addItem(QString(), id);
    buildFields();
    fill();
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &TenantOptions::arrange);
    connect(m_test, &QPushButton::clicked, this, &TenantOptions::testProxy);
    connect(m_code, &QPushButton::clicked, this, &TenantOptions::codeRequested);
    connect(&m_connection, &services::TenantConnection::proxyTested, this, &TenantOptions::refresh);
}

void TenantOptions::buildFields()
{
    m_cloudField = new FormField(m_cloud);
    m_clientField = new FormField(m_client);
    m_proxyField = new FormField(m_proxy, m_test);
    m_addressField = new FormField(m_address);
    m_userField = new FormField(m_user);
    m_passwordField = new FormField(m_password);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::m);
    grid->addWidget(m_cloudField, 0, 0, 1, 3);
    grid->addWidget(m_clientField, 0, 3, 1, 3);
    grid->addWidget(m_proxyField, 1, 0, 1, 6);
    grid->addWidget(m_verdict, 2, 0, 1, 6);
    grid->addWidget(m_addressField, 3, 0, 1, 2);
    grid->addWidget(m_userField, 3, 2, 1, 2);
    grid->addWidget(m_passwordField, 3, 4, 1, 2);
    auto *code = new QHBoxLayout;
    code->setSpacing(space::l);
    code->addWidget(m_code, 0, Qt::AlignTop);
    code->addWidget(m_codeHint, 1);
    grid->addLayout(code, 4, 0, 1, 6);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
}

void TenantOptions::fill()
{
    const model::CloudSettings &known = m_state.cloudSettings();
    m_cloud->setCurrentIndex(std::max(0, m_cloud->findData(known.cloud)));
    m_client->setText(known.clientId);
    m_proxy->setCurrentIndex(static_cast<int>(std::max<qsizetype>(0, proxyKinds.indexOf(known.proxyKind))));
    if (!known.proxyHost.isEmpty())
        m_address->setText(QStringLiteral("%1:%2").arg(known.proxyHost).arg(known.proxyPort));
    m_user->setText(known.proxyUser);
    arrange();
}

void TenantOptions::arrange()
{
    const bool manual = m_proxy->currentIndex() == 1;
    for (FormField *field : { m_addressField, m_userField, m_passwordField })
        field->setVisible(manual);
}

bool TenantOptions::take()
{
    static const QRegularExpression guid(
        QStringLiteral("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"));
    model::CloudSettings settings = m_state.cloudSettings();
    settings.cloud = m_cloud->currentData().toString();
    settings.clientId = m_client->text().trimmed();
    settings.proxyKind = proxyKinds.value(m_proxy->currentIndex());
    const QUrl address(QStringLiteral("http://") + m_address->text().trimmed());
    settings.proxyHost = address.host();
    settings.proxyPort = address.port(8080);
    settings.proxyUser = m_user->text().trimmed();
    const bool clientWrong = !settings.clientId.isEmpty() && !guid.match(settings.clientId).hasMatch();
    const bool proxyWrong = settings.proxyKind == u"manual" && settings.proxyHost.isEmpty();
    m_clientField->setError(clientWrong ? tr("Enter the application’s identifier: 8-4-4-4-12 digits.") : QString());
    m_addressField->setError(proxyWrong ? tr("Enter the proxy as name:port.") : QString());
    if (clientWrong || proxyWrong) {
        (clientWrong ? m_client : m_address)->setFocus(Qt::OtherFocusReason);
        return false;
    }
    m_state.setCloudSettings(std::move(settings));
    m_connection.setProxyPassword(core::Secret(m_password->text().toUtf8()));
    return true;
}

void TenantOptions::testProxy()
{
    if (!take())
        return;
    m_connection.testProxy();
    refresh();
}

QString TenantOptions::verdictText() const
{
    using Kind = auth::ProxyVerdict::Kind;
    if (m_connection.isTestingProxy())
        return tr("Asking Microsoft…");
    const auto &verdict = m_connection.proxyVerdict();
    if (!verdict)
        return {};
    switch (verdict->kind) {
    case Kind::Reachable:
        return tr("Microsoft answers.");
    case Kind::ProxySignIn:
        return tr("The proxy asks for a user name and a password.");
    case Kind::ProxyUnreachable:
        return tr("The proxy does not answer.");
    case Kind::HostUnreachable:
        return tr("%1 cannot be reached this way.").arg(verdict->host);
    case Kind::Untrusted:
        return tr("Somebody on the way shows a certificate of its own: %1.").arg(verdict->certificateIssuer);
    case Kind::NotMicrosoft:
        return tr("%1 answers with a page that is not Microsoft’s.").arg(verdict->host);
    }
    return {};
}

void TenantOptions::refresh()
{
    const bool busy = m_connection.isRunning() || m_connection.isTestingProxy();
    for (QWidget *control : std::initializer_list<QWidget *>{ m_cloud, m_client, m_proxy, m_address, m_user, m_password, m_test, m_code })
        control->setEnabled(!busy);
    m_verdict->setTextOrHide(verdictText());
    const auto &verdict = m_connection.proxyVerdict();
    m_verdict->setRole(!verdict || m_connection.isTestingProxy()               ? Role::Muted
                           : verdict->kind == auth::ProxyVerdict::Kind::Reachable ? Role::Done
                                                                                  : Role::Failed);
}

void TenantOptions::retranslate()
{
    m_cloudField->setTexts(tr("Microsoft c&loud"), tr("Found from the domain; choose it only if that fails"));
    m_cloud->setItemText(0, tr("Automatic"));
    for (int i = 1; i < m_cloud->count(); ++i)
        m_cloud->setItemText(i, text::cloudName(m_cloud->itemData(i).toString()));
    m_clientField->setTexts(tr("&Application of your own (optional)"), tr("Its client identifier, registered as a public client"));
    m_proxyField->setTexts(tr("&Proxy"), tr("For this PC only; Exchange has a proxy setting of its own"));
    m_proxy->setItemText(0, tr("As set in the system"));
    m_proxy->setItemText(1, tr("This one"));
    m_proxy->setItemText(2, tr("None"));
    m_addressField->setTexts(tr("Proxy add&ress"), tr("name:port"));
    m_userField->setTexts(tr("Proxy &user (optional)"), QString());
    m_passwordField->setTexts(tr("Proxy pass&word"), tr("Kept in memory only"));
    m_test->setText(tr("T&est"));
    m_code->setText(tr("Sign in with a code on another de&vice…"));
    m_codeHint->setText(tr("Only where no browser of this PC can sign in: many organisations block this way."));
    m_code->setAccessibleDescription(m_codeHint->text());
    refresh();
}

}
