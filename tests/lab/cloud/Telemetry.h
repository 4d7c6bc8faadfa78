#pragma once

#include <QString>

namespace lab {

// What Microsoft's libraries send with every request of a sign-in, and nobody needs.
inline bool isTelemetry(const QString &name)
{
    return name.startsWith("x-client-") || name.startsWith("x-app-") || name == "x-ms-lib-capability"
        || name == "client-request-id" || name == "X-AnchorMailbox";
}

}
