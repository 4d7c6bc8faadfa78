#pragma once

#include <QTcpServer>

#include <functional>
#include <optional>

class QTcpSocket;

namespace lab {

class World;

// An HTTP proxy that leads to the lab and nowhere else: CONNECT to its ports on loopback, or to the real
// names its ports stand for. Switch `proxyAuthentication`, faults and journal area `proxy`.
class ProxyServer : public QObject {
public:
    // The port on loopback behind a name and port; nothing when the proxy does not go there.
    using Route = std::function<std::optional<quint16>(const QString &host, int port)>;

    ProxyServer(World &world, Route route, QObject *parent);
    bool listen(quint16 port);
    quint16 port() const { return m_server.serverPort(); }

    static QString userName() { return "mandataire"; }

private:
    void accept();
    void readHead(QTcpSocket *client);
    void connectRequest(QTcpSocket *client, const QString &target, const QByteArray &credentials);
    void tunnel(QTcpSocket *client, quint16 port, int number);
    void refuse(QTcpSocket *client, int status, const QByteArray &why, int number);

    World &m_world;
    Route m_route;
    QTcpServer m_server;
};

}
