#include "crypto/Thumbprint.h"

#include <QByteArray>
#include <algorithm>

namespace passerelle::crypto {

QString normaliseThumbprint(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        // Format characters are the direction marks that certificate dialogs paste; a byte order mark is one
        // too.
        if (c.isSpace() || c == QLatin1Char(':') || c.category() == QChar::Other_Format)
            continue;
        out += c.toUpper();
    }
    return out;
}

bool isThumbprint(const QString &normalised)
{
    return normalised.size() == 40 && std::all_of(normalised.begin(), normalised.end(), [](QChar c) {
               return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
                   || (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
           });
}

QString thumbprintFromX5t(const QString &x5t)
{
    QByteArray text = x5t.trimmed().toLatin1();
    text.replace('+', '-').replace('/', '_');
    const auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() != 20)
        return {};
    return QString::fromLatin1((*decoded).toHex().toUpper());
}

}
