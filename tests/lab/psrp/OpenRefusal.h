#pragma once

#include "psrp/Soap.h"

#include <QStringList>

namespace lab {

// Why Exchange does not open a session (psrp.md 2.4, 6): the fault of the first Receive. `text` instead of the usual
// words when not empty.
QStringList openRefusalReasons();
SoapFault openRefusal(const QString &reason, const QString &user, int limit, const QString &text);

}
