#include "net/HttpServer.h"

#include <QSslServer>
#include <QTcpServer>

namespace lab {

namespace {
quint64 connectionCounter = 0;
}

HttpServer::HttpServer(HttpHandler handler, std::optional<QSslConfiguration> tls, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_tls(std::move(tls))
{
}

bool HttpServer::listen(quint16 port)
{
    QTcpServer *first = makeServer();
    if (!first->listen(QHostAddress::LocalHost, port))
        return false;
    m_port = first->serverPort();
    QTcpServer *second = makeServer();
    second->listen(QHostAddress::LocalHostIPv6, m_port);
    return true;
}

void HttpServer::setOpen(bool open)
{
    for (QTcpServer *server : findChildren<QTcpServer *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (!open)
            server->close();
        else if (!server->isListening() && m_port != 0)
            server->listen(server == children().first() ? QHostAddress::LocalHost : QHostAddress::LocalHostIPv6, m_port);
    }
}

void HttpServer::setTls(const QSslConfiguration &tls)
{
    m_tls = tls;
    for (QSslServer *server : findChildren<QSslServer *>())
        server->setSslConfiguration(tls);
}

QTcpServer *HttpServer::makeServer()
{
    QTcpServer *server = nullptr;
    if (m_tls) {
        auto *secure = new QSslServer(this);
        secure->setSslConfiguration(*m_tls);
        server = secure;
    } else {
        server = new QTcpServer(this);
    }
    connect(server, &QTcpServer::pendingConnectionAvailable, this, [this, server] { accept(server); });
    return server;
}

void HttpServer::accept(QTcpServer *server)
{
    while (QTcpSocket *socket = server->nextPendingConnection())
        new HttpConnection(socket, ++connectionCounter, m_handler, this);
}

}
