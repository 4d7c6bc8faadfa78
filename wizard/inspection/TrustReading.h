#pragma once

#include "inspection/ExchangeObjects.h"
#include "inspection/OnlineReading.h"
#include "inspection/Reading.h"
#include "model/Finding.h"
#include "protocols/exo/ExchangeOnline.h"
#include "protocols/graph/Directory.h"

#include <optional>

namespace passerelle::inspection {

struct TrustQuestion {
    QString tenantId;          // empty: not known, and then that of the only realm Exchange trusts counts
    QString routingDomain;
    QString domain;            // of the local mailboxes
    QString domainController;
    QString authThumbprint;    // to tell whether a key of Exchange is still on 00000002; may be empty
};

struct TrustState {
    QList<model::Finding> findings;          // oauth.1a.acs ... oauth.1i
    QList<VirtualDirectory> directories;     // EWS and Autodiscover
    QUrl externalEwsUrl;
    QString tenantId;                        // the one asked for, or the one found
    std::optional<ConnectorRepair> connectorRepair; // in Exchange Online
    // One authorization server of each type, the Exchange Online application and a connector that serves the routing
    // domain are there, and only once (procedure.md 6, 1a, 1b, 1g).
    bool established = false;
    std::optional<core::Failure> missing;    // the first reason why it is not
};

// Step 1 as it stands: sub-steps 1a to 1i, read only.
class TrustReading : public Reading<TrustState> {
public:
    static QList<model::Finding> pendingFindings();

    // Without `online` the cloud's side of 1h is not tested.
    TrustReading(psrp::CommandRunner &exchange, graph::Directory &directory, TrustQuestion question,
                 exo::ExchangeOnline *online = nullptr);

protected:
    void doStart() override;

private:
    void judgeAuthServers(const psrp::CommandOutput &output);
    void judgeServer(const QString &id, const QString &type, const QList<AuthServer> &servers);
    void readExchangeOnline();
    void readAuthConfig();
    void readConnector();
    void readDirectories();
    void readOverrides();
    void readPrincipal();
    void judgePrincipal(const graph::ServicePrincipal &principal);
    void judgeHostNames(const QStringList &registered);
    void readOnline();
    void conclude();
    void mark(const QString &id, model::Verdict verdict, const core::Values &values = {},
              std::optional<core::FailureCode> code = std::nullopt, const QStringList &evidence = {});
    psrp::Command command(const char *name) const;

    graph::Directory &m_directory;
    exo::ExchangeOnline *m_online;
    TrustQuestion m_question;
    TrustState m_state;
    bool m_applicationRight = false;
    bool m_connectorRight = false;
};

}
