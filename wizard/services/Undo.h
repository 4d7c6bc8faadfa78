#pragma once

#include "model/Activity.h"
#include "services/KeyRow.h"

namespace passerelle::services {

// Taking away again what this run uploaded, and nothing else (ux.md U62). keys() tells, once prepared, which keys
// go and which stay.
class Undo : public model::Activity, public KeyListing {
    Q_OBJECT
public:
    using Activity::Activity;

    virtual bool isPossible() const = 0; // this run has uploaded keys and not taken them away
    // Reads the keys as they are now and plans; writes nothing. UndoNothing when none of ours is left.
    virtual void prepare() = 0;
    virtual bool isPrepared() const = 0;
    // What a person has to type when an application would be left without any key; empty when none would.
    virtual QString confirmation() const = 0;
    // Carries the plan out; nothing happens while it is not prepared or `typed` is not confirmation(). UndoChanged
    // {name} when somebody has changed the keys since; nothing is removed then.
    virtual void carryOut(const QString &typed) = 0;
    virtual bool isDone() const = 0; // carried out and read back
};

}
