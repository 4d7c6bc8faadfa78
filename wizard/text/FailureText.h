#pragma once

#include "core/Failure.h"

namespace passerelle::text {

// Sentences of the problem catalogue in the current language. Placeholders without a value are left out gracefully.
QString failureTitle(core::FailureCode code);            // a few words, for the bold line
QString failureTitle(const core::Failure &failure);      // closer, where the values tell which case it is
QString failureSentence(const core::Failure &failure);   // what happened and what to do
QString failureSentence(core::FailureCode code, const core::Values &values);

}
