#pragma once

#include <QByteArray>
#include <QStringView>

namespace passerelle::psrp {

// The _xHHHH_ escapes of CLIXML (reference psrp.md 11.4), over UTF-16 code units.

// Text ready to stand in an element: CLIXML escapes, then those of XML, as UTF-8. Quotation marks stay.
QByteArray escapeClixml(QStringView text);

// Undoes the escapes in place, one pass, and returns the new length (never longer). A surrogate without its
// partner becomes U+FFFD.
qsizetype unescapeClixml(char16_t *text, qsizetype length);
QString unescapeClixml(QString text);

}
