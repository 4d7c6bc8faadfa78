#pragma once

#include "core/Failure.h"
#include "core/Secret.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUrl>
#include <chrono>
#include <utility>

namespace passerelle::auth {

struct CloudEndpoints;

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    core::Secret body; // wiped with the request: form bodies carry codes and tokens
    core::Secret bearer; // sent as "Authorization: Bearer", only to a host of the cloud in use
    std::chrono::milliseconds silence{ 0 }; // longest one on the wire; 0: as NetworkAccess has it
    bool freshConnection = false; // no reuse of a connection that may have gone stale: nothing is sent twice
};

enum class NetworkProblem {
    None,
    Unreachable, // name unknown, refused, no route, connection dropped
    TimedOut,
    Tls, // handshake or trust
    ProxySignIn, // 407
    ProxyUnreachable, // the proxy itself: name unknown, refused, silent
    TooLarge, // more than the body cap
    HostNotAllowed, // nothing was sent
};

struct HttpReply {
    int status = 0; // 0 when no answer arrived
    HttpHeaders headers;
    QByteArray body;
    NetworkProblem problem = NetworkProblem::None;
    QString problemText; // Qt's words, for the technical part of a failure
    QString certificateIssuer; // of the server's TLS certificate: tells an inspecting proxy
    qint64 milliseconds = 0;

    // All values of one header in order; Qt joins repeated headers with ", ".
    QByteArray header(const char *name) const;
    QDateTime date() const; // of the Date header, UTC; invalid when absent
    bool isJson() const; // by content type
};

// "GET login.microsoftonline.com/…/token 200 in 35 ms, request-id …": all that may be logged of a call
// (cloud.md e.5).
QString logLine(const QByteArray &method, const QUrl &url, const HttpReply &reply);

// EntraNet with {host} and {list}, for a call that brought no usable answer.
core::Failure networkFailure(const QUrl &url, const HttpReply &reply, const CloudEndpoints &cloud);

}
