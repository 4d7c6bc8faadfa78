#pragma once

#include "net/HttpError.h"
#include "net/HttpMessage.h"

#include <QSslCertificate>
#include <QString>

#include <functional>
#include <variant>

namespace passerelle::net {

// How one connection proves who the user is and, if the scheme can, protects the bodies. A context belongs to
// one HttpConnection and lives through its reconnections; what it negotiated is bound to one TCP connection.
//
// The connection calls, in this order: connected() after every TCP (and TLS) set-up, then for each request
// protect() and, when the answer is there, inspect(). `Again` from inspect() leads to another protect() of
// the same request on the same connection: that is how several legs of a negotiation travel. A context that
// cannot encrypt yet hands out a request with an empty body, and the original comes back to it in the next
// protect().
class SecurityContext {
public:
    struct Channel {
        QString host; // the server's own name, whatever address it was mapped to
        bool encrypted = false; // TLS
        QSslCertificate peerCertificate; // for channel bindings; null without TLS
    };
    enum class Verdict {
        Deliver, // hand the response (unwrapped in place if need be) to the caller, whatever its status
        Again, // a leg of the negotiation: send the same request again
        Broken, // the answer fails its protection; the connection is given up: brokenBecause()
    };
    using Protected = std::variant<HttpRequest, HttpError>;

    virtual ~SecurityContext() = default;

    virtual QByteArray schemeName() const = 0;
    virtual void connected(const Channel &channel) = 0;
    // Calls `ready` once, at once or later (a ticket may have to be fetched), from the thread of the
    // connection. The connection ignores an answer it no longer waits for, and sets no limit of its own.
    virtual void protect(HttpRequest request, std::function<void(Protected)> ready) = 0;
    virtual Verdict inspect(HttpResponse &response) = 0;
    virtual HttpError brokenBecause() const { return {}; } // after Broken
    virtual bool sentCredentials() const = 0; // a password or ticket went out on this context at least once
};

// No security context, and why.
HttpError signInError(SignInTrouble trouble, const QString &technical);

// The schemes of a 401, as the server spells them, in its order, each once.
QStringList offeredSchemes(const HttpResponse &response);

}
