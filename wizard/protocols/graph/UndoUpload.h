#pragma once

#include "protocols/graph/UploadKeys.h"

namespace passerelle::graph {

// Keys a run has added to one principal, by thumbprint.
struct UploadedKeys {
    QString appId;
    QStringList thumbprints;
};

// What taking them away would mean, as read now. Nothing is written; `plans` are to be shown and accepted
// first, because expired entries of others go too when there are any.
struct UndoPlan {
    QList<KeyUpload> plans; // for UploadKeys; those with alreadyPresent have nothing of ours any more
    QStringList absent; // principals that are no longer in the tenant
};

// Reads the principals and plans the removal of our own keys only: never a restoring of the old list, which
// would take away what others have added since (reference cloud.md b.8). Run UploadKeys with the plans to
// carry it out.
class PlanUndo : public core::OperationOf<UndoPlan> {
    Q_OBJECT
public:
    PlanUndo(Directory &directory, const core::Clock &clock, QList<UploadedKeys> uploaded);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read(const QList<PrincipalAnswer> &answers);

    Directory &m_directory;
    const core::Clock &m_clock;
    QList<UploadedKeys> m_uploaded;
    QPointer<core::Operation> m_current;
};

}
