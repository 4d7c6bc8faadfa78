#pragma once

#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/Value.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace passerelle::psrp {

// Everything one cmdlet said. A pipeline may complete and still have reported errors.
struct CommandOutput {
    QList<Value> objects;
    QList<ErrorRecord> errors; // the terminating one, if any, is the last
    QStringList warnings;
    QString progress; // the last one told: activity and state, fit for the screen
    bool failed = false; // the pipeline ended Failed or Stopped
    std::chrono::milliseconds duration{ 0 };
    QString requestId; // of the last answer, for the server's administrator

    bool succeeded() const { return !failed && errors.isEmpty(); }
};

}
