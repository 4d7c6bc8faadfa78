#include "org/Faults.h"

#include "psrp/OpenRefusal.h"

#include <QHash>
#include <QStringList>

namespace lab {

namespace {

struct Member {
    QString name;
    QJsonValue::Type type;
};

const auto text = QJsonValue::String;
const auto number = QJsonValue::Double;

// What each kind may have besides "area", "match", "skip" and "count".
const QHash<QString, QList<Member>> &table()
{
    static const QHash<QString, QList<Member>> kinds = {
        {"delay", {{"ms", number}}},
        {"http-status",
         {{"status", number},
          {"body", text},
          {"content", text},
          {"contentType", text},
          {"retryAfter", QJsonValue::Undefined},
          {"headers", QJsonValue::Object}}},
        {"redirect", {{"location", text}, {"status", number}}},
        {"drop-before", {}},
        {"drop-after", {}},
        {"silent", {}},
        {"cut-body", {}},
        {"cut-answer", {}},
        {"slow-answer", {{"bytes", number}, {"ms", number}}},
        {"shell-expired", {}},
        {"wsman-fault",
         {{"code", number}, {"subcode", text}, {"text", text}, {"provider", QJsonValue::Bool}}},
        {"open-refused", {{"text", text}, {"reason", text}}},
        {"timed-out", {}},
        {"cmdlet-error", {{"exception", text}, {"message", text}}},
        {"cmdlet-warning", {{"message", text}}},
        {"unknown-message", {}},
        {"host-call", {{"method", number}, {"name", text}}},
        {"applied-then-status", {{"status", number}}},
        {"concurrent-writer", {}},
        {"key-withheld", {}},
        {"token-error",
         {{"error", text},
          {"code", number},
          {"suberror", text},
          {"claims", QJsonValue::Undefined},
          {"message", text}}},
        {"odata-error",
         {{"status", number}, {"code", text}, {"message", text}, {"retryAfter", QJsonValue::Undefined}}},
        // the security context of /PowerShell
        {"sign-in-refused", {}},
        {"sign-in-without-token", {}},
        {"sign-in-wrong-token", {}},
        {"context-forgotten", {}},
        {"wrong-length", {}},
        {"wrong-protocol", {}},
        {"broken-cipher", {}},
        {"message-gap", {}},
        {"message-repeated", {}},
        {"plain-answer", {}},
    };
    return kinds;
}

QString memberProblem(const QJsonObject &fault)
{
    static const QList<Member> common = {
        {"kind", text}, {"area", text}, {"match", text}, {"skip", number}, {"count", number}
    };
    const QList<Member> known = common + table().value(fault.value("kind").toString());
    for (auto it = fault.begin(); it != fault.end(); ++it) {
        const auto member =
            std::find_if(known.begin(), known.end(), [&](const Member &one) { return one.name == it.key(); });
        if (member == known.end())
            return "unknown member " + it.key();
        if (member->type != QJsonValue::Undefined && it.value().type() != member->type)
            return "member " + it.key() + " has another type";
    }
    return {};
}

}

QStringList Faults::kinds()
{
    return table().keys();
}

QString Faults::add(const QJsonArray &faults)
{
    QList<QJsonObject> accepted;
    for (const QJsonValue &value : faults) {
        const QJsonObject fault = value.toObject();
        if (!kinds().contains(fault.value("kind").toString()))
            return "unknown kind: " + fault.value("kind").toString();
        if (const QString problem = memberProblem(fault); !problem.isEmpty())
            return fault.value("kind").toString() + ": " + problem;
        if (fault.contains("reason") && !openRefusalReasons().contains(fault.value("reason").toString()))
            return "unknown reason " + fault.value("reason").toString();
        const QJsonValue count = fault.value("count");
        if (!count.isUndefined() && (!count.isDouble() || count.toInt() < 1))
            return "count must be a number from 1";
        if (!fault.value("skip").isUndefined() && !fault.value("skip").isDouble())
            return "skip must be a number";
        accepted.append(fault);
    }
    m_faults += accepted;
    return {};
}

void Faults::clear()
{
    m_faults.clear();
}

std::optional<QJsonObject> Faults::take(const QString &kind, const QString &area, const QStringList &subjects)
{
    for (qsizetype i = 0; i < m_faults.size(); ++i) {
        QJsonObject &fault = m_faults[i];
        if (fault.value("kind").toString() != kind)
            continue;
        if (fault.contains("area") && fault.value("area").toString() != area)
            continue;
        const QString match = fault.value("match").toString();
        const bool fits = match.isEmpty()
            || std::any_of(subjects.begin(), subjects.end(),
                           [&](const QString &text) { return text.contains(match, Qt::CaseInsensitive); });
        if (!fits)
            continue;
        if (const int skip = fault.value("skip").toInt(); skip > 0) {
            fault.insert("skip", skip - 1);
            continue;
        }
        const QJsonObject found = fault;
        if (fault.contains("count")) {
            const int left = fault.value("count").toInt() - 1;
            if (left <= 0)
                m_faults.removeAt(i);
            else
                fault.insert("count", left);
        }
        return found;
    }
    return std::nullopt;
}

QJsonArray Faults::toJson() const
{
    QJsonArray list;
    for (const QJsonObject &fault : m_faults)
        list.append(fault);
    return list;
}

}
