#pragma once

#include "net/HttpExchange.h"
#include "net/NetworkSettings.h"
#include "net/SecurityContext.h"

#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <chrono>
#include <memory>

namespace passerelle::net {

// One HTTP/1.1 connection to one origin, with at most one request in flight. It is opened by the first
// request and reopened by the next one after the server closed it; a request is never repeated by itself.
// TLS 1.2 at least; certificate errors end the attempt, except for the exact certificate pinned for the host.
// No proxy, no redirects.
class HttpConnection : public QObject {
    Q_OBJECT
public:
    HttpConnection(const QUrl &base, NetworkSettings settings, QObject *parent = nullptr);
    ~HttpConnection() override;

    // Before the first request; without one, requests go out anonymously.
    void setSecurityContext(std::unique_ptr<SecurityContext> context);
    const SecurityContext *securityContext() const;

    // Makes an exchange, a child of this connection: connect to its `finished`, start() it, delete it
    // afterwards. The time limit covers sending and waiting for the whole answer, not the set-up of the
    // connection, which has its own.
    HttpExchange *send(HttpRequest request, std::chrono::milliseconds timeout);

    const QUrl &base() const;
    bool isOpen() const;
    bool isBusy() const;
    bool hasSent() const; // the body of the running request is on its way, so the server may act on it
    void close(); // a running exchange ends with Dropped
    QSslCertificate peerCertificate() const;

private:
    friend class HttpExchange;
    class Wire; // socket, parser and timers of the current request
    std::unique_ptr<Wire> m_wire;
};

}
