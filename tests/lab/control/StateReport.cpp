#include "control/StateReport.h"

#include "pki/Certificate.h"
#include "psrp/WsmanEndpoint.h"

#include <QJsonArray>

namespace lab {

namespace {

QString sortKey(const QJsonObject &object)
{
    for (const char *name : {"Name", "appId", "displayName", "id", "Identity", "Thumbprint"}) {
        if (object.contains(name))
            return object.value(name).toString().toLower() + Directory::idOf(object);
    }
    return Directory::idOf(object);
}

QJsonArray sorted(QList<QJsonObject> objects)
{
    std::stable_sort(objects.begin(), objects.end(),
                     [](const QJsonObject &a, const QJsonObject &b) { return sortKey(a) < sortKey(b); });
    QJsonArray list;
    for (const QJsonObject &object : std::as_const(objects))
        list.append(object);
    return list;
}

QJsonArray usersOf(const World &world, const QString &recipientType)
{
    QList<QJsonObject> found;
    for (const QJsonObject &user : world.directory.all("users")) {
        if (recipientType.isEmpty() || user.value("RecipientType").toString() == recipientType)
            found.append(user);
    }
    return sorted(found);
}

QJsonArray certificatesOf(const World &world)
{
    QList<QJsonObject> found;
    for (QJsonObject object : world.directory.all("certificates")) {
        const auto facts =
            readCertificate(QByteArray::fromBase64(object.value("RawData").toString().toLatin1()));
        if (facts) {
            object.insert("Subject", facts->subject);
            object.insert("NotBefore", facts->notBefore.toString(Qt::ISODate));
            object.insert("NotAfter", facts->notAfter.toString(Qt::ISODate));
        }
        found.append(object);
    }
    return sorted(found);
}

QJsonArray principalsOf(const World &world)
{
    QList<QJsonObject> found;
    for (QJsonObject principal : world.directory.all("servicePrincipals")) {
        QJsonArray keys;
        for (const QJsonValue &value : principal.value("keyCredentials").toArray()) {
            QJsonObject key = value.toObject();
            key.insert("thumbprint",
                       thumbprintOf(QByteArray::fromBase64(key.value("key").toString().toLatin1())));
            keys.append(key);
        }
        principal.insert("keyCredentials", keys);
        found.append(principal);
    }
    return sorted(found);
}

QJsonArray shellsOf(const WsmanEndpoint &wsman)
{
    QJsonArray list;
    for (const Shell *shell : wsman.shells())
        list.append(QJsonObject{{"id", shell->id},
                                {"user", shell->user},
                                {"opened", shell->opened.toString(Qt::ISODateWithMs)},
                                {"refused", shell->refusal.has_value()}});
    return list;
}

}

QJsonObject stateReport(const World &world, const WsmanEndpoint &wsman)
{
    QJsonObject report{{"users", usersOf(world, {})},
                       {"mailUsers", usersOf(world, "MailUser")},
                       {"mailboxes", usersOf(world, "UserMailbox")},
                       {"authConfig", world.directory.all("authConfig").value(0)},
                       {"organizationConfig", world.directory.all("organizationConfig").value(0)},
                       {"certificates", certificatesOf(world)},
                       {"servicePrincipals", principalsOf(world)},
                       {"tenant", world.tenant()},
                       {"shells", shellsOf(wsman)},
                       {"switches", world.switches()},
                       {"faults", world.faults.toJson()}};
    for (const char *name : {"roleAssignments",
                             "managementRoles",
                             "partnerApplications",
                             "authServers",
                             "servers",
                             "domainControllers",
                             "acceptedDomains",
                             "connectors",
                             "organizationalUnits",
                             "webServicesVirtualDirectories",
                             "autodiscoverVirtualDirectories",
                             "mapiVirtualDirectories",
                             "oabVirtualDirectories",
                             "settingOverrides",
                             "availabilityAddressSpaces",
                             "onPremisesOrganizations",
                             "intraOrganizationConfiguration",
                             "hybridConfiguration",
                             "domains",
                             "applications",
                             "entraUsers",
                             "onlineConnectors",
                             "onlineOrganizations",
                             "onlineOrganizationConfig",
                             "onlineIntraOrganizationConfiguration"})
        report.insert(name, sorted(world.directory.all(name)));
    return report;
}

}
