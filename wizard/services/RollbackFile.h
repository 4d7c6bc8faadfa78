#pragma once

#include "core/Result.h"
#include "crypto/Certificate.h"
#include "model/Identities.h"
#include "protocols/graph/Objects.h"

namespace passerelle::services {

// What the keys of the principals were just before a write, for a person who has to put something right by
// hand later. Public data only: the value of an entry that is no public certificate is left out.
struct Rollback {
    model::TenantFacts tenant;
    QList<graph::ServicePrincipal> before;
    QStringList adding; // thumbprints
    QDateTime utc;
};

// Writes a new file into `folder`, readable by its owner only, and tells its name. LocalFile {file} when that
// fails.
core::Result<QString> saveRollback(const QString &folder, const Rollback &rollback);

}
