#pragma once

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

namespace passerelle::net {

// Why no usable answer came.
struct HttpError {
    enum class Kind {
        NameNotFound,
        Refused,
        TimedOut,
        TlsUntrusted,
        TlsHandshake,
        Dropped,
        BadReply,
        TooLarge,
        Cancelled,
        Unsafe, // the security context will not speak over this connection (Basic without TLS)
    };
    enum class Stage { Name, Port, Tls, Answer }; // how far the connection had come

    Kind kind = Kind::Dropped;
    Stage stage = Stage::Answer;
    QString technical;
    QList<QSslCertificate> chain; // TlsUntrusted: what the server presented, leaf first
    QStringList tlsErrors; // TlsUntrusted: self-signed, untrusted-issuer, name-mismatch, expired,
                           // not-yet-valid, other
    bool requestSent = false; // bytes of the request may have reached the server
};

}
