#pragma once

#include "auth/NetworkAccess.h"
#include "auth/TokenStore.h"
#include "protocols/graph/Directory.h"

#include <chrono>
#include <functional>

namespace passerelle::graph {

class GraphCall;
struct GraphRequest;

// How often and how long to wait (reference cloud.md b.7). `second` is one second; tests shorten it.
struct RetryPolicy {
    int tries = 5;
    std::chrono::milliseconds second{ 1000 };
    std::function<double()> jitter; // 0 to 1, added to a back-off; random when empty
};

class GraphClient : public Directory {
    Q_OBJECT
public:
    // `network` and `tokens` must outlive the client, the client its operations.
    GraphClient(auth::NetworkAccess &network, auth::TokenStore &tokens, RetryPolicy retry = {},
                QObject *parent = nullptr);

    core::OperationOf<Organization> *organization() override;
    core::OperationOf<QList<Domain>> *domains() override;
    core::OperationOf<Person> *me() override;
    core::OperationOf<ServicePrincipal> *servicePrincipal(const QString &appId) override;
    core::OperationOf<QList<PrincipalAnswer>> *servicePrincipals(const QStringList &appIds) override;
    core::OperationOf<QList<WriteAnswer>> *updateKeyCredentials(const QList<KeyWrite> &writes) override;
    core::OperationOf<ServicePrincipal> *createServicePrincipal(const QString &appId) override;
    core::OperationOf<QList<HybridApplication>> *hybridApplications() override;

private:
    QUrl address(const QString &pathAndQuery) const;
    core::OperationOf<QList<WriteAnswer>> *patchKeys(const KeyWrite &write);
    GraphCall *newCall(GraphRequest request);
    GraphCall *get(const QUrl &url, const QString &subject = {});

    auth::NetworkAccess &m_network;
    auth::TokenStore &m_tokens;
    RetryPolicy m_retry;
};

}
