#pragma once

#include <QString>

namespace passerelle::app {

// Sends messages of at least this level ("debug", "info", "warning", "critical") to the standard error, scrubbed of
// anything that looks like a credential. Installed once, before the first window.
void installLogHandler(const QString &level);

}
