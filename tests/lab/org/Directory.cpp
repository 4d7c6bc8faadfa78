#include "org/Directory.h"

#include <QJsonArray>
#include <QUuid>

namespace lab {

std::optional<QJsonObject> Directory::Entry::seenBy(const QString &reader) const
{
    const bool elsewhere = !reader.isEmpty() && !replica.isEmpty() && reader != replica;
    if (elsewhere && visibleEverywhere.isValid() && QDateTime::currentDateTimeUtc() < visibleEverywhere)
        return before;
    return now;
}

QString Directory::idOf(const QJsonObject &object)
{
    return object.contains("Guid") ? object.value("Guid").toString() : object.value("id").toString();
}

bool Directory::identifies(const QJsonObject &object, const QString &identity)
{
    static const QStringList names = {"Guid",
                                      "id",
                                      "DistinguishedName",
                                      "Identity",
                                      "Name",
                                      "Alias",
                                      "Fqdn",
                                      "PrimarySmtpAddress",
                                      "UserPrincipalName",
                                      "userPrincipalName",
                                      "SamAccountName",
                                      "DomainName",
                                      "DnsHostName",
                                      "Thumbprint",
                                      "appId"};
    QString wanted = identity;
    if (const qsizetype slash = identity.indexOf('\\'); slash > 0)
        wanted = identity.mid(slash + 1);
    for (const QString &name : names) {
        const QString value = object.value(name).toString();
        if (!value.isEmpty()
            && (value.compare(identity, Qt::CaseInsensitive) == 0
                || (name == "SamAccountName" && value.compare(wanted, Qt::CaseInsensitive) == 0)))
            return true;
    }
    return false;
}

QList<QJsonObject> Directory::all(const QString &collection, const QString &replica) const
{
    QList<QJsonObject> list;
    for (const Entry &entry : m_collections.value(collection)) {
        if (const auto object = entry.seenBy(replica))
            list.append(*object);
    }
    return list;
}

std::optional<QJsonObject> Directory::find(const QString &collection, const QString &identity,
                                           const QString &replica, int *matches) const
{
    QList<QJsonObject> found;
    for (const QJsonObject &object : all(collection, replica)) {
        if (identifies(object, identity))
            found.append(object);
    }
    if (matches)
        *matches = int(found.size());
    if (found.size() != 1)
        return std::nullopt;
    return found.first();
}

void Directory::insert(const QString &collection, QJsonObject object, const QString &replica,
                       int delaySeconds)
{
    if (idOf(object).isEmpty())
        object.insert("Guid", QUuid::createUuid().toString(QUuid::WithoutBraces));
    Entry entry{object, std::nullopt, replica, {}};
    if (delaySeconds > 0)
        entry.visibleEverywhere = QDateTime::currentDateTimeUtc().addSecs(delaySeconds);
    m_collections[collection].append(entry);
    notify();
}

bool Directory::change(const QString &collection, const QString &guid, const QJsonObject &changes,
                       const QString &replica, int delaySeconds)
{
    for (Entry &entry : m_collections[collection]) {
        if (idOf(entry.now).compare(guid, Qt::CaseInsensitive) != 0)
            continue;
        const std::optional<QJsonObject> seenElsewhere = entry.seenBy("\n");
        for (auto it = changes.begin(); it != changes.end(); ++it)
            entry.now.insert(it.key(), it.value());
        entry.before = delaySeconds > 0 ? seenElsewhere : std::nullopt;
        entry.replica = replica;
        entry.visibleEverywhere =
            delaySeconds > 0 ? QDateTime::currentDateTimeUtc().addSecs(delaySeconds) : QDateTime();
        notify();
        return true;
    }
    return false;
}

bool Directory::remove(const QString &collection, const QString &guid)
{
    const qsizetype removed = m_collections[collection].removeIf(
        [&](const Entry &entry) { return idOf(entry.now).compare(guid, Qt::CaseInsensitive) == 0; });
    if (removed > 0)
        notify();
    return removed > 0;
}

QJsonObject Directory::toJson() const
{
    QJsonObject collections;
    for (auto it = m_collections.begin(); it != m_collections.end(); ++it) {
        QJsonArray list;
        for (const Entry &entry : it.value())
            list.append(entry.now);
        collections.insert(it.key(), list);
    }
    return collections;
}

void Directory::load(const QJsonObject &collections)
{
    m_collections.clear();
    for (auto it = collections.begin(); it != collections.end(); ++it) {
        QList<Entry> &entries = m_collections[it.key()];
        for (const QJsonValue &value : it.value().toArray()) {
            QJsonObject object = value.toObject();
            if (idOf(object).isEmpty())
                object.insert("Guid", QUuid::createUuid().toString(QUuid::WithoutBraces));
            entries.append({object, std::nullopt, {}, {}});
        }
    }
}

void Directory::notify() const
{
    if (onChange)
        onChange();
}

}
