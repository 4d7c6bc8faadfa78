#pragma once

#include "auth/NetworkAccess.h"
#include "protocols/exo/ExchangeOnline.h"
#include "protocols/exo/InvokeCommand.h"
#include "protocols/exo/TokenSource.h"

namespace passerelle::exo {

class ConnectorWrite;

// Exchange Online through InvokeCommand, the undocumented interface of Microsoft's own module (cloud.md c).
class ExoClient : public ExchangeOnline {
    Q_OBJECT
public:
    // Calls go to the Exchange Online host of the cloud `network` is in. `network` and `tokens` must outlive
    // the client, the client its operations.
    ExoClient(auth::NetworkAccess &network, TokenSource &tokens, Patience patience = {},
              QObject *parent = nullptr);

    bool isSignedIn() const override;
    QString userPrincipalName() const override;
    QString cloud() const override;

    core::OperationOf<Capability> *probe() override;
    core::OperationOf<QList<Connector>> *connectors() override;
    core::OperationOf<QList<OnPremisesOrganization>> *onPremisesOrganizations() override;
    core::OperationOf<QList<Configuration>> *configuration(const QString &organizationGuid) override;
    core::OperationOf<QList<AcceptedDomain>> *acceptedDomains() override;
    core::OperationOf<OrganizationFacts> *organizationConfig() override;
    core::OperationOf<OAuthTestResult> *testOAuth(const OAuthTest &test) override;
    core::OperationOf<Connector> *createConnector(const ConnectorWish &wish) override;
    core::OperationOf<Connector> *changeConnector(const QString &identity,
                                                  const ConnectorChange &change) override;
    core::OperationOf<Connector> *removeConnector(const QString &identity) override;

    // Any cmdlet: its objects and warnings as they came.
    InvokeCommand *invoke(const Cmdlet &cmdlet);

private:
    ConnectorWrite *write(const Cmdlet &cmdlet, const Connector &asked,
                          std::function<std::optional<Connector>(const QList<Connector> &)> look);

    auth::NetworkAccess &m_network;
    TokenSource &m_tokens;
    ServiceHost m_host;
    QByteArray m_connectionId;
    Patience m_patience;
};

}
