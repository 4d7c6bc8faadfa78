#pragma once

#include "core/Clock.h"
#include "model/SetupState.h"
#include "protocols/graph/KeyPlan.h"
#include "protocols/graph/Objects.h"
#include "services/Offline.h"
#include "services/ReadBackParser.h"

#include <functional>

namespace passerelle::services {

// Step 6 without a sign-in of our own: the keys another operator has read are held against the certificates
// of step 4, with the comparison of the real check (graph::verifyKeys). Files are read and texts parsed by a
// thread of the pool: PowerShell writes a byte of a key as a line, so that an honest answer may take megabytes.
class ReadBack : public KeyReadBack {
    Q_OBJECT
public:
    ReadBack(const model::SetupState &state, const core::Clock &clock, QObject *parent = nullptr);

    void judge(const QByteArray &json) override;
    void judgeFile(const QString &file) override;
    bool isConfirmed() const override { return m_confirmed; }
    void cancel() override;

    // Of every text that could be read, the newest answer of each application: one text may hold one of several.
    const QList<graph::ServicePrincipal> &principals() const { return m_principals; }

private:
    using Read = std::function<core::Result<ReadBackContent>()>;
    void start(Read read);
    QList<model::Finding> pendingFindings() const;
    std::optional<core::Failure> judgeAll(const core::Result<ReadBackContent> &content);
    std::optional<core::Failure> judgeTarget(const model::ApplicationTarget &target);

    const model::SetupState &m_state;
    const core::Clock &m_clock;
    QList<graph::ServicePrincipal> m_principals;
    bool m_confirmed = false;
    bool m_cancelled = false;
};

}
