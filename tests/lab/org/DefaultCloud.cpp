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

QJsonObject defaultCloud(const QByteArray &authDer)
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
    return cloud;
}

}
