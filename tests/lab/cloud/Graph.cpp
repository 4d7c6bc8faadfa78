#include "cloud/Graph.h"

#include "cloud/Claims.h"
#include "cloud/GraphErrors.h"
#include "cloud/GraphShapes.h"
#include "org/HttpFaults.h"

#include <QJsonArray>
#include <QTimer>
#include <QUuid>

namespace lab {

namespace {

HttpResponse finished(HttpResponse response, const HttpRequest &request)
{
    graph::addHeaders(&response);
    response.headers.emplaceBack("request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (request.has("client-request-id"))
        response.headers.emplaceBack("client-request-id", request.header("client-request-id"));
    response.headers.emplaceBack(
        "x-ms-ags-diagnostic",
        "{\"ServerInfo\":{\"DataCenter\":\"France Central\",\"Slice\":\"E\",\"Ring\":\"5\",\"ScaleUnit\":\"000\",\"RoleInstance\":\"PA2PEPF00000A1C\"}}");
    response.headers.emplaceBack("Strict-Transport-Security", "max-age=31536000");
    return response;
}

}

Graph::Graph(World &world, SignIn &signIn, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_signIn(signIn)
{
}

void Graph::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    const QString path = request.path();
    const bool isBatch = path == "/v1.0/$batch";
    const bool write = request.method != "GET" && !isBatch;
    const int number = m_world.journal.add({"graph",
                                            "http",
                                            QString::fromLatin1(request.method) + ' ' + path,
                                            {{"query", QString::fromLatin1(request.query())}},
                                            QString::fromLatin1(request.method),
                                            path,
                                            write,
                                            request.connection});
    exchange->onEnd = [this, number](int status) { m_world.journal.end(number, status); };
    if (interfereHttp(m_world, "graph", {path}, exchange))
        return;
    const QByteArray authorization = request.header("Authorization");
    const auto grant = m_signIn.grantOf(authorization);
    const QString claims = grant ? claimsWanted(m_world, *grant) : QString();
    if (!grant || grant->resource != "graph" || !claims.isEmpty()) {
        HttpResponse response =
            graphError(m_world, 401, "InvalidAuthenticationToken",
                       authorization.isEmpty() ? QString("Access token is empty.")
                                               : QString("Access token has expired or is not yet valid."));
        response.headers.emplaceBack(
            "WWW-Authenticate",
            "Bearer realm=\"\", authorization_uri=\"" + m_world.homeLogin().toLatin1()
                + "/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\""
                + (claims.isEmpty() || claims == plainRefusal
                       ? QByteArray()
                       : ", error=\"insufficient_claims\", claims=\"" + claims.toLatin1() + '"'));
        return exchange->answer(finished(response, request));
    }
    if (!path.startsWith("/v1.0/"))
        return exchange->answer(finished(
            graphError(m_world, 400, "BadRequest", "Invalid version: " + path.section('/', 1, 1)), request));
    const auto go = [this, exchange, path, number, isBatch, grant = *grant] {
        const HttpRequest &r = exchange->request;
        Operation operation{r.method, path.mid(5), r.query(), r.mediaType(), r.body, grant, false};
        HttpResponse response = isBatch ? batch(operation, r.connection) : perform(operation);
        if (operation.changed)
            m_world.journal.end(number, response.status, true);
        response = finished(response, r);
        spoilAnswer(m_world, "graph", {path}, &response);
        exchange->answer(response);
    };
    if (const int wait = delayFor(m_world, "graph", {path}); wait > 0)
        QTimer::singleShot(wait, this, go);
    else
        go();
}

HttpResponse Graph::perform(Operation &operation)
{
    if (const auto fault = m_world.faults.take("odata-error", "graph", {operation.path})) {
        const int status = fault->value("status").toInt(429);
        HttpResponse response = graphError(m_world, status, fault->value("code").toString("TooManyRequests"),
                                           fault->value("message").toString("Too many requests."));
        if (fault->contains("retryAfter"))
            response.headers.emplaceBack("Retry-After", fault->value("retryAfter").toVariant().toByteArray());
        return response;
    }
    const HttpResponse response = route(operation);
    if (operation.method != "GET" && response.status < 300) {
        if (const auto fault = m_world.faults.take("applied-then-status", "graph", {operation.path}))
            return HttpResponse::html(fault->value("status").toInt(504),
                                      "<html><body>Gateway Timeout</body></html>");
    }
    return response;
}

HttpResponse Graph::route(Operation &operation)
{
    const QString path = operation.path;
    if (operation.method != "GET" && operation.method != "PATCH" && operation.method != "POST")
        return graphError(m_world, 405, "Request_BadRequest",
                          "Specified HTTP method is not allowed for the request target.");
    if (path == "/servicePrincipals" || path.startsWith("/servicePrincipals/")
        || path.startsWith("/servicePrincipals("))
        return servicePrincipals(operation);
    if (operation.method != "GET")
        return graph::badRequest(m_world, "The lab does not let this resource be changed: " + path);
    if (path == "/organization")
        return collection(operation, "organization", "organization",
                          {"id", "displayName", "tenantType", "countryLetterCode", "preferredLanguage",
                           "onPremisesSyncEnabled", "verifiedDomains"},
                          {});
    if (path == "/domains") {
        const bool allowed = !m_world.isOn("domainsNeedScope")
            || operation.grant.scopes.contains("Domain.Read.All")
            || operation.grant.scopes.contains("Directory.Read.All");
        return allowed ? collection(operation, "domains", "domain",
                                    {"id", "isVerified", "isInitial", "isDefault", "isRoot", "isAdminManaged",
                                     "authenticationType", "supportedServices"},
                                    {})
                       : graph::forbidden(m_world);
    }
    if (path == "/applications")
        return collection(
            operation, "applications", "application", graph::applicationProperties(),
            {"startswith:displayName", "eq:displayName", "eq:appId"});
    if (path == "/me")
        return me(operation);
    if (path == "/me/memberOf" || path == "/me/memberOf/microsoft.graph.directoryRole")
        return memberOf(operation);
    return graphError(m_world, 400, "BadRequest",
                      "Resource not found for the segment '" + path.section('/', 1, 1) + "'.");
}

HttpResponse Graph::collection(const Operation &operation, const QString &name, const QString &type,
                               const QStringList &properties, const QStringList &filters) const
{
    QString error;
    const auto query = GraphQuery::parse(operation.query, type, properties, filters, &error);
    if (!query)
        return graphError(m_world, 400, "BadRequest", error);
    QList<QJsonObject> objects;
    if (name == "organization") {
        QJsonArray domains;
        for (const QJsonObject &domain : m_world.directory.all("domains")) {
            if (domain.value("isVerified").toBool())
                domains.append(QJsonObject{{"name", domain.value("id")},
                                           {"isInitial", domain.value("isInitial")},
                                           {"isDefault", domain.value("isDefault")}});
        }
        const QJsonObject tenant = m_world.tenant();
        objects.append({{"id", tenant.value("id")},
                        {"displayName", tenant.value("name")},
                        {"tenantType", "AAD"},
                        {"countryLetterCode", tenant.value("countryLetterCode")},
                        {"preferredLanguage", tenant.value("preferredLanguage")},
                        {"onPremisesSyncEnabled", true},
                        {"verifiedDomains", domains}});
    } else {
        objects = m_world.directory.all(name);
    }
    QJsonArray list;
    for (QJsonObject object : std::as_const(objects)) {
        if (name == "domains") {
            object.insert("isRoot", true);
            object.insert("isAdminManaged", true);
            object.insert("authenticationType", "Managed");
        }
        if (name == "applications")
            object = graph::completeApplication(object);
        if (name == "applications" && !query->names("keyCredentials")) {
            QJsonArray keys;
            for (const QJsonValue &value : object.value("keyCredentials").toArray()) {
                QJsonObject key = value.toObject();
                key.insert("key", QJsonValue());
                keys.append(key);
            }
            object.insert("keyCredentials", keys);
        }
        if (query->accepts(object))
            list.append(query->select(object));
    }
    return HttpResponse::json(
        200,
        QJsonObject{
            {"@odata.context", m_world.homeGraph() + "/v1.0/$metadata#" + name + query->contextSuffix()},
            {"value", list}});
}

QStringList Graph::rolesOf(const SignIn::Grant &grant) const
{
    const QJsonObject user = m_world.directory.find("entraUsers", grant.user).value_or(QJsonObject());
    return user.value("userPrincipalName").toString().startsWith("admin@") ? m_world.list("roles")
                                                                           : QStringList();
}

bool Graph::mayWrite(const SignIn::Grant &grant) const
{
    static const QStringList enough = {"Application Administrator", "Cloud Application Administrator",
                                       "Global Administrator"};
    const bool scope = grant.scopes.contains("Application.ReadWrite.All") || grant.scopes.contains(".default")
        || grant.scopes.contains("Directory.AccessAsUser.All");
    const QStringList roles = rolesOf(grant);
    const bool role =
        std::any_of(roles.begin(), roles.end(), [](const QString &name) { return enough.contains(name); });
    return scope && role && !m_world.isOn("graphForbidden");
}

HttpResponse Graph::me(const Operation &operation) const
{
    QString error;
    const auto query = GraphQuery::parse(operation.query, "user",
                                         {"id", "displayName", "userPrincipalName", "mail"}, {}, &error);
    if (!query)
        return graphError(m_world, 400, "BadRequest", error);
    QJsonObject user =
        query->select(m_world.directory.find("entraUsers", operation.grant.user).value_or(QJsonObject()));
    user.insert("@odata.context",
                m_world.homeGraph() + "/v1.0/$metadata#users" + query->contextSuffix() + "/$entity");
    return HttpResponse::json(200, user);
}

HttpResponse Graph::memberOf(const Operation &operation) const
{
    static const QHash<QString, QString> templates = {
        {"Global Administrator", "62e90394-69f5-4237-9190-012177145e10"},
        {"Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"},
        {"Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7"},
    };
    QString error;
    const auto query = GraphQuery::parse(operation.query, "directoryObject",
                                         {"id", "displayName", "roleTemplateId"}, {}, &error);
    if (!query)
        return graphError(m_world, 400, "BadRequest", error);
    QJsonArray list;
    for (const QString &role : rolesOf(operation.grant)) {
        QJsonObject object =
            query->select({{"id", QUuid::createUuidV5(QUuid(), role).toString(QUuid::WithoutBraces)},
                           {"displayName", role},
                           {"roleTemplateId", templates.value(role)}});
        object.insert("@odata.type", "#microsoft.graph.directoryRole");
        list.append(object);
    }
    return HttpResponse::json(
        200,
        QJsonObject{{"@odata.context", m_world.homeGraph() + "/v1.0/$metadata#directoryObjects"},
                    {"value", list}});
}

}
