#pragma once

#include "protocols/exo/Cmdlet.h"

namespace passerelle::exo {

struct CommandsContext {
    QString cloud; // CloudEndpoints::id: picks -ExchangeEnvironmentName
    QString userPrincipalName; // for Connect-ExchangeOnline; may be empty
};

// The exact text to copy into a PowerShell window when the wizard may not or cannot do it itself: connect,
// the cmdlets in order, disconnect. Lines end with a line feed; nothing in it is translated.
QString commandsFor(const QList<Cmdlet> &cmdlets, const CommandsContext &context = {});

}
