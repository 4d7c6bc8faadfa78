#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <concepts>
#include <utility>
#include <variant>

namespace passerelle::psrp {

// The value of one cmdlet parameter. The server converts it to the type the parameter wants, so identities,
// GUIDs, addresses and enum names are all sent as text.
class Argument {
public:
    struct Present { }; // a switch without value
    using Hashtable = QList<std::pair<QString, QStringList>>; // @{Add='a','b'; Remove='c'}
    using Variant =
        std::variant<Present, bool, qint32, qint64, QString, QStringList, QByteArray, QDateTime, Hashtable>;

    Argument()
        : m_value(Present{})
    {
    }
    Argument(std::same_as<bool> auto value)
        : m_value(value)
    {
    }
    Argument(qint32 value)
        : m_value(value)
    {
    }
    Argument(qint64 value)
        : m_value(value)
    {
    }
    Argument(const QString &value)
        : m_value(value)
    {
    }
    Argument(const char *utf8)
        : m_value(QString::fromUtf8(utf8))
    {
    }
    Argument(QLatin1StringView value)
        : m_value(QString(value))
    {
    }
    Argument(const QStringList &value)
        : m_value(value)
    {
    }
    Argument(const QByteArray &value)
        : m_value(value)
    {
    }
    Argument(const QDateTime &value)
        : m_value(value)
    {
    }
    Argument(const Hashtable &value)
        : m_value(value)
    {
    }

    const Variant &value() const { return m_value; }
    QString toPowerShell() const; // as a literal of the language: 'it''s', $true, @('a','b'), [byte[]](…)

private:
    Variant m_value;
};

struct Parameter {
    QString name;
    Argument value;
};

}
