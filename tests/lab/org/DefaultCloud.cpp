#include "org/Organisation.h"

#include "pki/Certificate.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lab {

namespace {

const char cloudText[] = R"json({
"tenants":[{"id":"@guid:tenant@","name":"Contoso SA","initialDomain":"contosofr.onmicrosoft.com","countryLetterCode":"FR","preferredLanguage":"fr"}],
"domains":[
  {"id":"contoso.fr","isVerified":true,"isInitial":false,"isDefault":true,"supportedServices":["Email","OfficeCommunicationsOnline"]},
  {"id":"contoso.com","isVerified":true,"isInitial":false,"isDefault":false,"supportedServices":["Email"]},
  {"id":"contosofr.onmicrosoft.com","isVerified":true,"isInitial":true,"isDefault":false,"supportedServices":["Email","OfficeCommunicationsOnline"]},
  {"id":"contosofr.mail.onmicrosoft.com","isVerified":true,"isInitial":false,"isDefault":false,"supportedServices":["Email"]}],
"entraUsers":[
  {"id":"@guid:entra admin@","userPrincipalName":"admin@contosofr.onmicrosoft.com","displayName":"Administrateur Contoso","mail":null},
  {"id":"@guid:entra reader@","userPrincipalName":"lecteur@contosofr.onmicrosoft.com","displayName":"Lecteur Contoso","mail":null}],
"applications":[],
"onlineConnectors":[{"Name":"HybridIOC - @guid:organisation@","Identity":"HybridIOC - @guid:organisation@","Guid":"@guid:online ioc@","Enabled":true,
  "DiscoveryEndpoint":"https://autodiscover.contoso.fr/autodiscover/autodiscover.svc","TargetSharingEpr":null,"TargetAddressDomains":["contoso.fr","contoso.com"],"WhenCreatedUTC":"@date:-700@","WhenChangedUTC":"@date:-700@"}],
"onlineOrganizations":[{"Name":"@guid:organisation@","Identity":"@guid:organisation@","Guid":"@guid:online organisation@","OrganizationGuid":"@guid:organisation@","OrganizationName":"Contoso","HybridDomains":["contoso.fr","contoso.com"],"Comment":null,"WhenCreatedUTC":"@date:-700@"}],
"onlineIntraOrganizationConfiguration":[{"_organisation":"@guid:organisation@","Identity":"Intra Organization Configuration","Guid":"@guid:online ioconf@",
  "OnlineDiscoveryEndpoint":"https://outlook.office365.com/autodiscover/autodiscover.svc","OnlineTargetAddress":"contosofr.mail.onmicrosoft.com","OnPremiseDiscoveryEndpoint":"https://autodiscover.contoso.fr/autodiscover/autodiscover.svc",
  "OnPremiseTargetAddresses":["contoso.fr","contoso.com"]}],
"onlineOrganizationConfig":[{"Name":"contosofr.onmicrosoft.com","Identity":"contosofr.onmicrosoft.com","DisplayName":"Contoso SA","Guid":"@guid:online config@","OAuth2ClientProfileEnabled":true,"IsDehydrated":false,
  "ActivityBasedAuthenticationTimeoutInterval":"06:00:00","DefaultPublicFolderIssueWarningQuota":"1.7 GB (1,825,361,920 bytes)","EwsEnabled":null,"WhenCreatedUTC":"@date:-1500@","WhenChangedUTC":"@date:-12@"}],
"servicePrincipals":[
  {"id":"@guid:sp exo@","appId":"00000002-0000-0ff1-ce00-000000000000","displayName":"Office 365 Exchange Online","appDisplayName":"Office 365 Exchange Online","accountEnabled":true,"appOwnerOrganizationId":"f8cdef31-a31e-4b4a-93e4-5f571e91255a",
   "servicePrincipalNames":["00000002-0000-0ff1-ce00-000000000000","https://outlook.office365.com/","https://outlook.office.com","00000002-0000-0ff1-ce00-000000000000/outlook.office365.com","https://mail.contoso.fr","https://autodiscover.contoso.fr"],"keyCredentials":[]},
  {"id":"@guid:sp sfb@","appId":"00000004-0000-0ff1-ce00-000000000000","displayName":"Skype for Business Online","appDisplayName":"Skype for Business Online","accountEnabled":true,"appOwnerOrganizationId":"f8cdef31-a31e-4b4a-93e4-5f571e91255a",
   "servicePrincipalNames":["00000004-0000-0ff1-ce00-000000000000","https://lync.com","https://webdir.online.lync.com"],"keyCredentials":[]},
  {"id":"@guid:sp teams@","appId":"7557eb47-c689-4224-abcf-aef9bd7573df","displayName":"Skype for Business","appDisplayName":"Skype for Business","accountEnabled":true,"appOwnerOrganizationId":"f8cdef31-a31e-4b4a-93e4-5f571e91255a",
   "servicePrincipalNames":["7557eb47-c689-4224-abcf-aef9bd7573df"],"keyCredentials":[]},
  {"id":"@guid:sp voicemail@","appId":"db7de2b5-2149-435e-8043-e080dd50afae","displayName":"Microsoft Teams Voicemail","appDisplayName":"Microsoft Teams Voicemail","accountEnabled":true,"appOwnerOrganizationId":"f8cdef31-a31e-4b4a-93e4-5f571e91255a",
   "servicePrincipalNames":["db7de2b5-2149-435e-8043-e080dd50afae"],"keyCredentials":[]}]
})json";

QByteArray otherCertificate(const QString &name, int daysAgo, int daysLeft)
{
    const Key key = Key::ec();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return issueCertificate({name, now.addDays(-daysAgo), now.addDays(daysLeft), false, {}, {}}, key, key);
}

}

QJsonObject defaultCloud(const QByteArray &authDer, const QJsonObject &switches)
{
    QJsonObject cloud = QJsonDocument::fromJson(replacePlaceholders(cloudText)).object();
    QJsonArray principals = cloud.value("servicePrincipals").toArray();
    QJsonObject exchange = principals.at(0).toObject();
    exchange.insert("keyCredentials", QJsonArray{keyCredentialFor(authDer)});
    principals.replace(0, exchange);
    // Keys of somebody else's product: one in use that must survive, one expired.
    QJsonObject skype = principals.at(1).toObject();
    skype.insert("keyCredentials",
                 QJsonArray{keyCredentialFor(otherCertificate("Passerelle telephonique Fabrikam", 200, 530)),
                            keyCredentialFor(otherCertificate("Ancien pont Fabrikam", 1200, -105))});
    principals.replace(1, skype);
    cloud.insert("servicePrincipals", principals);
    if (switches.value("hybridAgent").toBool()) {
        // The hybrid agent publishes the servers: nobody but Microsoft's proxy reaches them.
        const QString proxy =
            "https://5f3a1c0e-2b7d-4d1f-9a60-7c11d2e4a8b3.resource.mailboxmigration.his.msappproxy.net";
        QJsonObject connector = cloud.value("onlineConnectors").toArray().at(0).toObject();
        connector.insert("DiscoveryEndpoint", proxy + "/autodiscover/autodiscover.svc");
        connector.insert("TargetSharingEpr", proxy + "/EWS/Exchange.asmx");
        cloud.insert("onlineConnectors", QJsonArray{connector});
    }
    return cloud;
}

}
