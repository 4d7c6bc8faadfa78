#pragma once

#include "net/HttpMessage.h"

#include <QObject>
#include <QPointer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace lab {

class HttpConnection;

// What a handler keeps with a connection; dies with it.
struct ConnectionState {
    virtual ~ConnectionState() = default;
};

// One request and the place where its answer goes. Answered or dropped exactly once; may outlive the
// connection.
class HttpExchange {
public:
    HttpExchange(HttpRequest request, HttpConnection *connection);

    const HttpRequest request;
    std::function<void(int status)> onEnd; // status of the answer; 0 when the connection broke instead

    void answer(const HttpResponse &response);
    void drop(); // the connection breaks, nothing is sent
    bool alive() const; // false once ended, or the peer went away
    bool ended() const { return m_ended; }

    ConnectionState *state() const; // null when nobody set one, or the peer went away
    void setState(std::unique_ptr<ConnectionState> state);

private:
    QPointer<HttpConnection> m_connection;
    bool m_ended = false;
};

using HttpHandler = std::function<void(const std::shared_ptr<HttpExchange> &)>;

// HTTP/1.1 on one socket: keep-alive, one request at a time, bodies by length or chunked.
class HttpConnection : public QObject {
public:
    HttpConnection(QTcpSocket *socket, quint64 number, HttpHandler handler, QObject *parent);

    void send(const HttpResponse &response);
    void abort();

    std::unique_ptr<ConnectionState> state;

private:
    void sendPieces(const QByteArray &body, qsizetype size, int everyMs);
    void sent();
    void read();
    bool readHead();
    bool readBody();
    void refuse(int status);

    QTcpSocket *m_socket;
    quint64 m_number;
    bool m_secure = false;
    QByteArray m_certificate;
    HttpHandler m_handler;
    QByteArray m_input;
    HttpRequest m_request;
    bool m_headRead = false;
    bool m_busy = false;
    bool m_closeAfter = false;
};

}
