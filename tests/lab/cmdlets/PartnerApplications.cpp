#include "cmdlets/Cmdlet.h"

#include <QUuid>

namespace lab {

namespace {

// LinkedAccount as Exchange stores it: the canonical name of the account.
QJsonValue linkedAccount(CmdletCall &call)
{
    const QString wanted = call.text("LinkedAccount");
    if (wanted.isEmpty())
        return QJsonValue();
    return call.require("users", wanted).value("Identity");
}

}

void newPartnerApplication(CmdletCall &call)
{
    const QString name = call.text("Name");
    if (!call.has("ApplicationIdentifier") && !call.has("AuthMetadataUrl"))
        throw CmdletFailure{parameterMissing(call.cmdlet, {"ApplicationIdentifier"})};
    const QString identifier = call.text("ApplicationIdentifier");
    const QString distinguishedName = "CN=" + name
        + ",CN=Partner Applications,CN=Auth Configuration,CN=Contoso,CN=Microsoft Exchange,CN=Services,"
          "CN=Configuration,DC=contoso,DC=fr";
    for (const QJsonObject &other : call.world.directory.all("partnerApplications")) {
        if (other.value("Name").toString().compare(name, Qt::CaseInsensitive) == 0)
            call.fail(exception::exists,
                      "Active Directory operation failed on " + call.controller + ". The object '"
                          + distinguishedName + "' already exists.");
    }
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const QJsonObject application{{"Name", name},
                                  {"Identity", name},
                                  {"Guid", QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                  {"DistinguishedName", distinguishedName},
                                  {"ApplicationIdentifier", identifier},
                                  {"Enabled", call.parameters.value("Enabled").toBool(true)},
                                  {"LinkedAccount", linkedAccount(call)},
                                  {"UseAuthServer", !call.has("AuthMetadataUrl")},
                                  {"AuthMetadataUrl", call.text("AuthMetadataUrl")},
                                  {"Realm", call.text("Realm")},
                                  {"IssuerIdentifier", call.text("IssuerIdentifier")},
                                  {"WhenCreatedUTC", now},
                                  {"WhenChangedUTC", now}};
    if (call.dryRun())
        return;
    call.insert("partnerApplications", application);
    call.write("PartnerApplication", application);
}

void setPartnerApplication(CmdletCall &call)
{
    const QJsonObject application = call.require("partnerApplications", call.text("Identity"));
    QJsonObject changes;
    for (const char *name :
         {"Enabled", "Name", "ApplicationIdentifier", "Realm", "IssuerIdentifier", "AuthMetadataUrl"}) {
        if (call.has(name) && call.parameters.value(name) != application.value(name))
            changes.insert(name, call.parameters.value(name));
    }
    if (call.has("LinkedAccount")) {
        if (const QJsonValue account = linkedAccount(call); account != application.value("LinkedAccount"))
            changes.insert("LinkedAccount", account);
    }
    if (changes.isEmpty())
        return call.warn("The command completed successfully but no settings of '"
                         + application.value("Identity").toString() + "' have been modified.");
    if (!call.dryRun())
        call.change("partnerApplications", application.value("Guid").toString(), changes);
}

void removePartnerApplication(CmdletCall &call)
{
    const QJsonObject application = call.require("partnerApplications", call.text("Identity"));
    if (!call.dryRun())
        call.remove("partnerApplications", application.value("Guid").toString());
}

}
