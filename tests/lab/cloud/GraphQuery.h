#pragma once

#include "net/HttpMessage.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace lab {

// The OData options of a request. Unknown options and properties are errors, never ignored.
class GraphQuery {
public:
    // `properties`: what the type has. `filters`: "eq:appId", "startswith:displayName"… allowed in $filter.
    static std::optional<GraphQuery> parse(const QByteArray &query, const QString &type,
                                           const QStringList &properties, const QStringList &filters,
                                           QString *error);

    bool accepts(const QJsonObject &object) const;
    QJsonObject select(const QJsonObject &object) const;
    bool names(const QString &property) const { return m_select.contains(property); }
    bool hasFilter() const { return !m_property.isEmpty(); }
    QString contextSuffix() const; // "(id,appId)" when $select is there

private:
    bool setFilter(const QString &text, const QStringList &filters);

    QStringList m_select;
    QString m_function;
    QString m_property;
    QStringList m_values;
};

}
