#include "cloud/Clients.h"

#include "cloud/RealHosts.h"
#include "org/World.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace lab {

namespace {

const QStringList openIdScopes = {"openid", "profile", "offline_access", "email"};
const QStringList graphPermissions = {
    "Application.ReadWrite.All", "Application.Read.All",  "Directory.Read.All", "Directory.AccessAsUser.All",
    "Domain.Read.All",           "Organization.Read.All", "User.Read",          ".default"};
const QStringList exchangePermissions = {"AdminApi.AccessAsUser.All", "Exchange.Manage", "Exchange.ManageV2",
                                         ".default"};

// The names of the cloud the tenant lives in, and the lab's own.
RealHosts homeHosts(const World &world)
{
    RealHosts hosts = realHosts().value(world.homeCloud());
    hosts.graph << QString(world.graphUrl).remove("https://");
    hosts.exchange << QString(world.exoUrl).remove("https://");
    return hosts;
}

std::nullopt_t refuse(SignInError *error, int code, const QString &text = {})
{
    *error = signInError(code);
    if (!text.isEmpty())
        error->text = text;
    return std::nullopt;
}

bool grants(const QJsonObject &application, const QString &resourceAppId)
{
    for (const QJsonValue &access : application.value("requiredResourceAccess").toArray()) {
        if (access.toObject().value("resourceAppId").toString() == resourceAppId)
            return true;
    }
    return false;
}

}

std::optional<Client> findClient(const World &world, const QString &id)
{
    static const QStringList local = {"http://localhost"};
    static const QList<Client> microsoft = {
        {"14d82eec-204b-4c2f-b7e8-296a70dab67e", local, true, false},
        {"1950a258-227b-4e31-a9cf-717495945fc2", local, true, false},
        {"04b07795-8ddb-461a-bbee-02f9e1bf7b46", local, true, false},
        {"fb78d390-0c51-40cd-8e17-fdbfab77341b", local, false, true},
    };
    for (const Client &client : microsoft) {
        if (client.id == id && !world.list("unknownClients").contains(id))
            return client;
    }
    for (const QJsonObject &application : world.directory.all("applications")) {
        const QJsonObject publicClient = application.value("publicClient").toObject();
        if (application.value("appId").toString() != id || publicClient.isEmpty())
            continue;
        Client client{id, {}, false, false, application.value("isFallbackPublicClient").toBool(), true};
        for (const QJsonValue &uri : publicClient.value("redirectUris").toArray())
            client.redirects << uri.toString();
        client.graph = grants(application, "00000003-0000-0000-c000-000000000000");
        client.exchange = grants(application, "00000002-0000-0ff1-ce00-000000000000");
        return client;
    }
    return std::nullopt;
}

bool acceptsRedirect(const Client &client, const QString &uri)
{
    static const QRegularExpression port("^(http://localhost):[0-9]{1,5}(?=/|$)");
    QString plain = uri;
    plain.replace(port, "\\1");
    return client.redirects.contains(plain)
        || (plain.endsWith('/') && client.redirects.contains(plain.chopped(1)));
}

std::optional<Asked> readScopes(const World &world, const Client &client, const QStringList &scopes,
                                SignInError *error)
{
    static const QRegularExpression full("^https://([^/]+)/(.+)$");
    const RealHosts home = homeHosts(world);
    Asked asked;
    for (const QString &scope : scopes) {
        if (openIdScopes.contains(scope))
            continue;
        const auto match = full.match(scope);
        const QString host = match.hasMatch() ? match.captured(1) : "graph.microsoft.com";
        const QString name = match.hasMatch() ? match.captured(2) : scope;
        const bool graph = !match.hasMatch() || home.graph.contains(host);
        const bool exchange = home.exchange.contains(host);
        if (!graph && !exchange && allRealHosts().contains(host))
            return refuse(error, 500011,
                          "The resource principal named https://" + host
                              + " was not found in the tenant named "
                              + world.tenant().value("name").toString() + '.');
        const bool bareDefault = !match.hasMatch() && name == ".default";
        if (bareDefault
            || !((graph && graphPermissions.contains(name))
                 || (exchange && exchangePermissions.contains(name))))
            return refuse(error, 70011,
                          "The provided value for the input parameter 'scope' is not valid. The scope "
                              + scope + " is not valid.");
        const QString resource = graph ? "graph" : "exchange";
        if (!asked.resource.isEmpty() && asked.resource != resource)
            return refuse(error, 28000);
        asked.resource = resource;
        asked.audience = "https://" + host;
        asked.permissions << name;
    }
    if (asked.permissions.size() > 1 && asked.permissions.contains(".default"))
        return refuse(error, 70011,
                      "The scope .default cannot be combined with other scopes of its resource.");
    const bool allowed =
        asked.resource.isEmpty() || (asked.resource == "graph" ? client.graph : client.exchange);
    if (!allowed)
        return refuse(error, client.own ? 650057 : 65002);
    return asked;
}

}
