#include "cloud/AuthorizeRequest.h"

#include "cloud/Telemetry.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace lab {

namespace {

bool fail(SignInError *error, int code, const QString &word, const QString &text)
{
    *error = {code, word, text, {}, 400};
    return false;
}

bool missing(SignInError *error, const char *name)
{
    return fail(error, 900144, "invalid_request",
                QString("The request body must contain the following parameter: '%1'.").arg(name));
}

bool checkFlow(const World &world, const QList<QPair<QString, QString>> &fields, SignInError *error)
{
    static const QRegularExpression challenge("^[A-Za-z0-9_-]{43}$");
    for (const char *name : {"client_id", "response_type", "redirect_uri", "scope", "state", "nonce"}) {
        if (formValue(fields, name).isEmpty())
            return missing(error, name);
    }
    const auto client = findClient(world, formValue(fields, "client_id"));
    if (!client)
        return fail(error, 700016, "unauthorized_client",
                    "Application with identifier '" + formValue(fields, "client_id")
                        + "' was not found in the directory.");
    if (!acceptsRedirect(*client, formValue(fields, "redirect_uri")))
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

bool readWanted(const World &world, const Client &client, const QList<QPair<QString, QString>> &fields,
                AuthorizeRequest *request, SignInError *error)
{
    request->clientId = client.id;
    request->scopes = formValue(fields, "scope").split(' ', Qt::SkipEmptyParts);
    request->clientInfo = formValue(fields, "client_info") == "1";
    const auto asked = readScopes(world, client, request->scopes, error);
    if (!asked)
        return false;
    request->asked = *asked;
    if (!formHas(fields, "claims"))
        return true;
    const QJsonDocument claims = QJsonDocument::fromJson(formValue(fields, "claims").toUtf8());
    if (!claims.isObject())
        return fail(error, 9002313, "invalid_request", "The claims parameter is not a JSON object.");
    request->claims = claims.object();
    return true;
}

std::optional<AuthorizeRequest> readAuthorizeRequest(const World &world, const QByteArray &query,
                                                     SignInError *error)
{
    static const QStringList known = {"client_id", "response_type",  "redirect_uri",
                                      "scope",     "response_mode",  "state",
                                      "nonce",     "code_challenge", "code_challenge_method",
                                      "prompt",    "login_hint",     "domain_hint",
                                      "claims",    "client_info",    "ui_locales",
                                      "mkt"};
    static const QStringList prompts = {"", "select_account", "login", "consent", "none"};
    QList<QPair<QString, QString>> fields;
    if (!parseForm(query, &fields)) {
        fail(error, 9002313, "invalid_request", "Invalid request. Request is malformed or invalid.");
        return std::nullopt;
    }
    for (const auto &[name, value] : fields) {
        if (!known.contains(name) && !isTelemetry(name)) {
            fail(error, 9002313, "invalid_request", "The parameter '" + name + "' is not known.");
            return std::nullopt;
        }
    }
    if (!checkFlow(world, fields, error))
        return std::nullopt;
    AuthorizeRequest request;
    request.redirectUri = formValue(fields, "redirect_uri");
    request.responseMode =
        formHas(fields, "response_mode") ? formValue(fields, "response_mode") : QString("query");
    request.state = formValue(fields, "state");
    request.nonce = formValue(fields, "nonce");
    request.challenge = formValue(fields, "code_challenge");
    request.prompt = formValue(fields, "prompt");
    request.loginHint = formValue(fields, "login_hint");
    if (request.responseMode != "query" && request.responseMode != "form_post") {
        fail(error, 70007, "unsupported_response_mode", "response_mode must be query or form_post.");
        return std::nullopt;
    }
    if (!prompts.contains(request.prompt)) {
        fail(error, 90023, "invalid_request", "Unsupported 'prompt' value.");
        return std::nullopt;
    }
    if (!readWanted(world, *findClient(world, formValue(fields, "client_id")), fields, &request, error))
        return std::nullopt;
    return request;
}

}
