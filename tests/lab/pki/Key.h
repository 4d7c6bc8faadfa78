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

    // JWS ES256: r ‖ s, 64 bytes. Only for keys made by ec().
    QByteArray signEs256(const QByteArray &text) const;
    // Uncompressed public point: x and y, 32 bytes each. Only for keys made by ec().
    std::pair<QByteArray, QByteArray> publicPoint() const;

private:
    explicit Key(EVP_PKEY *key);
    std::shared_ptr<EVP_PKEY> m_key;
};

}
