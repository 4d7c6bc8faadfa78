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
    return QString::fromLatin1(
        urlSafe(QCryptographicHash::hash(key.publicNumbers().first, QCryptographicHash::Sha1)));
}

}

QByteArray signToken(const Key &key, const QJsonObject &claims)
{
    const QJsonObject header{{"typ", "JWT"}, {"alg", "RS256"}, {"kid", keyId(key)}};
    const QByteArray text = urlSafe(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
        + urlSafe(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return text + '.' + urlSafe(key.signRs256(text));
}

QJsonObject publicJwk(const Key &key)
{
    const auto [modulus, exponent] = key.publicNumbers();
    return {{"kty", "RSA"},
            {"use", "sig"},
            {"kid", keyId(key)},
            {"x5t", keyId(key)},
            {"n", QString::fromLatin1(urlSafe(modulus))},
            {"e", QString::fromLatin1(urlSafe(exponent))}};
}

QString randomText(int bytes)
{
    QByteArray raw(bytes, '\0');
    const OpenSslErrors errors;
    RAND_bytes(reinterpret_cast<unsigned char *>(raw.data()), bytes);
    return QString::fromLatin1(urlSafe(raw));
}

}
