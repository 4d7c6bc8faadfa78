#include "services/RoleCheck.h"

namespace passerelle::services {

enum class Use { Read, Write, Optional };  // Optional: the program goes on without it

struct Need {
    const char *cmdlet;
    const char *parameters;  // separated by blanks
    Use use;
};

static const Need table[] = {
    {"Set-ADServerSettings", "ViewEntireForest", Use::Read},
    {"Get-OrganizationConfig", "", Use::Read},
    {"Get-ExchangeServer", "", Use::Read},
    {"Get-AcceptedDomain", "", Use::Read},
    {"Get-DomainController", "", Use::Read},
    {"Get-AuthConfig", "DomainController", Use::Read},
    {"Get-AuthServer", "DomainController", Use::Read},
    {"Get-PartnerApplication", "DomainController", Use::Read},
    {"Get-IntraOrganizationConnector", "DomainController", Use::Read},
    {"Get-WebServicesVirtualDirectory", "ADPropertiesOnly DomainController", Use::Read},
    {"Get-AutodiscoverVirtualDirectory", "ADPropertiesOnly DomainController", Use::Read},
    {"Get-ExchangeCertificate", "Server Thumbprint", Use::Read},
    {"Get-User", "Identity Filter DomainController", Use::Read},
    {"Get-Recipient", "Filter DomainController", Use::Read},
    {"Get-MailUser", "Identity DomainController", Use::Read},
    {"Get-ManagementRoleAssignment", "Role RoleAssignee DomainController", Use::Read},
    {"Get-SettingOverride", "", Use::Optional},
    {"New-MailUser", "Name ExternalEmailAddress OrganizationalUnit DomainController Confirm", Use::Write},
    {"Set-MailUser", "Identity HiddenFromAddressListsEnabled DomainController Confirm", Use::Write},
    {"New-ManagementRoleAssignment", "Role User DomainController Confirm", Use::Write},
    {"New-PartnerApplication", "Name ApplicationIdentifier Enabled LinkedAccount DomainController Confirm", Use::Write},
    {"Set-PartnerApplication", "Identity Enabled LinkedAccount DomainController Confirm", Use::Write},
};

static bool isSent(const Need &need, model::Mode mode)
{
    return need.use != Use::Write || mode == model::Mode::Setup;
}

static inspection::CommandNeed needOf(const Need &need, const model::Settings &settings)
{
    QStringList parameters = QString::fromLatin1(need.parameters).split(u' ', Qt::SkipEmptyParts);
    if (settings.organizationalUnit.isEmpty())
        parameters.removeAll(QStringLiteral("OrganizationalUnit"));
    return {QLatin1String(need.cmdlet), parameters};
}

QList<inspection::CommandNeed> RoleCheck::needs(model::Mode mode, const model::Settings &settings)
{
    QList<inspection::CommandNeed> needs;
    for (const Need &need : table) {
        if (isSent(need, mode))
            needs << needOf(need, settings);
    }
    return needs;
}

RoleCheck::RoleCheck(psrp::CommandRunner &exchange, model::Mode mode, const model::Settings &settings)
    : Reading(exchange), m_exchange(exchange), m_mode(mode), m_settings(settings)
{
}

void RoleCheck::doStart()
{
    auto *reading = new inspection::CommandListReading(m_exchange, needs(m_mode, m_settings));
    perform(reading, [this](const inspection::CommandList &list) {
        RoleCheckResult result;
        for (const Need &row : table) {
            if (!isSent(row, m_mode) || row.use == Use::Optional)
                continue;
            const inspection::CommandNeed need = needOf(row, m_settings);
            ++result.cmdlets;
            (row.use == Use::Write ? result.missingWrites : result.missing) << list.lacking(need);
            if (!need.parameters.isEmpty() && list.isUnlisted(need.cmdlet))
                result.unlisted << need.cmdlet;
        }
        succeed(result);
    });
}

}
