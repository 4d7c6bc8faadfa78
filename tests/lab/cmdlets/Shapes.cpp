#include "cmdlets/Cmdlet.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace lab {

namespace {

const QString directoryNames = "Microsoft.Exchange.Data.Directory.";
const QString configurationRoot =
    "CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=fr";

struct Shape {
    const char *types; // classes below Microsoft.Exchange.Data.Directory., most specific first
    const char *container; // of the distinguished name, for configuration objects
    const char *defaults; // properties of the class, as JSON
};

const char authServerDefaults[] = R"json({"Enabled":true,"IssuerIdentifier":"","TokenIssuingEndpoint":"",
"AuthorizationEndpoint":"","ApplicationIdentifier":"","AuthMetadataUrl":"","Realm":"","Type":"Unknown",
"IsDefaultAuthorizationEndpoint":false,"DomainName":[],"CertificateStrings":[],"CurrentEncryptedAppSecret":"",
"PreviousEncryptedAppSecret":"","TrustAnySSLCertificate":false})json";
const char partnerDefaults[] = R"json({"Enabled":false,"ApplicationIdentifier":"","CertificateStrings":[],
"AuthMetadataUrl":"","Realm":"","UseAuthServer":true,"AcceptSecurityIdentifierInformation":false,
"LinkedAccount":null,"DeploymentId":"","IssuerIdentifier":"","AccountType":"OrganizationalAccount",
"AppOnlyPermissions":null,"ActAsPermissions":null})json";
const char domainDefaults[] =
    R"json({"CatchAllRecipientID":null,"DomainType":"Authoritative","MatchSubDomains":false,
"AddressBookEnabled":true,"Default":false,"EmailOnly":false,"ExternallyManaged":false,"OutboundOnly":false,
"IsCoexistenceDomain":false,"InitialDomain":false,"AuthenticationType":null})json";
const char serverDefaults[] =
    R"json({"DataPath":"C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Mailbox",
"Domain":"contoso.fr","Edition":"Enterprise","ExchangeLegacyServerRole":0,"InternetWebProxy":null,
"IsHubTransportServer":true,"IsClientAccessServer":true,"IsExchange2007OrLater":true,"IsEdgeServer":false,
"IsMailboxServer":true,"IsE14OrLater":true,"IsE15OrLater":true,"IsProvisionedServer":false,
"IsUnifiedMessagingServer":false,"IsFrontendTransportServer":true,"ServerRole":"Mailbox",
"Site":"contoso.fr/Configuration/Sites/Paris","NetworkAddress":[],"ErrorReportingEnabled":true,
"MitigationsEnabled":true,"CurrentDomainControllers":["dc1.contoso.fr","dc2.contoso.fr"],"IsExchangeTrialEdition":false})json";
const char directoryUrlDefaults[] =
    R"json({"InternalAuthenticationMethods":[],"ExternalAuthenticationMethods":[],
"BasicAuthentication":false,"DigestAuthentication":false,"WindowsAuthentication":true,"WSSecurityAuthentication":true,
"OAuthAuthentication":true,"AdfsAuthentication":false,"LiveIdBasicAuthentication":false,
"MetabasePath":"IIS://ex1.contoso.fr/W3SVC/1/ROOT","ExtendedProtectionTokenChecking":"Require",
"ExtendedProtectionFlags":[],"ExtendedProtectionSPNList":[],"AdminDisplayVersion":"Version 15.2 (Build 1748.10)"})json";
const char assignmentDefaults[] = R"json({"Enabled":true,"AssignmentMethod":"Direct","AssignmentChain":"",
"RoleAssignmentDelegationType":"Regular","EffectiveUserName":"","CustomRecipientWriteScope":null,
"CustomConfigWriteScope":null,"RecipientReadScope":"Organization","ConfigReadScope":"OrganizationConfig",
"RecipientWriteScope":"Organization","ConfigWriteScope":"OrganizationConfig"})json";
const char recipientDefaults[] = R"json({"Alias":"","HiddenFromAddressListsEnabled":false,"EmailAddresses":[],
"EmailAddressPolicyEnabled":false,"CustomAttribute1":"","LegacyExchangeDN":"","MailTip":null,
"RecipientTypeDetails":"","ThrottlingPolicy":null,"RetentionUrl":""})json";

