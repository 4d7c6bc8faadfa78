#include "cloud/Jwt.h"
#include "cloud/SignIn.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QUuid>

namespace lab {

namespace {

const QString otherTenant = "5d3c7b52-9f41-4c0e-8a55-2f6f5f1c0b77";

QString newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonArray roleTemplates(const QStringList &roles)
{
    static const QHash<QString, QString> ids = {
        {"Global Administrator", "62e90394-69f5-4237-9190-012177145e10"},
        {"Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"},
        {"Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7"},
    };
    QJsonArray list;
    for (const QString &role : roles) {
        if (ids.contains(role))
            list.append(ids.value(role));
    }
    return list;
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
    return HttpResponse::json(400, body, {{"Cache-Control", "no-store, no-cache"}});
}

HttpResponse SignIn::token(const HttpRequest &request)
{
    static const QStringList known = {"grant_type",    "client_id",    "code",   "code_verifier",
                                      "scope",         "redirect_uri", "claims", "client_info",
                                      "refresh_token", "client_secret"};
    Fields fields;
    if (request.mediaType() != "application/x-www-form-urlencoded" || !request.query().isEmpty()
        || !parseForm(request.body, &fields))
        return tokenFailure(
            {9002313, "invalid_request", "Invalid request. Request is malformed or invalid."});
    for (const auto &[name, value] : fields) {
        if (!known.contains(name) && !name.startsWith("x-client-"))
            return tokenFailure({9002313, "invalid_request", "The parameter '" + name + "' is not known."});
    }
    if (const auto fault = m_world.faults.take("token-error", "login", {formValue(fields, "grant_type")})) {
        QJsonObject more;
        for (const char *name : {"suberror", "claims"}) {
            if (fault->contains(name))
                more.insert(name, fault->value(name));
        }
        return tokenFailure({fault->value("code").toInt(50076),
                             fault->value("error").toString("invalid_grant"),
                             fault->value("message").toString("The lab was told to refuse.")},
                            more);
    }
    if (formHas(fields, "client_secret"))
        return tokenFailure({700025, "invalid_client",
                             "Client is public so neither 'client_assertion' nor 'client_secret' "
                             "should be presented."});
    if (!knownClient(formValue(fields, "client_id")))
        return tokenFailure({700016, "unauthorized_client", "Application was not found in the directory."});
    if (formValue(fields, "grant_type") == "authorization_code")
        return redeemCode(fields);
    if (formValue(fields, "grant_type") == "refresh_token")
        return refresh(fields);
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
        return tokenFailure({501481, "invalid_grant",
                             "The Code_Verifier does not match the code_challenge supplied in the "
                             "authorization request."});
    if (formHas(fields, "scope") && !sameScopes(formValue(fields, "scope"), asked.scopes))
        return tokenFailure({70011, "invalid_scope", "The scope differs from the one of the code request."});
    found->used = true;
    AuthorizeRequest granted = asked;
    granted.clientInfo = asked.clientInfo || formValue(fields, "client_info") == "1";
    return issue(granted, found->user);
}

HttpResponse SignIn::refresh(const Fields &fields)
{
    const QString given = formValue(fields, "refresh_token");
    if (!m_refresh.contains(given)
        || m_refresh.value(given).request.clientId != formValue(fields, "client_id"))
        return tokenFailure(
            {70000, "invalid_grant", "The provided refresh token is invalid or was replaced."});
    Code code = m_refresh.value(given);
    if (formHas(fields, "scope")) {
        SignInError error;
        code.request.scopes = formValue(fields, "scope").split(' ', Qt::SkipEmptyParts);
        if (!resourceOf(code.request.scopes, code.request.clientId, m_world.graphUrl, &code.request.resource,
                        &error))
            return tokenFailure(error);
    }
    m_refresh.remove(given);
    return issue(code.request, code.user);
}

HttpResponse SignIn::issue(const AuthorizeRequest &asked, const QString &userId)
{
    const QString tenant = m_world.isOn("wrongTenant") ? otherTenant : m_world.tenantId();
    const qint64 now = QDateTime::currentSecsSinceEpoch() + m_world.number("clockSkew");
    const int seconds = m_world.number("tokenSeconds");
    const QJsonObject user = m_world.directory.find("entraUsers", userId).value_or(QJsonObject());
    const bool administrator = user.value("userPrincipalName").toString().startsWith("admin@");
    const QStringList roles = administrator ? m_world.list("roles") : QStringList();
    QStringList api;
    for (const QString &scope : asked.scopes) {
        if (scope.contains("://") || scope.contains('.'))
            api << scope.section('/', -1);
    }
    const QJsonObject access{{"aud",
                              asked.resource == "exchange" ? QString("https://outlook.office365.com")
                                                           : QString("https://graph.microsoft.com")},
                             {"iss", "https://sts.windows.net/" + tenant + '/'},
                             {"iat", now},
                             {"nbf", now - 300},
                             {"exp", now + seconds},
                             {"appid", asked.clientId},
                             {"oid", userId},
                             {"tid", tenant},
                             {"upn", user.value("userPrincipalName")},
                             {"scp", api.join(' ')},
                             {"wids", roleTemplates(roles)},
                             {"ver", "1.0"},
                             {"uti", randomText(12)}};
    const QByteArray accessToken = signToken(m_world.tokenKey, access);
    m_grants.insert(
        QString::fromLatin1(accessToken),
        {userId, asked.clientId, api, asked.resource, QDateTime::currentDateTimeUtc().addSecs(seconds)});
    const bool asText = m_world.isOn("expiresInAsText");
    const QJsonValue lifetime = asText ? QJsonValue(QString::number(seconds)) : QJsonValue(seconds);
    QJsonObject body{{"token_type", "Bearer"},
                     {"scope", asked.scopes.join(' ')},
                     {"expires_in", lifetime},
                     {"ext_expires_in", lifetime},
                     {"access_token", QString::fromLatin1(accessToken)}};
    if (asked.scopes.contains("offline_access")) {
        const QString refreshToken = "0.A" + randomText(60);
        m_refresh.insert(refreshToken, {asked, userId, QDateTime::currentDateTimeUtc(), false});
        body.insert("refresh_token", refreshToken);
    }
    if (asked.scopes.contains("openid")) {
        const QString fault = m_world.text("idToken");
        const QString issuer =
            m_world.loginUrl + '/' + (fault == "wrong-issuer" ? otherTenant : tenant) + "/v2.0";
        const qint64 start = fault == "expired" ? now - 2 * 3600 : now;
        const QJsonObject claims{
            {"aud",
             fault == "wrong-audience" ? QString("00000000-0000-0000-0000-000000000000") : asked.clientId},
            {"iss", issuer},
            {"iat", start},
            {"nbf", start},
            {"exp", start + seconds},
            {"name", user.value("displayName")},
            {"nonce", fault == "wrong-nonce" ? QString("other") : asked.nonce},
            {"oid", userId},
            {"preferred_username", user.value("userPrincipalName")},
            {"sub", randomText(24)},
            {"tid", tenant},
            {"ver", "2.0"}};
        body.insert("id_token", QString::fromLatin1(signToken(m_world.tokenKey, claims)));
    }
    if (asked.clientInfo) {
        const QJsonObject info{{"uid", userId}, {"utid", tenant}};
        body.insert("client_info",
                    QString::fromLatin1(
                        QJsonDocument(info)
                            .toJson(QJsonDocument::Compact)
                            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    }
    return HttpResponse::json(200, body, {{"Cache-Control", "no-store, no-cache"}, {"Pragma", "no-cache"}});
}

}
