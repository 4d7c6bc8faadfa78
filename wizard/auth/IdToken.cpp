#include "auth/IdToken.h"

#include "auth/Pkce.h"
#include "core/Scrub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace passerelle::auth {

using core::FailureCode;

namespace {

constexpr qint64 tolerance = 120; // seconds, a.7
constexpr qint64 clockLimit = 300; // seconds, problems.md CLOCK-SKEW

std::optional<QJsonObject> segment(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toByteArray(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(*decoded);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

qint64 seconds(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : static_cast<qint64>(value.toDouble());
}

// `aud` may be an array; ours has to be alone in it.
QString audience(const QJsonValue &value)
{
    if (value.isArray())
        return value.toArray().size() == 1 ? value.toArray().first().toString() : QString();
    return value.toString();
}

core::Failure refused(const char *claim)
{
    return { FailureCode::UnknownSignIn,
             {},
             QStringLiteral("id_token: %1 is not as expected").arg(QLatin1String(claim)),
             false };
}

core::Failure clockFailure(qint64 offset)
{
    return { FailureCode::ClockSkew,
             { { QStringLiteral("seconds"), QString::number(qAbs(offset)) } },
             QStringLiteral("clock of this PC differs by %1 s from the sign-in service").arg(offset),
             true };
}

bool sameGuid(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool timesHold(const IdToken &token, qint64 now)
{
    return token.expires > now - tolerance && token.notBefore <= now + tolerance
        && token.issuedAt <= now + tolerance;
}

}

std::optional<IdToken> parseIdToken(QByteArrayView jwt)
{
    const qsizetype first = jwt.indexOf('.');
    const qsizetype second = first < 0 ? -1 : jwt.indexOf('.', first + 1);
    if (second < 0 || jwt.indexOf('.', second + 1) >= 0 || jwt.size() > 256 * 1024)
        return std::nullopt;
    if (!segment(jwt.first(first)))
        return std::nullopt;
    const auto payload = segment(jwt.sliced(first + 1, second - first - 1));
    if (!payload)
        return std::nullopt;
    const QJsonObject &o = *payload;
    const auto text = [&o](const char *name) { return o[QLatin1String(name)].toString(); };
    IdToken token;
    token.audience = audience(o[QLatin1String("aud")]);
    token.issuer = text("iss");
    token.tenantId = text("tid");
    token.nonce = text("nonce");
    token.version = text("ver");
    token.objectId = core::displayable(text("oid"), 64);
    token.userName = core::displayable(text("preferred_username"), 256);
    token.displayName = core::displayable(text("name"), 256);
    token.expires = seconds(o[QLatin1String("exp")]);
    token.notBefore = seconds(o[QLatin1String("nbf")]);
    token.issuedAt = seconds(o[QLatin1String("iat")]);
    token.isGuest = seconds(o[QLatin1String("acct")]) == 1;
    return token;
}

std::optional<core::Failure> checkIdToken(const IdToken &token, const IdTokenExpectations &expected)
{
    // The nonce first: a token of another attempt has no right to be explained.
    if (!expected.withoutNonce
        && (expected.nonce.isEmpty() || !equalInConstantTime(token.nonce.toUtf8(), expected.nonce)))
        return refused("nonce");
    if (token.audience != expected.clientId || expected.clientId.isEmpty())
        return refused("aud");
    if (!sameGuid(token.tenantId, expected.tenantId)) {
        return core::Failure{ FailureCode::EntraTenantWrong,
                              { { QStringLiteral("tenant"), core::displayable(token.tenantId, 64) } },
                              QStringLiteral("id_token: signed in to tenant %1, expected %2")
                                  .arg(core::displayable(token.tenantId, 64), expected.tenantId),
                              false };
    }
    if (token.issuer != expected.issuer)
        return refused("iss");
    if (token.version != QLatin1String("2.0"))
        return refused("ver");
    if (token.objectId.isEmpty())
        return refused("oid");
    if (!timesHold(token, expected.now.toSecsSinceEpoch())) {
        // Right by the server's clock and wrong by ours: it is this PC.
        if (expected.serverDate.isValid() && timesHold(token, expected.serverDate.toSecsSinceEpoch()))
            return clockFailure(expected.now.secsTo(expected.serverDate));
        return refused("exp, nbf or iat");
    }
    return std::nullopt;
}

std::optional<core::Failure> checkClock(const QDateTime &now, const QDateTime &serverDate)
{
    if (!serverDate.isValid())
        return std::nullopt;
    const qint64 offset = now.secsTo(serverDate);
    if (qAbs(offset) <= clockLimit)
        return std::nullopt;
    return clockFailure(offset);
}

}
