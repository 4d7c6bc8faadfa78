#include "cloud/OnlineCmdlets.h"

#include "cloud/OnlineParameters.h"

#include <QUrl>
#include <QUuid>

namespace lab {

namespace {

const QString connectors = "onlineConnectors";

QString now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
}

[[noreturn]] void notFound(const World &world, const QString &identity)
{
    throw onlineNotFound(identity, "PA7PR01A001DC01.EURPR01A001.PROD.OUTLOOK.COM",
                         world.number("exoNotFoundStatus"));
}

void list(OnlineCall &call, const QString &collection)
{
    const QString identity = call.text("Identity");
    if (identity.isEmpty()) {
        for (const QJsonObject &object : call.world.directory.all(collection))
            call.outcome.value.append(object);
        return;
    }
    const auto found = call.world.directory.find(collection, identity);
    if (!found)
        notFound(call.world, identity);
    call.outcome.value.append(*found);
}

void checkEndpoint(const OnlineCall &call, const QString &name)
{
    const QUrl url(call.text(name), QUrl::StrictMode);
    if (call.has(name) && (url.scheme() != "https" || url.host().isEmpty()))
        throw onlineParameter(name,
                              "Cannot convert value \"" + call.text(name) + "\" to type \"System.Uri\".");
}

void checkConnector(const OnlineCall &call, const QString &ownId, const QStringList &domains)
{
    checkEndpoint(call, "DiscoveryEndpoint");
    checkEndpoint(call, "TargetSharingEpr");
    for (const QJsonObject &other : call.world.directory.all(connectors)) {
        if (Directory::idOf(other) == ownId)
            continue;
        if (other.value("Name").toString().compare(call.text("Name"), Qt::CaseInsensitive) == 0)
            throw OnlineFailure{400, "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
                                "The object '" + call.text("Name") + "' already exists."};
        for (const QJsonValue &used : other.value("TargetAddressDomains").toArray()) {
            if (domains.contains(used.toString(), Qt::CaseInsensitive))
                throw OnlineFailure{400,
                                    "Microsoft.Exchange.Management.SystemConfigurationTasks."
                                    "DuplicateIntraOrganizationConnectorDomainException",
                                    "The domain '" + used.toString() + "' is already used by the connector '"
                                        + other.value("Name").toString() + "'."};
        }
    }
}

bool onlyPreview(OnlineCall &call, const QString &text)
{
    if (call.flag("WhatIf"))
        call.outcome.confirmation = "What if: " + text;
    return call.flag("WhatIf");
}

void newConnector(OnlineCall &call)
{
    const QString name = call.text("Name");
    const QStringList domains = call.domains("TargetAddressDomains", {});
    checkConnector(call, {}, domains);
    if (onlyPreview(call, "Creating intra-organization connector \"" + name + "\"."))
        return;
    const QJsonObject connector{
        {"Name", name},
        {"Identity", name},
        {"Guid", QUuid::createUuid().toString(QUuid::WithoutBraces)},
        {"DiscoveryEndpoint", call.text("DiscoveryEndpoint")},
        {"TargetAddressDomains", QJsonArray::fromStringList(domains)},
        {"TargetSharingEpr",
         call.has("TargetSharingEpr") ? QJsonValue(call.text("TargetSharingEpr")) : QJsonValue()},
        {"Enabled", !call.has("Enabled") || call.flag("Enabled")},
        {"WhenCreatedUTC", now()},
        {"WhenChangedUTC", now()}};
    call.world.directory.insert(connectors, connector);
    call.outcome.changed = true;
    call.outcome.value.append(connector);
}

void setConnector(OnlineCall &call)
{
    const auto found = call.world.directory.find(connectors, call.text("Identity"));
    if (!found)
        notFound(call.world, call.text("Identity"));
    QStringList present;
    for (const QJsonValue &domain : found->value("TargetAddressDomains").toArray())
        present << domain.toString();
    const QStringList domains =
        call.has("TargetAddressDomains") ? call.domains("TargetAddressDomains", present) : present;
    checkConnector(call, Directory::idOf(*found), domains);
    QJsonObject changes;
    for (const char *name : {"Name", "DiscoveryEndpoint", "TargetSharingEpr"}) {
        if (call.has(name) && found->value(name).toString() != call.text(name))
            changes.insert(name, call.text(name));
    }
    if (call.has("Enabled") && found->value("Enabled").toBool() != call.flag("Enabled"))
        changes.insert("Enabled", call.flag("Enabled"));
    if (domains != present)
        changes.insert("TargetAddressDomains", QJsonArray::fromStringList(domains));
    if (changes.isEmpty()) {
        call.outcome.warnings << "The command completed successfully but no settings of '"
                + found->value("Name").toString() + "' have been modified.";
        return;
    }
    if (onlyPreview(call,
                    "Setting intra-organization connector \"" + found->value("Name").toString() + "\"."))
        return;
    if (changes.contains("Name"))
        changes.insert("Identity", changes.value("Name"));
    changes.insert("WhenChangedUTC", now());
    call.outcome.changed = call.world.directory.change(connectors, Directory::idOf(*found), changes);
}

void removeConnector(OnlineCall &call)
{
    const auto found = call.world.directory.find(connectors, call.text("Identity"));
    if (!found)
        notFound(call.world, call.text("Identity"));
    if (!call.has("Confirm") || call.flag("Confirm"))
        throw OnlineFailure{400, "System.Management.Automation.Host.HostException",
                            "A command that prompts the user failed because the host does not support user "
                            "interaction."};
    if (!onlyPreview(call, "Removing \"" + found->value("Name").toString() + "\"."))
        call.outcome.changed = call.world.directory.remove(connectors, Directory::idOf(*found));
}

void getConfiguration(OnlineCall &call)
{
    const QString organisation = call.text("OrganizationGuid");
    if (QUuid::fromString(organisation).isNull())
        throw onlineParameter("OrganizationGuid",
                              "Cannot convert value \"" + organisation + "\" to type \"System.Guid\".");
    if (!call.world.directory.find("onlineOrganizations", organisation))
        notFound(call.world, organisation);
    for (QJsonObject object : call.world.directory.all("onlineIntraOrganizationConfiguration")) {
        if (object.take("_organisation").toString().compare(organisation, Qt::CaseInsensitive) == 0)
            call.outcome.value.append(object);
    }
}

void getAcceptedDomains(OnlineCall &call)
{
    for (const QJsonObject &domain : call.world.directory.all("domains")) {
        const QString name = domain.value("id").toString();
        if (!domain.value("isVerified").toBool()
            || (call.has("Identity") && name.compare(call.text("Identity"), Qt::CaseInsensitive) != 0))
            continue;
        call.outcome.value.append(
            QJsonObject{{"Name", name},
                        {"Identity", name},
                        {"DomainName", name},
                        {"Guid", QUuid::createUuidV5(QUuid(), name).toString(QUuid::WithoutBraces)},
                        {"DomainType", name.endsWith(".onmicrosoft.com") ? "Authoritative" : "InternalRelay"},
                        {"Default", domain.value("isDefault")},
                        {"InitialDomain", domain.value("isInitial")},
                        {"IsCoexistenceDomain", name.contains(".mail.onmicrosoft.com")}});
    }
    if (call.has("Identity") && call.outcome.value.isEmpty())
        notFound(call.world, call.text("Identity"));
}

void testOAuth(OnlineCall &call)
{
    static const QStringList services = {"EWS", "AutoD", "Generic"};
    if (!services.contains(call.text("Service"), Qt::CaseInsensitive))
        throw onlineParameter("Service", "Cannot convert value \"" + call.text("Service") + "\".");
    checkEndpoint(call, "TargetUri");
    const QString mailbox = call.text("Mailbox");
    if (!call.flag("AppOnly") && mailbox.isEmpty())
        throw onlineParameter("Mailbox", "A mailbox is needed.");
    if (!mailbox.isEmpty() && !call.world.directory.find("entraUsers", mailbox)
        && !call.world.directory.find("users", mailbox))
        notFound(call.world, mailbox);
    const QString result = call.world.text("oauthTestOnline");
    const bool ews = call.text("Service").compare("EWS", Qt::CaseInsensitive) == 0;
    const QString detail =
        "The configuration was last successfully loaded at 1/1/0001 12:00:00 AM UTC.\r\nExchange "
        "Outbound Oauth Log:\r\nClient request ID: "
        + QUuid::createUuid().toString(QUuid::WithoutBraces) + "\r\n"
        + (result == "Success" ? QString("Exchange Response Details:\r\nHTTP response message: \r\n")
                               : "Exchange Response Details:\r\nHTTP response message: "
                                 "\r\nException:\r\nSystem.Net.WebException: "
                                 "The remote server returned an error: (401) Unauthorized.\r\n");
    call.outcome.value.append(QJsonObject{
        {"Task", ews ? "Checking EWS API Call Under Oauth" : "Checking AutoDiscover Call Under Oauth"},
        {"Detail", detail},
        {"ResultType", result},
        {"Identity", "Microsoft.Exchange.Security.OAuth.ValidationResultNodeId"},
        {"IsValid", true},
        {"ObjectState", "New"}});
}

struct Definition {
    OnlineParameters parameters;
    bool writes = false;
    void (*run)(OnlineCall &) = nullptr;
};

const QHash<QString, Definition> &table()
{
    using K = OnlineKind;
    static const OnlineParameter identity{"Identity", K::Text, true};
    static const QHash<QString, Definition> all = {
        {"get-intraorganizationconnector",
         {{{"Identity", K::Text}}, false, [](OnlineCall &call) { list(call, connectors); }}},
        {"new-intraorganizationconnector",
         {{{"Name", K::Text, true},
           {"DiscoveryEndpoint", K::Text, true},
           {"TargetAddressDomains", K::TextList, true},
           {"Enabled", K::Flag},
           {"TargetSharingEpr", K::Text},
           {"WhatIf", K::Flag},
           {"Confirm", K::Flag}},
          true,
          newConnector}},
        {"set-intraorganizationconnector",
         {{identity,
           {"Name", K::Text},
           {"DiscoveryEndpoint", K::Text},
           {"TargetAddressDomains", K::TextList},
           {"Enabled", K::Flag},
           {"TargetSharingEpr", K::Text},
           {"WhatIf", K::Flag},
           {"Confirm", K::Flag}},
          true,
          setConnector}},
        {"remove-intraorganizationconnector",
         {{identity, {"WhatIf", K::Flag}, {"Confirm", K::Flag}}, true, removeConnector}},
        {"get-intraorganizationconfiguration",
         {{{"OrganizationGuid", K::Text, true}}, false, getConfiguration}},
        {"get-onpremisesorganization",
         {{{"Identity", K::Text}}, false, [](OnlineCall &call) { list(call, "onlineOrganizations"); }}},
        {"get-accepteddomain", {{{"Identity", K::Text}}, false, getAcceptedDomains}},
        {"get-organizationconfig",
         {{}, false, [](OnlineCall &call) { list(call, "onlineOrganizationConfig"); }}},
        {"test-oauthconnectivity",
         {{{"Service", K::Text, true},
           {"TargetUri", K::Text, true},
           {"Mailbox", K::Text},
           {"AppOnly", K::Flag},
           {"UseCachedToken", K::Flag},
           {"ReloadConfig", K::Flag}},
          false,
          testOAuth}},
    };
    return all;
}

}

bool knownOnlineCmdlet(const QString &name)
{
    return table().contains(name.toLower());
}

bool onlineCmdletWrites(const QString &name)
{
    return table().value(name.toLower()).writes;
}

OnlineOutcome runOnlineCmdlet(World &world, const QString &name, const QJsonObject &parameters)
{
    const Definition definition = table().value(name.toLower());
    OnlineCall call{world, {}, {}};
    try {
        call.given = readOnlineParameters(definition.parameters, parameters);
        definition.run(call);
    } catch (const OnlineFailure &failure) {
        call.outcome.failure = failure;
    }
    return call.outcome;
}

}
