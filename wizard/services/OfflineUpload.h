#pragma once

#include "auth/NetworkAccess.h"
#include "core/Clock.h"
#include "model/SetupState.h"
#include "protocols/graph/Objects.h"
#include "services/Offline.h"
#include "services/OfflineFiles.h"

#include <atomic>
#include <functional>
#include <memory>

namespace passerelle::services {

// Writes the files of the offline variant; the folder may be slow, so a thread of the pool does it.
class OfflineUpload : public OfflineSaving {
    Q_OBJECT
public:
    // What is known of the keys that are there, from the last reading; nothing of an application is unknown.
    using KnownKeys = std::function<QList<graph::ServicePrincipal>()>;

    // `network` tells the cloud in use.
    OfflineUpload(const model::SetupState &state, const core::Clock &clock,
                  const auth::NetworkAccess &network, KnownKeys known = {}, QObject *parent = nullptr);

    QStringList wouldReplace(const QString &folder) const override;
    void save(const QString &folder, const model::OfflineWords &words) override;
    const QStringList &savedFiles() const override { return m_saved; }
    void cancel() override;

    OfflineOrder order(const model::OfflineWords &words) const;

private:
    auth::CloudEndpoints cloudInUse() const;
    QList<model::Finding> pendingFindings(const QList<OfflineFile> &files) const;

    const model::SetupState &m_state;
    const core::Clock &m_clock;
    const auth::NetworkAccess &m_network;
    KnownKeys m_known;
    QStringList m_saved;
    std::shared_ptr<std::atomic_bool> m_stop;
};

}
