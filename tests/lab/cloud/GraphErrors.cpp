#include "cloud/GraphErrors.h"

#include <QJsonArray>
#include <QUuid>

namespace lab {

HttpResponse graphError(const World &world, int status, const QString &code, const QString &message,
                        const QString &detailCode)
{
    QJsonObject inner{{"date", QDateTime::currentDateTimeUtc().toString("yyyy-MM-ddTHH:mm:ss")},
                            {"request-id", QUuid::createUuid().toString(QUuid::WithoutBraces)},
                            {"client-request-id", QUuid::createUuid().toString(QUuid::WithoutBraces)}};
    if (status == 429) {
        inner.insert("code", "429");
        inner.insert("status", "429");
        inner.insert("message", "Please retry after");
    }
    QJsonObject error{{"code", code},
                      {"message", message},
                      {world.isOn("innerErrorLowerCase") ? "innererror" : "innerError", inner}};
    if (!detailCode.isEmpty())
        error.insert("details", QJsonArray{QJsonObject{{"code", detailCode}, {"message", message}}});
    return HttpResponse::json(status, QJsonObject{{"error", error}});
}

HttpResponse graph::badRequest(const World &world, const QString &message, const QString &detailCode)
{
    return graphError(world, 400, "Request_BadRequest", message, detailCode);
}

HttpResponse graph::notFound(const World &world, const QString &what)
{
    return graphError(world, 404, "Request_ResourceNotFound",
                      "Resource '" + what
                          + "' does not exist or one of its queried reference-property objects are not "
                            "present.");
}

HttpResponse graph::forbidden(const World &world)
{
    return graphError(world, 403, "Authorization_RequestDenied",
                      "Insufficient privileges to complete the operation.");
}

}
