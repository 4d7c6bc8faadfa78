#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// EX-TLS-TRUST in the words of its reason (value "reason": one or more of net::HttpError::tlsErrors); to be translated
// in the context "Failure". Null when no reason is known.
const char *tlsSentence(const core::Values &values);

}
