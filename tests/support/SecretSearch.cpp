#include "support/SecretSearch.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace passerelle::tests {

// The base64 text of `secret` inside longer bytes, with `before` bytes in front of it modulo 3: only the characters
// that depend on nothing else.
static QByteArray inBase64(const QByteArray &secret, int before, QByteArray::Base64Options options)
{
    const QByteArray text = (QByteArray(before, 'x') + secret).toBase64(options | QByteArray::OmitTrailingEquals);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype whole = (before + secret.size()) * 8 / 6;
    return text.mid(first, whole - first);
}

QList<QByteArray> spellings(const QByteArray &secret)
{
    const QString text = QString::fromUtf8(secret);
    QList<QByteArray> all {secret, QUrl::toPercentEncoding(text), secret.toHex(), secret.toHex().toUpper(),
                           QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)};
    for (const int before : {0, 1, 2}) {
        for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            all << inBase64(secret, before, options);
    }
    const QList<QByteArray> parts = secret.split('.');
    if (parts.size() == 3)
        all << parts[1] << parts[2];
    return all;
}

QStringList secretsIn(const QByteArray &text, const QList<KnownSecret> &secrets)
{
    QStringList found;
    for (const KnownSecret &secret : secrets) {
        const QList<QByteArray> all = spellings(secret.value);
        if (!found.contains(secret.kind) && std::any_of(all.begin(), all.end(), [&](const QByteArray &one) { return text.contains(one); }))
            found << secret.kind;
    }
    return found;
}

}
