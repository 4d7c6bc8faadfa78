#pragma once

#include "core/Clock.h"
#include "model/CallLog.h"
#include "model/SetupState.h"
#include "net/NetworkSettings.h"
#include "protocols/exo/ExchangeOnline.h"
#include "protocols/graph/Directory.h"
#include "protocols/psrp/CommandRunner.h"

namespace passerelle::services {

// What every step works with. Made once by app/; all of it outlives the services.
struct Environment {
    model::SetupState &state;
    psrp::CommandRunner &exchange;
    graph::Directory &directory;
    const core::Clock &clock;
    const net::NetworkSettings &network;
    const model::CallLog &calls;
    exo::ExchangeOnline *online = nullptr;   // null: no way to Exchange Online; what lives there is then not tested
};

}
