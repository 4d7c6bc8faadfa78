#include "pages/SettingsPage.h"

#include "core/FailureCode.h"
#include "pages/Dialogs.h"
#include "pages/FormField.h"
#include "pages/MessageBand.h"
#include "pages/ScrollCard.h"
#include "pages/Style.h"
#include "pages/Theme.h"
#include "services/Proposal.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace passerelle::pages {

enum Field { Domain, Controller, Account, Partner, Unit, Online, File };

SettingsPage::SettingsPage(model::SetupState &state, Dialogs &dialogs)
    : PageBase(SettingsPageId, QStringLiteral("settings"))
    , m_state(state)
    , m_dialogs(dialogs)
{
    connect(&m_state, &model::SetupState::changed, this, &PageBase::changed);
}

QString SettingsPage::heading() const
{
    return tr("Choose the settings");
}
QString SettingsPage::help() const
{
    return tr("Every value is proposed with its reason. In most organisations nothing has to be changed.");
}

model::Verdict SettingsPage::state() const
{
    return m_state.settings().domain.isEmpty() ? model::Verdict::Pending : model::Verdict::Pass;
}

void SettingsPage::build(QVBoxLayout *content)
{
    m_band = new MessageBand(name());
    content->addWidget(m_band);
    m_domain = new QComboBox;
    m_controller = new QComboBox;
    m_account = new QLineEdit;
    m_partner = new QLineEdit;
    m_unit = new QLineEdit;
    m_online = new QCheckBox;
    m_file = new QLineEdit;
    m_browse = makeButton(objectNameFor("BrowseButton"));
    m_domain->setObjectName(objectNameFor("DomainCombo"));
    m_controller->setObjectName(objectNameFor("ControllerCombo"));
    m_account->setObjectName(objectNameFor("AccountEdit"));
    m_partner->setObjectName(objectNameFor("PartnerEdit"));
    m_online->setObjectName(objectNameFor("OnlineBox"));
    m_unit->setObjectName(objectNameFor("UnitEdit"));
    m_file->setObjectName(objectNameFor("FileEdit"));
    for (QWidget *control :
         std::initializer_list<QWidget *>{ m_domain, m_controller, m_account, m_partner, m_unit, m_online })
        m_fields.append(new FormField(control));
    m_fields.append(new FormField(m_file, m_browse));

    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, space::l, 0, space::l);
    grid->setHorizontalSpacing(space::xxl);
    grid->setVerticalSpacing(space::l);
    for (int i = 0; i < File; ++i)
        grid->addWidget(m_fields[i], i / 2, i % 2);
    grid->addWidget(m_fields[File], 3, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto *card = new ScrollCard;
    card->setObjectName(objectNameFor("Fields"));
    card->addContent(grid);
    m_card = card;
    content->addWidget(card);
    connect(m_browse, &QPushButton::clicked, this, &SettingsPage::chooseFile);
}

static void offer(QComboBox *combo, const QStringList &values, const QString &wanted)
{
    const QString current = combo->currentText().isEmpty() ? wanted : combo->currentText();
    combo->clear();
    combo->addItems(values);
    combo->setCurrentIndex(std::max(0, combo->findText(current, Qt::MatchFixedString)));
}

static void propose(QLineEdit *edit, const QString &proposal)
{
    if (edit->text().isEmpty())
        edit->setText(proposal);
}

void SettingsPage::entered(Entry)
{
    fill();
}

void SettingsPage::fill()
{
    const auto &exchange = m_state.exchange();
    const model::Settings proposed = services::proposedSettings(m_state);
    offer(m_domain, services::usableDomains(m_state), proposed.domain);
    offer(m_controller, exchange ? exchange->domainControllers : QStringList(), proposed.domainController);
    propose(m_account, proposed.accountName);
    propose(m_partner, proposed.partnerName);
    propose(m_unit, proposed.organizationalUnit);
    propose(m_file, proposed.certificateFile);
    m_online->setChecked(m_state.cloudSettings().uploadToExchangeOnline);
    if (m_domain->count() == 0)
        m_band->showFailure({ core::FailureCode::DomainNotVerified, {}, {}, false });
    else
        m_band->dismiss();
}

QWidget *SettingsPage::firstField() const
{
    return m_domain;
}

