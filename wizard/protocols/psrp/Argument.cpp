#include "protocols/psrp/Argument.h"

namespace passerelle::psrp {

namespace {

// A single-quoted literal. PowerShell ends one at any of five apostrophes, and takes each of them doubled as
// itself.
QString quoted(const QString &text)
{
    QString out(u'\'');
    for (const QChar c : text) {
        const ushort unit = c.unicode();
        if (unit == '\'' || (unit >= 0x2018 && unit <= 0x201B))
            out += c;
        out += c;
    }
    return out + u'\'';
}

QString listLiteral(const QStringList &values)
{
    QStringList parts;
    for (const QString &value : values)
        parts.append(quoted(value));
    return parts.size() == 1 ? parts.first() : parts.isEmpty() ? QStringLiteral("@()") : parts.join(u',');
}

struct Literal {
    QString operator()(Argument::Present) const { return QStringLiteral("$true"); }
    QString operator()(bool v) const { return v ? QStringLiteral("$true") : QStringLiteral("$false"); }
    QString operator()(qint32 v) const { return QString::number(v); }
    QString operator()(qint64 v) const { return QString::number(v); }
    QString operator()(const QString &v) const { return quoted(v); }
    QString operator()(const QStringList &v) const { return listLiteral(v); }
    QString operator()(const QByteArray &v) const
    {
        return QStringLiteral("([Convert]::FromBase64String('%1'))").arg(QString::fromLatin1(v.toBase64()));
    }
    QString operator()(const QDateTime &v) const { return quoted(v.toString(Qt::ISODateWithMs)); }
    QString operator()(const Argument::Hashtable &v) const
    {
        QStringList entries;
        for (const auto &[key, values] : v)
            entries.append(quoted(key) + u'=' + listLiteral(values));
        return QStringLiteral("@{") + entries.join(QStringLiteral("; ")) + u'}';
    }
};

}

QString Argument::toPowerShell() const
{
    return std::visit(Literal{}, m_value);
}

}
