#pragma once

#include "auth/TenantDiscovery.h"

namespace passerelle::auth {

struct FoundTenant {
    CloudEndpoints cloud;
    Tenant tenant;
};

// Finds the cloud of an organisation and the organisation in it: the worldwide service also knows those of
// the US Government, so it is asked first; the others only when it says "not found" (reference cloud.md a.2).
// The cloud in use of `network` is the one found in the end, and the one it had when nothing is found. One
// request for most organisations. Fails like TenantDiscovery.
class CloudDiscovery : public core::OperationOf<FoundTenant> {
    Q_OBJECT
public:
    // `candidates` in the order asked; one only: the person has chosen it.
    CloudDiscovery(NetworkAccess &network, QList<CloudEndpoints> candidates, QString domainOrId);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void ask(qsizetype index);
    void onRefused(const core::Failure &failure, qsizetype index);
    void give(core::Failure failure);

    NetworkAccess &m_network;
    QList<CloudEndpoints> m_candidates;
    QString m_domain;
    CloudEndpoints m_before;
    QStringList m_asked;
    std::optional<core::Failure> m_first; // what the first one said
    QPointer<TenantDiscovery> m_current;
};

}
