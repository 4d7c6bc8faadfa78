#include "cmdlets/Cmdlet.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUuid>

namespace lab {

namespace {

QString smtpAddress(CmdletCall &call, const char *parameter)
{
    static const QRegularExpression pattern("^[^@\\s\"]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$");
    QString address = call.text(parameter);
    if (address.startsWith("smtp:", Qt::CaseInsensitive))
        address = address.mid(5);
    if (!pattern.match(address).hasMatch())
        throw CmdletFailure{parameterNotConverted(call.cmdlet, parameter, address)};
    return address;
}

// Uniqueness holds in the whole forest, whatever a controller has seen so far.
void refuseUsedAddress(CmdletCall &call, const QString &address, const QString &exceptGuid = {})
{
    for (const QJsonObject &user : call.world.directory.all("users")) {
        if (user.value("Guid").toString() == exceptGuid)
            continue;
        for (const QJsonValue &used : user.value("EmailAddresses").toArray()) {
            if (used.toString().section(':', 1).compare(address, Qt::CaseInsensitive) == 0)
                call.fail(exception::proxyExists,
                          "The proxy address \"SMTP:" + address
                              + "\" is already being used by the proxy addresses or LegacyExchangeDN of \""
                              + user.value("Identity").toString()
                              + "\". Please choose another proxy address.");
        }
    }
}

void refuseUsedName(CmdletCall &call, const QString &distinguishedName)
{
    for (const QJsonObject &user : call.world.directory.all("users")) {
        if (user.value("DistinguishedName").toString().compare(distinguishedName, Qt::CaseInsensitive) == 0)
            call.fail(exception::exists,
                      "Active Directory operation failed on " + call.controller + ". The object '"
                          + distinguishedName + "' already exists.");
    }
}

QJsonObject unitFor(CmdletCall &call)
{
    const QString asked = call.text("OrganizationalUnit");
    if (asked.isEmpty())
        return call.require("organizationalUnits", "contoso.fr/Users");
    int matches = 0;
    const auto unit = call.world.directory.find("organizationalUnits", asked, call.controller, &matches);
    if (!unit)
        call.fail(exception::notFound,
                  "Couldn't find organizational unit \"" + asked
                      + "\". Make sure you have typed the name correctly.");
    return *unit;
}

QString given(const CmdletCall &call, const char *parameter, const QString &otherwise)
{
    return call.has(parameter) ? call.text(parameter) : otherwise;
}

}

void newMailUser(CmdletCall &call)
{
    const QString name = call.text("Name");
    if (name.size() > 64)
        call.fail(exception::argument, "The length of the property is too long. The maximum length is 64.");
    const QString address = smtpAddress(call, "ExternalEmailAddress");
    const QString primary =
        call.has("PrimarySmtpAddress") ? smtpAddress(call, "PrimarySmtpAddress") : address;
    const QJsonObject unit = unitFor(call);
    const QString distinguishedName = "CN=" + name + ',' + unit.value("DistinguishedName").toString();
    refuseUsedAddress(call, primary);
    refuseUsedName(call, distinguishedName);
    const QString alias = given(call, "Alias", QString(name).remove(QRegularExpression("[^A-Za-z0-9._-]")));
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const QJsonObject user{{"Name", name},
                           {"DisplayName", given(call, "DisplayName", name)},
                           {"Alias", alias},
                           {"SamAccountName", given(call, "SamAccountName", alias).left(20)},
                           {"UserPrincipalName", given(call, "UserPrincipalName", alias + "@contoso.fr")},
                           {"Guid", QUuid::createUuid().toString(QUuid::WithoutBraces)},
                           {"Identity", unit.value("CanonicalName").toString() + '/' + name},
                           {"OrganizationalUnit", unit.value("CanonicalName")},
                           {"DistinguishedName", distinguishedName},
                           {"RecipientType", "MailUser"},
                           {"RecipientTypeDetails", "MailUser"},
                           {"ExternalEmailAddress", "SMTP:" + address},
                           {"PrimarySmtpAddress", primary},
                           {"EmailAddresses", QJsonArray{"SMTP:" + primary}},
                           {"HiddenFromAddressListsEnabled", false},
                           {"UserAccountControl",
                            call.has("Password")
                                ? QString("NormalAccount")
                                : QString("AccountDisabled, PasswordNotRequired, NormalAccount")},
                           {"WhenCreatedUTC", now},
                           {"WhenChangedUTC", now}};
    if (call.dryRun())
        return;
    call.insert("users", user);
    call.write("MailUser", user);
}

void setMailUser(CmdletCall &call)
{
    const QJsonObject user = call.require("users", call.text("Identity"));
    if (user.value("RecipientType").toString() != "MailUser")
        call.notFound(call.text("Identity"));
    QJsonObject changes;
    static const QStringList direct = {"HiddenFromAddressListsEnabled",
                                       "DisplayName",
                                       "Alias",
                                       "UserPrincipalName",
                                       "SamAccountName",
                                       "CustomAttribute1",
                                       "CustomAttribute2",
                                       "CustomAttribute3"};
    for (const QString &name : direct) {
        if (call.parameters.contains(name) && call.parameters.value(name) != user.value(name))
            changes.insert(name, call.parameters.value(name));
    }
    if (call.has("ExternalEmailAddress")) {
        const QString address = smtpAddress(call, "ExternalEmailAddress");
        refuseUsedAddress(call, address, user.value("Guid").toString());
        changes.insert("ExternalEmailAddress", "SMTP:" + address);
        changes.insert("PrimarySmtpAddress", address);
        changes.insert("EmailAddresses", QJsonArray{"SMTP:" + address});
    }
    if (changes.isEmpty()) {
        call.warn("The command completed successfully but no settings of '"
                  + user.value("Identity").toString() + "' have been modified.");
        return;
    }
    if (!call.dryRun())
        call.change("users", user.value("Guid").toString(), changes);
}

void removeMailUser(CmdletCall &call)
{
    const QJsonObject user = call.require("users", call.text("Identity"));
    if (user.value("RecipientType").toString() != "MailUser")
        call.notFound(call.text("Identity"));
    if (!call.dryRun())
        call.remove("users", user.value("Guid").toString());
}

}
