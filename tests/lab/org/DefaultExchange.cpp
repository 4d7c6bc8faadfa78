#include "org/Organisation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

namespace lab {

namespace {

// Contoso SA, two servers, two domain controllers, step 1 carried out by the Hybrid Configuration Wizard.
const char exchangeText[] = R"json({
"organizationConfig":[{"Name":"Contoso","Identity":"Contoso","Guid":"@guid:organisation@","OrganizationId":"",
  "AdminDisplayVersion":"0.20 (15.1.0.0)","MapiHttpEnabled":true,"OAuth2ClientProfileEnabled":false,
  "IsDehydrated":false,"ObjectVersion":16763,"HybridConfigurationStatus":"Unknown",
  "WhenCreatedUTC":"@date:-2400@","WhenChangedUTC":"@date:-40@"}],
"domainControllers":[
  {"Name":"DC1","DnsHostName":"dc1.contoso.fr","Identity":"dc1.contoso.fr","Guid":"@guid:dc1@","ADSite":"contoso.fr/Configuration/Sites/Paris","DomainName":"contoso.fr"},
  {"Name":"DC2","DnsHostName":"dc2.contoso.fr","Identity":"dc2.contoso.fr","Guid":"@guid:dc2@","ADSite":"contoso.fr/Configuration/Sites/Paris","DomainName":"contoso.fr"}],
"servers":[
  {"Name":"EX1","Fqdn":"ex1.contoso.fr","Identity":"EX1","Guid":"@guid:ex1@","AdminDisplayVersion":"Version 15.2 (Build 1748.10)","WhenCreatedUTC":"@date:-2300@","WhenChangedUTC":"@date:-30@"},
  {"Name":"EX2","Fqdn":"ex2.contoso.fr","Identity":"EX2","Guid":"@guid:ex2@","AdminDisplayVersion":"Version 15.2 (Build 1748.10)","WhenCreatedUTC":"@date:-2290@","WhenChangedUTC":"@date:-30@"}],
"acceptedDomains":[
  {"Name":"contoso.fr","DomainName":"contoso.fr","Identity":"contoso.fr","Guid":"@guid:ad1@","DomainType":"Authoritative","Default":true},
  {"Name":"Contoso international","DomainName":"contoso.com","Identity":"Contoso international","Guid":"@guid:ad2@","DomainType":"Authoritative","Default":false},
  {"Name":"Hybrid Domain - contosofr.mail.onmicrosoft.com","DomainName":"contosofr.mail.onmicrosoft.com","Identity":"Hybrid Domain - contosofr.mail.onmicrosoft.com","Guid":"@guid:ad3@","DomainType":"Authoritative","Default":false,"IsCoexistenceDomain":true},
  {"Name":"contoso.lan","DomainName":"contoso.lan","Identity":"contoso.lan","Guid":"@guid:ad4@","DomainType":"Authoritative","Default":false}],
"authServers":[
  {"Name":"ACS - @guid:acs@","Identity":"ACS - @guid:acs@","Guid":"@guid:acsobject@","Type":"MicrosoftACS","Realm":"@guid:tenant@","Enabled":true,
   "IssuerIdentifier":"00000001-0000-0000-c000-000000000000",
   "TokenIssuingEndpoint":"https://accounts.accesscontrol.windows.net/@guid:tenant@/tokens/OAuth/2",
   "AuthMetadataUrl":"https://accounts.accesscontrol.windows.net/@guid:tenant@/metadata/json/1",
   "AuthorizationEndpoint":"","IsDefaultAuthorizationEndpoint":false,"DomainName":["contosofr.mail.onmicrosoft.com"],"ApplicationIdentifier":"","WhenCreatedUTC":"@date:-700@","WhenChangedUTC":"@date:-700@"},
  {"Name":"EvoSts - @guid:evo@","Identity":"EvoSts - @guid:evo@","Guid":"@guid:evoobject@","Type":"AzureAD","Realm":"@guid:tenant@","Enabled":true,
   "IssuerIdentifier":"https://sts.windows.net/@guid:tenant@/",
   "TokenIssuingEndpoint":"https://login.windows.net/common/oauth2/token",
   "AuthMetadataUrl":"https://login.windows.net/@guid:tenant@/federationmetadata/2007-06/federationmetadata.xml",
   "AuthorizationEndpoint":"https://login.windows.net/common/oauth2/authorize","IsDefaultAuthorizationEndpoint":false,"DomainName":["contosofr.mail.onmicrosoft.com"],"ApplicationIdentifier":"","WhenCreatedUTC":"@date:-700@","WhenChangedUTC":"@date:-700@"}],
"partnerApplications":[
  {"Name":"Exchange Online","Identity":"Exchange Online","Guid":"@guid:paexo@","Enabled":true,"ApplicationIdentifier":"00000002-0000-0ff1-ce00-000000000000","LinkedAccount":"contoso.fr/Users/Exchange Online-ApplicationAccount","UseAuthServer":true,"WhenCreatedUTC":"@date:-2300@","WhenChangedUTC":"@date:-700@"},
  {"Name":"Microsoft Graph","Identity":"Microsoft Graph","Guid":"@guid:pagraph@","Enabled":false,"ApplicationIdentifier":"00000003-0000-0000-c000-000000000000","LinkedAccount":null,"UseAuthServer":true,"WhenCreatedUTC":"@date:-2300@","WhenChangedUTC":"@date:-2300@"}],
"connectors":[{"Name":"HybridIOC - @guid:ioc@","Identity":"HybridIOC - @guid:ioc@","Guid":"@guid:iocobject@","Enabled":true,
  "DiscoveryEndpoint":"https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc","TargetSharingEpr":null,"TargetAddressDomains":["contosofr.mail.onmicrosoft.com"],"WhenCreatedUTC":"@date:-700@","WhenChangedUTC":"@date:-700@"}],
"intraOrganizationConfiguration":[{"Identity":"Intra Organization Configuration","Guid":"@guid:ioconf@",
  "OnlineDiscoveryEndpoint":null,"OnlineTargetAddress":"contosofr.mail.onmicrosoft.com","OnPremiseDiscoveryEndpoint":"https://autodiscover.contoso.fr/autodiscover/autodiscover.svc",
  "OnPremiseWebServiceEndpoint":"https://mail.contoso.fr/EWS/Exchange.asmx","OnPremiseTargetAddresses":["contoso.fr","contoso.com"],"DeploymentIsCompleteIOCReady":true,"HasNonIOCReadyExchangeCASServerVersions":false,"HasNonIOCReadyExchangeMailboxServerVersions":false}],
"onPremisesOrganizations":[],
"availabilityAddressSpaces":[],
"settingOverrides":[],
"hybridConfiguration":[{"Name":"Hybrid Configuration","Identity":"Hybrid Configuration","Guid":"@guid:hybrid@","ReceivingTransportServers":["EX1","EX2"],"SendingTransportServers":["EX1","EX2"],"OnPremisesSmartHost":"mail.contoso.fr",
  "Domains":["contoso.fr","contoso.com"],"Features":["FreeBusy","MoveMailbox","Mailtips","MessageTracking","OwaRedirection","OnlineArchive","SecureMail","Photos"],"ServiceInstance":0,"WhenCreatedUTC":"@date:-700@","WhenChangedUTC":"@date:-700@"}],
"organizationalUnits":[
  {"Name":"Users","Identity":"contoso.fr/Users","CanonicalName":"contoso.fr/Users","DistinguishedName":"CN=Users,DC=contoso,DC=fr","Guid":"@guid:ouusers@"},
  {"Name":"Comptes de service","Identity":"contoso.fr/Comptes de service","CanonicalName":"contoso.fr/Comptes de service","DistinguishedName":"OU=Comptes de service,DC=contoso,DC=fr","Guid":"@guid:ouservice@"},
  {"Name":"Paris","Identity":"contoso.fr/Paris","CanonicalName":"contoso.fr/Paris","DistinguishedName":"OU=Paris,DC=contoso,DC=fr","Guid":"@guid:ouparis@"}],
"managementRoles":[],
"users":[
  {"Name":"Exchange Online-ApplicationAccount","_container":"Users","RecipientType":"User","RecipientTypeDetails":"LinkedUser","SamAccountName":"SM_0f3c5a1e9b7d4c2a8","UserPrincipalName":"Exchange_Online-ApplicationAccount@contoso.fr","UserAccountControl":"AccountDisabled, PasswordNotRequired, NormalAccount"},
  {"Name":"Administrateur Exchange","_container":"Users","RecipientType":"User","RecipientTypeDetails":"User","SamAccountName":"adm.exchange","UserPrincipalName":"adm.exchange@contoso.fr"},
  {"Name":"Camille Durand","_container":"Paris","RecipientType":"UserMailbox","RecipientTypeDetails":"UserMailbox","Alias":"camille.durand","SamAccountName":"cdurand","UserPrincipalName":"camille.durand@contoso.fr"},
  {"Name":"Inès Lefèvre","_container":"Paris","RecipientType":"UserMailbox","RecipientTypeDetails":"UserMailbox","Alias":"ines.lefevre","SamAccountName":"ilefevre","UserPrincipalName":"ines.lefevre@contoso.fr"},
  {"Name":"Hugo Marchand","_container":"Paris","RecipientType":"UserMailbox","RecipientTypeDetails":"UserMailbox","Alias":"hugo.marchand","SamAccountName":"hmarchand","UserPrincipalName":"hugo.marchand@contoso.fr"},
  {"Name":"Accueil","_container":"Paris","RecipientType":"UserMailbox","RecipientTypeDetails":"SharedMailbox","Alias":"accueil","SamAccountName":"accueil","UserPrincipalName":"accueil@contoso.fr"},
  {"Name":"Prestataire Externe","_container":"Users","RecipientType":"MailUser","RecipientTypeDetails":"MailUser","Alias":"prestataire","SamAccountName":"prestataire","UserPrincipalName":"prestataire@contoso.fr","ExternalEmailAddress":"SMTP:prestataire@exemple.net","PrimarySmtpAddress":"prestataire@contoso.fr"}]
})json";

