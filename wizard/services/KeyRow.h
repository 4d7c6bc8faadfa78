#pragma once

#include "protocols/graph/KeyPlan.h"

namespace passerelle::services {

// One key of a service application, as page 11 lists them.
struct KeyRow {
    enum class Fate { Kept, Expired, Added };
    QString appId;
    Fate fate = Fate::Kept;
    QString thumbprint; // may be empty for keys that are no certificates
    QString name;
    QDateTime startUtc, endUtc;

    // "kept 0123… 2025-05-02T08:00:00Z - 2030-05-01T08:00:00Z CN=…": untranslated, for evidence
    QString line() const;
};

QList<KeyRow> keyRows(const QString &appId, const graph::KeyPlan &plan);
QStringList keyLines(const QList<KeyRow> &rows);

}
