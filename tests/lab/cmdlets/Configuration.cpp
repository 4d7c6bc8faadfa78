#include "cmdlets/Cmdlet.h"

#include <QJsonArray>

namespace lab {

namespace {

// Cmdlets that only list or look up: the collection each one reads. Its shape is the noun.
QString collectionOf(const QString &noun)
{
    static const QHash<QString, QString> collections = {
        {"OrganizationConfig", "organizationConfig"},
        {"AuthConfig", "authConfig"},
        {"AuthServer", "authServers"},
        {"AcceptedDomain", "acceptedDomains"},
        {"PartnerApplication", "partnerApplications"},
        {"HybridConfiguration", "hybridConfiguration"},
        {"IntraOrganizationConnector", "connectors"},
        {"IntraOrganizationConfiguration", "intraOrganizationConfiguration"},
        {"OnPremisesOrganization", "onPremisesOrganizations"},
        {"AvailabilityAddressSpace", "availabilityAddressSpaces"},
        {"SettingOverride", "settingOverrides"},
        {"WebServicesVirtualDirectory", "webServicesVirtualDirectories"},
        {"AutodiscoverVirtualDirectory", "autodiscoverVirtualDirectories"},
        {"MapiVirtualDirectory", "mapiVirtualDirectories"},
        {"OabVirtualDirectory", "oabVirtualDirectories"},
    };
    return collections.value(noun);
}

}

void getConfiguration(CmdletCall &call)
{
    const QString noun = call.cmdlet.name.mid(4);
    if (noun == "IntraOrganizationConfiguration" && !call.has("OrganizationGuid")
        && call.all("onPremisesOrganizations").size() > 1)
        call.fail(exception::invalidOperation,
                  "Multiple OnPremisesOrganization objects were found. Use the OrganizationGuid parameter.");
    for (const QJsonObject &object : call.wanted(collectionOf(noun)))
        call.write(noun, object);
}

void getVirtualDirectory(CmdletCall &call)
{
    const QString noun = call.cmdlet.name.mid(4);
    const QString server = call.has("Server")
        ? call.require("servers", call.text("Server")).value("Name").toString()
        : QString();
    for (const QJsonObject &directory : call.wanted(collectionOf(noun))) {
        if (server.isEmpty() || directory.value("Server").toString() == server)
            call.write(noun, directory);
    }
}

void getOrganizationalUnit(CmdletCall &call)
{
    const QString search = call.text("SearchText");
    for (const QJsonObject &unit : call.wanted("organizationalUnits")) {
        const bool container = unit.value("DistinguishedName").toString().startsWith("CN=");
        if (container && !call.flag("IncludeContainers") && !call.has("Identity"))
            continue;
        if (search.isEmpty() || unit.value("Name").toString().contains(search, Qt::CaseInsensitive))
            call.write("OrganizationalUnit", unit);
    }
}

void setIntraOrganizationConnector(CmdletCall &call)
{
    const QJsonObject connector = call.require("connectors", call.text("Identity"));
    QJsonObject changes;
    for (const char *name : {"Enabled", "DiscoveryEndpoint", "TargetAddressDomains", "TargetSharingEpr"}) {
        if (call.has(name) && call.parameters.value(name) != connector.value(name))
            changes.insert(name, call.parameters.value(name));
    }
    if (!changes.isEmpty() && !call.dryRun())
        call.change("connectors", connector.value("Guid").toString(), changes);
}

}
