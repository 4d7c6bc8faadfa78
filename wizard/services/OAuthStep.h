#pragma once

#include "inspection/TrustReading.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 1. Reads sub-steps 1a to 1i and says what is missing. After a sign-in to Exchange Online it also makes the
// connector that leads to Exchange serve the domain (procedure.md 1h): creates it, adds the domain, enables it, each
// after consent; one of the Hybrid Agent is never touched. Nothing else is changed.
class OAuthStep : public WorkingStep {
    Q_OBJECT
public:
    explicit OAuthStep(const Environment &environment, QObject *parent = nullptr);

    static inspection::TrustQuestion question(const model::SetupState &state);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    // The trust itself stands; the connector stays as somebody wants it.
    model::StepStatus declinedStatus() const override { return model::StepStatus::AlreadyDone; }

private:
    void written(const core::Result<exo::Connector> &connector);
    void showWarnings();

    std::optional<inspection::ConnectorRepair> m_repair;
    QStringList m_warnings;
};

}
