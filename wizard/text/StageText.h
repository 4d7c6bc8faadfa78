#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// EX-UNREACHABLE in the words of the stage that failed (value "stage": name, port, tls or answer); to be translated in
// the context "Failure". Null when the stage is not known.
const char *stageSentence(const core::Values &values);

}
