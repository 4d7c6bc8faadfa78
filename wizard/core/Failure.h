#pragma once

#include "core/FailureCode.h"

#include <QHash>
#include <QString>

namespace passerelle::core {

// Values of the placeholders of a sentence: {"host": "ex1.contoso.fr"}. Names are those of the problem catalogue.
using Values = QHash<QString, QString>;

struct Failure {
    FailureCode code = FailureCode::UnknownExchange;
    Values values;
    QString technical;       // what the other side said, scrubbed: details fold, log, "Copy details"; may be empty
    bool retryable = false;  // the same call may succeed later without anybody changing anything
};

}
