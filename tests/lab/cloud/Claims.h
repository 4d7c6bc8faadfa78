#pragma once

#include "cloud/SignIn.h"

namespace lab {

inline const QString plainRefusal = "-";

// What an API answers to a token under a Conditional Access rule (switch `claimsChallenge`, cloud.md a.9):
// nothing when the token will do, the value for claims="…" (base64 of JSON) when the client declared cp1 (or
// the switch is "always"), otherwise plainRefusal: a bare 401.
QString claimsWanted(const World &world, const SignIn::Grant &grant);

}
