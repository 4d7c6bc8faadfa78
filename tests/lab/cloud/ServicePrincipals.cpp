#include "cloud/Graph.h"
#include "cloud/GraphErrors.h"
#include "cloud/GraphShapes.h"
#include "cloud/KeyCredentials.h"
#include "org/Organisation.h"
#include "pki/Certificate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

namespace lab {

namespace {

const QString collectionName = "servicePrincipals";
const QString writer = "writer"; // the replica a write goes to
const QString reader = "reader"; // the one reads come from: it may lag

QString normalName(const QString &name)
{
    QString text = name.toLower();
    while (text.endsWith('/'))
        text.chop(1);
    return text;
}

// Why the list of names is refused, or nothing.
QString problemOfNames(const World &world, const QJsonArray &names, const QJsonObject &principal)
{
    QStringList seen;
    for (const QJsonValue &value : names) {
        const QString name = normalName(value.toString());
        if (name.isEmpty())
            return "Invalid value specified for property 'servicePrincipalNames'.";
        if (seen.contains(name))
            return "Uniqueness violation. Property: ServicePrincipalNames.";
        seen << name;
        if (principal.value("servicePrincipalNames").toArray().contains(value))
            continue;
        for (const QJsonObject &other : world.directory.all(collectionName)) {
            for (const QJsonValue &used : other.value("servicePrincipalNames").toArray()) {
                if (other.value("id") != principal.value("id") && normalName(used.toString()) == name)
                    return "Uniqueness violation. Property: ServicePrincipalNames.";
            }
        }
        const QString host = QUrl(value.toString()).host();
        bool verified = host.isEmpty();
        for (const QJsonObject &domain : world.directory.all("domains"))
            verified = verified || host == domain.value("id").toString()
                || host.endsWith('.' + domain.value("id").toString());
        if (!verified)
            return "The domain of '" + value.toString() + "' is not a verified domain of the organization.";
    }
    return {};
}

}

HttpResponse Graph::servicePrincipals(Operation &operation)
{
    static const QRegularExpression byAppId("^/servicePrincipals\\(appId='([0-9A-Fa-f-]{36})'\\)$");
    static const QRegularExpression byId("^/servicePrincipals/([0-9A-Fa-f-]{36})$");
    if (operation.path == "/servicePrincipals") {
        if (operation.method == "GET")
            return listPrincipals(operation);
        return operation.method == "POST"
            ? createPrincipal(operation)
            : graph::badRequest(m_world, "Specified HTTP method is not allowed.");
    }
    const auto app = byAppId.match(operation.path);
    const auto object = byId.match(operation.path);
    if (!app.hasMatch() && !object.hasMatch())
        return graphError(m_world, 400, "BadRequest", "Resource not found for the segment.");
    const QString wanted = app.hasMatch() ? app.captured(1) : object.captured(1);
    for (const QJsonObject &principal : m_world.directory.all(collectionName, reader)) {
        const QString key = principal.value(app.hasMatch() ? "appId" : "id").toString();
        if (key.compare(wanted, Qt::CaseInsensitive) != 0)
            continue;
        if (operation.method == "GET")
            return readPrincipal(operation, principal);
        if (operation.method == "PATCH")
            return patchPrincipal(operation, principal);
        return graph::badRequest(m_world, "Specified HTTP method is not allowed.");
    }
    return graph::notFound(m_world, wanted);
}

QJsonObject Graph::shown(const QJsonObject &principal, const GraphQuery &query) const
{
    QJsonObject object = graph::completePrincipal(principal);
    QJsonArray keys;
    for (const QJsonValue &value : principal.value("keyCredentials").toArray()) {
        QJsonObject key = value.toObject();
        if (!query.names("keyCredentials") || key.value("_withheld").toBool())
            key.insert("key", QJsonValue());
        key.remove("_withheld");
        keys.append(key);
    }
    object.insert("keyCredentials", keys);
    return query.select(object);
}

HttpResponse Graph::listPrincipals(const Operation &operation)
{
    QString error;
    const auto query = GraphQuery::parse(operation.query, "servicePrincipal", graph::principalProperties(),
                                         {"eq:appId", "eq:id", "eq:displayName"}, &error);
    if (!query)
        return graphError(m_world, 400, "BadRequest", error);
    QJsonArray list;
    for (const QJsonObject &principal : m_world.directory.all(collectionName, reader)) {
        if (query->accepts(principal))
            list.append(shown(principal, *query));
        if (query->accepts(principal) && query->hasFilter())
            letSomebodyElseWrite(operation, principal);
    }
    return HttpResponse::json(
        200,
        QJsonObject{{"@odata.context",
                     m_world.homeGraph() + "/v1.0/$metadata#servicePrincipals" + query->contextSuffix()},
                    {"value", list}});
}

HttpResponse Graph::readPrincipal(const Operation &operation, const QJsonObject &found)
{
    QString error;
    const auto query = GraphQuery::parse(operation.query, "servicePrincipal", graph::principalProperties(), {}, &error);
    if (!query)
        return graphError(m_world, 400, "BadRequest", error);
    QJsonObject principal = found;
    if (m_world.faults.take("key-withheld", "graph", {operation.path, found.value("appId").toString()})) {
        QJsonArray keys = principal.value("keyCredentials").toArray();
        if (!keys.isEmpty()) {
            QJsonObject first = keys.first().toObject();
            first.insert("_withheld", true);
            keys.replace(0, first);
            principal.insert("keyCredentials", keys);
        }
    }
    QJsonObject object = shown(principal, *query);
    object.insert("@odata.context",
                  m_world.homeGraph() + "/v1.0/$metadata#servicePrincipals" + query->contextSuffix()
                      + "/$entity");
    letSomebodyElseWrite(operation, found);
    return HttpResponse::json(200, object);
}

void Graph::letSomebodyElseWrite(const Operation &operation, const QJsonObject &principal)
{
    if (!m_world.faults.take("concurrent-writer", "graph",
                             {operation.path, principal.value("appId").toString()}))
        return;
    const Key key = Key::ec();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QJsonArray keys = principal.value("keyCredentials").toArray();
    keys.append(keyCredentialFor(
        issueCertificate({"Concurrent writer", now.addDays(-1), now.addDays(300), false, {}, {}}, key, key)));
    m_world.directory.change(collectionName, principal.value("id").toString(), {{"keyCredentials", keys}});
}

HttpResponse Graph::patchPrincipal(Operation &operation, const QJsonObject &seen)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(operation.body, &parse);
    if (operation.contentType != "application/json" || !document.isObject())
        return graphError(m_world, 400, "BadRequest", "Unable to read JSON request payload.");
    if (!operation.query.isEmpty())
        return graphError(m_world, 400, "BadRequest", "A PATCH takes no query options.");
    if (!mayWrite(operation.grant))
        return graph::forbidden(m_world);
    const QString id = seen.value("id").toString();
    const QJsonObject principal = m_world.directory.find(collectionName, id).value_or(seen);
    const QJsonObject body = document.object();
    QJsonObject changes;
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (it.key() == "keyCredentials") {
            const KeyPatch patch =
                patchKeyCredentials(m_world, principal.value("keyCredentials").toArray(), it.value());
            if (patch.refusal)
                return *patch.refusal;
            changes.insert("keyCredentials", patch.list);
        } else if (it.key() == "servicePrincipalNames") {
            const QString problem = it.value().isArray()
                ? problemOfNames(m_world, it.value().toArray(), principal)
                : QString("servicePrincipalNames must be a collection.");
            if (!problem.isEmpty())
                return graph::badRequest(m_world, problem);
            changes.insert("servicePrincipalNames", it.value());
        } else if (graph::principalProperties().contains(it.key())) {
            return graph::badRequest(m_world, "Property '" + it.key() + "' is read-only and cannot be set.");
        } else {
            return graph::badRequest(m_world, "Invalid property '" + it.key() + "'.");
        }
    }
    if (!changes.isEmpty())
        operation.changed =
            m_world.directory.change(collectionName, id, changes, writer, m_world.number("graphDelay"));
    return {204, {}, {}, false, -1};
}

