#pragma once

#include "protocols/exo/Cmdlet.h"
#include "protocols/exo/Objects.h"

// The cmdlets of cloud.md c.5, spelled once for the wire and for the commands to copy.
namespace passerelle::exo {

// Name of the connector the documentation makes by hand (procedure.md section 2).
inline constexpr char documentedConnectorName[] = "ExchangeHybridOnlineToOnPremises";

Cmdlet getConnectors();
Cmdlet newConnector(const ConnectorWish &wish);
Cmdlet setConnector(const QString &identity, const ConnectorChange &change);
Cmdlet removeConnector(const QString &identity);
Cmdlet getOnPremisesOrganizations();
Cmdlet getConfiguration(const QString &organizationGuid); // may be empty: one on-premises organisation
Cmdlet testOAuth(const OAuthTest &test);
Cmdlet getAcceptedDomains();
Cmdlet getOrganizationConfig();

}
