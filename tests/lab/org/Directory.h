#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>

#include <functional>
#include <optional>

namespace lab {

// The objects of the organisation, by collection, as JSON with the names the cmdlets and Graph use. A change
// is seen at once through the replica it was made on and, through the others, only after the delay given with
// it.
class Directory {
public:
    static constexpr auto anyReplica = "";

    QList<QJsonObject> all(const QString &collection, const QString &replica = anyReplica) const;
    // By any identifying property, without case. Empty when none or several fit; `matches` tells which.
    std::optional<QJsonObject> find(const QString &collection, const QString &identity,
                                    const QString &replica = anyReplica, int *matches = nullptr) const;

    void insert(const QString &collection, QJsonObject object, const QString &replica = anyReplica,
                int delaySeconds = 0);
    // Replaces the properties named in `changes`; null removes nothing, it is a value.
    bool change(const QString &collection, const QString &guid, const QJsonObject &changes,
                const QString &replica = anyReplica, int delaySeconds = 0);
    bool remove(const QString &collection, const QString &guid);

    QJsonObject toJson() const;
    void load(const QJsonObject &collections);

    std::function<void()> onChange;

    static bool identifies(const QJsonObject &object, const QString &identity);
    static QString idOf(const QJsonObject &object);

private:
    struct Entry {
        QJsonObject now;
        std::optional<QJsonObject> before;
        QString replica;
        QDateTime visibleEverywhere;

        std::optional<QJsonObject> seenBy(const QString &replica) const;
    };
    void notify() const;

    QMap<QString, QList<Entry>> m_collections;
};

}