const char userText[] = R"json({"DisplayName":"","Alias":"","HiddenFromAddressListsEnabled":false,
"UserAccountControl":"NormalAccount","PrimarySmtpAddress":"","EmailAddresses":[],"ExternalEmailAddress":null,
"WhenCreatedUTC":"@date:-500@","WhenChangedUTC":"@date:-90@"})json";

QJsonObject parsed(const char *text)
{
    return QJsonDocument::fromJson(replacePlaceholders(text)).object();
}

QJsonObject completedUser(const QJsonObject &given)
{
    QJsonObject user = parsed(userText);
    for (auto it = given.begin(); it != given.end(); ++it)
        user.insert(it.key(), it.value());
    const QString name = user.value("Name").toString();
    const QString container = user.take("_container").toString();
    user.insert("DisplayName", name);
    user.insert("Identity", "contoso.fr/" + container + '/' + name);
    user.insert("OrganizationalUnit", "contoso.fr/" + container);
    user.insert(
        "DistinguishedName",
        QString("CN=%1,%2=%3,DC=contoso,DC=fr").arg(name, container == "Users" ? "CN" : "OU", container));
    user.insert("Guid", QString::fromUtf8(replacePlaceholders(("@guid:user " + name + '@').toUtf8())));
    if (user.value("RecipientType").toString() != "User") {
        QString address = user.value("PrimarySmtpAddress").toString();
        if (address.isEmpty())
            address = user.value("Alias").toString() + "@contoso.fr";
        user.insert("PrimarySmtpAddress", address);
        user.insert("EmailAddresses", QJsonArray{"SMTP:" + address});
    }
    return user;
}

