#pragma once

#include "core/Clock.h"
#include "model/SetupState.h"
#include "protocols/graph/KeyPlan.h"
#include "protocols/graph/Objects.h"
#include "services/Offline.h"

namespace passerelle::services {

// Step 6 without a sign-in of our own: the keys another operator has read are held against the certificates
// of step 4, with the comparison of the real check (graph::verifyKeys).
class ReadBack : public KeyReadBack {
    Q_OBJECT
public:
    ReadBack(model::SetupState &state, const core::Clock &clock, QObject *parent = nullptr);

    void judge(const QByteArray &json) override;
    void judgeFile(const QString &file) override;
    bool isConfirmed() const override { return m_confirmed; }
    void cancel() override { } // nothing here takes long

    // Of the last text that could be read; what OfflineUpload keeps among the keys it writes down.
    const QList<graph::ServicePrincipal> &principals() const { return m_principals; }

private:
    QList<model::Finding> pendingFindings() const;
    std::optional<core::Failure> judgeAll(const QByteArray &json);
    std::optional<core::Failure> judgeTarget(const model::ApplicationTarget &target);
    void finishWith(const std::optional<core::Failure> &failure);

    model::SetupState &m_state;
    const core::Clock &m_clock;
    QList<graph::ServicePrincipal> m_principals;
    bool m_confirmed = false;
};

}
