#pragma once

#include "model/SetupState.h"

namespace passerelle::services {

// Domains a person may choose: accepted in Exchange and verified in Microsoft 365, without the tenant's own
// onmicrosoft.com ones, which hold no local mailbox. Without a sign-in: those accepted in Exchange.
QStringList usableDomains(const model::SetupState &state);

// <name>.mail.onmicrosoft.com as the directory tells it, or, without a sign-in, as Exchange accepts it; may be empty.
QString routingDomain(const model::SetupState &state);

// The settings of the state with every empty one filled in from what the connections have read: the default accepted
// domain when it is usable, the first domain controller, the names of the documented page.
model::Settings proposedSettings(const model::SetupState &state);

}
