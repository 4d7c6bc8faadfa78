#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// Replaces {name} by values["name"]; one without a value becomes a dash. Values are never searched for placeholders; what
// is not fit for a screen is left out of them (core::displayable).
QString fill(const QString &pattern, const core::Values &values);

}
