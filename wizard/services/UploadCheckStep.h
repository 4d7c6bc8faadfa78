#pragma once

#include "core/Countdown.h"
#include "inspection/CertificateReading.h"
#include "inspection/PublishedReading.h"
#include "protocols/graph/UploadKeys.h"
#include "services/PlaceRow.h"
#include "services/WorkingStep.h"

namespace passerelle::services {

// Step 6: the certificate in five places held against each other: what Exchange says it signs with now, the bytes that
// were exported, every server, the published metadata document, and the keys in Entra (procedure.md 11): as read there,
// or, without a sign-in, as another operator has read them. A key this run uploaded a moment ago may not show yet: it
// is read again for a minute, and then told, which is no failure (cloud.md b.8).
class UploadCheckStep : public WorkingStep, public PlaceListing {
    Q_OBJECT
public:
    explicit UploadCheckStep(const Environment &environment, QObject *parent = nullptr,
                             QList<std::chrono::milliseconds> readAfter = graph::UploadOptions::defaultVerifyDelays());

    const QList<PlaceRow> &places() const override { return m_places; }
    bool canRunAgain() const override { return true; }

    // This run uploaded the certificate to the application, so lately that Microsoft 365 may not show it yet.
    static bool maybeNotVisible(const model::SetupState &state, const QString &appId, const QDateTime &now);

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
    void judgeCurrent(const inspection::CertificateState &read);
    void judgeExported();
    void judgeServers(const inspection::CertificateState &state);
    void readPublishedAddress(Continuation then);
    void readPublished(const QUrl &ewsUrl, Continuation then);
    void judgePublished(const inspection::PublishedState &read);
    void readKeys(Continuation then);
    bool showsAll(const QList<graph::PrincipalAnswer> &answers) const;
    void judge(const model::ApplicationTarget &target, const graph::ServicePrincipal &principal);
    void judgeMissing(const model::ApplicationTarget &target, const graph::KeyCheck &check, const core::Values &values,
                      const QStringList &evidence);
    void missing(const core::Failure &failure);
    void showLag(int secondsLeft);

    QList<std::chrono::milliseconds> m_readAfter;
    std::optional<core::Failure> m_missing;
    bool m_noAnswer = false;
    QString m_current; // thumbprint Exchange signs with
    QList<PlaceRow> m_places;
    core::Countdown m_countdown;
};

}
