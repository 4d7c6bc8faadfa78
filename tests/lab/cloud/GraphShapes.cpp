#include "cloud/GraphShapes.h"

#include <QJsonDocument>

namespace lab::graph {

namespace {

const char untouchedPrincipal[] = R"json({
"id":null,"deletedDateTime":null,"accountEnabled":true,"alternativeNames":[],"appDisplayName":null,"appDescription":null,
"appId":null,"applicationTemplateId":null,"appOwnerOrganizationId":null,"appRoleAssignmentRequired":false,
"createdDateTime":"2019-03-11T09:12:00Z","description":null,"disabledByMicrosoftStatus":null,"displayName":null,
"homepage":null,"loginUrl":null,"logoutUrl":null,"notes":null,"notificationEmailAddresses":[],
"preferredSingleSignOnMode":null,"preferredTokenSigningKeyThumbprint":null,"replyUrls":[],"servicePrincipalNames":[],
"servicePrincipalType":"Application","signInAudience":"AzureADMultipleOrgs","tags":[],"tokenEncryptionKeyId":null,
"samlSingleSignOnSettings":null,
"verifiedPublisher":{"displayName":null,"verifiedPublisherId":null,"addedDateTime":null},
"addIns":[],"appRoles":[],
"info":{"logoUrl":null,"marketingUrl":null,"privacyStatementUrl":null,"supportUrl":null,"termsOfServiceUrl":null},
"keyCredentials":[],"oauth2PermissionScopes":[],"passwordCredentials":[],"resourceSpecificApplicationPermissions":[]})json";

const char untouchedApplication[] = R"json({
"id":null,"deletedDateTime":null,"appId":null,"applicationTemplateId":null,"disabledByMicrosoftStatus":null,
"createdDateTime":"2024-05-02T07:30:00Z","displayName":null,"description":null,"groupMembershipClaims":null,
"identifierUris":[],"isDeviceOnlyAuthSupported":null,"isFallbackPublicClient":null,"notes":null,
"publisherDomain":"contoso.fr","serviceManagementReference":null,"signInAudience":"AzureADMyOrg","tags":[],
"tokenEncryptionKeyId":null,"defaultRedirectUri":null,"certification":null,"optionalClaims":null,"addIns":[],
"api":{"acceptMappedClaims":null,"knownClientApplications":[],"requestedAccessTokenVersion":2,"oauth2PermissionScopes":[],"preAuthorizedApplications":[]},
"appRoles":[],
"info":{"logoUrl":null,"marketingUrl":null,"privacyStatementUrl":null,"supportUrl":null,"termsOfServiceUrl":null},
"keyCredentials":[],"parentalControlSettings":{"countriesBlockedForMinors":[],"legalAgeGroupRule":"Allow"},
"passwordCredentials":[],"publicClient":{"redirectUris":[]},"requiredResourceAccess":[],
"verifiedPublisher":{"displayName":null,"verifiedPublisherId":null,"addedDateTime":null},
"web":{"homePageUrl":null,"logoutUrl":null,"redirectUris":[],"implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":false}},
"spa":{"redirectUris":[]}})json";

QJsonObject complete(const char *untouched, const QJsonObject &object)
{
    QJsonObject whole = QJsonDocument::fromJson(untouched).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        whole.insert(it.key(), it.value());
    return whole;
}

}

QJsonObject completePrincipal(QJsonObject object)
{
    return complete(untouchedPrincipal, object);
}

QJsonObject completeApplication(QJsonObject object)
{
    return complete(untouchedApplication, object);
}

QStringList principalProperties()
{
    return completePrincipal({}).keys();
}

QStringList applicationProperties()
{
    return completeApplication({}).keys();
}

void addHeaders(HttpResponse *response)
{
    const bool entity = response->status < 300 && !response->body.isEmpty();
    for (auto &[name, value] : response->headers) {
        if (name == "Content-Type" && value.startsWith("application/json"))
            value = entity ? "application/json;odata.metadata=minimal;odata.streaming=true;"
                             "IEEE754Compatible=false;charset=utf-8"
                           : "application/json";
    }
    response->headers.emplaceBack("Cache-Control", "no-cache");
    if (entity)
        response->headers.emplaceBack("OData-Version", "4.0");
    response->headers.emplaceBack("x-ms-resource-unit", "1");
}

}
