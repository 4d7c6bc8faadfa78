#pragma once

#include "protocols/psrp/Value.h"

namespace passerelle::fuzz {

// Calls every reading function of a value and of what is inside it, to a bounded depth and count: values may
// refer to each other in circles. Checks what they promise.
void walk(const psrp::Value &value);

}
