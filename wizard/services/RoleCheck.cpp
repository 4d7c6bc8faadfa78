#include "services/RoleCheck.h"

#include <QMap>

namespace passerelle::services {

struct Need {
    const char *cmdlet;
    const char *parameters;  // separated by blanks
    bool writes;
};

// Every cmdlet the program sends, with the parameters it sends.
static const Need needs[] = {
    {"Set-ADServerSettings", "ViewEntireForest", false},
    {"Get-OrganizationConfig", "", false},
    {"Get-ExchangeServer", "", false},
    {"Get-AcceptedDomain", "", false},
    {"Get-DomainController", "", false},
    {"Get-AuthConfig", "DomainController", false},
    {"Get-AuthServer", "DomainController", false},
    {"Get-PartnerApplication", "DomainController", false},
    {"Get-IntraOrganizationConnector", "DomainController", false},
    {"Get-WebServicesVirtualDirectory", "ADPropertiesOnly DomainController", false},
    {"Get-AutodiscoverVirtualDirectory", "ADPropertiesOnly DomainController", false},
    {"Get-ExchangeCertificate", "Server Thumbprint", false},
    {"Get-User", "Identity Filter DomainController", false},
    {"Get-Recipient", "Filter DomainController", false},
    {"Get-MailUser", "Identity DomainController", false},
    {"Get-ManagementRoleAssignment", "Role RoleAssignee DomainController", false},
    {"New-MailUser", "Name ExternalEmailAddress DomainController", true},
    {"Set-MailUser", "Identity HiddenFromAddressListsEnabled DomainController", true},
    {"New-ManagementRoleAssignment", "Role User DomainController", true},
    {"New-PartnerApplication", "Name ApplicationIdentifier Enabled LinkedAccount DomainController", true},
    {"Set-PartnerApplication", "Identity Enabled LinkedAccount DomainController", true},
};

RoleCheck::RoleCheck(psrp::CommandRunner &exchange, model::Mode mode) : Reading(exchange), m_mode(mode) {}

void RoleCheck::doStart()
{
    QStringList names;
    for (const Need &need : needs) {
        if (!need.writes || m_mode == model::Mode::Setup)
            names << QLatin1String(need.cmdlet);
    }
    const psrp::Command command = psrp::Command(QStringLiteral("Get-Command")).with(QStringLiteral("Name"), names);
    cmdlet(command, [this, names](const psrp::CommandOutput &output) {
        // An absent name is reported as an error beside the objects of the others, so errors are expected here.
        QMap<QString, QStringList> present;
        for (const psrp::Value &value : output.objects) {
            QStringList parameters;
            for (const auto &[name, unused] : value.property(u"Parameters").entries())
                parameters << name.toString().toLower();
            present.insert(value.property(u"Name").toString().toLower(), parameters);
        }
        RoleCheckResult result;
        result.cmdlets = static_cast<int>(names.size());
        for (const Need &need : needs) {
            const QString name = QLatin1String(need.cmdlet);
            if (!names.contains(name))
                continue;
            const auto found = present.constFind(name.toLower());
            if (found == present.constEnd()) {
                result.missing << name;
                continue;
            }
            for (const QString &parameter : QString::fromLatin1(need.parameters).split(u' ', Qt::SkipEmptyParts)) {
                if (!found->isEmpty() && !found->contains(parameter.toLower()))
                    result.missing << name + QStringLiteral(" -") + parameter;
            }
        }
        succeed(result);
    });
}

}
