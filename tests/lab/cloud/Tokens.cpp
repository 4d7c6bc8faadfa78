#include "cloud/Jwt.h"
#include "cloud/SignIn.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lab {

namespace {

const QString otherTenant = "5d3c7b52-9f41-4c0e-8a55-2f6f5f1c0b77";

QJsonArray roleTemplates(const QStringList &roles)
{
    static const QHash<QString, QString> ids = {
        {"Global Administrator", "62e90394-69f5-4237-9190-012177145e10"},
        {"Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"},
        {"Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7"},
        {"Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"},
    };
    QJsonArray list;
    for (const QString &role : roles) {
        if (ids.contains(role))
            list.append(ids.value(role));
    }
    return list;
}

// What scp names: .default stands for everything the client was granted before.
QStringList permissionsOf(const Asked &asked)
{
    if (asked.permissions != QStringList{".default"})
        return asked.permissions;
    return asked.resource == "exchange"
        ? QStringList{"AdminApi.AccessAsUser.All", "FfoPowerShell.AccessAsUser.All",
                      "RemotePowerShell.AccessAsUser.All"}
        : QStringList{".default"};
}

}

QString SignIn::clientInfo(const QString &user) const
{
    const QJsonObject info{{"uid", user}, {"utid", m_world.tenantId()}};
    return QString::fromLatin1(QJsonDocument(info)
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString SignIn::idTokenFor(const AuthorizeRequest &asked, const QJsonObject &user, const QString &tenant,
                           qint64 now) const
{
    const QString fault = m_world.text("idToken");
    const QString issuer =
        m_world.homeLogin() + '/' + (fault == "wrong-issuer" ? otherTenant : tenant) + "/v2.0";
    const qint64 start = fault == "expired" ? now - 2 * 3600 : now;
    QJsonObject claims{
        {"aud", fault == "wrong-audience" ? QString("00000000-0000-0000-0000-000000000000") : asked.clientId},
        {"iss", issuer},
        {"iat", start},
        {"nbf", start},
        {"exp", start + m_world.number("tokenSeconds")},
        {"name", user.value("displayName")},
        {"oid", user.value("id")},
        {"preferred_username", user.value("userPrincipalName")},
        {"sub", randomText(24)},
        {"tid", tenant},
        {"ver", "2.0"}};
    if (!asked.nonce.isEmpty())
        claims.insert("nonce", fault == "wrong-nonce" ? QString("other") : asked.nonce);
    if (m_world.isOn("guest"))
        claims.insert("acct", 1);
    const QString idToken = QString::fromLatin1(signToken(m_world.tokenKey(), claims));
    m_world.secrets.note("id_token", idToken);
    return idToken;
}

HttpResponse SignIn::issue(const AuthorizeRequest &asked, const QString &userId)
{
    const QString tenant = m_world.isOn("wrongTenant") ? otherTenant : m_world.tenantId();
    const qint64 now = QDateTime::currentSecsSinceEpoch() + m_world.number("clockSkew");
    const int seconds = m_world.number("tokenSeconds");
    const QJsonObject user = m_world.directory.find("entraUsers", userId).value_or(QJsonObject());
    const QString name = user.value("userPrincipalName").toString();
    const QStringList roles =
        name.startsWith("admin@") ? m_world.list("roles") + m_world.list("exchangeRoles") : QStringList();
    const QStringList permissions = permissionsOf(asked.asked);
    const QString audience =
        asked.asked.audience.isEmpty() ? QString("https://graph.microsoft.com") : asked.asked.audience;
    const QJsonObject access{{"aud", audience},
                             {"iss", "https://sts.windows.net/" + tenant + '/'},
                             {"iat", now},
                             {"nbf", now - 300},
                             {"exp", now + seconds},
                             {"appid", asked.clientId},
                             {"oid", userId},
                             {"tid", tenant},
                             {"upn", name},
                             {"scp", permissions.join(' ')},
                             {"wids", roleTemplates(roles)},
                             {"ver", "1.0"},
                             {"uti", randomText(12)}};
    const QByteArray accessToken = signToken(m_world.tokenKey(), access);
    m_world.secrets.note("access_token", QString::fromLatin1(accessToken));
    m_grants.insert(QString::fromLatin1(accessToken),
                    {userId, asked.clientId, permissions, asked.asked.resource, asked.claims,
                     QDateTime::currentDateTimeUtc().addSecs(seconds)});
    const bool asText = m_world.isOn("expiresInAsText");
    const QJsonValue lifetime = asText ? QJsonValue(QString::number(seconds)) : QJsonValue(seconds);
    QJsonObject body{{"token_type", "Bearer"},
                     {"scope", asked.scopes.join(' ')},
                     {"expires_in", lifetime},
                     {"ext_expires_in", lifetime},
                     {"access_token", QString::fromLatin1(accessToken)}};
    if (asked.scopes.contains("offline_access")) {
        const QString refreshToken = "0.A" + randomText(60);
        m_world.secrets.note("refresh_token", refreshToken);
        m_refresh.insert(refreshToken, {asked, userId, QDateTime::currentDateTimeUtc(), false});
        body.insert("refresh_token", refreshToken);
    }
    if (asked.scopes.contains("openid"))
        body.insert("id_token", idTokenFor(asked, user, tenant, now));
    if (asked.clientInfo)
        body.insert("client_info", clientInfo(userId));
    return HttpResponse::json(200, body, {{"Cache-Control", "no-store, no-cache"}, {"Pragma", "no-cache"}});
}

std::optional<SignIn::Grant> SignIn::grantOf(const QByteArray &authorization) const
{
    if (!authorization.startsWith("Bearer "))
        return std::nullopt;
    const auto found = m_grants.constFind(QString::fromLatin1(authorization.mid(7).trimmed()));
    if (found == m_grants.constEnd() || found->expires < QDateTime::currentDateTimeUtc())
        return std::nullopt;
    return *found;
}

}
