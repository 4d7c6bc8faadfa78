#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// Failures of the sign-in whose remedy depends on the case: value "reason" (auth::signInFailure), or whether a cloud is
// named. Source texts of the contexts "Failure" and "FailureTitle"; null where those of the code do.
const char *signInSentence(core::FailureCode code, const core::Values &values);
const char *signInTitle(core::FailureCode code, const core::Values &values);

}
