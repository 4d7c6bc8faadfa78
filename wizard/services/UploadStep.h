#pragma once

#include "protocols/graph/UploadKeys.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 5: the certificate among the keys of each service application, under the write guard of graph::UploadKeys: keys
// of others are kept, and nothing is written when one of them cannot be (procedure.md 10, cloud.md b.3).
class UploadStep : public WorkingStep {
    Q_OBJECT
public:
    explicit UploadStep(const Environment &environment, QObject *parent = nullptr, graph::UploadOptions options = {});

    // Certificates that have to be among the keys: the current one and the next one, when there is one.
    static QList<crypto::Certificate> certificates(const model::SetupState &state);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;

private:
    struct Target {
        model::ApplicationTarget application;
        graph::KeyPlan plan;
        std::optional<model::Change> change;
    };
    std::optional<core::Failure> judge(const model::ApplicationTarget &application, const graph::PrincipalAnswer &answer);
    model::Change change(const model::ApplicationTarget &application, const graph::KeyPlan &plan) const;
    void uploadNext();
    void uploaded(const Target &target, const graph::UploadResult &result);

    QList<Target> m_targets;
    qsizetype m_index = 0;
    graph::UploadOptions m_options;
};

}
