#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <memory>

using EVP_PKEY = struct evp_pkey_st;

namespace lab {

// OpenSSL keeps errors per thread until somebody takes them, and Qt's TLS sockets on the same thread would
// take ours for theirs and break the connection. Every function that calls OpenSSL holds one of these.
struct OpenSslErrors {
    OpenSslErrors();
    ~OpenSslErrors(); // what happened since construction is forgotten
    Q_DISABLE_COPY_MOVE(OpenSslErrors)
};

// One private key, in memory only.
class Key {
public:
    static Key ec(); // P-256: everything that only has to be quick
    static Key rsa2048(); // what Exchange setup makes for its authorization certificate

    EVP_PKEY *handle() const { return m_key.get(); }
    QByteArray pem() const;

    // JWS RS256: PKCS #1 v1.5 with SHA-256. Only for keys made by rsa2048().
    QByteArray signRs256(const QByteArray &text) const;
    // Modulus and public exponent, big-endian without leading zeros. Only for keys made by rsa2048().
    std::pair<QByteArray, QByteArray> publicNumbers() const;

private:
    explicit Key(EVP_PKEY *key);
    std::shared_ptr<EVP_PKEY> m_key;
};

}
