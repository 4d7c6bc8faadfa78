#pragma once

#include "kerberos/Acceptor.h"

namespace lab {

// A multipart/encrypted body (psrp.md 3.3; MS-WSMV 2.2.9.1).
struct EncryptedBody {
    QByteArray protocol; // "application/HTTP-Kerberos-session-encrypted"
    qsizetype length = 0; // of the plain text, padding included
    Acceptor::Sealed sealed;
};

// Strict: what a Windows server takes and no more. Empty and a reason otherwise.
std::optional<EncryptedBody> readEncryptedBody(const QByteArray &contentType, const QByteArray &body,
                                               QString *problem);

QByteArray encryptedContentType(const QByteArray &protocol);
// `space`: "-- Encrypted Boundary", as Exchange writes it.
QByteArray writeEncryptedBody(const EncryptedBody &body, bool space);

}
