#include "cloud/Graph.h"
#include "cloud/GraphErrors.h"
#include "cloud/GraphShapes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSet>

namespace lab {

namespace {

const QStringList knownMembers = {"id", "method", "url", "headers", "body", "dependsOn"};

QJsonObject itemAnswer(const QString &id, const HttpResponse &response)
{
    QJsonObject headers;
    for (const auto &[name, value] : response.headers)
        headers.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    const QJsonDocument body = QJsonDocument::fromJson(response.body);
    return {{"id", id},
            {"status", response.status},
            {"headers", headers},
            {"body", body.isObject() ? QJsonValue(body.object()) : QJsonValue()}};
}

// What is wrong with the items as a whole, or nothing.
QString problemOf(const QJsonArray &items)
{
    if (items.isEmpty() || items.size() > 20)
        return "A batch holds 1 to 20 requests.";
    QSet<QString> ids;
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        for (const QString &name : item.keys()) {
            if (!knownMembers.contains(name))
                return "Unknown member '" + name + "' in a batch request.";
        }
        const QString id = item.value("id").toString();
        if (id.isEmpty() || ids.contains(id))
            return "Batch request ids must be unique and not empty.";
        for (const QJsonValue &other : item.value("dependsOn").toArray()) {
            if (!ids.contains(other.toString()))
                return "A batch request depends on one that does not come before it.";
        }
        ids.insert(id);
        if (!item.value("url").toString().startsWith('/') || item.value("url").toString().startsWith("/v1.0"))
            return "Batch request urls are relative to the version.";
        if (item.contains("body") && !item.value("headers").toObject().contains("Content-Type")
            && !item.value("headers").toObject().contains("content-type"))
            return "A batch request with a body needs a Content-Type header.";
    }
    return {};
}

}

HttpResponse Graph::batch(const Operation &outer, quint64 connection)
{
    const QJsonObject body = QJsonDocument::fromJson(outer.body).object();
    if (outer.method != "POST" || outer.contentType != "application/json"
        || body.keys() != QStringList{"requests"})
        return graphError(m_world, 400, "BadRequest",
                          "A batch is a JSON object with 'requests', sent with POST.");
    const QJsonArray items = body.value("requests").toArray();
    if (const QString problem = problemOf(items); !problem.isEmpty())
        return graphError(m_world, 400, "BadRequest", problem);
    QList<QJsonObject> answers;
    QSet<QString> failed;
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        const QString id = item.value("id").toString();
        const QByteArray method = item.value("method").toString().toLatin1();
        const QByteArray url = item.value("url").toString().toUtf8();
        HttpRequest inner;
        inner.target = url;
        Operation operation{method,
                            inner.path(),
                            inner.query(),
                            "application/json",
                            QJsonDocument(item.value("body").toObject()).toJson(QJsonDocument::Compact),
                            outer.grant,
                            false};
        const int number = m_world.journal.add({"graph",
                                                "batch-item",
                                                QString::fromLatin1(method) + " /v1.0" + operation.path,
                                                {{"query", QString::fromLatin1(operation.query)}},
                                                QString::fromLatin1(method),
                                                "/v1.0" + operation.path,
                                                method != "GET",
                                                connection});
        bool dependencyFailed = false;
        for (const QJsonValue &other : item.value("dependsOn").toArray())
            dependencyFailed = dependencyFailed || failed.contains(other.toString());
        HttpResponse response = dependencyFailed
            ? graphError(m_world, 424, "FailedDependency", "A request this one depends on failed.")
            : perform(operation);
        graph::addHeaders(&response);
        m_world.journal.end(number, response.status, operation.changed);
        if (response.status >= 400)
            failed.insert(id);
        answers.append(itemAnswer(id, response));
    }
    if (m_world.isOn("shuffleBatch"))
        std::shuffle(answers.begin(), answers.end(), *QRandomGenerator::global());
    QJsonArray responses;
    for (const QJsonObject &answer : std::as_const(answers))
        responses.append(answer);
    return HttpResponse::json(200, QJsonObject{{"responses", responses}});
}

}
