#pragma once

#include "core/Operation.h"
#include "core/Wait.h"
#include "protocols/exo/Objects.h"

namespace passerelle::exo {

// Whether the program can work in Exchange Online with this sign-in.
struct Capability {
    bool usable = false;
    std::optional<core::Failure> refusal; // why not: SessionLost, ExoRole, ExoApi, EntraNet ...
};

// What the program asks of Exchange Online. ExoClient is the real one; tests of services bring their own.
// Every function returns an operation that is not started and belongs to the caller (core::run).
//
// Failures: ExoRole (403: role missing or cmdlet unknown), ExoNotFound {name}, ExoExists {name}, ExoApi (the
// interface is not there any more), SessionLost (401 that a refresh does not cure), GraphThrottle {n},
// EntraNet {host, list}, else UnknownExo; `technical` tells exception class, the server's words and request
// id.
class ExchangeOnline : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual bool isSignedIn() const = 0; // a token for Exchange Online is there
    virtual QString userPrincipalName() const = 0;
    virtual QString cloud() const = 0; // CloudEndpoints::id, for commandsFor()

    // Reads the connectors and tells whether that works; fails only when cancelled.
    virtual core::OperationOf<Capability> *probe() = 0;

    virtual core::OperationOf<QList<Connector>> *connectors() = 0;
    virtual core::OperationOf<QList<OnPremisesOrganization>> *onPremisesOrganizations() = 0;
    // Of one organisation on premises; where there are several the service insists on the guid.
    virtual core::OperationOf<QList<Configuration>> *configuration(const QString &organizationGuid = {}) = 0;
    virtual core::OperationOf<QList<AcceptedDomain>> *acceptedDomains() = 0;
    virtual core::OperationOf<OrganizationFacts> *organizationConfig() = 0;
    virtual core::OperationOf<OAuthTestResult> *testOAuth(const OAuthTest &test) = 0;

    // Writes. After an answer that leaves the fate of the write open the connectors are read again before
    // anything is repeated; a write that is on its way is awaited when the operation is cancelled. The
    // connector as read back.
    virtual core::OperationOf<Connector> *createConnector(const ConnectorWish &wish) = 0;
    virtual core::OperationOf<Connector> *changeConnector(const QString &identity,
                                                          const ConnectorChange &change) = 0;
    virtual core::OperationOf<Connector> *removeConnector(const QString &identity) = 0;

signals:
    // The server asked for patience, or is out of order; the operation continues by itself after that time.
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);
    // What a cmdlet said beside its result, made fit for the screen.
    void warned(const QString &cmdlet, const QStringList &warnings);
};

}
