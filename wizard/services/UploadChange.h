#pragma once

#include "model/Change.h"
#include "model/Targets.h"
#include "protocols/graph/KeyPlan.h"

namespace passerelle::services {

// What step 5 would change, as rows of the review page. `values` also tell "appId" and, for keys, "added"
// (thumbprints).

model::Change principalCreation(const model::ApplicationTarget &application);
// Names every key that goes; its identity holds every key that stays, so that a list somebody else has
// changed since is not covered by the consent given to this one.
model::Change keyChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan);

}
