#include "text/SignInText.h"

#include <QCoreApplication>

namespace passerelle::text {

using C = core::FailureCode;

struct SignInCase {
    C code;
    const char *reason;
    const char *sentence;
    const char *title = nullptr; // null: that of the code
};

// cloud.md a.8: every row has its remedy.
static const SignInCase signInCases[] {
    {C::EntraAccount, "locked", QT_TRANSLATE_NOOP("Failure", "This account is locked after too many attempts. Wait a while or have it unlocked, check it on the usual sign-in page, then retry.")},
    {C::EntraAccount, "expired", QT_TRANSLATE_NOOP("Failure", "The password of this account has expired. Change it on the usual sign-in page, then retry.")},
    {C::EntraAccount, "no-password", QT_TRANSLATE_NOOP("Failure", "This account has no password for this sign-in. Set one on the usual sign-in page, or use another account.")},
    {C::EntraAccount, "disabled", QT_TRANSLATE_NOOP("Failure", "This account is disabled. Have an administrator enable it, or use another account.")},
    {C::EntraAccount, "password", QT_TRANSLATE_NOOP("Failure", "The name or the password was wrong. Try both on the usual sign-in page, then retry.")},
    {C::EntraAppId, "redirect", QT_TRANSLATE_NOOP("Failure", "The application does not accept this redirect address. Register http://localhost for it, as a public client.")},
    {C::EntraAppId, "single-tenant", QT_TRANSLATE_NOOP("Failure", "The application serves one organisation only. Enter the identifier of that organisation in place of the domain, or register the application in this one.")},
    {C::EntraAppId, "resource", QT_TRANSLATE_NOOP("Failure", "The application may not ask for this service here. Check that the organisation has a licence for Exchange Online, that the cloud is the right one, and that your own application has the permission.")},
    {C::EntraAppId, "reserved", QT_TRANSLATE_NOOP("Failure", "Microsoft does not let this application call that service. Register an application of your own and enter its identifier in the options.")},
    {C::EntraAppId, "unknown", QT_TRANSLATE_NOOP("Failure", "This organisation or this cloud does not know the application. Check its identifier in the options, or enter another one.")},
    {C::EntraAppId, "not-public", QT_TRANSLATE_NOOP("Failure", "The application is not registered as a public client. Turn on “Allow public client flows” in its registration, then retry.")},
    {C::EntraCaBlock, "device", QT_TRANSLATE_NOOP("Failure", "The device has to be registered or compliant. Use a PC your organisation manages, or ask for an exception with the identifier below.")},
    {C::EntraCaBlock, "policy", QT_TRANSLATE_NOOP("Failure", "A rule of your organisation decides this. Give the identifier and the time below to your security team.")},
    {C::EntraCaBlock, "code", QT_TRANSLATE_NOOP("Failure", "Organisations often block signing in with a code. Sign in with the browser of this PC instead."), QT_TRANSLATE_NOOP("FailureTitle", "Signing in with a code is blocked")},
    {C::EntraConsent, "assign", QT_TRANSLATE_NOOP("Failure", "This account is not assigned to the application. Have it assigned in Microsoft Entra, under Enterprise applications, then retry."), QT_TRANSLATE_NOOP("FailureTitle", "The account may not use this application")},
    {C::EntraConsent, "refused", QT_TRANSLATE_NOOP("Failure", "The permission {scope} was refused on Microsoft’s page. Sign in again and accept it, or ask a tenant administrator to approve it.")},
    {C::EntraNet, "restriction", QT_TRANSLATE_NOOP("Failure", "The proxy of your company lets people into certain organisations only, and not into that of {domain}. Ask the network team to add it."), QT_TRANSLATE_NOOP("FailureTitle", "The proxy keeps this organisation out")},
    {C::EntraNet, "proxy-account", QT_TRANSLATE_NOOP("Failure", "The proxy on the way to {host} asks for a user name and a password. Enter them in the options, then retry."), QT_TRANSLATE_NOOP("FailureTitle", "The proxy asks for an account")},
    {C::EntraNet, "proxy", QT_TRANSLATE_NOOP("Failure", "The proxy on the way to {host} does not answer. Check its name and port in the options, then retry."), QT_TRANSLATE_NOOP("FailureTitle", "The proxy does not answer")},
    {C::EntraTenantWrong, "account", QT_TRANSLATE_NOOP("Failure", "The organisation of {domain} does not know this account. Use an administrator account of that organisation."), QT_TRANSLATE_NOOP("FailureTitle", "The account belongs elsewhere")},
    {C::EntraTenantWrong, "account-type", QT_TRANSLATE_NOOP("Failure", "This kind of account cannot sign in here. Use a work account of the organisation of {domain}."), QT_TRANSLATE_NOOP("FailureTitle", "The account is of another kind")},
    {C::EntraTenantWrong, "no-domain", QT_TRANSLATE_NOOP("Failure", "{domain} is neither a domain name nor the identifier of an organisation. Check what was typed, then retry."), QT_TRANSLATE_NOOP("FailureTitle", "This is no domain name")},
    {C::EntraTimeout, "no-port", QT_TRANSLATE_NOOP("Failure", "No port of this PC is free for the browser to come back to. Sign in with a code, or close other programs and retry.")},
    {C::EntraTimeout, "silent", QT_TRANSLATE_NOOP("Failure", "The browser is not signed in to Microsoft. Start again and choose the account on Microsoft’s page.")},
    {C::EntraTimeout, "repeat", QT_TRANSLATE_NOOP("Failure", "Microsoft interrupted the sign-in with a question of its own. Repeat it.")},
    {C::EntraTimeout, "loop", QT_TRANSLATE_NOOP("Failure", "Microsoft saw too many sign-ins in a row. Wait a few minutes, then start again.")},
    {C::EntraTimeout, "used", QT_TRANSLATE_NOOP("Failure", "The answer of the browser was used already, perhaps fetched first by a virus scanner or an extension. Start the sign-in again.")},
    {C::EntraTimeout, "code-wrong", QT_TRANSLATE_NOOP("Failure", "Microsoft does not know this code. Ask for a new one.")},
    {C::EntraTimeout, "code-expired", QT_TRANSLATE_NOOP("Failure", "The code was not used in time. Ask for a new one."), QT_TRANSLATE_NOOP("FailureTitle", "The code has expired")},
    {C::UnknownSignIn, "defect", QT_TRANSLATE_NOOP("Failure", "The program asked Microsoft for something it does not accept: a fault of the program. Start the sign-in again; if it happens again, copy the details and report them.")},
};

static const SignInCase *caseOf(C code, const core::Values &values)
{
    const QString reason = values.value(QStringLiteral("reason"));
    if (reason.isEmpty())
        return nullptr;
    for (const SignInCase &row : signInCases) {
        if (row.code == code && reason == QLatin1String(row.reason))
            return &row;
    }
    return nullptr;
}

const char *signInSentence(core::FailureCode code, const core::Values &values)
{
    if (const SignInCase *row = caseOf(code, values))
        return row->sentence;
    if (code == C::EntraCloud && !values.value(QStringLiteral("cloud")).isEmpty())
        return QT_TRANSLATE_NOOP("Failure", "The organisation of {domain} is in another Microsoft cloud: {cloud}. Choose it in the options and sign in again.");
    if (code == C::EntraRole && !values.value(QStringLiteral("user")).isEmpty())
        return QT_TRANSLATE_NOOP("Failure", "Activate or obtain an application administrator role for {user}, sign in again, then retry.");
    return nullptr;
}

const char *signInTitle(core::FailureCode code, const core::Values &values)
{
    const SignInCase *row = caseOf(code, values);
    return row ? row->title : nullptr;
}

}
