#include "cmdlets/Cmdlet.h"

#include <QUrl>
#include <QUuid>

namespace lab {

namespace {

QString detail(const CmdletCall &call, bool success)
{
    const QString tenant = call.world.tenantId();
    const QString uri = call.text("TargetUri");
    QString text =
        "The configuration was last successfully loaded at 1/1/0001 12:00:00 AM UTC. This was 1065000000 "
        "minutes ago.\r\nThe token cache is being cleared because \"use cached token\" was set to false.\r\n"
        "Exchange Outbound Oauth Log:\r\nClient request ID: "
        + QUuid::createUuid().toString(QUuid::WithoutBraces)
        + "\r\nInformation: [OAuthCredentials:Authenticate] entering\r\nInformation: "
          "[OAuthCredentials:Authenticate] "
          "challenge from '"
        + uri
        + "' received: Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", "
          "trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\"\r\n"
        + "Information: [OAuthTokenBuilder:GetAppToken] trying to get the apptoken from the auth server "
          "'ACS' for resource "
          "'00000002-0000-0ff1-ce00-000000000000/"
        + QUrl(uri).host() + '@' + tenant + "', tenantId '" + tenant + "', userDomain 'contoso.fr'\r\n";
    if (success)
        return text + "Exchange Response Details:\r\nHTTP response message: \r\n";
    return text
        + "Error: [OAuthTokenBuilder:GetAppToken] Unable to get token from Auth Server. Error code: "
          "'invalid_client'. Description: 'AADSTS70002: Error validating credentials. AADSTS50012: Client "
          "assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used "
          "by "
          "client: '"
        + call.world.currentThumbprint() + "']'.\r\n";
}

}

void testOAuthConnectivity(CmdletCall &call)
{
    static const QStringList services = {"EWS", "AutoD", "Generic"};
    if (!services.contains(call.text("Service"), Qt::CaseInsensitive))
        throw CmdletFailure{parameterNotConverted(call.cmdlet, "Service", call.text("Service"))};
    if (!QUrl(call.text("TargetUri")).isValid() || !call.text("TargetUri").startsWith("https://"))
        throw CmdletFailure{parameterNotConverted(call.cmdlet, "TargetUri", call.text("TargetUri"))};
    if (!call.flag("AppOnly")) {
        if (!call.has("Mailbox"))
            throw CmdletFailure{parameterMissing(call.cmdlet, {"Mailbox"})};
        if (call.require("users", call.text("Mailbox")).value("RecipientType").toString() != "UserMailbox")
            call.notFound(call.text("Mailbox"));
    }
    const QString result = call.world.text("oauthTest");
    call.write("ValidationResultNode",
               {{"Task",
                 call.text("Service").compare("AutoD", Qt::CaseInsensitive) == 0
                     ? QString("Checking AutoDiscover Call Under Oauth")
                     : QString("Checking EWS API Call Under Oauth")},
                {"Detail", detail(call, result == "Success")},
                {"ResultType", result},
                {"Identity", "Microsoft.Exchange.Security.OAuth.ValidationResultNodeId"},
                {"IsValid", true},
                {"ObjectState", "New"}});
}

}
