#include "auth/ClaimsChallenge.h"

#include "auth/Challenge.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace passerelle::auth {

namespace {

constexpr qsizetype longestClaims = 4096; // they travel in the address of the sign-in page

// Standard and URL alphabet both occur, with and without padding.
QJsonObject decoded(const QString &text)
{
    for (const auto alphabet : { QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding }) {
        const auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(),
                                                          alphabet | QByteArray::AbortOnBase64DecodingErrors);
        const QJsonObject object = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
        if (!object.isEmpty())
            return object;
    }
    return {};
}

}

std::optional<QByteArray> claimsChallenge(const QByteArray &wwwAuthenticate)
{
    for (const Challenge &challenge : parseChallenges({ wwwAuthenticate })) {
        if (!challenge.is("Bearer")
            || challenge.params.value(QStringLiteral("error")) != QLatin1String("insufficient_claims"))
            continue;
        const QJsonObject claims = decoded(challenge.params.value(QStringLiteral("claims")));
        const QByteArray json = QJsonDocument(claims).toJson(QJsonDocument::Compact);
        if (!claims.isEmpty() && json.size() <= longestClaims)
            return json;
    }
    return std::nullopt;
}

}