QJsonObject role(const QString &name, const QString &description)
{
    return {{"Name", name},
            {"Identity", name},
            {"RoleType", QString(name).remove(' ')},
            {"Parent", ""},
            {"IsRootRole", true},
            {"Description", description},
            {"Guid", QString::fromUtf8(replacePlaceholders(("@guid:role " + name + '@').toUtf8()))}};
}

QJsonObject assignment(const QString &name, const QString &roleName, const QString &assignee,
                       const QString &type, const QString &delegation)
{
    return {{"Name", name},
            {"Identity", name},
            {"Role", roleName},
            {"RoleAssignee", assignee},
            {"RoleAssigneeName", assignee.section('/', -1)},
            {"RoleAssigneeType", type},
            {"Enabled", true},
            {"RoleAssignmentDelegationType", delegation},
            {"Guid", QString::fromUtf8(replacePlaceholders(("@guid:assignment " + name + '@').toUtf8()))}};
}

void addRoles(QJsonObject *organisation)
{
    const QStringList application = {"UserApplication",
                                     "ArchiveApplication",
                                     "LegalHoldApplication",
                                     "Mailbox Search",
                                     "TeamMailboxLifecycleApplication",
                                     "MailboxSearchApplication",
                                     "MeetingGraphApplication"};
    const QStringList administration = {"Organization Client Access",
                                        "Mail Recipient Creation",
                                        "Mail Recipients",
                                        "Role Management",
                                        "View-Only Configuration",
                                        "View-Only Recipients",
                                        "Exchange Server Certificates",
                                        "Federated Sharing"};
    const QString account = "Exchange Online-ApplicationAccount";
    const QString group = "Organization Management";
    QJsonArray roles;
    QJsonArray assignments;
    for (const QString &name : application) {
        roles.append(role(name, "This role enables partner applications to work on behalf of users."));
        assignments.append(
            assignment(name + '-' + account, name, "contoso.fr/Users/" + account, "User", "Regular"));
        assignments.append(assignment(name + '-' + group + "-Delegating", name,
                                      "contoso.fr/Microsoft Exchange Security Groups/" + group, "RoleGroup",
                                      "DelegatingOrgWide"));
    }
    for (const QString &name : administration) {
        roles.append(role(name, "This role enables administrators to manage the organization."));
        assignments.append(assignment(name + '-' + group, name,
                                      "contoso.fr/Microsoft Exchange Security Groups/" + group, "RoleGroup",
                                      "Regular"));
    }
    organisation->insert("managementRoles", roles);
    organisation->insert("roleAssignments", assignments);
}

