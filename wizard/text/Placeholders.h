#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// Replaces {name} by values["name"]; one without a value becomes a dash. Values are never searched for placeholders.
QString fill(const QString &pattern, const core::Values &values);

}
