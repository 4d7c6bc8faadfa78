#pragma once

#include <QByteArray>
#include <optional>

namespace passerelle::auth {

// The claims of a 401 with error="insufficient_claims" (reference cloud.md a.9), as the JSON to be sent with
// the next sign-in; several WWW-Authenticate headers may be joined by comma. Nothing when there is no such
// challenge or its claims are no JSON object of a sane size.
std::optional<QByteArray> claimsChallenge(const QByteArray &wwwAuthenticate);

}
