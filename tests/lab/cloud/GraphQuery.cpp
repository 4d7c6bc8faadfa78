#include "cloud/GraphQuery.h"

#include <QRegularExpression>

namespace lab {

std::optional<GraphQuery> GraphQuery::parse(const QByteArray &query, const QString &type,
                                            const QStringList &properties, const QStringList &filters,
                                            QString *error)
{
    QList<QPair<QString, QString>> fields;
    if (!parseForm(query, &fields)) {
        *error = "The query string is malformed.";
        return std::nullopt;
    }
    GraphQuery result;
    for (const auto &[name, value] : fields) {
        if (name == "$select") {
            for (const QString &property : value.split(',')) {
                if (!properties.contains(property.trimmed())) {
                    *error = "Could not find a property named '" + property.trimmed()
                        + "' on type 'microsoft.graph." + type + "'.";
                    return std::nullopt;
                }
                result.m_select << property.trimmed();
            }
        } else if (name == "$filter" && !filters.isEmpty()) {
            if (!result.setFilter(value, filters)) {
                *error = "Invalid filter clause: " + value;
                return std::nullopt;
            }
        } else if (name == "$top" && value.toInt() > 0) {
            continue;
        } else {
            *error = "The query parameter '" + name + "' is not supported.";
            return std::nullopt;
        }
    }
    return result;
}

bool GraphQuery::setFilter(const QString &text, const QStringList &filters)
{
    static const QRegularExpression equal("^\\s*(\\w+) eq '([^']*)'\\s*$");
    static const QRegularExpression in("^\\s*(\\w+) in \\(\\s*('[^']*'(?:\\s*,\\s*'[^']*')*)\\s*\\)\\s*$");
    static const QRegularExpression start("^\\s*startswith\\(\\s*(\\w+)\\s*,\\s*'([^']*)'\\s*\\)\\s*$",
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression quoted("'([^']*)'");
    if (const auto match = equal.match(text); match.hasMatch()) {
        m_function = "eq";
        m_property = match.captured(1);
        m_values = {match.captured(2)};
    } else if (const auto several = in.match(text); several.hasMatch()) {
        m_function = "eq";
        m_property = several.captured(1);
        auto values = quoted.globalMatch(several.captured(2));
        while (values.hasNext())
            m_values << values.next().captured(1);
    } else if (const auto prefix = start.match(text); prefix.hasMatch()) {
        m_function = "startswith";
        m_property = prefix.captured(1);
        m_values = {prefix.captured(2)};
    }
    return filters.contains(m_function + ':' + m_property);
}

bool GraphQuery::accepts(const QJsonObject &object) const
{
    if (m_property.isEmpty())
        return true;
    const QString actual = object.value(m_property).toString();
    for (const QString &value : m_values) {
        if (m_function == "eq" ? actual.compare(value, Qt::CaseInsensitive) == 0
                               : actual.startsWith(value, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QJsonObject GraphQuery::select(const QJsonObject &object) const
{
    if (m_select.isEmpty())
        return object;
    QJsonObject result;
    for (const QString &name : m_select)
        result.insert(name, object.value(name).isUndefined() ? QJsonValue() : object.value(name));
    return result;
}

QString GraphQuery::contextSuffix() const
{
    return m_select.isEmpty() ? QString() : '(' + m_select.join(',') + ')';
}

}
