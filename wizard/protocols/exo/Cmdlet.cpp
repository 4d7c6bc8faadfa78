#include "protocols/exo/Cmdlet.h"

#include <QJsonArray>

namespace passerelle::exo {

namespace {

QString literal(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("$true") : QStringLiteral("$false");
    if (!value.isArray())
        return quoted(value.toString());
    QStringList parts;
    for (const QJsonValue part : value.toArray())
        parts << quoted(part.toString());
    return parts.isEmpty() ? QStringLiteral("@()") : parts.join(u',');
}

}

QString quoted(const QString &text)
{
    QString out(u'\'');
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit < 0x20 || (unit >= 0x7F && unit <= 0x9F) || unit == 0x2028 || unit == 0x2029)
            continue;
        if (unit == u'\'' || (unit >= 0x2018 && unit <= 0x201B))
            out += c;
        out += c;
    }
    return out + u'\'';
}

Cmdlet &Cmdlet::with(const QString &parameter, const QString &value)
{
    parameters.append({ parameter, value });
    return *this;
}

Cmdlet &Cmdlet::with(const QString &parameter, const QStringList &values)
{
    parameters.append({ parameter, QJsonArray::fromStringList(values) });
    return *this;
}

Cmdlet &Cmdlet::with(const QString &parameter, bool value)
{
    parameters.append({ parameter, value });
    return *this;
}

bool Cmdlet::isRead() const
{
    return name.startsWith(u"Get-") || name.startsWith(u"Test-");
}

QJsonObject Cmdlet::toJson() const
{
    QJsonObject values;
    for (const auto &[parameter, value] : parameters)
        values.insert(parameter, value);
    return { { QStringLiteral("CmdletInput"),
               QJsonObject{ { QStringLiteral("CmdletName"), name },
                            { QStringLiteral("Parameters"), values } } } };
}

QString Cmdlet::toPowerShell() const
{
    QString line = name;
    for (const auto &[parameter, value] : parameters) {
        // A colon binds a boolean to a switch; without it the value would be taken for another argument.
        line += QStringLiteral(" -") + parameter + (value.isBool() ? u':' : u' ') + literal(value);
    }
    return line;
}

}
