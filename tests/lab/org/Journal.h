#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace lab {

// Every request in the order it came. Callers never put a secret into an entry.
class Journal {
public:
    struct Entry {
        QString area; // exchange, login, graph, metadata, ews
        QString kind; // cmdlet, wsman, sign-in, http, batch-item
        QString name;
        QJsonObject parameters;
        QString method;
        QString path;
        bool write = false;
        quint64 connection = 0;
    };

    int add(const Entry &entry); // its number, from 1
    void end(int number, const QJsonValue &status, bool changed = false);
    void rename(int number, const QString &name, const QJsonObject &parameters);
    QJsonArray toJson() const;
    void clear();

private:
    QList<QJsonObject> m_entries;
    int m_last = 0;
};

}
