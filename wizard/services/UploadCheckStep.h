#pragma once

#include "inspection/CertificateReading.h"
#include "inspection/PublishedReading.h"
#include "protocols/graph/KeyPlan.h"
#include "protocols/graph/Objects.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 6: the certificate in five places held against each other: what Exchange says it signs with now, the bytes that
// were exported, every server, the published metadata document, and the keys in Entra (procedure.md 11): as read there,
// or, without a sign-in, as another operator has read them.
class UploadCheckStep : public WorkingStep {
    Q_OBJECT
public:
    explicit UploadCheckStep(const Environment &environment, QObject *parent = nullptr);

    // Without a sign-in: as long as no answer about every application has been brought back.
    bool waitsForPerson() const override;
    bool mayBeLeftWaiting() const override { return waitsForPerson(); }

protected:
    void inspect(Continuation then) override;
    void apply() override;
    QList<model::Finding> pendingFindings() const override;
    model::StepStatus quietStatus() const override;
    bool judgesAnswer() const override { return state().isOffline(); }

private:
    void judgeExported();
    void judgeServers(const inspection::CertificateState &state);
    void readPublishedAddress(Continuation then);
    void readPublished(const QUrl &ewsUrl, Continuation then);
    void readKeys(Continuation then);
    void judge(const model::ApplicationTarget &target, const graph::ServicePrincipal &principal);
    void missing(const core::Failure &failure);

    std::optional<core::Failure> m_missing;
    bool m_noAnswer = false;
    QString m_current; // thumbprint Exchange signs with
};

}