const Shape *shapeOf(const QString &name)
{
    static const QHash<QString, Shape> shapes = {
        {"AuthConfig",
         {"SystemConfiguration.AuthConfig", "", "{\"DeploymentId\":\"\",\"IssuerIdentifier\":\"\"}"}},
        {"AuthServer",
         {"SystemConfiguration.AuthServer", "CN=Auth Servers,CN=Auth Configuration", authServerDefaults}},
        {"PartnerApplication",
         {"SystemConfiguration.PartnerApplication", "CN=Partner Applications,CN=Auth Configuration",
          partnerDefaults}},
        {"AcceptedDomain",
         {"SystemConfiguration.AcceptedDomain", "CN=Accepted Domains,CN=Transport Settings", domainDefaults}},
        {"IntraOrganizationConnector",
         {"SystemConfiguration.IntraOrganizationConnector", "CN=Intra Organization Connectors",
          "{\"Enabled\":true}"}},
        {"HybridConfiguration", {"SystemConfiguration.HybridConfiguration", "CN=Hybrid Configuration", "{}"}},
        {"OnPremisesOrganization",
         {"SystemConfiguration.OnPremisesOrganization", "CN=On-Premises Organizations", "{}"}},
        {"AvailabilityAddressSpace",
         {"SystemConfiguration.AvailabilityAddressSpace", "CN=Availability Configuration", "{}"}},
        {"SettingOverride",
         {"SystemConfiguration.SettingOverride", "CN=Setting Overrides,CN=Global Settings", "{}"}},
        {"WebServicesVirtualDirectory",
         {"SystemConfiguration.ADWebServicesVirtualDirectory "
          "SystemConfiguration.ADExchangeServiceVirtualDirectory "
          "SystemConfiguration.ExchangeVirtualDirectory SystemConfiguration.ADVirtualDirectory",
          "CN=HTTP,CN=Protocols", directoryUrlDefaults}},
        {"AutodiscoverVirtualDirectory",
         {"SystemConfiguration.ADAutodiscoverVirtualDirectory "
          "SystemConfiguration.ADExchangeServiceVirtualDirectory "
          "SystemConfiguration.ExchangeVirtualDirectory SystemConfiguration.ADVirtualDirectory",
          "CN=HTTP,CN=Protocols", directoryUrlDefaults}},
        {"MapiVirtualDirectory",
         {"SystemConfiguration.ADMapiVirtualDirectory SystemConfiguration.ExchangeVirtualDirectory "
          "SystemConfiguration.ADVirtualDirectory",
          "CN=HTTP,CN=Protocols", directoryUrlDefaults}},
        {"OabVirtualDirectory",
         {"SystemConfiguration.ADOabVirtualDirectory SystemConfiguration.ExchangeVirtualDirectory "
          "SystemConfiguration.ADVirtualDirectory",
          "CN=HTTP,CN=Protocols", directoryUrlDefaults}},
        {"DomainController", {"SystemConfiguration.ADServer", "CN=Servers,CN=Paris,CN=Sites", "{}"}},
        {"ExchangeServer",
         {"Management.ExchangeServer Management.ADPresentationObject", "CN=Servers", serverDefaults}},
        {"OrganizationConfig", {"Management.OrganizationConfig Management.ADPresentationObject", "", "{}"}},
        {"User",
         {"Management.User Management.OrgPersonPresentationObject Management.ADPresentationObject", nullptr,
          "{}"}},
        {"MailUser",
         {"Management.MailUser Management.MailEnabledOrgPerson Management.MailEnabledRecipient "
          "Management.ADPresentationObject",
          nullptr, recipientDefaults}},
        {"Mailbox",
         {"Management.Mailbox Management.MailEnabledOrgPerson Management.MailEnabledRecipient "
          "Management.ADPresentationObject",
          nullptr, recipientDefaults}},
        {"Recipient",
         {"Management.ReducedRecipient Management.ADPresentationObject", nullptr, recipientDefaults}},
        {"ManagementRole",
         {"Management.ExchangeRole Management.ADPresentationObject", "CN=Roles,CN=RBAC",
          "{\"IsRootRole\":true}"}},
        {"ManagementRoleAssignment",
         {"Management.ExchangeRoleAssignmentPresentation Management.ADPresentationObject",
          "CN=Role Assignments,CN=RBAC", assignmentDefaults}},
        {"OrganizationalUnit", {"Management.ExtendedOrganizationalUnit", nullptr, "{}"}},
        {"ADServerSettings", {"Management.RunspaceServerSettingsPresentationObject", nullptr, "{}"}},
    };
    const auto found = shapes.constFind(name);
    return found == shapes.constEnd() ? nullptr : &*found;
}