HttpResponse Graph::createPrincipal(Operation &operation)
{
    static const QHash<QString, QString> names = {
        {"00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"},
        {"00000004-0000-0ff1-ce00-000000000000", "Skype for Business Online"},
        {"7557eb47-c689-4224-abcf-aef9bd7573df", "Skype for Business"},
        {"db7de2b5-2149-435e-8043-e080dd50afae", "Microsoft Teams Voicemail"}};
    const QJsonObject body = QJsonDocument::fromJson(operation.body).object();
    const QString appId = body.value("appId").toString().toLower();
    const QStringList given = body.keys();
    if (operation.contentType != "application/json" || appId.isEmpty()
        || (given != QStringList{"appId"} && given != QStringList{"accountEnabled", "appId"}))
        return graph::badRequest(m_world, "A service principal is made from its appId alone.");
    if (!mayWrite(operation.grant))
        return graph::forbidden(m_world);
    for (const QJsonObject &principal : m_world.directory.all(collectionName)) {
        if (principal.value("appId").toString() == appId)
            return graphError(m_world, 409, "Request_MultipleObjectsWithSameKeyValue",
                              "The service principal cannot be created because the service principal name "
                                  + appId + " is already in use.");
    }
    const QString skype = m_world.text("skypeCreation");
    if (appId.startsWith("00000004-") && skype == "403")
        return graph::forbidden(m_world);
    if (!names.contains(appId) || (appId.startsWith("00000004-") && skype != "allowed")
        || !m_world.isOn("servicePrincipalCreation"))
        return graph::badRequest(
            m_world,
            "When using this permission, the backing application of the service principal "
            "being created must in the local tenant.");
    QJsonObject principal{{"id", QUuid::createUuid().toString(QUuid::WithoutBraces)},
                          {"appId", appId},
                          {"displayName", names.value(appId)},
                          {"appDisplayName", names.value(appId)},
                          {"accountEnabled", body.value("accountEnabled").toBool(true)},
                          {"appOwnerOrganizationId", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"},
                          {"servicePrincipalNames", QJsonArray{appId}},
                          {"keyCredentials", QJsonArray{}}};
    m_world.directory.insert(collectionName, principal, writer, m_world.number("graphDelay"));
    operation.changed = true;
    QJsonObject answer =
        shown(principal, *GraphQuery::parse({}, "servicePrincipal", graph::principalProperties(), {}, nullptr));
    answer.insert("@odata.context", m_world.homeGraph() + "/v1.0/$metadata#servicePrincipals/$entity");
    return HttpResponse::json(
        201, answer,
        {{"Location",
          (m_world.homeGraph() + "/v2/" + m_world.tenantId() + "/directoryObjects/"
           + principal.value("id").toString() + "/Microsoft.DirectoryServices.ServicePrincipal")
              .toLatin1()}});
}

}
