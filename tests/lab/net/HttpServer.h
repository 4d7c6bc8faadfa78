#pragma once

#include "net/HttpConnection.h"

#include <QSslConfiguration>

#include <optional>

class QTcpServer;

namespace lab {

// One port on 127.0.0.1, and on ::1 when that can be had. With a TLS configuration it speaks https.
class HttpServer : public QObject {
public:
    HttpServer(HttpHandler handler, std::optional<QSslConfiguration> tls, QObject *parent = nullptr);

    bool listen(quint16 port); // 0: any free port
    quint16 port() const { return m_port; }
    void setOpen(bool open); // closed: new connections are refused; the port stays ours
    void setTls(const QSslConfiguration &tls); // for connections from now on; only where there was TLS

private:
    QTcpServer *makeServer();
    void accept(QTcpServer *server);

    HttpHandler m_handler;
    std::optional<QSslConfiguration> m_tls;
    quint16 m_port = 0;
};

}
