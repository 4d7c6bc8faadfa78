#pragma once

#include "protocols/graph/KeyPlan.h"
#include "protocols/graph/Objects.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 6: the certificate Exchange signs with now, held against the keys in Entra (procedure.md 11).
class UploadCheckStep : public WorkingStep {
    Q_OBJECT
public:
    explicit UploadCheckStep(const Environment &environment, QObject *parent = nullptr);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    model::StepStatus quietStatus() const override;

private:
    void readKeys(Continuation then);
    void judge(const model::ApplicationTarget &target, const graph::ServicePrincipal &principal);
    void missing(const core::Failure &failure);

    std::optional<core::Failure> m_missing;
};

}
