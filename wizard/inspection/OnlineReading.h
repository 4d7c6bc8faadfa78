#pragma once

#include "core/Operation.h"
#include "model/Finding.h"
#include "protocols/exo/ExchangeOnline.h"

#include <QPointer>

namespace passerelle::inspection {

struct OnlineQuestion {
    QString domain; // of the local mailboxes: the connector has to serve it
    QStringList hosts; // published by Exchange on premises, lower case
};

// What makes the connector serve the domain: one to be created, or changes of one that is there. Never one of the
// Hybrid Agent.
struct ConnectorRepair {
    std::optional<exo::ConnectorWish> creation;
    QString identity; // of the one to be changed
    QString name;
    exo::ConnectorChange change; // domains, enabled
    QStringList domainsBefore;
};

// Rows oauth.1h and oauth.1h.configuration. A row that is not right, or could not be read, carries the
// PowerShell text to copy in the value {commands} and in its evidence.
using OnlineState = QList<model::Finding>;

// The way back of step 1, as it stands in Exchange Online: the connector that leads to the organisation on
// premises, and the addresses the Hybrid wizard left there (procedure.md 1h, cloud.md c.5). Read only; what
// cannot be read is "not tested", never a failure of the step. Fails only when cancelled.
class OnlineReading : public core::OperationOf<OnlineState> {
    Q_OBJECT
public:
    // `online` may be null: nothing of Exchange Online is connected. It must outlive the reading.
    OnlineReading(exo::ExchangeOnline *online, OnlineQuestion question);

    static QList<model::Finding> pendingFindings();
    // Once finished: nothing where nothing is missing, or where it is not for this program to mend.
    const std::optional<ConnectorRepair> &repair() const { return m_repair; }

protected:
    void doStart() override;
    void doCancel() override;

private:
    void readConnectors();
    void readOrganizations();
    void readConfiguration(const QString &organizationGuid);
    void judge(const core::Result<QList<exo::Configuration>> &result);
    void readAcceptedDomains();
    void notTested(const QString &id, const core::Failure *failure);

    exo::ExchangeOnline *m_online;
    OnlineQuestion m_question;
    QList<exo::Connector> m_connectors;
    OnlineState m_state;
    std::optional<ConnectorRepair> m_repair;
    QPointer<core::Operation> m_current;
};

// What would make the domain served.
std::optional<ConnectorRepair> connectorRepair(const QList<exo::Connector> &connectors,
                                               const std::optional<exo::Configuration> &configuration,
                                               const OnlineQuestion &question);

// The verdict on the connectors; `configuration` is what the Hybrid wizard left, when there is anything.
model::Finding judgeCloudConnector(const QList<exo::Connector> &connectors,
                                   const std::optional<exo::Configuration> &configuration,
                                   const OnlineQuestion &question, const exo::ExchangeOnline *online);

}
