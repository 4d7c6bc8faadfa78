#pragma once

#include "protocols/graph/UndoUpload.h"
#include "services/KeyRow.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 5: the certificate among the keys of each service application, under the write guard of
// graph::UploadKeys: keys of others are kept, and nothing is written when one of them cannot be (procedure.md
// 10, cloud.md b.3). All principals are read in one request, written in one and read back in one.
class UploadStep : public WorkingStep {
    Q_OBJECT
public:
    explicit UploadStep(const Environment &environment, QObject *parent = nullptr,
                        graph::UploadOptions options = {});

    // Where the keys as they were are saved before a write; nothing is saved while it is empty.
    void setRollbackFolder(QString folder) { m_rollbackFolder = std::move(folder); }
    // After a probe: every key of every service application, and what becomes of it.
    const QList<KeyRow> &keys() const { return m_keys; }

    // Certificates that have to be among the keys: the current one and the next one, when there is one.
    static QList<crypto::Certificate> certificates(const model::SetupState &state);
    // What the run in `state` has added, for graph::PlanUndo.
    static QList<graph::UploadedKeys> uploadedKeys(const model::SetupState &state);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;

private:
    struct Target {
        model::ApplicationTarget application;
        graph::KeyPlan plan;
        std::optional<model::Change> creation; // the tenant lacks the application
        std::optional<model::Change> change;
    };
    void lookForHybridApplication(Continuation then);
    void readPrincipals(Continuation then);
    std::optional<core::Failure> judge(const model::ApplicationTarget &application,
                                       const graph::PrincipalAnswer &answer);
    void createNext();
    void created(const Target &target, const core::Result<graph::ServicePrincipal> &answer);
    void awaitCreated();
    void upload();
    void uploaded(const QList<graph::UploadResult> &results);
    void uploaded(const Target &target, const graph::UploadResult &result);
    bool saveBefore(const QList<Target> &targets);
    void remember(const core::Failure &failure);

    QList<Target> m_targets;
    QList<KeyRow> m_keys;
    QList<graph::PrincipalAnswer> m_reading;
    QElapsedTimer m_readAt;
    qsizetype m_index = 0;
    QStringList m_created, m_refused; // applications the tenant lacked
    std::optional<core::Failure> m_failure; // of one application, while others go on
    QString m_rollbackFolder;
    graph::UploadOptions m_options;
};

}
