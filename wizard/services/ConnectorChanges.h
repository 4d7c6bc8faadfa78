#pragma once

#include "inspection/OnlineReading.h"
#include "model/Change.h"

#include <functional>

namespace passerelle::services {

// The rows of the review page for the connector of Exchange Online: oauth.connector.create, or oauth.connector.domains
// and oauth.connector.enable. Shared objects: other products use the connector too.
QList<model::Change> connectorChanges(const inspection::ConnectorRepair &repair);

// The part of the repair that `accepts` lets through; nothing is sent for the rest.
exo::ConnectorChange acceptedPart(const inspection::ConnectorRepair &repair,
                                  const std::function<bool(const model::Change &)> &accepts);

}
