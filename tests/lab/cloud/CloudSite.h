#pragma once

#include "cloud/ExchangeOnline.h"
#include "cloud/Graph.h"
#include "cloud/SignIn.h"
#include "net/HttpServer.h"
#include "net/ProxyServer.h"
#include "pki/TlsAuthority.h"

namespace lab {

// The ports of the cloud: sign-in hosts, Graph, Exchange Online, and the proxy that leads there by their real
// names.
class CloudSite : public QObject {
public:
    // `exchangePort`: where the proxy leads for the servers of the organisation.
    CloudSite(World &world, const TlsAuthority &tls, const HttpServer &exchangePort, QObject *parent);

    // Sign-in and Graph at `first` and the one after it, the others from `further`; 0: free ones. Tells the
    // world.
    bool listen(quint16 first, quint16 further);
    void addTo(QJsonObject *readyLine) const;
    SignIn &signIn() { return m_signIn; }

private:
    HttpServer *loginServer(const QString &cloud);
    std::optional<quint16> route(const QString &host, int port) const;

    World &m_world;
    const TlsAuthority &m_tls;
    const HttpServer &m_exchangePort;
    SignIn m_signIn;
    Graph m_graph;
    ExchangeOnline m_online;
    QMap<QString, HttpServer *> m_logins; // by cloud
    HttpServer m_graphPort;
    HttpServer m_exoPort;
    ProxyServer m_proxy;
};

}
