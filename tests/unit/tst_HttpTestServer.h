#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>

#include <functional>

class QSslSocket;

namespace passerelle::test {

struct ServerRequest {
    QByteArray method;
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; // counts from 1

    QByteArray header(const QByteArray &name) const;
};

struct ServerReply {
    QByteArray bytes; // as they go on the wire, head included
    bool close = false; // after the bytes
    bool silent = false; // never answer
    int delay = 0; // milliseconds
    std::function<QByteArray()> more = {}; // what follows the bytes, piece by piece, until an empty one
    int pause = 0; // milliseconds before each piece; 0 = as soon as the piece before it is gone
    bool shut = false; // nothing follows, yet the connection stays open for what the client says

    static ServerReply make(int status, const QByteArray &type, const QByteArray &body,
                            const QByteArray &moreHeaders = {});
};

// A certificate made on the spot; `daysLeft` below zero makes one that has expired, `daysOld` below zero one that is not
// valid yet.
struct TestIdentity {
    QSslCertificate certificate;
    QSslKey key;
    QList<QSslCertificate> sentAlong; // what the server presents behind its own certificate

    static TestIdentity make(const QByteArray &dnsName, int daysLeft = 30, int daysOld = 60);
    // Of a server, issued by this one.
    TestIdentity issue(const QByteArray &dnsName, int daysLeft = 30) const;
};

// A small HTTP server on loopback that hands each request to a function and remembers it.
class HttpTestServer : public QTcpServer {
    Q_OBJECT
public:
    using Handler = std::function<ServerReply(const ServerRequest &)>;

    explicit HttpTestServer(Handler handler, QObject *parent = nullptr);
    void useTls(const TestIdentity &identity) { m_identity = identity; }

    const QList<ServerRequest> &requests() const { return m_requests; }
    int connections() const { return m_connections; }
    void dropConnections();
    // Sends an answer late, to the connection of that number.
    void sendTo(int connection, const QByteArray &bytes);

protected:
    void incomingConnection(qintptr handle) override;

private:
    void read(QSslSocket *socket, int connection);
    void answer(QSslSocket *socket, const ServerReply &reply);
    void writeMore(QSslSocket *socket, const ServerReply &reply);

    Handler m_handler;
    TestIdentity m_identity;
    QList<ServerRequest> m_requests;
    QList<QSslSocket *> m_sockets;
    QHash<QSslSocket *, QByteArray> m_buffers;
    int m_connections = 0;
};

}