QStringList typeNames(const Shape &shape)
{
    QStringList types;
    for (const QString &name : QString(shape.types).split(' '))
        types << directoryNames + name;
    if (QString(shape.types).startsWith("SystemConfiguration"))
        types << directoryNames + "SystemConfiguration.ADConfigurationObject";
    types << directoryNames + "ADObject" << directoryNames + "ADRawEntry"
          << "Microsoft.Exchange.Data.ConfigurableObject"
          << "System.Object";
    return types;
}

// WhenChanged is local time, WhenChangedUTC is not.
void addDates(QJsonObject *properties)
{
    for (const QString &name : {QString("WhenChanged"), QString("WhenCreated")}) {
        const QString text = properties->value(name + "UTC").toString();
        const QDateTime utc = text.isEmpty() ? QDateTime::currentDateTimeUtc().addDays(-900)
                                             : QDateTime::fromString(text, Qt::ISODate);
        properties->insert(name + "UTC", utc.toString(Qt::ISODate));
        properties->insert(name, utc.toOffsetFromUtc(3600).toString(Qt::ISODate));
    }
}

void addCommon(const Shape &shape, const QString &controller, QJsonObject *properties)
{
    const QString name = properties->value("Name").toString();
    if (!properties->contains("DistinguishedName") && shape.container) {
        const QString container = shape.container;
        properties->insert("DistinguishedName",
                           (name.isEmpty() ? QString() : "CN=" + name + ',')
                               + (container.isEmpty() ? QString() : container + ',') + configurationRoot);
    }
    addDates(properties);
    const auto once = [properties](const char *key, const QJsonValue &value) {
        if (!properties->contains(key))
            properties->insert(key, value);
    };
    once("AdminDisplayName", "");
    once("ExchangeVersion", "0.20 (15.0.0.0)");
    once("Id", properties->value("Identity"));
    once("ObjectCategory", "contoso.fr/Configuration/Schema/ms-Exch-Object");
    once("ObjectClass", QJsonArray{"top"});
    once("OrganizationId", "");
    once("OriginatingServer", controller);
    once("IsValid", true);
    once("ObjectState", "Unchanged");
}

WireObject certificateObject(const QJsonObject &object)
{
    const QString thumbprint = object.value("Thumbprint").toString();
    return {{"Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate",
             "System.Security.Cryptography.X509Certificates.X509Certificate2",
             "System.Security.Cryptography.X509Certificates.X509Certificate", "System.Object"},
            "[Subject]\r\n  CN=Microsoft Exchange Server Auth Certificate\r\n\r\n[Thumbprint]\r\n  "
                + thumbprint + "\r\n",
            {{"RawData", object.value("RawData")}}};
}

}

WireObject shaped(const QString &shapeName, const QJsonObject &object, const QString &controller)
{
    if (shapeName == "ExchangeCertificate")
        return certificateObject(object);
    if (shapeName == "ValidationResultNode")
        return {{"Microsoft.Exchange.Security.OAuth.ValidationResultNode",
                 "Microsoft.Exchange.Data.ConfigurableObject", "System.Object"},
                "Microsoft.Exchange.Security.OAuth.ValidationResultNode",
                object};
    if (shapeName == "CmdletInfo")
        return {{"System.Management.Automation.CmdletInfo", "System.Management.Automation.CommandInfo",
                 "System.Object"},
                object.value("Name").toString(),
                object};
    if (shapeName == "IntraOrganizationConfiguration")
        return {{"Microsoft.Exchange.Management.SystemConfigurationTasks.IntraOrganizationConfiguration",
                 "Microsoft.Exchange.Data.ConfigurableObject", "System.Object"},
                object.value("Identity").toString(),
                object};
    const Shape *shape = shapeOf(shapeName);
    QJsonObject properties = QJsonDocument::fromJson(shape->defaults).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.key().startsWith('_'))
            properties.insert(it.key(), it.value());
    }
    addCommon(*shape, controller, &properties);
    const QString name = properties.value("Name").toString();
    return {typeNames(*shape), name.isEmpty() ? properties.value("Identity").toString() : name, properties};
}

}
