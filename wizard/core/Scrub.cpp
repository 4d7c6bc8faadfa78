#include "core/Scrub.h"

#include <QRegularExpression>

namespace passerelle::core {

QString scrub(QString line)
{
    static const std::pair<QRegularExpression, QString> rules[] = {
        {QRegularExpression(QStringLiteral(R"((?i)\b(Bearer|Basic|Negotiate|Kerberos|NTLM)\s+[\w+/=.~-]{8,})")),
         QStringLiteral("\\1 [redacted]")},
        {QRegularExpression(QStringLiteral(
             R"((?i)((?:access_|refresh_|id_)?token|client_secret|client_info|password|code_verifier|device_code|user_code|code)(["']?\s*[=:]\s*["']?)[^&\s"',}<]+)")),
         QStringLiteral("\\1\\2[redacted]")},
        {QRegularExpression(QStringLiteral(R"(\beyJ[\w-]+\.[\w-]+\.[\w-]*)")), QStringLiteral("[jwt]")},
    };
    for (const auto &[pattern, replacement] : rules)
        line.replace(pattern, replacement);
    return line;
}

QString displayable(const QString &text, qsizetype limit)
{
    QString out;
    out.reserve(qMin(text.size(), limit));
    for (const QChar c : text) {
        if (out.size() >= limit) {
            out += QChar(0x2026);
            break;
        }
        const ushort u = c.unicode();
        const bool bidi = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
        if (u == '\n' || u == '\t' || (u >= 0x20 && !(u >= 0x7F && u <= 0x9F) && !bidi))
            out += c;
    }
    return out;
}

}
