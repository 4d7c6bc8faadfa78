#pragma once

#include "inspection/Reading.h"
#include "model/Identities.h"

namespace passerelle::inspection {

// Servers, accepted domains and writable domain controllers of the organisation. Also makes the session look at the
// whole forest, so that no search misses an object of another domain (procedure.md 5.6).
class OrganizationReading : public Reading<model::ExchangeFacts> {
public:
    OrganizationReading(psrp::CommandRunner &exchange, QString server, QString user);

protected:
    void doStart() override;

private:
    void readServers();
    void readDomains();
    void readControllers();

    model::ExchangeFacts m_facts;
};

}
