#pragma once

#include "inspection/CertificateReading.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 4: the public part of the certificate Exchange signs with, read from every server (procedure.md 9).
class CertificateStep : public WorkingStep {
    Q_OBJECT
public:
    explicit CertificateStep(const Environment &environment, QObject *parent = nullptr);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    model::StepStatus quietStatus() const override;
    model::StepStatus declinedStatus() const override { return model::StepStatus::Done; }  // the file is optional

private:
    std::optional<core::Failure> judge(const inspection::CertificateState &read);
    void judgeNext(const inspection::CertificateState &read);
    void planFile();

    bool m_known = false;  // an earlier run exported this very certificate
};

}
