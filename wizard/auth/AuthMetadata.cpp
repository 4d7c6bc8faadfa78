#include "auth/AuthMetadata.h"

#include "crypto/Thumbprint.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace passerelle::auth {

namespace {

QJsonValue member(const QJsonObject &o, const char *name)
{
    for (auto it = o.begin(); it != o.end(); ++it) {
        if (it.key().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return {};
}

AuthMetadata::Key keyOf(const QJsonObject &entry)
{
    const QJsonObject value = member(entry, "keyvalue").toObject();
    QJsonObject info = member(entry, "keyinfo").toObject();
    if (info.isEmpty())
        info = member(value, "keyinfo").toObject();
    AuthMetadata::Key key;
    key.x5t = member(info, "x5t").toString();
    const QByteArray text = member(value, "value").toString().toLatin1();
    if (const auto certificate = crypto::Certificate::fromBase64(text))
        key.der = certificate->der();
    else
        key.der = QByteArray::fromBase64(text);
    return key;
}

}

QString AuthMetadata::Key::statedThumbprint() const
{
    return crypto::thumbprintFromX5t(x5t);
}

QString AuthMetadata::Key::actualThumbprint() const
{
    const auto certificate = crypto::Certificate::fromDer(der);
    return certificate ? certificate->thumbprint() : QString();
}

std::optional<AuthMetadata> parseAuthMetadata(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject o = document.object();
    const QJsonValue keys = member(o, "keys");
    if (!document.isObject() || !keys.isArray() || !member(o, "issuer").isString())
        return std::nullopt;
    AuthMetadata out;
    out.issuer = member(o, "issuer").toString();
    out.realm = member(o, "realm").toString();
    out.name = member(o, "name").toString();
    out.serviceName = member(o, "serviceName").toString();
    for (const QJsonValue audience : member(o, "allowedAudiences").toArray())
        out.allowedAudiences << audience.toString();
    for (const QJsonValue entry : keys.toArray())
        out.keys << keyOf(entry.toObject());
    return out;
}

}
