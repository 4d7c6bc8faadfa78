#include "protocols/graph/Objects.h"

#include "core/Scrub.h"

namespace passerelle::graph {

namespace {

// Names are text of a stranger (cloud.md e.9).
QString text(const QJsonObject &o, const char *name)
{
    return core::displayable(o[QLatin1String(name)].toString(), 400);
}

}

Domain parseDomain(const QJsonObject &object)
{
    Domain out;
    // /domains says id and isVerified; verifiedDomains of /organization says name and is verified by
    // definition.
    out.name = text(object, object.contains(QLatin1String("name")) ? "name" : "id");
    out.isVerified = object[QLatin1String("isVerified")].toBool(object.contains(QLatin1String("name")));
    out.isInitial = object[QLatin1String("isInitial")].toBool();
    out.isDefault = object[QLatin1String("isDefault")].toBool();
    return out;
}

Organization parseOrganization(const QJsonObject &object)
{
    Organization out;
    out.id = text(object, "id");
    out.displayName = text(object, "displayName");
    out.syncEnabled = object[QLatin1String("onPremisesSyncEnabled")].toBool();
    for (const QJsonValue domain : object[QLatin1String("verifiedDomains")].toArray())
        out.verifiedDomains << parseDomain(domain.toObject());
    return out;
}

Person parsePerson(const QJsonObject &object)
{
    return { text(object, "id"), text(object, "displayName"), text(object, "userPrincipalName") };
}

ServicePrincipal parseServicePrincipal(const QJsonObject &object)
{
    ServicePrincipal out;
    out.id = text(object, "id");
    out.appId = text(object, "appId");
    out.displayName = text(object, "displayName");
    if (out.displayName.isEmpty())
        out.displayName = text(object, "appDisplayName");
    out.accountEnabled = object[QLatin1String("accountEnabled")].toBool(true);
    out.ownerOrganizationId = text(object, "appOwnerOrganizationId");
    for (const QJsonValue name : object[QLatin1String("servicePrincipalNames")].toArray())
        out.servicePrincipalNames << core::displayable(name.toString(), 400);
    out.keys = parseKeyCredentials(object[QLatin1String("keyCredentials")].toArray());
    return out;
}

HybridApplication parseHybridApplication(const QJsonObject &object)
{
    return { text(object, "id"), text(object, "appId"), text(object, "displayName"),
             parseKeyCredentials(object[QLatin1String("keyCredentials")].toArray()) };
}

}
