#include "org/Journal.h"

#include <QDateTime>

namespace lab {

namespace {
QJsonObject *find(QList<QJsonObject> &entries, int number)
{
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        if (entries.at(i).value("n").toInt() == number)
            return &entries[i];
    }
    return nullptr;
}
}

int Journal::add(const Entry &entry)
{
    QJsonObject object{
        {"n", ++m_last},          {"time", QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {"area", entry.area},     {"kind", entry.kind},
        {"name", entry.name},     {"parameters", entry.parameters},
        {"method", entry.method}, {"path", entry.path},
        {"status", QJsonValue()}, {"write", entry.write},
        {"changed", false},       {"connection", double(entry.connection)}};
    m_entries.append(object);
    return m_last;
}

void Journal::end(int number, const QJsonValue &status, bool changed)
{
    if (QJsonObject *entry = find(m_entries, number)) {
        entry->insert("status", status);
        if (changed)
            entry->insert("changed", true);
    }
}

void Journal::rename(int number, const QString &name, const QJsonObject &parameters)
{
    if (QJsonObject *entry = find(m_entries, number)) {
        entry->insert("name", name);
        entry->insert("parameters", parameters);
    }
}

QJsonArray Journal::toJson() const
{
    QJsonArray list;
    for (const QJsonObject &entry : m_entries)
        list.append(entry);
    return list;
}

void Journal::clear()
{
    m_entries.clear();
}

}
