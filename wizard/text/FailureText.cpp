#include "text/FailureText.h"

#include "text/CloudText.h"
#include "text/Placeholders.h"
#include "text/SignInText.h"
#include "text/StageText.h"
#include "text/TlsText.h"

#include <QCoreApplication>

namespace passerelle::text {

using C = core::FailureCode;

// No default: the compiler names a code that has no words.
static const char *titleOf(C code)
{
    switch (code) {
    case C::Cancelled: return QT_TRANSLATE_NOOP("FailureTitle", "Stopped");
    case C::LocalFile: return QT_TRANSLATE_NOOP("FailureTitle", "A file cannot be read or written");
    case C::UnknownExchange: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange gave an unexpected answer");
    case C::UnknownSignIn: return QT_TRANSLATE_NOOP("FailureTitle", "The sign-in ended with an unexpected answer");
    case C::UnknownGraph: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft Graph gave an unexpected answer");
    case C::UnknownExo: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange Online gave an unexpected answer");
    case C::ExUnreachable: return QT_TRANSLATE_NOOP("FailureTitle", "The Exchange server does not answer");
    case C::ExWrongVdir: return QT_TRANSLATE_NOOP("FailureTitle", "This is not Exchange PowerShell");
    case C::ExHttp500: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange PowerShell fails on this server");
    case C::ExKrbOnly: return QT_TRANSLATE_NOOP("FailureTitle", "This server accepts Kerberos only");
    case C::ExKrbTicket: return QT_TRANSLATE_NOOP("FailureTitle", "No valid Kerberos ticket");
    case C::ExKrbSpn: return QT_TRANSLATE_NOOP("FailureTitle", "The domain does not know this server name");
    case C::ExKrbRealm: return QT_TRANSLATE_NOOP("FailureTitle", "The domain of the account is not known");
    case C::ExKrbKdc: return QT_TRANSLATE_NOOP("FailureTitle", "No domain controller answers");
    case C::ExKrbMutual: return QT_TRANSLATE_NOOP("FailureTitle", "The server did not prove its identity");
    case C::ExSignIn: return QT_TRANSLATE_NOOP("FailureTitle", "The server refused this account");
    case C::ExAccount: return QT_TRANSLATE_NOOP("FailureTitle", "The account may not sign in now");
    case C::ExNotAdmitted: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange opens no session for this account");
    case C::ExBasicOnly: return QT_TRANSLATE_NOOP("FailureTitle", "This server offers basic authentication only");
    case C::ExBasicHttp: return QT_TRANSLATE_NOOP("FailureTitle", "A password is not sent without TLS");
    case C::ExRedirect: return QT_TRANSLATE_NOOP("FailureTitle", "The server sends this session elsewhere");
    case C::ExTooLarge: return QT_TRANSLATE_NOOP("FailureTitle", "An answer is too large or unreadable");
    case C::ExDamaged: return QT_TRANSLATE_NOOP("FailureTitle", "An answer was damaged on the way");
    case C::ExTlsTrust: return QT_TRANSLATE_NOOP("FailureTitle", "The certificate of the server is not trusted");
    case C::Tls12Server: return QT_TRANSLATE_NOOP("FailureTitle", "The server is limited to an old TLS");
    case C::ExShellQuota: return QT_TRANSLATE_NOOP("FailureTitle", "Too many Exchange sessions");
    case C::RbacNone: return QT_TRANSLATE_NOOP("FailureTitle", "This account has no Exchange role");
    case C::RbacPartial: return QT_TRANSLATE_NOOP("FailureTitle", "Some rights are missing");
    case C::ClockSkew: return QT_TRANSLATE_NOOP("FailureTitle", "The clocks differ");
    case C::SessionLost: return QT_TRANSLATE_NOOP("FailureTitle", "The session ended");
    case C::EntraNet: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft 365 cannot be reached");
    case C::EntraTenantWrong: return QT_TRANSLATE_NOOP("FailureTitle", "This is another organisation");
    case C::EntraMfa: return QT_TRANSLATE_NOOP("FailureTitle", "A second factor is needed");
    case C::EntraCaBlock: return QT_TRANSLATE_NOOP("FailureTitle", "A security policy blocked the sign-in");
    case C::EntraCloud: return QT_TRANSLATE_NOOP("FailureTitle", "The organisation is not in this cloud");
    case C::EntraConsent: return QT_TRANSLATE_NOOP("FailureTitle", "A permission is missing");
    case C::EntraRole: return QT_TRANSLATE_NOOP("FailureTitle", "Your account may not change service applications");
    case C::EntraAppId: return QT_TRANSLATE_NOOP("FailureTitle", "The application id was refused");
    case C::EntraTimeout: return QT_TRANSLATE_NOOP("FailureTitle", "The sign-in was not finished");
    case C::EntraAccount: return QT_TRANSLATE_NOOP("FailureTitle", "The account cannot sign in");
    case C::EntraBusy: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft’s sign-in service is busy");
    case C::GraphThrottle: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft asks to slow down");
    case C::ExoRole: return QT_TRANSLATE_NOOP("FailureTitle", "Your account may not manage Exchange Online");
    case C::ExoApi: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange Online cannot be managed from here");
    case C::ExoNotFound: return QT_TRANSLATE_NOOP("FailureTitle", "Not found in Exchange Online");
    case C::ExoExists: return QT_TRANSLATE_NOOP("FailureTitle", "It exists in Exchange Online already");
    case C::ExVersion: return QT_TRANSLATE_NOOP("FailureTitle", "This Exchange version is too old");
    case C::ExMixedOrg: return QT_TRANSLATE_NOOP("FailureTitle", "Several Exchange versions");
    case C::ExEol: return QT_TRANSLATE_NOOP("FailureTitle", "This version is out of support");
    case C::DomainNotVerified: return QT_TRANSLATE_NOOP("FailureTitle", "No usable domain");
    case C::DirsyncOff: return QT_TRANSLATE_NOOP("FailureTitle", "Directory synchronisation looks off");
    case C::HybridAgent: return QT_TRANSLATE_NOOP("FailureTitle", "This hybrid uses the Hybrid Agent");
    case C::VdirOauthOff: return QT_TRANSLATE_NOOP("FailureTitle", "OAuth is off on a virtual directory");
    case C::EwsUrlNone: return QT_TRANSLATE_NOOP("FailureTitle", "An external address is missing");
    case C::PreauthProxy: return QT_TRANSLATE_NOOP("FailureTitle", "A device in front of Exchange asks for a sign-in");
    case C::AuthserverMissing: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange does not trust Microsoft’s sign-in service");
    case C::AuthserverDup: return QT_TRANSLATE_NOOP("FailureTitle", "Several authorization servers for one organisation");
    case C::ExoAppOff: return QT_TRANSLATE_NOOP("FailureTitle", "The Exchange Online application is not active");
    case C::IocMissing: return QT_TRANSLATE_NOOP("FailureTitle", "The connector to Microsoft 365 is missing or disabled");
    case C::IocOff: return QT_TRANSLATE_NOOP("FailureTitle", "The connector is disabled");
    case C::SpnMissing: return QT_TRANSLATE_NOOP("FailureTitle", "Published addresses are not registered");
    case C::HybridappMissing: return QT_TRANSLATE_NOOP("FailureTitle", "The dedicated hybrid application is not set up");
    case C::MuExists: return QT_TRANSLATE_NOOP("FailureTitle", "The name or the address is taken");
    case C::MuVisible: return QT_TRANSLATE_NOOP("FailureTitle", "The account is seen in address lists");
    case C::RoleAssign: return QT_TRANSLATE_NOOP("FailureTitle", "A management role is missing");
    case C::SplitPerm: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange may not create accounts here");
    case C::DcReplication: return QT_TRANSLATE_NOOP("FailureTitle", "Active Directory has not copied the change yet");
    case C::PaExists: return QT_TRANSLATE_NOOP("FailureTitle", "An entry for this application exists");
    case C::PaLegacyOnly: return QT_TRANSLATE_NOOP("FailureTitle", "Only the Skype application is set up");
    case C::PaNoLink: return QT_TRANSLATE_NOOP("FailureTitle", "The application is not tied to its account");
    case C::CertNoThumb: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange has no Auth certificate");
    case C::CertNotOnAll: return QT_TRANSLATE_NOOP("FailureTitle", "The certificate is missing on a server");
    case C::CertExpired: return QT_TRANSLATE_NOOP("FailureTitle", "The Auth certificate has expired");
    case C::CertExpiring: return QT_TRANSLATE_NOOP("FailureTitle", "The Auth certificate expires soon");
    case C::CertNotActive: return QT_TRANSLATE_NOOP("FailureTitle", "The new certificate is not active yet");
    case C::CertReadFail: return QT_TRANSLATE_NOOP("FailureTitle", "The certificate could not be read");
    case C::CertNotPublished: return QT_TRANSLATE_NOOP("FailureTitle", "Exchange publishes another certificate");
    case C::SpMissing: return QT_TRANSLATE_NOOP("FailureTitle", "The application does not exist in your tenant");
    case C::SpRefused: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft 365 did not add the application");
    case C::SpLag: return QT_TRANSLATE_NOOP("FailureTitle", "The new application does not show yet");
    case C::KeyOverwrite: return QT_TRANSLATE_NOOP("FailureTitle", "Existing keys could be lost");
    case C::KeyFormat: return QT_TRANSLATE_NOOP("FailureTitle", "The certificate was not accepted");
    case C::KeyLocked: return QT_TRANSLATE_NOOP("FailureTitle", "The keys of this application are locked");
    case C::KeyPolicy: return QT_TRANSLATE_NOOP("FailureTitle", "A policy of your tenant refuses the certificate");
    case C::KeyMany: return QT_TRANSLATE_NOOP("FailureTitle", "Many keys");
    case C::KeyLost: return QT_TRANSLATE_NOOP("FailureTitle", "A key of another product is gone");
    case C::WriteDoubt: return QT_TRANSLATE_NOOP("FailureTitle", "It is not known whether the keys were written");
    case C::KeyOnExo: return QT_TRANSLATE_NOOP("FailureTitle", "A key remains on Exchange Online’s principal");
    case C::KeyNotFound: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft 365 does not know the certificate in use");
    case C::KeyDates: return QT_TRANSLATE_NOOP("FailureTitle", "The dates differ");
    case C::KeyStale: return QT_TRANSLATE_NOOP("FailureTitle", "Old keys remain");
    case C::GraphLag: return QT_TRANSLATE_NOOP("FailureTitle", "Not visible yet");
    case C::UndoChanged: return QT_TRANSLATE_NOOP("FailureTitle", "The keys changed meanwhile");
    case C::UndoNothing: return QT_TRANSLATE_NOOP("FailureTitle", "There is nothing to undo");
    case C::ReadbackFormat: return QT_TRANSLATE_NOOP("FailureTitle", "This is not the answer of Microsoft Graph");
    case C::ReadbackOtherApp: return QT_TRANSLATE_NOOP("FailureTitle", "The answer is about another application");
    case C::ReadbackNoValue: return QT_TRANSLATE_NOOP("FailureTitle", "The answer lacks the values of the keys");
    case C::OfflineNoAnswer: return QT_TRANSLATE_NOOP("FailureTitle", "The keys have not been read");
    case C::VUserUnknown: return QT_TRANSLATE_NOOP("FailureTitle", "Microsoft 365 does not know the mailbox");
    case C::PlanChanged: return QT_TRANSLATE_NOOP("FailureTitle", "Something changed since the review");
    }
    return "";
}

static const char *sentenceOf(C code)
{
    switch (code) {
    case C::Cancelled:
        return QT_TRANSLATE_NOOP("Failure", "The operation was stopped at your request. Nothing more was sent.");
    case C::LocalFile:
        return QT_TRANSLATE_NOOP("Failure", "The file {file} cannot be read or written. Check the folder, its rights and the free space, then retry.");
    case C::UnknownExchange:
        return QT_TRANSLATE_NOOP("Failure", "Exchange answered something this program does not know. Retry; if it happens again, copy the details for whoever helps you.");
    case C::UnknownSignIn:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft refused the sign-in for a reason this program does not know. Retry; if it happens again, copy the details.");
    case C::UnknownGraph:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 answered something this program does not know. Nothing more was sent; copy the details, then retry.");
    case C::UnknownExo:
        return QT_TRANSLATE_NOOP("Failure", "Exchange Online answered in a way the wizard does not know. Copy the details, and run the commands shown instead.");
    case C::ExUnreachable:
        return QT_TRANSLATE_NOOP("Failure", "{host} does not answer. Check its name, that it is running, and that this PC may reach port 80 or 443.");
    case C::ExWrongVdir:
        return QT_TRANSLATE_NOOP("Failure", "This address answers but is not Exchange PowerShell. Use the server’s own name, without load balancer or publishing rule.");
    case C::ExHttp500:
        return QT_TRANSLATE_NOOP("Failure", "Try another server; if all fail, check the Auth certificate in the Exchange console.");
    case C::ExKrbOnly:
        return QT_TRANSLATE_NOOP("Failure", "Type its full name (not an IP or alias) and sign in with a domain account such as user@domain.");
    case C::ExKrbTicket:
        return QT_TRANSLATE_NOOP("Failure", "This PC holds no valid ticket for the domain. Sign in to the domain again, or type a user name and a password.");
    case C::ExKrbSpn:
        return QT_TRANSLATE_NOOP("Failure", "The domain has no entry HTTP/{host}. Type the server’s own full name, not an address, an alias or a load-balanced name.");
    case C::ExKrbRealm:
        return QT_TRANSLATE_NOOP("Failure", "This PC finds no domain controller for {realm}. Type the account as user@full.domain.name and check the DNS of this PC.");
    case C::ExKrbKdc:
        return QT_TRANSLATE_NOOP("Failure", "No domain controller of {realm} answers. Check the network or the VPN, and that port 88 is open.");
    case C::ExKrbMutual:
        return QT_TRANSLATE_NOOP("Failure", "{host} did not prove that it is the server of that name, so nothing more was sent. Check the name and who answers at this address.");
    case C::ExSignIn:
        return QT_TRANSLATE_NOOP("Failure", "{host} refused the name or the password. Check both (user@domain or DOMAIN\\user), then retry.");
    case C::ExAccount:
        return QT_TRANSLATE_NOOP("Failure", "The account {user} is disabled or locked, or its password has expired. Have it put right, or use another account.");
    case C::ExNotAdmitted:
        return QT_TRANSLATE_NOOP("Failure", "{user} signed in, but {host} opens no session for this account. Have remote PowerShell turned on for it (Set-User, RemotePowerShellEnabled), or use another account.");
    case C::ExBasicOnly:
        return QT_TRANSLATE_NOOP("Failure", "The password itself would go to {host}, inside TLS. Allow it on this page, or enable Kerberos on the PowerShell directory.");
    case C::ExBasicHttp:
        return QT_TRANSLATE_NOOP("Failure", "Without TLS anybody on the way could read the password. Use https, or Kerberos.");
    case C::ExRedirect:
        return QT_TRANSLATE_NOOP("Failure", "{host} asks to continue at {newHost}. Check that this name belongs to your organisation before you agree.");
    case C::ExTooLarge:
        return QT_TRANSLATE_NOOP("Failure", "{host} sent more than Exchange PowerShell ever does, or what cannot be unpacked, so this PC stopped reading. Check that this is the server’s own name and that nothing answers in its place.");
    case C::ExDamaged:
        return QT_TRANSLATE_NOOP("Failure", "An answer of {host} does not match its encryption: something on the way changed it, and it was not used. Look for a proxy or a filter in between, or use https, then retry.");
    case C::ExTlsTrust:
        return QT_TRANSLATE_NOOP("Failure", "Check the certificate shown; accept it for this server only, or install its authority on this PC.");
    case C::Tls12Server:
        return QT_TRANSLATE_NOOP("Failure", "TLS 1.2 is not fully enabled on {host}. Apply Microsoft’s Exchange TLS guidance, restart, retry.");
    case C::ExShellQuota:
        return QT_TRANSLATE_NOOP("Failure", "Too many Exchange sessions are open for this account. Close the others or wait 15 minutes, then retry.");
    case C::RbacNone:
        return QT_TRANSLATE_NOOP("Failure", "Ask to be added to Organization Management, then sign in again.");
    case C::RbacPartial:
        return QT_TRANSLATE_NOOP("Failure", "Your roles do not include: {list}. Use a member of Organization Management or ask for these roles.");
    case C::ClockSkew:
        return QT_TRANSLATE_NOOP("Failure", "The clocks differ by more than five minutes. Synchronise the time of this PC and of the server, then retry.");
    case C::SessionLost:
        return QT_TRANSLATE_NOOP("Failure", "Sign in again; the wizard continues where it stopped.");
    case C::EntraNet:
        return QT_TRANSLATE_NOOP("Failure", "This PC cannot reach {host}. Check the proxy in the options, or ask the network team to allow {list}.");
    case C::EntraTenantWrong:
        return QT_TRANSLATE_NOOP("Failure", "You are signed in to {tenant}, which does not own {domain}. Sign in with an administrator of the right organisation.");
    case C::EntraMfa:
        return QT_TRANSLATE_NOOP("Failure", "Your organisation asks for a second factor. Finish it in the browser window; register a method if asked.");
    case C::EntraCaBlock:
        return QT_TRANSLATE_NOOP("Failure", "Use a compliant PC, or give the identifier below to your security team.");
    case C::EntraCloud:
        return QT_TRANSLATE_NOOP("Failure", "No organisation that owns {domain} was found. Check the domain, then the cloud chosen in the options.");
    case C::EntraConsent:
        return QT_TRANSLATE_NOOP("Failure", "The permission {scope} has not been granted. Ask a tenant administrator to approve it, then retry.");
    case C::EntraRole:
        return QT_TRANSLATE_NOOP("Failure", "Activate or obtain an application administrator role, sign in again, then retry.");
    case C::EntraAppId:
        return QT_TRANSLATE_NOOP("Failure", "Check the application id and its redirect address http://localhost.");
    case C::EntraTimeout:
        return QT_TRANSLATE_NOOP("Failure", "Sign-in was not finished in the browser. Start it again.");
    case C::EntraAccount:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft refused this account. Put it right on the usual sign-in page, then retry.");
    case C::EntraBusy:
        return QT_TRANSLATE_NOOP("Failure", "Nothing is wrong on your side. Wait a moment, then retry.");
    case C::GraphThrottle:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 receives too many requests from your organisation. Wait a few minutes, then retry.");
    case C::ExoRole:
        return QT_TRANSLATE_NOOP("Failure", "Your account lacks the Exchange Administrator role, or it is not active yet. Activate it, sign in again, or run the commands shown.");
    case C::ExoApi:
        return QT_TRANSLATE_NOOP("Failure", "Exchange Online does not offer this way in any more, or not in this cloud. Run the commands shown instead.");
    case C::ExoNotFound:
        return QT_TRANSLATE_NOOP("Failure", "Exchange Online has no object called {name}.");
    case C::ExoExists:
        return QT_TRANSLATE_NOOP("Failure", "Exchange Online has another object called {name}. Nothing was changed; choose another name or change that one.");
    case C::ExVersion:
        return QT_TRANSLATE_NOOP("Failure", "{server} runs {version}. Update it, or continue knowing that the Teams calendar will not work for its mailboxes.");
    case C::ExMixedOrg:
        return QT_TRANSLATE_NOOP("Failure", "Several Exchange versions found. Connect to {server}, the newest; cloud requests must also arrive on a recent server.");
    case C::ExEol:
        return QT_TRANSLATE_NOOP("Failure", "{version} no longer gets fixes; plan the move to Exchange Server Subscription Edition.");
    case C::DomainNotVerified:
        return QT_TRANSLATE_NOOP("Failure", "Choose a domain that is both accepted in Exchange and verified in Microsoft 365. {domain} is not.");
    case C::DirsyncOff:
        return QT_TRANSLATE_NOOP("Failure", "No *.mail.onmicrosoft.com domain was found. Users must exist in Microsoft 365 for its services to find their local mailbox.");
    case C::HybridAgent:
        return QT_TRANSLATE_NOOP("Failure", "Teams calendar needs Autodiscover and EWS published directly on the Internet.");
    case C::VdirOauthOff:
        return QT_TRANSLATE_NOOP("Failure", "OAuth is off on {directory}. Enable it on every server, then restart the application pools.");
    case C::EwsUrlNone:
        return QT_TRANSLATE_NOOP("Failure", "Set the external EWS address of {server}; Microsoft 365 cannot find it otherwise.");
    case C::PreauthProxy:
        return QT_TRANSLATE_NOOP("Failure", "Publish /EWS and /autodiscover as pass-through, without pre-authentication.");
    case C::AuthserverMissing:
        return QT_TRANSLATE_NOOP("Failure", "No enabled authorization server of your organisation was found in Exchange. Run the Hybrid Configuration Wizard, then check again.");
    case C::AuthserverDup:
        return QT_TRANSLATE_NOOP("Failure", "Several entries exist for this organisation: {list}. Keep one; the wizard does not delete any by itself.");
    case C::ExoAppOff:
        return QT_TRANSLATE_NOOP("Failure", "Enable the partner application “Exchange Online” and its linked account, or run the Hybrid Configuration Wizard.");
    case C::IocMissing:
        return QT_TRANSLATE_NOOP("Failure", "No enabled intra-organization connector serves {domain}. Run the Hybrid Configuration Wizard or create it.");
    case C::IocOff:
        return QT_TRANSLATE_NOOP("Failure", "The connector {name} serves {domain}, but it is disabled. Enable it.");
    case C::SpnMissing:
        return QT_TRANSLATE_NOOP("Failure", "These addresses are not registered in Microsoft 365: {list}.");
    case C::HybridappMissing:
        return QT_TRANSLATE_NOOP("Failure", "Local-to-cloud features need Microsoft’s dedicated hybrid application. Run Microsoft’s script; this wizard only reports it.");
    case C::MuExists:
        return QT_TRANSLATE_NOOP("Failure", "{name} already exists and is not a mail user. Choose another name on the settings page.");
    case C::MuVisible:
        return QT_TRANSLATE_NOOP("Failure", "Hide the account from address lists.");
    case C::RoleAssign:
        return QT_TRANSLATE_NOOP("Failure", "The account lacks: {roles}. Assign them; allow a few minutes before testing.");
    case C::SplitPerm:
        return QT_TRANSLATE_NOOP("Failure", "Your organisation separates Exchange and AD rights. Ask the AD team to create the account, then start this step again.");
    case C::DcReplication:
        return QT_TRANSLATE_NOOP("Failure", "The change is not visible on {dc} yet. Wait a moment, then retry.");
    case C::PaExists:
        return QT_TRANSLATE_NOOP("Failure", "Several entries carry this application id: {list}. Keep one enabled; the wizard does not choose for you.");
    case C::PaLegacyOnly:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft now wants two more applications for Teams and its checker reports this organisation in red. Keep the Skype one for voicemail greetings.");
    case C::PaNoLink:
        return QT_TRANSLATE_NOOP("Failure", "The partner application has no linked account, or another one. Run step 3, then restart IIS on the servers.");
    case C::CertNoThumb:
        return QT_TRANSLATE_NOOP("Failure", "Exchange has no valid Auth certificate set. Create one in Exchange before continuing.");
    case C::CertNotOnAll:
        return QT_TRANSLATE_NOOP("Failure", "Missing on: {servers}. Check the Exchange Service Host service there or import the certificate with its key.");
    case C::CertExpired:
        return QT_TRANSLATE_NOOP("Failure", "The Auth certificate expired on {date}. Replace it first (about an hour to spread), then run steps 4 to 6 again.");
    case C::CertExpiring:
        return QT_TRANSLATE_NOOP("Failure", "{n} days left. Prepare the next certificate and upload both now, so nothing stops on change day.");
    case C::CertNotActive:
        return QT_TRANSLATE_NOOP("Failure", "The certificate changed since step 4. Run steps 4 and 5 again.");
    case C::CertReadFail:
        return QT_TRANSLATE_NOOP("Failure", "Exchange did not send the bytes of the certificate, or they are damaged. Try another server.");
    case C::CertNotPublished:
        return QT_TRANSLATE_NOOP("Failure", "{url} publishes {found}, while Exchange is set to sign with {thumbprint}. A server may still work with an older setting: wait, or recycle its application pools, then check again.");
    case C::SpMissing:
        return QT_TRANSLATE_NOOP("Failure", "The application {name} does not exist in your tenant yet. The wizard can add it.");
    case C::SpRefused:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 refuses to add {name}: its service was never enabled in this tenant, or your role does not allow it. The other applications are not concerned. Retry with another role, or skip what is left.");
    case C::SpLag:
        return QT_TRANSLATE_NOOP("Failure", "{name} was added, but Microsoft 365 does not show it yet, so its certificate is still to be uploaded. Wait a few minutes, then retry.");
    case C::KeyOverwrite:
        return QT_TRANSLATE_NOOP("Failure", "A key that must be kept cannot be read back completely, so writing the list would delete it. Nothing was changed; another administrator account may see it.");
    case C::KeyFormat:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 refused the value of a key. Nothing was changed; copy the details, then check the list of keys.");
    case C::KeyLocked:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft or the publisher forbids adding a key here. Nothing was changed; see the current Microsoft page.");
    case C::KeyPolicy:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 says about {name}: “{message}” An application management policy may limit the life of certificates. Nothing was changed there; ask for an exception or issue a shorter Auth certificate.");
    case C::KeyMany:
        return QT_TRANSLATE_NOOP("Failure", "{name} has {n} valid keys. Each of them lets its owner speak for the application: have those removed that nobody uses.");
    case C::KeyLost:
        return QT_TRANSLATE_NOOP("Failure", "The certificate was written, but these keys of {name} are no longer there: {list}. Somebody else wrote at the same moment. The keys as they were are kept in {file}; tell their owner.");
    case C::WriteDoubt:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 did not confirm the write, and the keys of {name} are neither the old ones nor the expected ones: somebody else wrote at the same moment. Retry reads them again and changes nothing you have not seen.");
    case C::KeyOnExo:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 no longer answers calls made with such a key, and a stolen server could use it. Once the dedicated hybrid application works, remove it with Microsoft’s clean-up mode or tick its removal on the review page.");
    case C::KeyNotFound:
        return QT_TRANSLATE_NOOP("Failure", "The certificate {thumbprint} is not among the keys of {name}. Run step 5 again.");
    case C::KeyDates:
        return QT_TRANSLATE_NOOP("Failure", "The key is there, but its dates in Microsoft 365 are not those of the certificate.");
    case C::KeyStale:
        return QT_TRANSLATE_NOOP("Failure", "Expired keys remain. You may tick their removal on the review page.");
    case C::GraphLag:
        return QT_TRANSLATE_NOOP("Failure", "Microsoft 365 accepted the change but does not show it yet. Wait a few minutes, then run the check again.");
    case C::UndoChanged:
        return QT_TRANSLATE_NOOP("Failure", "The keys of {name} are no longer those you have just read. Nothing was removed; read them again.");
    case C::UndoNothing:
        return QT_TRANSLATE_NOOP("Failure", "No key that this run uploaded is left in this organisation. Nothing was changed.");
    case C::ReadbackFormat:
        return QT_TRANSLATE_NOOP("Failure", "The text does not hold a service application with its keys: {detail}. Ask for the answer again, with the request shown.");
    case C::ReadbackOtherApp:
        return QT_TRANSLATE_NOOP("Failure", "The answer is about {found}. The answer for {name} is missing.");
    case C::ReadbackNoValue:
        return QT_TRANSLATE_NOOP("Failure", "The keys of {name} came without their values, so the certificate cannot be compared. Ask again with $select=keyCredentials in the address.");
    case C::OfflineNoAnswer:
        return QT_TRANSLATE_NOOP("Failure", "Nobody has signed in to Microsoft Entra, so the keys of {name} are not known. Load the answer of the other operator at step 6, or sign in.");
    case C::VUserUnknown:
        return QT_TRANSLATE_NOOP("Failure", "{user} is not synchronised to Microsoft 365. Choose another mailbox or run a synchronisation.");
    case C::PlanChanged:
        return QT_TRANSLATE_NOOP("Failure", "What was read just now differs from what you accepted. Nothing was written; go back to the review page and read the new list.");
    }
    return "";
}

static QString translatedTitle(const char *source) { return QCoreApplication::translate("FailureTitle", source); }

QString failureTitle(core::FailureCode code) { return translatedTitle(titleOf(code)); }

QString failureTitle(const core::Failure &failure)
{
    const char *closer = signInTitle(failure.code, failure.values);
    return translatedTitle(closer ? closer : titleOf(failure.code));
}

QString failureSentence(const core::Failure &failure) { return failureSentence(failure.code, failure.values); }

QString failureSentence(core::FailureCode code, const core::Values &values)
{
    const char *sentence = code == C::ExTlsTrust ? tlsSentence(values)
        : code == C::ExUnreachable               ? stageSentence(values)
                                                 : signInSentence(code, values);
    core::Values shown = values;
    const auto cloud = shown.find(QStringLiteral("cloud"));
    if (cloud != shown.end())
        *cloud = cloudName(*cloud);
    return fill(QCoreApplication::translate("Failure", sentence ? sentence : sentenceOf(code)), shown);
}

}
