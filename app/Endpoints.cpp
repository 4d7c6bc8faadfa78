#include "app/Endpoints.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace passerelle::app {

std::optional<Endpoints> Endpoints::fromLab(const QJsonObject &ready)
{
    const auto text = [](const QJsonObject &object, const char *name) { return object.value(QLatin1String(name)).toString(); };
    const QJsonObject exchange = ready.value(QStringLiteral("exchange")).toObject();
    const QJsonObject account = ready.value(QStringLiteral("accounts")).toObject().value(QStringLiteral("exchange")).toObject();
    const QUrl https(text(exchange, "https"));
    Endpoints endpoints;
    endpoints.cloud.id = QStringLiteral("lab");
    endpoints.cloud.login = QUrl(text(ready, "login"));
    endpoints.cloud.graph = QUrl(text(ready, "graph"));
    endpoints.cloud.exchange = QUrl(text(ready, "exo"));
    endpoints.cloud.regionSubScope.clear();
    endpoints.labControl = QUrl(text(ready, "control"));
    endpoints.authorities = QSslCertificate::fromPath(text(ready, "ca"));
    if (https.port() < 0 || !endpoints.cloud.login.isValid() || !endpoints.cloud.graph.isValid() || endpoints.authorities.isEmpty())
        return std::nullopt;
    const QJsonArray hosts = ready.value(QStringLiteral("hosts")).toArray();
    const QUrl http(text(exchange, "http"));
    for (const QJsonValue host : hosts) {
        endpoints.network.hosts.insert(host.toString(), QStringLiteral("127.0.0.1"), static_cast<quint16>(https.port()));
        if (http.port() > 0)
            endpoints.network.hosts.insertPort(host.toString(), 80, QStringLiteral("127.0.0.1"), static_cast<quint16>(http.port()));
    }
    endpoints.network.trust.extraAuthorities = endpoints.authorities;
    endpoints.exchangeServer = hosts.isEmpty() ? https.host() : hosts.first().toString();
    endpoints.exchangeUser = text(account, "user");
    endpoints.exchangePassword = text(account, "password");
    endpoints.tenantDomain = text(ready.value(QStringLiteral("tenant")).toObject(), "initialDomain");
    for (const QJsonValue delay : ready.value(QStringLiteral("verifyDelays")).toArray())
        endpoints.verifyAfter.append(std::chrono::milliseconds(delay.toInt()));
    return endpoints;
}

std::optional<Endpoints> Endpoints::fromFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return fromLab(QJsonDocument::fromJson(file.readAll()).object());
}

}
