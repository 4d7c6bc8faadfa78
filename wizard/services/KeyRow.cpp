#include "services/KeyRow.h"

#include <algorithm>

namespace passerelle::services {

using Fate = KeyRow::Fate;

static QString word(Fate fate)
{
    switch (fate) {
    case Fate::Kept:
        return QStringLiteral("kept");
    case Fate::Stays:
        return QStringLiteral("expired, stays");
    case Fate::Expired:
        return QStringLiteral("expired");
    case Fate::Removed:
        return QStringLiteral("remove");
    case Fate::Added:
        return QStringLiteral("add");
    }
    return {};
}

QString KeyRow::line() const
{
    return QStringList{ word(fate),          thumbprint, startUtc.toString(Qt::ISODate), QStringLiteral("-"),
                        endUtc.toString(Qt::ISODate), name }
        .join(u' ')
        .simplified();
}

namespace {

class Rows {
public:
    explicit Rows(const model::ApplicationTarget &application)
        : m_application(application)
    {
    }

    void add(const graph::KeyCredential &key, Fate fate, bool done = false)
    {
        rows.append({ m_application.appId, m_application.displayName, fate, done, key.thumbprint(),
                      key.displayName.isEmpty() ? key.keyId : key.displayName, key.start, key.end });
    }
    void add(const crypto::Certificate &certificate)
    {
        rows.append({ m_application.appId, m_application.displayName, Fate::Added, false,
                      certificate.thumbprint(), certificate.subject(), certificate.notBefore(),
                      certificate.notAfter() });
    }
    QList<KeyRow> sorted()
    {
        std::stable_sort(rows.begin(), rows.end(),
                         [](const KeyRow &a, const KeyRow &b) { return a.fate < b.fate; });
        return rows;
    }

    QList<KeyRow> rows;

private:
    const model::ApplicationTarget &m_application;
};

}

QList<KeyRow> keyRows(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    Rows out(application);
    const Fate expired = plan.alreadyPresent ? Fate::Stays : Fate::Expired;
    for (const graph::KeyCredential &key : plan.kept)
        out.add(key, Fate::Kept);
    for (const graph::KeyCredential &key : plan.expired)
        out.add(key, expired);
    for (const graph::KeyCredential &key : plan.takenAway)
        out.add(key, Fate::Removed);
    for (const crypto::Certificate &certificate : plan.added)
        out.add(certificate);
    return out.sorted();
}

QList<KeyRow> keyRowsAfter(const model::ApplicationTarget &application, const graph::KeyPlan &plan,
                           const QList<graph::KeyCredential> &after)
{
    const auto shows = [&after](const graph::KeyCredential &key) {
        return std::any_of(after.cbegin(), after.cend(),
                           [&](const auto &entry) { return entry.fingerprint() == key.fingerprint(); });
    };
    const auto isExpired = [&plan](const graph::KeyCredential &key) {
        return std::any_of(plan.expired.cbegin(), plan.expired.cend(),
                           [&](const auto &entry) { return entry.fingerprint() == key.fingerprint(); });
    };
    Rows out(application);
    QStringList added;
    for (const graph::KeyCredential &key : after) {
        const auto ours = [&](const crypto::Certificate &c) { return key.holds(c); };
        if (std::any_of(plan.added.cbegin(), plan.added.cend(), ours)) {
            added << key.thumbprint();
            out.add(key, Fate::Added, true);
        } else if (plan.removed.contains(key.thumbprint())) {
            out.add(key, Fate::Removed);
        } else {
            out.add(key, isExpired(key) ? Fate::Stays : Fate::Kept, true);
        }
    }
    for (const graph::KeyCredential &key : plan.expired) {
        if (!shows(key))
            out.add(key, Fate::Expired, true);
    }
    for (const graph::KeyCredential &key : plan.takenAway) {
        if (!shows(key))
            out.add(key, Fate::Removed, true);
    }
    for (const crypto::Certificate &certificate : plan.added) {
        if (!added.contains(certificate.thumbprint()))
            out.add(certificate);
    }
    return out.sorted();
}

QStringList keyLines(const QList<KeyRow> &rows)
{
    QStringList lines;
    for (const KeyRow &row : rows)
        lines << row.line();
    return lines;
}

}
