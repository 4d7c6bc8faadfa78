#pragma once

#include "model/Change.h"
#include "model/Steps.h"

namespace passerelle::text {

QString stepTitle(const QString &stepId);        // "Create the account of the application"
QString stepShortTitle(const QString &stepId);   // "Account of the application", for the rail and the report
QString stepHelp(const QString &stepId);         // one sentence
QString stepAction(const QString &stepId, bool writes = true);  // verb of the button: "Create the account"
QString stepStatusWord(model::StepStatus status);
QString stepRemark(const model::StepRecord &record); // who did or judged it, when it was not this program; may be empty

QString changeTitle(const model::Change &change);
QString changeContext(const model::Change &change);  // "Exchange - step 2 - reversible"
QString changeBefore(const model::Change &change);
QString changeAfter(const model::Change &change);
QString changeNote(const model::Change &change);         // what to know before ticking it; may be empty
QStringList changeDetails(const model::Change &change);  // headings and indented lines; may be empty

}