QJsonArray virtualDirectories(const QString &title, const QString &path, const QString &authentication)
{
    QJsonArray list;
    for (const QString &server : {QString("EX1"), QString("EX2")}) {
        const QString url = "https://mail.contoso.fr" + path;
        QJsonObject directory{
            {"Name", title + " (Default Web Site)"},
            {"Server", server},
            {"Identity", server + '\\' + title + " (Default Web Site)"},
            {"InternalUrl", path.contains("autodiscover", Qt::CaseInsensitive) ? QJsonValue() : url},
            {"ExternalUrl", path.contains("autodiscover", Qt::CaseInsensitive) ? QJsonValue() : url},
            {"Guid",
             QString::fromUtf8(replacePlaceholders(("@guid:vdir " + server + title + '@').toUtf8()))}};
        if (!authentication.isEmpty()) {
            QJsonArray methods;
            for (const QString &method : authentication.split(' '))
                methods.append(method);
            directory.insert("InternalAuthenticationMethods", methods);
            directory.insert("ExternalAuthenticationMethods", methods);
        }
        list.append(directory);
    }
    return list;
}

}

QJsonObject defaultExchange(const QJsonArray &certificates, const QString &currentThumbprint,
                            const QString &nextThumbprint)
{
    QJsonObject organisation = parsed(exchangeText);
    QJsonArray users;
    for (const QJsonValue &user : organisation.value("users").toArray())
        users.append(completedUser(user.toObject()));
    organisation.insert("users", users);
    addRoles(&organisation);
    organisation.insert("certificates", certificates);
    QJsonObject authConfig{{"Name", "Auth Configuration"},
                           {"Identity", "Auth Configuration"},
                           {"CurrentCertificateThumbprint", currentThumbprint},
                           {"PreviousCertificateThumbprint", ""},
                           {"NextCertificateThumbprint", nextThumbprint},
                           {"NextCertificateEffectiveDate", QJsonValue()},
                           {"ServiceName", "00000002-0000-0ff1-ce00-000000000000"},
                           {"Realm", ""}};
    if (!nextThumbprint.isEmpty())
        authConfig.insert("NextCertificateEffectiveDate",
                          QString::fromUtf8(replacePlaceholders("@date:20@")));
    authConfig.insert("Guid", QString::fromUtf8(replacePlaceholders("@guid:authconfig@")));
    organisation.insert("authConfig", QJsonArray{authConfig});
    organisation.insert(
        "webServicesVirtualDirectories",
        virtualDirectories("EWS", "/EWS/Exchange.asmx", "Ntlm WindowsIntegrated WSSecurity OAuth"));
    organisation.insert(
        "autodiscoverVirtualDirectories",
        virtualDirectories("Autodiscover", "/Autodiscover", "Basic Ntlm WindowsIntegrated WSSecurity OAuth"));
    organisation.insert("mapiVirtualDirectories",
                        virtualDirectories("mapi", "/mapi", "Ntlm OAuth Negotiate"));
    organisation.insert("oabVirtualDirectories",
                        virtualDirectories("OAB", "/OAB", "WindowsIntegrated OAuth"));
    return organisation;
}

}
