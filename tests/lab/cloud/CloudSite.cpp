#include "cloud/CloudSite.h"

#include "cloud/RealHosts.h"
#include "org/Accounts.h"

namespace lab {

namespace {

using Exchange = std::shared_ptr<HttpExchange>;

const char worldwide[] = "worldwide";

QString address(quint16 port)
{
    return "https://localhost:" + QString::number(port);
}

}

CloudSite::CloudSite(World &world, const TlsAuthority &tls, const HttpServer &exchangePort, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_tls(tls)
    , m_exchangePort(exchangePort)
    , m_signIn(world, this)
    , m_graph(world, m_signIn, this)
    , m_online(world, m_signIn, this)
    , m_graphPort([this](const Exchange &e) { m_graph.handle(e); }, tls.serverConfiguration())
    , m_exoPort([this](const Exchange &e) { m_online.handle(e); }, tls.serverConfiguration())
    , m_proxy(
          world, [this](const QString &host, int port) { return route(host, port); }, this)
{
    for (const char *cloud : {worldwide, "china", "bleu", "delos"})
        m_logins.insert(cloud, loginServer(cloud));
    world.onSwitches.append([this] {
        const QSslConfiguration special =
            m_tls.special(m_world.text("cloudCertificate"), m_world.text("cloudTls"));
        for (HttpServer *server : std::as_const(m_logins))
            server->setTls(special);
        m_graphPort.setTls(special);
        m_exoPort.setTls(special);
    });
}

HttpServer *CloudSite::loginServer(const QString &cloud)
{
    return new HttpServer([this, cloud](const Exchange &e) { m_signIn.handle(e, cloud); },
                          m_tls.serverConfiguration(), this);
}

bool CloudSite::listen(quint16 first, quint16 further)
{
    const auto next = [](quint16 port, int offset) {
        return port == 0 ? quint16(0) : quint16(port + offset);
    };
    if (!m_logins.value(worldwide)->listen(first) || !m_graphPort.listen(next(first, 1))
        || !m_exoPort.listen(further) || !m_logins.value("china")->listen(next(further, 1))
        || !m_logins.value("bleu")->listen(next(further, 2))
        || !m_logins.value("delos")->listen(next(further, 3)) || !m_proxy.listen(next(further, 4)))
        return false;
    for (auto it = m_logins.cbegin(); it != m_logins.cend(); ++it)
        m_world.loginUrls.insert(it.key(), address(it.value()->port()));
    m_world.loginUrl = m_world.loginUrls.value(worldwide);
    m_world.graphUrl = address(m_graphPort.port());
    m_world.exoUrl = address(m_exoPort.port());
    m_world.proxyPort = m_proxy.port();
    return true;
}

void CloudSite::addTo(QJsonObject *line) const
{
    QJsonObject logins;
    for (auto it = m_world.loginUrls.cbegin(); it != m_world.loginUrls.cend(); ++it)
        logins.insert(it.key(), it.value());
    line->insert("login", m_world.loginUrl);
    line->insert("logins", logins);
    line->insert("graph", m_world.graphUrl);
    line->insert("exo", m_world.exoUrl);
    line->insert("proxy", "http://127.0.0.1:" + QString::number(m_world.proxyPort));
    QJsonObject known = line->value("accounts").toObject();
    known.insert("entra",
                 QJsonObject{{"user", "admin@contosofr.onmicrosoft.com"}, {"password", accounts::password}});
    known.insert("proxy", QJsonObject{{"user", ProxyServer::userName()}, {"password", accounts::password}});
    line->insert("accounts", known);
}

std::optional<quint16> CloudSite::route(const QString &host, int port) const
{
    QList<const HttpServer *> all = {&m_exchangePort, &m_graphPort, &m_exoPort};
    for (const HttpServer *server : m_logins)
        all << server;
    const bool loopback = host == "localhost" || host == "127.0.0.1" || host == "::1";
    for (const HttpServer *server : std::as_const(all)) {
        if (loopback && server->port() == port)
            return server->port();
    }
    if (port != 443)
        return std::nullopt;
    if (host.endsWith(".contoso.fr"))
        return m_exchangePort.port();
    for (auto it = realHosts().begin(); it != realHosts().end(); ++it) {
        if (it->graph.contains(host))
            return m_graphPort.port();
        if (it->exchange.contains(host))
            return m_exoPort.port();
        if (it->login.contains(host))
            return m_logins.value(it.key(), m_logins.value(worldwide))->port();
    }
    return std::nullopt;
}

}
