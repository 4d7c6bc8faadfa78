#pragma once

#include <QByteArray>

#include <optional>

namespace passerelle::net {

// The multipart/encrypted body of WS-Management (MS-WSMV 2.2.9.1, reference psrp.md 3.3).
struct EncryptedBody {
    QByteArray originalType; // of what is inside: application/soap+xml;charset=UTF-8
    qsizetype length = 0; // of what is inside, padding included
    QByteArray header; // of the security library
    QByteArray ciphertext;

    // `protocol`: application/HTTP-Kerberos-session-encrypted or application/HTTP-SPNEGO-session-encrypted
    static QByteArray contentType(const QByteArray &protocol);
    QByteArray toBytes(const QByteArray &protocol) const;

    static bool isEncrypted(const QByteArray &contentType);
    // Takes blanks between the hyphens and the boundary, as Exchange writes them, and any bytes in the ciphertext,
    // the boundary's too. nullopt when it is not one well-formed encrypted part.
    static std::optional<EncryptedBody> read(const QByteArray &contentType, const QByteArray &body);
};

}
