#include "cloud/SignInErrors.h"

#include <QHash>

namespace lab {

namespace {

const QHash<int, SignInError> &table()
{
    static const QHash<int, SignInError> errors = [] {
        QHash<int, SignInError> all;
        const auto add = [&all](const char *error, const char *text, std::initializer_list<int> codes,
                                const char *suberror = "", int status = 400) {
            for (const int code : codes)
                all.insert(code, {code, error, text, suberror, status});
        };
        const char again[] = "interaction_required";
        const char grant[] = "invalid_grant";
        const char request[] = "invalid_request";
        add(request, "The redirect URI specified in the request does not match the ones configured.",
            {50011, 500113});
        add(grant, "The user account does not exist in this directory.", {50020, 50034});
        add(grant, "The account is locked, disabled, or its password is wrong or has expired.",
            {50053, 50055, 50056, 50057, 50126});
        add("login_required", "A silent sign-in request was sent but no user is signed in.", {50058});
        add("invalid_tenant", "Tenant not found.", {90002});
        add(request, "No tenant-identifying information found.", {50059, 50128, 900023});
        add(again,
            "Due to a configuration change made by your administrator, you must use multi-factor "
            "authentication.",
            {50072, 50074, 50076, 50078, 50079, 50158}, "basic_action");
        add(again, "The device must be registered, managed or compliant.", {50097, 50129, 53000, 53001},
            "additional_action");
        add(again, "The signed in user is not assigned to a role for the application.", {50105});
        add(again, "Access has been blocked by Conditional Access policies.", {50131, 53003, 53004},
            "message_only");
        add(grant, "Access has been blocked by security defaults.", {530035}, "message_only");
        add(again, "Access to the tenant is denied by tenant restrictions.", {500021});
        add(again, "The user was interrupted by the question to stay signed in.", {50140});
        add(grant, "Device authentication failed.", {50155}, "device_authentication_failed");
        add(grant, "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
            {50173, 70008, 70043, 700082}, "bad_token");
        add("unauthorized_client", "The application is not configured as a multi-tenant application.",
            {50194});
        add(grant, "A loop was detected: the same client asked too often.", {50196});
        add("invalid_resource", "The resource principal was not found in the tenant.",
            {500011, 650052, 650057});
        add(grant, "The Code_Verifier does not match the code_challenge of the authorization request.",
            {501481});
        add(grant, "OAuth2 Authorization code was already redeemed.", {54005});
        add(grant, "The provided grant is invalid or malformed.", {70000}, "bad_token");
        add(grant, "The user or administrator has not consented to use the application.",
            {65001, 650056, 90094}, "consent_required");
        add(request,
            "Consent between first party application and first party resource must be configured via "
            "preauthorization.",
            {65002});
        add("access_denied", "User declined to consent to access the app.", {65004});
        add("unauthorized_client", "Application was not found in the directory.", {700016, 70001});
        add("invalid_scope", "The provided value for the input parameter 'scope' is not valid.", {70011});
        add(request,
            "Provided value for the input parameter scope is not valid because it contains more than one "
            "resource.",
            {28000});
        add("authorization_pending",
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.", {70016});
        add("bad_verification_code", "Invalid verification code.", {70018});
        add("expired_token", "The device code has expired.", {70019, 70020});
        add("invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
            {7000218}, "", 401);
        add("invalid_client",
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
            {700025}, "", 401);
        add(request, "The account type is not supported.", {90010, 90072});
        add("temporarily_unavailable", "A transient error has occurred. Please try again.", {90033, 90055},
            "", 503);
        return all;
    }();
    return errors;
}

}

SignInError signInError(int code)
{
    return table().value(code, {code, "invalid_grant", "The lab was told to refuse.", {}, 400});
}

}
