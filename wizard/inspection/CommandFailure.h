#pragma once

#include "core/Failure.h"
#include "protocols/psrp/Command.h"
#include "protocols/psrp/CommandOutput.h"

namespace passerelle::inspection {

// The object a Get- cmdlet was asked for does not exist (psrp.md 12.3).
bool isNotFound(const psrp::CommandOutput &output);
// A New- cmdlet met an object of the same name or address.
bool isAlreadyThere(const psrp::CommandOutput &output);

// What the errors of a cmdlet mean where the caller expected none: RbacPartial {list} when the session lacks the
// cmdlet or a parameter, which is named, else UnknownExchange; `technical` tells class, message and error id.
core::Failure commandFailure(const psrp::Command &command, const psrp::CommandOutput &output);

}
