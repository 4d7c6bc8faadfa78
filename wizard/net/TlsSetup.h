#pragma once

#include "net/HttpError.h"
#include "net/TlsTrust.h"

#include <QSslConfiguration>
#include <QSslError>
#include <QString>

namespace passerelle::net {

// TLS 1.2 or later, the server always verified, the extra authorities beside those of the system.
QSslConfiguration tlsConfiguration(const TlsTrust &trust);

TlsProblem tlsProblem(const QSslError &error);

// Its stable name, as listed in HttpError::tlsErrors.
QString tlsProblemName(TlsProblem problem);

}
