#include "org/Faults.h"

#include <QStringList>

namespace lab {

QStringList Faults::kinds()
{
    return {"delay",
            "http-status",
            "redirect",
            "drop-before",
            "drop-after",
            "silent",
            "shell-expired",
            "wsman-fault",
            "open-refused",
            "timed-out",
            "cmdlet-error",
            "cmdlet-warning",
            "unknown-message",
            "host-call",
            "applied-then-status",
            "concurrent-writer",
            "key-withheld",
            "cut-body",
            "token-error",
            "odata-error",
            "exo-throttled"};
}

QString Faults::add(const QJsonArray &faults)
{
    QList<QJsonObject> accepted;
    for (const QJsonValue &value : faults) {
        const QJsonObject fault = value.toObject();
        if (!kinds().contains(fault.value("kind").toString()))
            return "unknown kind: " + fault.value("kind").toString();
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
