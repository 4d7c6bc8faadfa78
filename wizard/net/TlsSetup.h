#pragma once

#include "net/TlsTrust.h"

#include <QSslConfiguration>
#include <QSslError>
#include <QString>

namespace passerelle::net {

// TLS 1.2 or later, the server always verified, the extra authorities beside those of the system.
QSslConfiguration tlsConfiguration(const TlsTrust &trust);

// The stable name of a certificate error, as listed in HttpError::tlsErrors.
QString tlsErrorCode(const QSslError &error);

}
