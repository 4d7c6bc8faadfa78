#pragma once

#include "model/Targets.h"
#include "protocols/graph/KeyPlan.h"

namespace passerelle::services {

// One key of a service application, as page 11 lists them.
struct KeyRow {
    // Stays: has expired and is left alone. Expired: has expired and goes. Removed: one of ours that goes.
    enum class Fate { Kept, Stays, Expired, Removed, Added };
    QString appId;
    QString application; // its name
    Fate fate = Fate::Kept;
    bool done = false; // read back after the write; otherwise planned
    QString thumbprint; // may be empty for keys that are no certificates
    QString name;
    QDateTime startUtc, endUtc;

    // "kept 0123… 2025-05-02T08:00:00Z - 2030-05-01T08:00:00Z CN=…": untranslated, for evidence
    QString line() const;
};

// Something that knows the keys of the service applications, for the pages.
class KeyListing {
public:
    virtual ~KeyListing() = default;
    virtual const QList<KeyRow> &keys() const = 0;
};

// What the plan makes of each key; kept ones first, added ones last.
QList<KeyRow> keyRows(const model::ApplicationTarget &application, const graph::KeyPlan &plan);
// The same after the write: `after` as read back. What does not show yet remains planned.
QList<KeyRow> keyRowsAfter(const model::ApplicationTarget &application, const graph::KeyPlan &plan,
                           const QList<graph::KeyCredential> &after);
QStringList keyLines(const QList<KeyRow> &rows);

}
