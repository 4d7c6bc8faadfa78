#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace lab {

// An -Filter text: Property -eq 'value', joined with -and / -or (left to right, no brackets). Properties:
// Name, DisplayName, EmailAddresses.
class RecipientFilter {
public:
    static std::optional<RecipientFilter> parse(const QString &text, QString *error);
    bool matches(const QJsonObject &user) const;

private:
    struct Term {
        QString property;
        QString value;
        bool orBefore = false;
    };
    QList<Term> m_terms;
};

}
