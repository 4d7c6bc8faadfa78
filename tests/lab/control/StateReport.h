#pragma once

#include "org/World.h"

namespace lab {

class WsmanEndpoint;

// Everything the lab holds, readable, in an order that does not depend on the moment.
QJsonObject stateReport(const World &world, const WsmanEndpoint &wsman);

}
