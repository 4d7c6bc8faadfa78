#pragma once

#include "model/Finding.h"

namespace passerelle::text {

enum class VerdictWords { Task, Check };   // "Done / To do" for work, "Passed / To confirm" for checks

QString findingTitle(const model::Finding &finding);
QString findingDetail(const model::Finding &finding);    // may be empty; a failed one explains why
QString verdictWord(model::Verdict verdict, VerdictWords words);

}
