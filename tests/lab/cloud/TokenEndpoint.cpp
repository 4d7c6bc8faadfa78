#include "cloud/SignIn.h"
#include "cloud/Telemetry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QUuid>

namespace lab {

namespace {

QString newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

bool sameScopes(const QString &asked, const QStringList &granted)
{
    QStringList a = asked.split(' ', Qt::SkipEmptyParts);
    QStringList b = granted;
    a.sort();
    b.sort();
    return a == b;
}

}

HttpResponse SignIn::withDate(HttpResponse response) const
{
    if (const int skew = m_world.number("clockSkew"); skew != 0) {
        const QDateTime then = QDateTime::currentDateTimeUtc().addSecs(skew);
        response.headers.emplaceBack(
            "Date", QLocale::c().toString(then, "ddd, dd MMM yyyy hh:mm:ss").toLatin1() + " GMT");
    }
    return response;
}

HttpResponse SignIn::tokenFailure(const SignInError &error, const QJsonObject &more) const
{
    const QString trace = newGuid();
    const QString correlation = newGuid();
    const QString time = QDateTime::currentDateTimeUtc().toString("yyyy-MM-dd HH:mm:ss") + 'Z';
    QJsonObject body{
        {"error", error.error},
        {"error_description",
         QString("AADSTS%1: %2\r\nTrace ID: %3\r\nCorrelation ID: %4\r\nTimestamp: %5")
             .arg(QString::number(error.code), error.text, trace, correlation, time)},
        {"error_codes", QJsonArray{error.code}},
        {"timestamp", time},
        {"trace_id", trace},
        {"correlation_id", correlation},
        {"error_uri", "https://login.microsoftonline.com/error?code=" + QString::number(error.code)}};
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    if (!error.suberror.isEmpty())
        body.insert("suberror", error.suberror);
    return HttpResponse::json(error.status, body, {{"Cache-Control", "no-store, no-cache"}});
}

HttpResponse SignIn::token(const HttpRequest &request)
{
    static const QStringList known = {"grant_type",    "client_id",     "code",       "code_verifier",
                                      "scope",         "redirect_uri",  "claims",     "client_info",
                                      "refresh_token", "client_secret", "device_code"};
    Fields fields;
    Fields query;
    if (request.mediaType() != "application/x-www-form-urlencoded" || !parseForm(request.query(), &query)
        || !parseForm(request.body, &fields))
        return tokenFailure(
            {9002313, "invalid_request", "Invalid request. Request is malformed or invalid."});
    for (const auto &[name, value] : std::as_const(query)) {
        if (!isTelemetry(name))
            return tokenFailure({9002313, "invalid_request", "The query is not empty."});
    }
    for (const auto &[name, value] : fields) {
        if (!known.contains(name) && !isTelemetry(name))
            return tokenFailure({9002313, "invalid_request", "The parameter '" + name + "' is not known."});
    }
    if (const auto fault = m_world.faults.take("token-error", "login", {formValue(fields, "grant_type")})) {
        SignInError error = signInError(fault->value("code").toInt(50076));
        error.error = fault->value("error").toString(error.error);
        error.text = fault->value("message").toString(error.text);
        error.suberror = fault->value("suberror").toString(error.suberror);
        error.status = fault->value("status").toInt(error.status);
        QJsonObject more;
        if (fault->contains("claims"))
            more.insert("claims", fault->value("claims"));
        return tokenFailure(error, more);
    }
    if (formHas(fields, "client_secret"))
        return tokenFailure(signInError(700025));
    if (!findClient(m_world, formValue(fields, "client_id")))
        return tokenFailure(signInError(700016));
    if (formValue(fields, "grant_type") == "authorization_code")
        return redeemCode(fields);
    if (formValue(fields, "grant_type") == "refresh_token")
        return refresh(fields);
    // The short word is no standard; msal-node sends it and Entra takes it.
    if (QStringList{"urn:ietf:params:oauth:grant-type:device_code", "device_code"}.contains(
            formValue(fields, "grant_type")))
        return redeemDevice(fields);
    return tokenFailure({70003, "unsupported_grant_type", "The app returned an unsupported grant type."});
}

HttpResponse SignIn::redeemCode(const Fields &fields)
{
    const auto found = m_codes.find(formValue(fields, "code"));
    if (found == m_codes.end())
        return tokenFailure({70000, "invalid_grant", "The provided authorization code is invalid."});
    if (found->used)
        return tokenFailure({54005, "invalid_grant",
                             "OAuth2 Authorization code was already redeemed, please retry with a "
                             "new valid code or use an existing refresh token."});
    if (found->issued.secsTo(QDateTime::currentDateTimeUtc()) > 600)
        return tokenFailure({70008, "invalid_grant", "The provided authorization code has expired."});
    m_world.secrets.note("code_verifier", formValue(fields, "code_verifier"));
    const AuthorizeRequest &asked = found->request;
    if (formValue(fields, "client_id") != asked.clientId)
        return tokenFailure({700005, "invalid_grant", "The code was issued to another application."});
    if (formValue(fields, "redirect_uri") != asked.redirectUri)
        return tokenFailure(
            {500112, "invalid_client", "The reply address does not match the one of the code request."});
    const QByteArray digest =
        QCryptographicHash::hash(formValue(fields, "code_verifier").toLatin1(), QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const qsizetype length = formValue(fields, "code_verifier").size();
    if (length < 43 || length > 128 || QString::fromLatin1(digest) != asked.challenge)
        return tokenFailure(signInError(501481));
    if (formHas(fields, "scope") && !sameScopes(formValue(fields, "scope"), asked.scopes))
        return tokenFailure({70011, "invalid_scope", "The scope differs from the one of the code request."});
    found->used = true;
    AuthorizeRequest granted = asked;
    granted.clientInfo = asked.clientInfo || formValue(fields, "client_info") == "1";
    return issue(granted, found->user);
}

HttpResponse SignIn::deviceCode(const HttpRequest &request)
{
    static const QStringList known = {"client_id", "scope", "claims"};
    Fields fields;
    Fields query;
    if (request.mediaType() != "application/x-www-form-urlencoded" || !parseForm(request.body, &fields)
        || !parseForm(request.query(), &query))
        return tokenFailure(
            {9002313, "invalid_request", "Invalid request. Request is malformed or invalid.", {}, 400});
    for (const auto &[name, value] : fields + query) {
        if (!known.contains(name) && name != "mkt" && !isTelemetry(name))
            return tokenFailure(
                {9002313, "invalid_request", "The parameter '" + name + "' is not known.", {}, 400});
    }
    const auto client = findClient(m_world, formValue(fields, "client_id"));
    if (!client)
        return tokenFailure(signInError(700016));
    if (!client->deviceFlow)
        return tokenFailure(signInError(7000218));
    AuthorizeRequest asked;
    SignInError error;
    if (!readWanted(m_world, *client, fields, &asked, &error))
        return tokenFailure(error);
    return m_devices.begin(asked, formValue(query, "mkt").startsWith("fr"));
}

HttpResponse SignIn::redeemDevice(const Fields &fields)
{
    const DeviceFlow::Poll poll =
        m_devices.poll(formValue(fields, "device_code"), formValue(fields, "client_id"));
    if (poll.error) {
        SignInError error = *poll.error;
        error.status = m_world.number("deviceErrorStatus");
        return tokenFailure(error);
    }
    AuthorizeRequest granted = poll.asked;
    granted.clientInfo = formValue(fields, "client_info") == "1";
    return issue(granted, poll.user);
}

HttpResponse SignIn::refresh(const Fields &fields)
{
    const QString given = formValue(fields, "refresh_token");
    const QString clientId = formValue(fields, "client_id");
    if (!m_refresh.contains(given) || m_refresh.value(given).request.clientId != clientId)
        return tokenFailure({70000, "invalid_grant", "The provided refresh token is invalid or was replaced.",
                             "bad_token", 400});
    Code code = m_refresh.value(given);
    if (m_revoked.isValid() && code.issued <= m_revoked)
        return tokenFailure(signInError(50173));
    SignInError error;
    Fields wanted = fields;
    if (!formHas(fields, "scope"))
        wanted.emplaceBack("scope", code.request.scopes.join(' '));
    const auto client = findClient(m_world, clientId);
    if (!client || !readWanted(m_world, *client, wanted, &code.request, &error))
        return tokenFailure(error);
    if (m_world.isOn("refreshRotation")) {
        m_refresh.remove(given);
        return issue(code.request, code.user);
    }
    code.request.scopes.removeAll("offline_access"); // the old one stays good, and none comes with the answer
    return issue(code.request, code.user);
}

}
