#pragma once

#include "net/SignInTrouble.h"

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

namespace passerelle::net {

// What is wrong with the TLS of the server.
enum class TlsProblem {
    SelfSigned,
    UntrustedIssuer,
    NameMismatch,
    Expired,
    NotYetValid,
    ProtocolTooOld, // the server knows nothing newer than TLS 1.1
    Other,
};

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
        SignIn, // no ticket, or the server did not prove its identity: see `signIn`
        Damaged, // the answer fails the protection of its security context
    };
    enum class Stage { Name, Port, Tls, Answer }; // how far the connection had come

    Kind kind = Kind::Dropped;
    Stage stage = Stage::Answer;
    QString technical;
    QList<QSslCertificate> chain; // TlsUntrusted: what the server presented, leaf first
    QStringList tlsErrors; // TlsUntrusted: self-signed, untrusted-issuer, name-mismatch, expired,
                           // not-yet-valid, protocol-too-old, other
    bool requestSent = false; // bytes of the request may have reached the server
    // TlsUntrusted: what tlsErrors names; TlsHandshake: ProtocolTooOld or none.
    QList<TlsProblem> tlsProblems = {};
    SignInTrouble signIn = SignInTrouble::None; // SignIn
};

}