model::Settings SettingsPage::typed() const
{
    model::Settings settings = m_state.settings(); // what other pages ask for stays
    settings.domain = m_domain->currentText();
    settings.domainController = m_controller->currentText();
    settings.accountName = m_account->text().trimmed();
    settings.partnerName = m_partner->text().trimmed();
    settings.organizationalUnit = m_unit->text().trimmed();
    settings.certificateFile = QDir::fromNativeSeparators(m_file->text().trimmed());
    return settings;
}

void SettingsPage::chooseFile()
{
    const QString proposal = m_file->text().isEmpty() ? QStringLiteral("OAuthCert.cer") : m_file->text();
    m_dialogs.askSaveFile(window(), tr("Certificate file"), proposal, tr("Certificates (*.cer)"),
                          [this](const QString &path) {
                              if (!path.isEmpty())
                                  m_file->setText(QDir::toNativeSeparators(path));
                          });
}

QString SettingsPage::nameError(const QString &name) const
{
    // Limits of Exchange for the name and for the address made from it.
    static const QRegularExpression allowed(
        QStringLiteral("^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$"));
    if (name.isEmpty())
        return tr("Enter a name.");
    return allowed.match(name).hasMatch()
        ? QString()
        : tr("Use letters, digits, dots and hyphens only, 64 characters at most.");
}

QString SettingsPage::fileError(const QString &path) const
{
    if (path.isEmpty())
        return {};
    const QFileInfo file(path);
    if (file.isDir() || !file.isAbsolute())
        return tr("Enter the full path of a file.");
    const QFileInfo folder(file.absolutePath());
    return folder.isDir() && folder.isWritable() ? QString()
                                                 : tr("This folder does not exist or cannot be written to.");
}

bool SettingsPage::checkAll()
{
    const model::Settings s = typed();
    m_fields[Domain]->setError(
        s.domain.isEmpty() ? tr("No domain is both accepted by Exchange and verified in Microsoft 365.")
                           : QString());
    m_fields[Controller]->setError(
        s.domainController.isEmpty() ? tr("Exchange named no domain controller. Connect again.") : QString());
    m_fields[Account]->setError(nameError(s.accountName));
    m_fields[Partner]->setError(nameError(s.partnerName));
    m_fields[File]->setError(fileError(s.certificateFile));
    for (FormField *field : m_fields) {
        if (field->hasError()) {
            field->control()->setFocus(Qt::OtherFocusReason);
            return false;
        }
    }
    return true;
}

bool SettingsPage::validatePage()
{
    if (!checkAll())
        return false;
    model::CloudSettings cloud = m_state.cloudSettings();
    cloud.uploadToExchangeOnline = m_online->isChecked();
    if (m_state.settings() == typed() && m_state.cloudSettings() == cloud)
        return true;
    if (m_state.planAccepted())
        m_state.withdrawPlan();
    m_state.setSettings(typed());
    m_state.setCloudSettings(std::move(cloud));
    return true;
}

void SettingsPage::retranslate()
{
    m_card->setAccessibleName(heading());
    m_fields[Domain]->setTexts(tr("&Domain of the mailboxes"),
                               m_state.isOffline() ? tr("Accepted by Exchange; it has to be verified in Microsoft 365 too.")
                                                   : tr("Accepted by Exchange and verified in Microsoft 365."));
    m_fields[Controller]->setTexts(
        tr("Domain &controller"),
        tr("All reads and writes go to this one, so that replication misleads no step."));
    m_fields[Account]->setTexts(tr("&Account name"), tr("The name in Microsoft’s procedure."));
    m_fields[Partner]->setTexts(tr("Partner application na&me"), tr("The name in Microsoft’s procedure."));
    m_fields[Unit]->setTexts(tr("&Organizational unit (optional)"),
                             tr("Empty: the default container of Exchange."));
    m_fields[Online]->setTexts(tr("Exchange Online’s own application"),
                               tr("Off, as Microsoft advises: a key there no longer lets Exchange call Microsoft 365, "
                                  "and a stolen server could use it. Use a dedicated hybrid application; until it exists, "
                                  "Exchange gets no token for Exchange Online, which is expected."));
    m_online->setText(tr("&Upload the certificate there too"));
    m_fields[File]->setTexts(tr("Certificate &file (optional)"),
                             tr("Also keeps the public certificate as a .cer file on this PC."));
    m_browse->setText(tr("B&rowse…"));
    for (FormField *field : m_fields)
        field->setError({});
    if (m_domain->count() == 0 && m_band->isShown())
        fill();
}

}
