#pragma once

#include "model/SetupState.h"

#include <QString>
#include <optional>

namespace passerelle::app {

// How to reach Microsoft 365, from the command line. What is not given stays as the run file has it.
struct CloudOptions {
    std::optional<QString> cloud; // id of auth::clouds(), or "auto"
    std::optional<QString> clientId; // GUID; empty: Microsoft's own
    std::optional<QString> proxy; // "system", "none" or an address: http://[user@]host[:port]
    bool deviceCode = false; // sign in with a code
    bool exchangeOnline = false; // sign in to Exchange Online too

    QString problem() const; // why they cannot be used; empty when they can
    void applyTo(model::SetupState &state) const;
};

}
