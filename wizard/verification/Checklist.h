#pragma once

#include "model/Activity.h"
#include "model/SetupState.h"

namespace passerelle::verification {

// The verification checklist V1-V12 (procedure.md section 12). Only reads. Checks no machine can make are
// NeedsPerson until confirm() stores somebody's answer.
class Checklist : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;
    virtual void runAll() = 0;
    virtual void runOne(const QString &checkId) = 0;
    // answer: "yes", "no" or "not-applicable"; `who` is kept with the time in the run file and the report.
    virtual void confirm(const QString &checkId, const QString &answer, const QString &who, const QString &note) = 0;
};

}
