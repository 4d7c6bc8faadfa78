#include "cloud/OnlineErrors.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>

namespace lab {

OnlineFailure onlineNotFound(const QString &identity, const QString &where, int status)
{
    return {status, "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
            "The operation couldn't be performed because object '" + identity + "' couldn't be found on '"
                + where + "'."};
}

OnlineFailure onlineParameter(const QString &name, const QString &message)
{
    return {400, "Microsoft.Exchange.Admin.OData.Core.ParameterTransformationException",
            "Cannot process argument transformation on parameter '" + name + "'. " + message, true};
}

HttpResponse onlineError(const OnlineFailure &failure)
{
    const QString tag = "Ex"
        + QString::fromLatin1(
              QCryptographicHash::hash(failure.exceptionClass.toLatin1(), QCryptographicHash::Md5).toHex())
              .left(6)
              .toUpper();
    const QString text = tag + '|' + failure.exceptionClass + '|' + failure.message;
    const QString message = failure.operation ? "Invalid Operation" : "Error executing cmdlet";
    const QJsonObject inner{
        {"message", message},
        {"type", "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"},
        {"stacktrace", "   at Microsoft.Exchange.Admin.OData.Core.ODataResource.Invoke()"},
        {"internalexception",
         QJsonObject{{"message", failure.message}, {"type", failure.exceptionClass}, {"stacktrace", ""}}}};
    const QJsonObject body{
        {"error",
         QJsonObject{
             {"code", failure.status == 404 ? "NotFound" : "BadRequest"},
             {"message", message},
             {"details", QJsonArray{QJsonObject{{"code", "Client"}, {"target", ""}, {"message", text}}}},
             {"innererror", inner}}}};
    return HttpResponse::json(failure.status, body, {{"X-ExceptionType", failure.exceptionClass.toLatin1()}});
}

HttpResponse onlineRefusal(int status, const QString &code, const QString &message)
{
    return HttpResponse::json(status,
                              QJsonObject{{"error", QJsonObject{{"code", code}, {"message", message}}}});
}

HttpResponse onlineForbidden()
{
    HttpResponse response;
    response.status = 403;
    response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Content-Encoding", "gzip"}};
    response.body = QByteArray(4096, '\0');
    return response;
}

HttpResponse onlineThrottled(int status, const QByteArray &retryAfter)
{
    HttpResponse response = onlineRefusal(
        status, status == 429 ? "TooManyRequests" : "ServiceUnavailable",
        "The request was refused: the maximum number of concurrent requests per tenant is reached.");
    if (!retryAfter.isEmpty())
        response.headers.emplaceBack("Retry-After", retryAfter);
    return response;
}

}
