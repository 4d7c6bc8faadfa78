#include "cloud/Jwt.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <openssl/rand.h>

namespace lab {

namespace {

QByteArray urlSafe(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString keyId(const Key &key)
{
    const auto [x, y] = key.publicPoint();
    return QString::fromLatin1(urlSafe(QCryptographicHash::hash(x + y, QCryptographicHash::Sha1)));
}

}

QByteArray signToken(const Key &key, const QJsonObject &claims)
{
    const QJsonObject header{{"typ", "JWT"}, {"alg", "ES256"}, {"kid", keyId(key)}};
    const QByteArray text = urlSafe(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
        + urlSafe(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return text + '.' + urlSafe(key.signEs256(text));
}

QJsonObject publicJwk(const Key &key)
{
    const auto [x, y] = key.publicPoint();
    return {{"kty", "EC"},
            {"crv", "P-256"},
            {"use", "sig"},
            {"alg", "ES256"},
            {"kid", keyId(key)},
            {"x", QString::fromLatin1(urlSafe(x))},
            {"y", QString::fromLatin1(urlSafe(y))}};
}

QString randomText(int bytes)
{
    QByteArray raw(bytes, '\0');
    const OpenSslErrors errors;
    RAND_bytes(reinterpret_cast<unsigned char *>(raw.data()), bytes);
    return QString::fromLatin1(urlSafe(raw));
}

}
