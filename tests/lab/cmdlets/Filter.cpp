#include "cmdlets/Filter.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace lab {

std::optional<RecipientFilter> RecipientFilter::parse(const QString &text, QString *error)
{
    static const QRegularExpression term("\\G\\s*(\\w+)\\s+-eq\\s+'((?:[^']|'')*)'\\s*",
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression joint("\\G-(and|or)\\s", QRegularExpression::CaseInsensitiveOption);
    static const QStringList known = {"name", "displayname", "emailaddresses"};
    RecipientFilter filter;
    qsizetype at = 0;
    bool orBefore = false;
    for (;;) {
        const QRegularExpressionMatch match = term.match(text, at);
        if (!match.hasMatch()) {
            *error = "Invalid filter syntax at position " + QString::number(at) + '.';
            return std::nullopt;
        }
        if (!known.contains(match.captured(1).toLower())) {
            *error = "\"" + match.captured(1) + "\" is not a recognized filterable property.";
            return std::nullopt;
        }
        filter.m_terms.append({match.captured(1).toLower(), match.captured(2).replace("''", "'"), orBefore});
        at = match.capturedEnd();
        if (at >= text.size())
            return filter;
        const QRegularExpressionMatch next = joint.match(text, at);
        if (!next.hasMatch()) {
            *error = "Invalid filter syntax at position " + QString::number(at) + '.';
            return std::nullopt;
        }
        orBefore = next.captured(1).compare("or", Qt::CaseInsensitive) == 0;
        at = next.capturedEnd();
    }
}

bool RecipientFilter::matches(const QJsonObject &user) const
{
    bool result = false;
    for (qsizetype i = 0; i < m_terms.size(); ++i) {
        const Term &term = m_terms.at(i);
        bool hit = false;
        if (term.property == "emailaddresses") {
            for (const QJsonValue &address : user.value("EmailAddresses").toArray()) {
                const QString text = address.toString();
                hit = hit || text.compare(term.value, Qt::CaseInsensitive) == 0
                    || text.section(':', 1).compare(term.value, Qt::CaseInsensitive) == 0;
            }
        } else {
            const char *key = term.property == "name" ? "Name" : "DisplayName";
            hit = user.value(key).toString().compare(term.value, Qt::CaseInsensitive) == 0;
        }
        result = i == 0 ? hit : term.orBefore ? result || hit : result && hit;
    }
    return result;
}

}
