#pragma once

#include <QString>
#include <QStringList>

namespace lab {

// Why Exchange does not open a session, in its words (psrp.md 2.4, 6): the text of the ProviderFault of the
// first Receive. `text` instead of the usual words when not empty.
QStringList openRefusalReasons();
QString openRefusal(const QString &reason, const QString &user, int limit, const QString &text);

}
