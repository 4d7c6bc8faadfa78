#pragma once

#include "model/Change.h"
#include "model/Targets.h"
#include "protocols/graph/KeyPlan.h"

namespace passerelle::services {

// What step 5 would change, as rows of the review page. `values` also tell "appId" and, for keys, "added"
// (thumbprints), and the lists a person wants to see: "keptKeys", "expiredKeys", "addedKeys", "removedKeys", one
// key a line.

model::Change principalCreation(const model::ApplicationTarget &application);
// Names every key that goes; its identity holds every key that stays, so that a list somebody else has
// changed since is not covered by the consent given to this one.
model::Change keyChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan);
// Takes expired keys away where nothing else is to be done; offered only.
model::Change expiredKeysChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan);
// Takes the certificate of Exchange away from an application that is not to have it (cloud.md d); offered only.
model::Change ownKeyRemoval(const model::ApplicationTarget &application, const graph::KeyPlan &plan);
// The same for what a run has uploaded; carried out by KeyUndo.
model::Change uploadUndo(const model::ApplicationTarget &application, const graph::KeyPlan &plan);

}
