#pragma once

#include <QString>

namespace passerelle::core {

// Removes what looks like a credential from a line that is about to be logged, reported or shown. The second net: the
// first is that secrets are core::Secret and never become text.
QString scrub(QString line);

// Makes text received from a server fit for the screen: control and bidirectional characters out, at most `limit`
// characters (reference psrp.md 13.2).
QString displayable(const QString &text, qsizetype limit = 4096);

}
