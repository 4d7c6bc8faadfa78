#pragma once

#include "inspection/TrustReading.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 1. Reads sub-steps 1a to 1i and says what is missing; changes nothing.
class OAuthStep : public WorkingStep {
    Q_OBJECT
public:
    explicit OAuthStep(const Environment &environment, QObject *parent = nullptr);

    static inspection::TrustQuestion question(const model::SetupState &state);

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
};

}
