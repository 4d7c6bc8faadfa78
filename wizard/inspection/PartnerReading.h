#pragma once

#include "inspection/ExchangeObjects.h"
#include "inspection/Reading.h"

namespace passerelle::inspection {

struct PartnerState {
    QList<PartnerApplication> ours;      // same application id, trusting Microsoft's authorization server
    bool nameTaken = false;              // the wanted name belongs to another application
    QStringList enabledIds;              // application ids of all enabled entries, lower case
};

// The partner applications of Exchange, held against one application id (procedure.md 8).
class PartnerReading : public Reading<PartnerState> {
public:
    PartnerReading(psrp::CommandRunner &exchange, QString applicationId, QString wantedName, QString domainController);

protected:
    void doStart() override;

private:
    QString m_applicationId, m_wantedName, m_domainController;
};

}
