#include "net/ProxyServer.h"

#include "net/HttpMessage.h"
#include "org/Accounts.h"
#include "org/World.h"

#include <QTcpSocket>

namespace lab {

namespace {

constexpr qsizetype maximumHead = 16 * 1024;

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.left(name.size() + 1).compare(name + ':', Qt::CaseInsensitive) == 0)
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

}

ProxyServer::ProxyServer(World &world, Route route, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_route(std::move(route))
{
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, &ProxyServer::accept);
}

bool ProxyServer::listen(quint16 port)
{
    return m_server.listen(QHostAddress::LocalHost, port);
}

void ProxyServer::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { readHead(client); });
    }
}

void ProxyServer::readHead(QTcpSocket *client)
{
    const QByteArray seen = client->peek(maximumHead);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() >= maximumHead)
            client->abort();
        return;
    }
    const QByteArray head = client->read(end + 4);
    const QList<QByteArray> first = head.left(head.indexOf("\r\n")).split(' ');
    if (first.size() != 3 || first.at(0) != "CONNECT")
        return refuse(client, 405, "This proxy only takes CONNECT.", 0);
    connectRequest(client, QString::fromLatin1(first.at(1)), headerOf(head, "Proxy-Authorization"));
}

void ProxyServer::connectRequest(QTcpSocket *client, const QString &target, const QByteArray &credentials)
{
    const int number =
        m_world.journal.add({"proxy", "http", "CONNECT " + target, {}, "CONNECT", target, false, 0});
    if (m_world.faults.take("silent", "proxy", {target}))
        return;
    if (m_world.faults.take("drop-before", "proxy", {target})) {
        m_world.journal.end(number, 0);
        return client->abort();
    }
    if (const auto fault = m_world.faults.take("http-status", "proxy", {target}))
        return refuse(client, fault->value("status").toInt(503), "The proxy was told to refuse.", number);
    const QString scheme = m_world.text("proxyAuthentication");
    const QByteArray expected =
        "Basic " + (userName() + ':' + QString(accounts::password)).toUtf8().toBase64();
    if (!scheme.isEmpty() && (scheme != "Basic" || credentials != expected))
        return refuse(client, 407, "Proxy authentication is required.", number);
    const qsizetype colon = target.lastIndexOf(':');
    const auto port =
        m_route(target.left(colon).remove('[').remove(']').toLower(), target.mid(colon + 1).toInt());
    if (!port)
        return refuse(client, 403, "The lab's proxy leads to the lab only.", number);
    tunnel(client, *port, number);
}

void ProxyServer::tunnel(QTcpSocket *client, quint16 port, int number)
{
    auto *server = new QTcpSocket(client);
    disconnect(client, &QTcpSocket::readyRead, this, nullptr);
    connect(server, &QTcpSocket::connected, client, [this, client, server, number] {
        m_world.journal.end(number, 200);
        client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        server->write(client->readAll());
    });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress::LocalHost, port);
}

void ProxyServer::refuse(QTcpSocket *client, int status, const QByteArray &why, int number)
{
    if (number > 0)
        m_world.journal.end(number, status);
    const QByteArray page = "<html><head><title>Proxy</title></head><body><p>" + why + "</p></body></html>";
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    if (status == 407)
        head += "Proxy-Authenticate: " + m_world.text("proxyAuthentication").toLatin1()
            + (m_world.text("proxyAuthentication") == "Basic" ? " realm=\"Passerelle lab\"" : "") + "\r\n";
    client->write(
        head + "Content-Type: text/html\r\nContent-Length: " + QByteArray::number(page.size())
        + (status == 407 ? "\r\nProxy-Connection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n")
        + page);
    if (status != 407)
        client->disconnectFromHost();
}

}
