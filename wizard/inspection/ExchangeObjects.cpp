#include "inspection/ExchangeObjects.h"

#include "core/Scrub.h"
#include "crypto/Thumbprint.h"

#include <QRegularExpression>

namespace passerelle::inspection {

// As it is, because commands name objects with it; no name of a directory is longer. Whoever shows it makes it fit.
static QString text(const psrp::Value &value, QStringView name)
{
    constexpr qsizetype longestName = 4096;
    return value.property(name).toString().left(longestName);
}

// Only shown.
static QString shown(const psrp::Value &value, QStringView name) { return core::displayable(text(value, name)); }

static QString address(const psrp::Value &value, QStringView name)
{
    QString s = text(value, name);
    if (s.startsWith(u"smtp:", Qt::CaseInsensitive))
        s.remove(0, 5);
    return s;
}

Recipient readRecipient(const psrp::Value &value)
{
    Recipient r;
    r.name = text(value, u"Name");
    r.guid = text(value, u"Guid").toLower();
    r.distinguishedName = text(value, u"DistinguishedName");
    r.identity = text(value, u"Identity");
    r.kind = text(value, u"RecipientTypeDetails");
    r.primaryAddress = address(value, u"PrimarySmtpAddress");
    r.externalAddress = address(value, u"ExternalEmailAddress");
    r.hidden = value.property(u"HiddenFromAddressListsEnabled").toBool();
    return r;
}

RoleAssignment readRoleAssignment(const psrp::Value &value)
{
    RoleAssignment a;
    a.name = text(value, u"Name");
    a.role = text(value, u"Role");
    a.assigneeIdentity = text(value, u"RoleAssignee");
    a.assignee = value.hasProperty(u"RoleAssigneeName") ? text(value, u"RoleAssigneeName") : a.assigneeIdentity;
    a.assigneeType = text(value, u"RoleAssigneeType");
    a.enabled = !value.hasProperty(u"Enabled") || value.property(u"Enabled").toBool();
    return a;
}

PartnerApplication readPartnerApplication(const psrp::Value &value)
{
    PartnerApplication p;
    p.name = text(value, u"Name");
    p.guid = text(value, u"Guid").toLower();
    p.applicationId = text(value, u"ApplicationIdentifier").toLower();
    p.linkedAccount = text(value, u"LinkedAccount");
    p.realm = text(value, u"Realm");
    p.authMetadataUrl = text(value, u"AuthMetadataUrl");
    p.issuer = text(value, u"IssuerIdentifier");
    p.enabled = value.property(u"Enabled").toBool();
    p.usesAuthServer = value.property(u"UseAuthServer").toBool();
    return p;
}

AuthConfig readAuthConfig(const psrp::Value &value)
{
    AuthConfig c;
    c.currentThumbprint = crypto::normaliseThumbprint(text(value, u"CurrentCertificateThumbprint"));
    c.previousThumbprint = crypto::normaliseThumbprint(text(value, u"PreviousCertificateThumbprint"));
    c.nextThumbprint = crypto::normaliseThumbprint(text(value, u"NextCertificateThumbprint"));
    c.nextEffective = value.property(u"NextCertificateEffectiveDate").toDateTime().toUTC();
    c.serviceName = text(value, u"ServiceName").toLower();
    c.realm = text(value, u"Realm");
    return c;
}

AuthServer readAuthServer(const psrp::Value &value)
{
    AuthServer s;
    s.name = text(value, u"Name");
    s.type = text(value, u"Type");
    s.realm = text(value, u"Realm").toLower();
    s.issuer = text(value, u"IssuerIdentifier");
    s.tokenEndpoint = text(value, u"TokenIssuingEndpoint");
    s.applicationId = text(value, u"ApplicationIdentifier");
    s.enabled = value.property(u"Enabled").toBool();
    return s;
}

Connector readConnector(const psrp::Value &value)
{
    Connector c;
    c.name = text(value, u"Name");
    c.discoveryEndpoint = text(value, u"DiscoveryEndpoint");
    c.targetSharingEpr = text(value, u"TargetSharingEpr");
    c.domains = value.property(u"TargetAddressDomains").toStringList();
    c.enabled = value.property(u"Enabled").toBool();
    return c;
}

VirtualDirectory readVirtualDirectory(const psrp::Value &value)
{
    VirtualDirectory d;
    d.name = text(value, u"Name");
    d.server = text(value, u"Server");
    d.internalUrl = text(value, u"InternalUrl");
    d.externalUrl = text(value, u"ExternalUrl");
    d.oauth = value.property(u"OAuthAuthentication").toBool();
    return d;
}

model::ExchangeServerFacts readServer(const psrp::Value &value)
{
    model::ExchangeServerFacts s;
    s.name = text(value, u"Name");
    s.fqdn = text(value, u"Fqdn");
    s.version = shown(value, u"AdminDisplayVersion");
    static const QRegularExpression numbers(QStringLiteral(R"((\d+)\.(\d+)\s*\(Build\s+([\d.]+)\))"));
    const auto match = numbers.match(s.version);
    if (match.hasMatch()) {
        s.major = match.captured(1).toInt();
        s.minor = match.captured(2).toInt();
        s.version = QStringLiteral("%1.%2 (Build %3)").arg(match.captured(1), match.captured(2), match.captured(3));
    }
    s.isEdge = value.property(u"IsEdgeServer").toBool();
    s.holdsMailboxes = value.property(u"IsMailboxServer").toBool() || value.property(u"IsClientAccessServer").toBool();
    return s;
}

}
