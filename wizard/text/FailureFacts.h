#pragma once

#include "core/Failure.h"
#include "core/Wait.h"

#include <QDateTime>
#include <QStringList>

namespace passerelle::text {

// What somebody who helps needs beside the sentence (ux.md U44, U46), one line each: the time in UTC (that of the
// server, else `seen`), the identifiers it gave, Microsoft's page about the number, and the text as it was received,
// marked as such. Never interpreted: for plain text widgets and the clipboard.
QStringList failureFacts(const core::Failure &failure, const QDateTime &seen);
// Whether there is more to tell than the time.
bool hasFailureFacts(const core::Failure &failure);

// A line that waits before it goes on.
QString waitText(const core::Wait &wait);

}
