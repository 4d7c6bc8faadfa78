#include "protocols/exo/Objects.h"

#include "core/Scrub.h"

#include <QJsonArray>
#include <QUrl>

namespace passerelle::exo {

namespace {

constexpr qsizetype longestText = 2048;
constexpr qsizetype longestLog = 64 * 1024;

// Names of members in any case: Microsoft's own texts do not agree on them (procedure.md 1h).
QJsonValue member(const QJsonObject &object, const char *name)
{
    const QLatin1StringView wanted(name);
    const auto exact = object.constFind(wanted);
    if (exact != object.constEnd())
        return exact.value();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(wanted, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue(QJsonValue::Undefined);
}

// A text, or an object that carries one in Value (procedure.md 1z), or an address object.
QString text(const QJsonValue &value, qsizetype limit = longestText)
{
    if (value.isObject())
        return text(member(value.toObject(), "Value"), limit);
    return core::displayable(value.toVariant().toString(), limit);
}

QString text(const QJsonObject &object, const char *name)
{
    return text(member(object, name));
}

bool truth(const QJsonObject &object, const char *name)
{
    const QJsonValue value = member(object, name);
    return value.isBool() ? value.toBool() : text(value).compare(u"true", Qt::CaseInsensitive) == 0;
}

QStringList domains(const QJsonValue &value)
{
    QStringList list;
    if (value.isArray()) {
        for (const QJsonValue part : value.toArray())
            list << text(part).toLower();
    } else if (!text(value).isEmpty()) {
        list << text(value).toLower();
    }
    list.removeAll(QString());
    return list;
}

bool isAgentAddress(const QString &address)
{
    const QString host = QUrl(address).host();
    return host.endsWith(u".msappproxy.net", Qt::CaseInsensitive);
}

}

bool Connector::isHybridAgent() const
{
    return isAgentAddress(discoveryEndpoint) || isAgentAddress(targetSharingEpr);
}

Connector parseConnector(const QJsonObject &object)
{
    Connector out;
    out.name = text(object, "Name");
    out.identity = text(object, "Identity");
    if (out.identity.isEmpty())
        out.identity = out.name;
    out.guid = text(object, "Guid").toLower();
    out.discoveryEndpoint = text(object, "DiscoveryEndpoint");
    out.targetSharingEpr = text(object, "TargetSharingEpr");
    out.domains = domains(member(object, "TargetAddressDomains"));
    out.enabled = truth(object, "Enabled");
    return out;
}

Configuration parseConfiguration(const QJsonObject &object)
{
    const auto either = [&object](const char *one, const char *other) {
        const QJsonValue first = member(object, one);
        return first.isUndefined() || first.isNull() ? member(object, other) : first;
    };
    Configuration out;
    out.onlineDiscoveryEndpoint = text(object, "OnlineDiscoveryEndpoint");
    out.onlineTargetAddress = text(object, "OnlineTargetAddress");
    out.onPremisesDiscoveryEndpoint =
        text(either("OnPremiseDiscoveryEndpoint", "OnPremisesDiscoveryEndpoint"));
    out.onPremisesWebServiceEndpoint =
        text(either("OnPremiseWebServiceEndpoint", "OnPremisesWebServiceEndpoint"));
    out.onPremisesTargetAddresses = domains(either("OnPremiseTargetAddresses", "OnPremisesTargetAddresses"));
    return out;
}

OnPremisesOrganization parseOnPremisesOrganization(const QJsonObject &object)
{
    return { text(object, "OrganizationGuid").toLower(), text(object, "OrganizationName"),
             domains(member(object, "HybridDomains")) };
}

AcceptedDomain parseAcceptedDomain(const QJsonObject &object)
{
    AcceptedDomain out;
    out.name = text(object, "DomainName").toLower();
    if (out.name.isEmpty())
        out.name = text(object, "Name").toLower();
    out.type = text(object, "DomainType");
    out.isDefault = truth(object, "Default");
    out.isInitial = truth(object, "InitialDomain");
    return out;
}

OrganizationFacts parseOrganizationFacts(const QJsonObject &object)
{
    return { text(object, "Name"), text(object, "Guid").toLower(), text(object, "DisplayName") };
}

OAuthTestResult parseOAuthTestResult(const QJsonObject &object)
{
    return { text(object, "ResultType"), text(object, "Task"),
             core::scrub(text(member(object, "Detail"), longestLog)) };
}

}
