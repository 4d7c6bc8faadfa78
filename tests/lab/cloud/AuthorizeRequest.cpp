#include "cloud/AuthorizeRequest.h"

#include <QRegularExpression>
#include <QUrl>

namespace lab {

namespace {

const QString exchangeClient = "fb78d390-0c51-40cd-8e17-fdbfab77341b";

bool fail(SignInError *error, int code, const QString &word, const QString &text)
{
    *error = {code, word, text};
    return false;
}

bool missing(SignInError *error, const char *name)
{
    return fail(error, 900144, "invalid_request",
                QString("The request body must contain the following parameter: '%1'.").arg(name));
}

// Registered is http://localhost: any port, no path or just "/".
bool acceptableRedirect(const QString &uri)
{
    static const QRegularExpression pattern("^http://localhost(:[0-9]{1,5})?/?$");
    return pattern.match(uri).hasMatch();
}

bool checkFlow(const QList<QPair<QString, QString>> &fields, SignInError *error)
{
    static const QRegularExpression challenge("^[A-Za-z0-9_-]{43}$");
    for (const char *name : {"client_id", "response_type", "redirect_uri", "scope", "state", "nonce"}) {
        if (formValue(fields, name).isEmpty())
            return missing(error, name);
    }
    if (!knownClient(formValue(fields, "client_id")))
        return fail(error, 700016, "unauthorized_client",
                    "Application with identifier '" + formValue(fields, "client_id")
                        + "' was not found in the directory.");
    if (!acceptableRedirect(formValue(fields, "redirect_uri")))
        return fail(error, 50011, "invalid_request",
                    "The redirect URI '" + formValue(fields, "redirect_uri")
                        + "' specified in the request does not match the redirect URIs configured for the "
                          "application.");
    if (formValue(fields, "response_type") != "code")
        return fail(error, 700054, "unsupported_response_type", "response_type must be 'code'.");
    if (!formHas(fields, "code_challenge"))
        return fail(error, 9002325, "invalid_request", "Proof Key for Code Exchange is required.");
    if (formValue(fields, "code_challenge_method") != "S256")
        return fail(error, 9002325, "invalid_request", "The code challenge method must be S256.");
    if (!challenge.match(formValue(fields, "code_challenge")).hasMatch())
        return fail(error, 501491, "invalid_request", "The code challenge is not 43 URL-safe characters.");
    return true;
}

}

bool knownClient(const QString &clientId)
{
    static const QStringList clients = {"14d82eec-204b-4c2f-b7e8-296a70dab67e",
                                        "1950a258-227b-4e31-a9cf-717495945fc2",
                                        "04b07795-8ddb-461a-bbee-02f9e1bf7b46", exchangeClient};
    return clients.contains(clientId);
}

bool resourceOf(const QStringList &scopes, const QString &clientId, const QString &graphUrl,
                QString *resource, SignInError *error)
{
    static const QStringList openId = {"openid", "profile", "offline_access", "email"};
    static const QStringList graph = {"Application.ReadWrite.All",
                                      "Application.Read.All",
                                      "Directory.Read.All",
                                      "Directory.AccessAsUser.All",
                                      "Domain.Read.All",
                                      "Organization.Read.All",
                                      "User.Read",
                                      ".default"};
    resource->clear();
    for (const QString &scope : scopes) {
        if (openId.contains(scope))
            continue;
        QString found;
        QString name = scope;
        for (const QString &base : {QString("https://graph.microsoft.com"), graphUrl}) {
            if (scope.startsWith(base + '/'))
                name = scope.mid(base.size() + 1);
        }
        if (graph.contains(name) && (name != scope || name != ".default"))
            found = "graph";
        if (scope == "https://outlook.office365.com/.default")
            found = "exchange";
        if (found.isEmpty())
            return fail(error, 70011, "invalid_scope",
                        "The provided value for the input parameter 'scope' is not valid. "
                        "The scope "
                            + scope + " is not valid.");
        if (!resource->isEmpty() && *resource != found)
            return fail(
                error, 28000, "invalid_request",
                "Provided value for the input parameter scope is not valid because it contains more than one "
                "resource.");
        *resource = found;
    }
    if (!resource->isEmpty() && (*resource == "exchange") != (clientId == exchangeClient))
        return fail(error, 65002, "invalid_request",
                    "Consent between first party application and first party resource must be configured via "
                    "preauthorization.");
    return true;
}

std::optional<AuthorizeRequest> readAuthorizeRequest(const QByteArray &query, const QString &graphUrl,
                                                     SignInError *error)
{
    static const QStringList known = {"client_id",
                                      "response_type",
                                      "redirect_uri",
                                      "scope",
                                      "response_mode",
                                      "state",
                                      "nonce",
                                      "code_challenge",
                                      "code_challenge_method",
                                      "prompt",
                                      "login_hint",
                                      "domain_hint",
                                      "claims",
                                      "client_info",
                                      "client-request-id",
                                      "ui_locales",
                                      "mkt"};
    static const QStringList prompts = {"", "select_account", "login", "consent", "none"};
    QList<QPair<QString, QString>> fields;
    if (!parseForm(query, &fields)) {
        fail(error, 9002313, "invalid_request", "Invalid request. Request is malformed or invalid.");
        return std::nullopt;
    }
    for (const auto &[name, value] : fields) {
        if (!known.contains(name)) {
            fail(error, 9002313, "invalid_request", "The parameter '" + name + "' is not known.");
            return std::nullopt;
        }
    }
    if (!checkFlow(fields, error))
        return std::nullopt;
    AuthorizeRequest request;
    request.clientId = formValue(fields, "client_id");
    request.redirectUri = formValue(fields, "redirect_uri");
    request.scopes = formValue(fields, "scope").split(' ', Qt::SkipEmptyParts);
    request.responseMode =
        formHas(fields, "response_mode") ? formValue(fields, "response_mode") : QString("query");
    request.state = formValue(fields, "state");
    request.nonce = formValue(fields, "nonce");
    request.challenge = formValue(fields, "code_challenge");
    request.prompt = formValue(fields, "prompt");
    request.loginHint = formValue(fields, "login_hint");
    request.clientInfo = formValue(fields, "client_info") == "1";
    if (request.responseMode != "query" && request.responseMode != "form_post") {
        fail(error, 70007, "unsupported_response_mode", "response_mode must be query or form_post.");
        return std::nullopt;
    }
    if (!prompts.contains(request.prompt)) {
        fail(error, 90023, "invalid_request", "Unsupported 'prompt' value.");
        return std::nullopt;
    }
    if (!resourceOf(request.scopes, request.clientId, graphUrl, &request.resource, error))
        return std::nullopt;
    return request;
}

}
