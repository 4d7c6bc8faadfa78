#pragma once

#include "protocols/graph/UndoUpload.h"
#include "services/KeyRow.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 5: the certificate among the keys of each service application, under the write guard of
// graph::UploadKeys: keys of others are kept, and nothing is written when one of them cannot be (procedure.md
// 10, cloud.md b.3). All principals are read in one request, written in one and read back in one. Besides, it
// offers to take expired keys away, and the certificate from Exchange Online's own principal (cloud.md d). Without a
// sign-in it proposes no change: it is handed over, or found done in the answer brought back.
class UploadStep : public WorkingStep, public KeyListing {
    Q_OBJECT
public:
    explicit UploadStep(const Environment &environment, QObject *parent = nullptr,
                        graph::UploadOptions options = {});

    // Where the keys as they were are saved before a write; nothing is saved while it is empty.
    void setRollbackFolder(QString folder) { m_rollbackFolder = std::move(folder); }
    // After a probe: every key of every service application, and what becomes of it; after a run, what became.
    const QList<KeyRow> &keys() const override { return m_keys; }
    // The principals as they were read last, or written since; empty before a probe.
    QList<graph::ServicePrincipal> reading() const;
    // Without a sign-in: as long as no files have been saved for the operator who has one.
    bool waitsForPerson() const override;

    // Certificates that have to be among the keys: the current one and the next one, when there is one.
    static QList<crypto::Certificate> certificates(const model::SetupState &state);
    // What the run in `state` has added to the tenant it is signed in to and not taken away again.
    static QList<graph::UploadedKeys> uploadedKeys(const model::SetupState &state);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    model::StepStatus quietStatus() const override;
    bool judgesAnswer() const override { return state().isOffline() && m_withoutAnswer.isEmpty(); }

private:
    struct Target {
        model::ApplicationTarget application;
        graph::KeyPlan plan;
        std::optional<model::Change> creation; // the tenant lacks the application
        std::optional<model::Change> change;

        bool isOffer() const { return plan.isRemoval || plan.dropsExpired; }
        QString writeRow() const;
        QString verifyRow() const;
    };
    void readPrincipals(Continuation then);
    std::optional<core::Failure> judge(const model::ApplicationTarget &application,
                                       const graph::PrincipalAnswer &answer);
    void offer(const model::ApplicationTarget &application, const graph::KeyPlan &plan, model::Change change);
    void offerOwnKeyRemoval(const graph::PrincipalAnswer &exchangeOnline);
    void lookForHybridApplication(Continuation then);
    void takeStock();
    void createNext();
    void created(const Target &target, const core::Result<graph::ServicePrincipal> &answer);
    void readCreatedBack(const Target &target, const core::Failure &doubt);
    void isThere(const Target &target, const graph::ServicePrincipal &principal);
    void isRefused(const Target &target, core::Failure failure);
    void awaitCreated();
    void upload();
    void addRows(const Target &target);
    void uploaded(const QList<graph::UploadResult> &results);
    void uploaded(const Target &target, const graph::UploadResult &result);
    void judgeReadBack(const Target &target, const graph::UploadResult &result);
    bool saveBefore(const QList<Target> &targets);
    void remember(const core::Failure &failure);

    QList<Target> m_targets;
    QList<KeyRow> m_keys;
    QList<graph::PrincipalAnswer> m_reading;
    QElapsedTimer m_readAt;
    qsizetype m_index = 0;
    QStringList m_created, m_refused; // applications the tenant lacked
    std::optional<QStringList> m_hybridApplications; // names, once looked for
    QStringList m_withoutAnswer; // applications nobody has read
    bool m_allPresent = false;
    std::optional<core::Failure> m_failure; // of one application, while others go on
    QString m_rollbackFolder, m_rollbackFile;
    graph::UploadOptions m_options;
};

}
