#include "protocols/graph/KeyCredential.h"

namespace passerelle::graph {

namespace {

// Up to seven digits of a second may come back; compared and shown to the second.
QDateTime timeOf(const QJsonValue &value)
{
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
    if (!time.isValid())
        return {};
    time.setTime(QTime(time.time().hour(), time.time().minute(), time.time().second()));
    return time;
}

bool isHex(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isDigit() || (c.toUpper() >= QLatin1Char('A') && c.toUpper() <= QLatin1Char('F'));
    });
}

// The hash an identifier stands for, in upper-case hex, when it can only be one. Forty hex digits are valid
// base64 too (of 30 bytes): hex is tried first and base64 only of a hash's length.
QString hashOfIdentifier(const QString &identifier)
{
    if ((identifier.size() == 40 || identifier.size() == 64) && isHex(identifier))
        return identifier.toUpper();
    const auto bytes =
        QByteArray::fromBase64Encoding(identifier.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (bytes && ((*bytes).size() == 20 || (*bytes).size() == 32))
        return QString::fromLatin1((*bytes).toHex().toUpper());
    return {};
}

}

QString KeyCredential::thumbprint() const
{
    if (certificate)
        return certificate->thumbprint();
    const QString hash = hashOfIdentifier(customKeyIdentifier);
    return hash.size() == 40 ? hash : QString();
}

bool KeyCredential::isPublicCertificate() const
{
    return type == QLatin1String("AsymmetricX509Cert") && usage == QLatin1String("Verify");
}

bool KeyCredential::isExpired(const QDateTime &now) const
{
    if (end.isValid())
        return end <= now;
    return certificate && certificate->notAfter() <= now;
}

bool KeyCredential::holds(const crypto::Certificate &wanted) const
{
    if (certificate)
        return *certificate == wanted;
    const QString hash = hashOfIdentifier(customKeyIdentifier);
    return key.isEmpty() && !hash.isEmpty() && (hash == wanted.thumbprint() || hash == wanted.sha256());
}

QString KeyCredential::fingerprint() const
{
    const QString print = thumbprint();
    const QString what = !print.isEmpty() ? print : customKeyIdentifier + QLatin1Char('/') + keyId;
    return QStringList{ type, usage, what, end.isValid() ? end.toString(Qt::ISODate) : QString(),
                        key.isEmpty() ? QStringLiteral("no value") : QString() }
        .join(QLatin1Char('|'));
}

KeyCredential parseKeyCredential(const QJsonObject &entry)
{
    const auto text = [&entry](const char *name) { return entry[QLatin1String(name)].toString(); };
    KeyCredential out;
    out.keyId = text("keyId");
    out.type = text("type");
    out.usage = text("usage");
    out.displayName = text("displayName");
    out.customKeyIdentifier = text("customKeyIdentifier").trimmed();
    out.key = text("key");
    out.start = timeOf(entry[QLatin1String("startDateTime")]);
    out.end = timeOf(entry[QLatin1String("endDateTime")]);
    if (!out.key.isEmpty())
        out.certificate = crypto::Certificate::fromBase64(out.key.toLatin1());
    return out;
}

QList<KeyCredential> parseKeyCredentials(const QJsonArray &entries)
{
    QList<KeyCredential> out;
    for (const QJsonValue entry : entries)
        out << parseKeyCredential(entry.toObject());
    return out;
}

}
