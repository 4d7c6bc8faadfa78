#include "inspection/AccountReading.h"

namespace passerelle::inspection {

AccountReading::AccountReading(psrp::CommandRunner &exchange, AccountQuestion question)
    : Reading(exchange), m_question(std::move(question))
{
}

void AccountReading::doStart()
{
    const psrp::Command command = psrp::Command(QStringLiteral("Get-PartnerApplication"))
                                      .with(QStringLiteral("DomainController"), m_question.domainController);
    need(command, [this](const psrp::CommandOutput &output) {
        for (const psrp::Value &value : output.objects) {
            const PartnerApplication application = readPartnerApplication(value);
            if (application.applicationId == m_question.applicationId && application.isOnlineApplication()
                && !application.linkedAccount.isEmpty()) {
                readLinkedAccount(application.linkedAccount);
                return;
            }
        }
        searchByName();
    });
}

void AccountReading::readLinkedAccount(const QString &identity)
{
    const psrp::Command command = psrp::Command(QStringLiteral("Get-User"))
                                      .with(QStringLiteral("Identity"), identity)
                                      .with(QStringLiteral("DomainController"), m_question.domainController);
    cmdlet(command, [this, command](const psrp::CommandOutput &output) {
        if (isNotFound(output)) {  // a link to a deleted account: as if there were none
            searchByName();
        } else if (!output.succeeded()) {
            fail(commandFailure(command, output));
        } else if (output.objects.isEmpty()) {
            searchByName();
        } else {
            m_state.account = readRecipient(output.objects.first());
            if (m_state.account.kind == u"MailUser") {
                m_state.found = m_state.account.name.compare(m_question.name, Qt::CaseInsensitive) == 0
                    ? AccountState::Found::MailUser
                    : AccountState::Found::LinkedAccount;
                readMailUser(m_state.account.guid);
            } else {
                m_state.found = AccountState::Found::LinkedAccount;
                readRoles();
            }
        }
    });
}

// A value inside a filter: quotes doubled, so that a name cannot end the text (names come from the settings page).
static QString quoted(QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\''; }

void AccountReading::searchByName()
{
    need(psrp::Command(QStringLiteral("Get-User"))
             .with(QStringLiteral("Filter"), QStringLiteral("Name -eq ") + quoted(m_question.name))
             .with(QStringLiteral("DomainController"), m_question.domainController),
         [this](const psrp::CommandOutput &output) {
             if (output.objects.isEmpty()) {
                 searchByAddress();
                 return;
             }
             m_state.account = readRecipient(output.objects.first());
             if (m_state.account.kind == u"MailUser") {
                 m_state.found = AccountState::Found::MailUser;
                 readMailUser(m_state.account.guid);
             } else {
                 m_state.found = AccountState::Found::OtherObject;
                 succeed(m_state);
             }
         });
}

void AccountReading::searchByAddress()
{
    need(psrp::Command(QStringLiteral("Get-Recipient"))
             .with(QStringLiteral("Filter"), QStringLiteral("EmailAddresses -eq ") + quoted(QStringLiteral("smtp:") + m_question.address))
             .with(QStringLiteral("DomainController"), m_question.domainController),
         [this](const psrp::CommandOutput &output) {
             if (output.objects.isEmpty()) {
                 m_state.rolesMissing = m_question.roles;
                 succeed(m_state);
                 return;
             }
             m_state.account = readRecipient(output.objects.first());
             m_state.found = AccountState::Found::OtherObject;
             succeed(m_state);
         });
}

void AccountReading::readMailUser(const QString &guid)
{
    need(psrp::Command(QStringLiteral("Get-MailUser"))
             .with(QStringLiteral("Identity"), guid)
             .with(QStringLiteral("DomainController"), m_question.domainController),
         [this](const psrp::CommandOutput &output) {
             if (!output.objects.isEmpty())
                 m_state.account = readRecipient(output.objects.first());
             readRoles();
         });
}

void AccountReading::readRoles()
{
    if (m_role == m_question.roles.size()) {
        succeed(m_state);
        return;
    }
    const QString role = m_question.roles[m_role++];
    need(psrp::Command(QStringLiteral("Get-ManagementRoleAssignment"))
             .with(QStringLiteral("Role"), role)
             .with(QStringLiteral("RoleAssignee"), m_state.account.identity)
             .with(QStringLiteral("DomainController"), m_question.domainController),
         [this, role](const psrp::CommandOutput &output) {
             bool held = false;
             for (const psrp::Value &value : output.objects) {
                 const RoleAssignment a = readRoleAssignment(value);
                 // Indirect assignments come back too; only one on the account itself counts (procedure.md 7).
                 const bool direct = a.assigneeType == u"User" || a.assigneeType.isEmpty();
                 const bool same = a.assignee.compare(m_state.account.name, Qt::CaseInsensitive) == 0
                     || a.assigneeIdentity.compare(m_state.account.identity, Qt::CaseInsensitive) == 0;
                 held = held || (a.enabled && direct && same && a.role == role);
             }
             (held ? m_state.rolesHeld : m_state.rolesMissing) << role;
             readRoles();
         });
}

}
