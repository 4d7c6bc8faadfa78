#pragma once

#include "auth/NetworkAccess.h"
#include "auth/Tenant.h"

namespace passerelle::auth {

// Finds the tenant of a domain (or of a GUID), without signing in: one request. Fails with EntraCloud
// {domain, cloud} for an organisation this cloud does not have (`cloud`: id of the one it is in, or the host
// where that is none of ours; empty when nobody knows it), EntraTenantWrong {domain, reason "no-domain"} for a
// text that is no domain, EntraNet {host, list}.
class TenantDiscovery : public core::OperationOf<Tenant> {
    Q_OBJECT
public:
    TenantDiscovery(NetworkAccess &network, QString domainOrId);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read(const HttpReply &reply);

    NetworkAccess &m_network;
    QString m_domain;
    QUrl m_url;
    QPointer<HttpCall> m_call;
};

// The answer of the discovery address as a tenant, or why not. `domain` is only named in failures.
core::Result<Tenant> parseDiscovery(const HttpReply &reply, const QUrl &url, const QString &domain,
                                    const CloudEndpoints &cloud);

}
