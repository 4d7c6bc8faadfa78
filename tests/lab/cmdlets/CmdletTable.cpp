#include "cmdlets/Cmdlet.h"

namespace lab {

namespace {

const QString common =
    " ErrorAction WarningAction InformationAction Verbose:s Debug:s ErrorVariable WarningVariable "
    "OutVariable OutBuffer:n PipelineVariable InformationVariable";
const QString writing = " WhatIf:s Confirm:s";

using Body = void (*)(CmdletCall &);

Cmdlet reading(const char *name, const char *task, const char *parameters, Body body)
{
    return {name,
            QString("Microsoft.Exchange.Management.") + task,
            parameterList(parameters + common),
            false,
            false,
            body};
}

Cmdlet changing(const char *name, const char *task, const char *parameters, Body body, bool prompts = false)
{
    return {name,
            QString("Microsoft.Exchange.Management.") + task,
            parameterList(parameters + common + writing),
            true,
            prompts,
            body};
}

const char mailUserNames[] =
    " Alias DisplayName FirstName? Initials? LastName? SamAccountName UserPrincipalName "
    "MailTip? ArbitrationMailbox? MacAttachmentFormat? MessageBodyFormat? MessageFormat? "
    "ModerationEnabled:b? "
    "UsePreferMessageFormat:b? ImmutableId? RemotePowerShellEnabled:b? SendModerationNotifications?";

QList<Cmdlet> makeTable()
{
    QList<Cmdlet> table = {
        {"Get-Command", "Microsoft.PowerShell.Commands.GetCommandCommand",
         parameterList("Name:m@ CommandType Module:m? Syntax:s? TotalCount:n? ArgumentList:m? ListImported:s "
                       "ParameterName:m? "
                       "ParameterType:m? All:s"
                       + common),
         false, false, getCommand},
        reading("Get-ADServerSettings", "SystemConfigurationTasks.GetADServerSettings", "",
                getAdServerSettings),
        changing("Set-ADServerSettings", "SystemConfigurationTasks.SetADServerSettings",
                 "ViewEntireForest:b PreferredServer ConfigurationDomainController PreferredGlobalCatalog? "
                 "RecipientViewRoot? SetPreferredDomainControllers:m? RunspaceServerSettings?",
                 setAdServerSettings),
        reading("Get-DomainController", "SystemConfigurationTasks.GetDomainController",
                "DomainName Forest? GlobalCatalog:s Credential?", getDomainController),
        reading("Get-ExchangeServer", "SystemConfigurationTasks.GetExchangeServer",
                "Identity@ DomainController Status:s Domain?", getExchangeServer),
        reading("Get-ExchangeCertificate", "SystemConfigurationTasks.GetExchangeCertificate",
                "Identity@ Thumbprint Server DomainController DomainName:m? Instance?",
                getExchangeCertificate),
        reading("Get-User", "RecipientTasks.GetUser",
                "Identity@ Filter Anr? DomainController OrganizationalUnit ResultSize RecipientTypeDetails:m "
                "SortBy? IgnoreDefaultScope:s ReadFromDomainController:s Arbitration:s? PublicFolder:s? "
                "Credential?",
                getRecipients),
        reading("Get-Recipient", "RecipientTasks.GetRecipient",
                "Identity@ Filter Anr? DomainController OrganizationalUnit ResultSize RecipientTypeDetails:m "
                "RecipientType:m SortBy? IgnoreDefaultScope:s ReadFromDomainController:s Properties:m? "
                "PropertySet? "
                "IncludeSoftDeletedRecipients:s? Capabilities:m? Database? BookmarkDisplayName? "
                "RecipientPreviewFilter?",
                getRecipients),
        reading("Get-Mailbox", "RecipientTasks.GetMailbox",
                "Identity@ Filter Anr? DomainController OrganizationalUnit ResultSize RecipientTypeDetails:m "
                "Server? "
                "Database? SortBy? IgnoreDefaultScope:s ReadFromDomainController:s Archive:s? Arbitration:s? "
                "Monitoring:s? "
                "PublicFolder:s? RemoteArchive:s? Credential?",
                getRecipients),
        reading("Get-MailUser", "RecipientTasks.GetMailUser",
                "Identity@ Filter Anr? DomainController OrganizationalUnit ResultSize SortBy? "
                "IgnoreDefaultScope:s "
                "ReadFromDomainController:s SoftDeletedMailUser:s? Credential?",
                getRecipients),
        changing("New-MailUser", "RecipientTasks.NewMailUser",
                 (QString("Name!@ ExternalEmailAddress! DomainController OrganizationalUnit Password:x "
                          "PrimarySmtpAddress "
                          "ResetPasswordOnNextLogon:b?")
                  + mailUserNames)
                     .toLatin1()
                     .constData(),
                 newMailUser),
        changing(
            "Set-MailUser", "RecipientTasks.SetMailUser",
            (QString("Identity!@ DomainController HiddenFromAddressListsEnabled:b ExternalEmailAddress Name? "
                     "PrimarySmtpAddress? "
                     "EmailAddresses:m? EmailAddressPolicyEnabled:b? IgnoreDefaultScope:s ForceUpgrade:s? "
                     "CustomAttribute1 CustomAttribute2 CustomAttribute3 MaxSendSize? MaxReceiveSize?")
             + mailUserNames)
                .toLatin1()
                .constData(),
            setMailUser),
        changing("Remove-MailUser", "RecipientTasks.RemoveMailUser",
                 "Identity!@ DomainController IgnoreDefaultScope:s KeepWindowsLiveID:s? Permanent:b?",
                 removeMailUser, true),
        changing(
            "New-PartnerApplication", "SystemConfigurationTasks.NewPartnerApplication",
            "Name!@ ApplicationIdentifier AuthMetadataUrl TrustAnySSLCertificate:s? Realm IssuerIdentifier "
            "LinkedAccount Enabled:b AcceptSecurityIdentifierInformation:b? DomainController AccountType? "
            "ActAsPermissions:m? AppOnlyPermissions:m?",
            newPartnerApplication),
        changing(
            "Set-PartnerApplication", "SystemConfigurationTasks.SetPartnerApplication",
            "Identity!@ Name ApplicationIdentifier AuthMetadataUrl TrustAnySSLCertificate:s? Realm "
            "IssuerIdentifier "
            "LinkedAccount Enabled:b AcceptSecurityIdentifierInformation:b? DomainController AccountType? "
            "ActAsPermissions:m? AppOnlyPermissions:m? RefreshAuthMetadata:s?",
            setPartnerApplication),
        changing("Remove-PartnerApplication", "SystemConfigurationTasks.RemovePartnerApplication",
                 "Identity!@ DomainController", removePartnerApplication, true),
        changing(
            "Set-IntraOrganizationConnector", "SystemConfigurationTasks.SetIntraOrganizationConnector",
            "Identity!@ Enabled:b DiscoveryEndpoint TargetAddressDomains:m TargetSharingEpr DomainController",
            setIntraOrganizationConnector),
        reading("Get-ManagementRole", "RbacTasks.GetManagementRole",
                "Identity@ Cmdlet CmdletParameters:m? DomainController GetChildren:s? Recurse:s? RoleType? "
                "Script? "
                "ScriptParameters:m?",
                getManagementRole),
        reading(
            "Get-ManagementRoleAssignment", "RbacTasks.GetManagementRoleAssignment",
            "Identity@ Role RoleAssignee RoleAssigneeType AssignmentMethod:m? Delegating:b DomainController "
            "Enabled:b Exclusive:b? ConfigWriteScope? CustomConfigWriteScope? CustomRecipientWriteScope? "
            "ExclusiveConfigWriteScope? ExclusiveRecipientWriteScope? GetEffectiveUsers:s? "
            "RecipientOrganizationalUnitScope? "
            "RecipientWriteScope? WritableDatabase? WritableRecipient? WritableServer?",
            getManagementRoleAssignment),
        changing("New-ManagementRoleAssignment", "RbacTasks.NewManagementRoleAssignment",
                 "Name Role! User SecurityGroup? Policy? Computer? Delegating:s DomainController "
                 "CustomConfigWriteScope? "
                 "CustomRecipientWriteScope? ExclusiveConfigWriteScope? ExclusiveRecipientWriteScope? "
                 "RecipientOrganizationalUnitScope? RecipientRelativeWriteScope? UnScopedTopLevel:s? Force:s",
                 newManagementRoleAssignment),
        changing("Remove-ManagementRoleAssignment", "RbacTasks.RemoveManagementRoleAssignment",
                 "Identity!@ DomainController Force:s", removeManagementRoleAssignment, true),
        reading("Test-OAuthConnectivity", "SystemConfigurationTasks.TestOAuthConnectivity",
                "Service! TargetUri! Mailbox AppOnly:s OrganizationDomain ReloadConfig:s UseCachedToken:s "
                "Confirm:s WhatIf:s",
                testOAuthConnectivity),
        reading("Get-OrganizationalUnit", "SystemConfigurationTasks.GetOrganizationalUnit",
                "Identity@ SearchText DomainController IncludeContainers:s ResultSize SingleNodeOnly:s?",
                getOrganizationalUnit),
    };
    const auto plain = [&table](const char *name, const char *more = "") {
        const QString task = QString("SystemConfigurationTasks.Get") + QString(name).mid(4);
        table.append(reading(name, task.toLatin1().constData(),
                             (QString("Identity@ DomainController ") + more).toLatin1().constData(),
                             getConfiguration));
    };
    table.append(reading("Get-OrganizationConfig", "SystemConfigurationTasks.GetOrganizationConfig",
                         "DomainController", getConfiguration));
    table.append(reading("Get-AuthConfig", "SystemConfigurationTasks.GetAuthConfig", "DomainController",
                         getConfiguration));
    table.append(reading("Get-HybridConfiguration", "SystemConfigurationTasks.GetHybridConfiguration",
                         "DomainController", getConfiguration));
    table.append(reading("Get-IntraOrganizationConfiguration",
                         "SystemConfigurationTasks.GetIntraOrganizationConfiguration", "OrganizationGuid",
                         getConfiguration));
    plain("Get-AcceptedDomain", "ResultSize");
    plain("Get-AuthServer");
    plain("Get-PartnerApplication");
    plain("Get-IntraOrganizationConnector");
    plain("Get-OnPremisesOrganization");
    plain("Get-AvailabilityAddressSpace");
    plain("Get-SettingOverride");
    for (const char *name : {"Get-WebServicesVirtualDirectory", "Get-AutodiscoverVirtualDirectory",
                             "Get-MapiVirtualDirectory", "Get-OabVirtualDirectory"}) {
        const QString task = QString("SystemConfigurationTasks.Get") + QString(name).mid(4);
        table.append(
            reading(name, task.toLatin1().constData(),
                    "Identity@ Server DomainController ADPropertiesOnly:s ShowMailboxVirtualDirectories:s?",
                    getVirtualDirectory));
    }
    return table;
}

}

const QList<Cmdlet> &cmdletTable()
{
    static const QList<Cmdlet> table = makeTable();
    return table;
}

const Cmdlet *findCmdlet(const QString &name)
{
    for (const Cmdlet &cmdlet : cmdletTable()) {
        if (cmdlet.name.compare(name, Qt::CaseInsensitive) == 0)
            return &cmdlet;
    }
    return nullptr;
}

const CmdletParameter *Cmdlet::parameter(const QString &wanted) const
{
    for (const CmdletParameter &one : parameters) {
        if (one.name.compare(wanted, Qt::CaseInsensitive) == 0)
            return &one;
    }
    return nullptr;
}

QList<CmdletParameter> parameterList(const QString &text)
{
    QList<CmdletParameter> list;
    for (QString word : text.split(' ', Qt::SkipEmptyParts)) {
        CmdletParameter parameter;
        parameter.mandatory = word.contains('!');
        parameter.positional = word.contains('@');
        parameter.carriedOut = !word.contains('?');
        word.remove('!').remove('@').remove('?');
        const QString kind = word.section(':', 1);
        parameter.name = word.section(':', 0, 0);
        using Kind = CmdletParameter::Kind;
        static const QHash<QString, Kind> kinds = {{"b", Kind::Bool},   {"s", Kind::Switch},
                                                   {"n", Kind::Number}, {"m", Kind::Many},
                                                   {"d", Kind::Date},   {"x", Kind::Secret}};
        parameter.kind = kinds.value(kind, Kind::Text);
        list.append(parameter);
    }
    return list;
}

}
