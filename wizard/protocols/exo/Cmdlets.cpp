#include "protocols/exo/Cmdlets.h"

namespace passerelle::exo {

namespace {

QString name(const char *text)
{
    return QLatin1String(text);
}

}

Cmdlet getConnectors()
{
    return Cmdlet(name("Get-IntraOrganizationConnector"));
}

Cmdlet newConnector(const ConnectorWish &wish)
{
    Cmdlet cmdlet(name("New-IntraOrganizationConnector"));
    cmdlet.with(name("Name"), wish.name)
        .with(name("DiscoveryEndpoint"), wish.discoveryEndpoint)
        .with(name("TargetAddressDomains"), wish.domains)
        .with(name("Enabled"), wish.enabled);
    if (!wish.targetSharingEpr.isEmpty())
        cmdlet.with(name("TargetSharingEpr"), wish.targetSharingEpr);
    return cmdlet;
}

Cmdlet setConnector(const QString &identity, const ConnectorChange &change)
{
    Cmdlet cmdlet(name("Set-IntraOrganizationConnector"));
    cmdlet.with(name("Identity"), identity);
    if (change.discoveryEndpoint)
        cmdlet.with(name("DiscoveryEndpoint"), *change.discoveryEndpoint);
    if (change.domains)
        cmdlet.with(name("TargetAddressDomains"), *change.domains);
    if (change.enabled)
        cmdlet.with(name("Enabled"), *change.enabled);
    return cmdlet;
}

Cmdlet removeConnector(const QString &identity)
{
    return Cmdlet(name("Remove-IntraOrganizationConnector"))
        .with(name("Identity"), identity)
        .with(name("Confirm"), false);
}

Cmdlet getOnPremisesOrganizations()
{
    return Cmdlet(name("Get-OnPremisesOrganization"));
}

Cmdlet getConfiguration(const QString &organizationGuid)
{
    Cmdlet cmdlet(name("Get-IntraOrganizationConfiguration"));
    if (!organizationGuid.isEmpty())
        cmdlet.with(name("OrganizationGuid"), organizationGuid);
    return cmdlet;
}

Cmdlet testOAuth(const OAuthTest &test)
{
    return Cmdlet(name("Test-OAuthConnectivity"))
        .with(name("Service"), test.service)
        .with(name("TargetUri"), test.targetUri)
        .with(name("Mailbox"), test.mailbox);
}

Cmdlet getAcceptedDomains()
{
    return Cmdlet(name("Get-AcceptedDomain"));
}

Cmdlet getOrganizationConfig()
{
    return Cmdlet(name("Get-OrganizationConfig"));
}

}
