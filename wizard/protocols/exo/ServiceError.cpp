#include "protocols/exo/ServiceError.h"

#include "core/Scrub.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace passerelle::exo {

using core::FailureCode;

namespace {

constexpr qsizetype longestText = 2000;

QString foreign(const QString &text, qsizetype limit = longestText)
{
    return core::displayable(text, limit).trimmed();
}

// "Ex6F9304|Microsoft.Exchange...Exception|The operation couldn't be performed": the three parts, or nothing.
std::optional<QStringList> segments(const QString &text)
{
    const qsizetype first = text.indexOf(u'|');
    const qsizetype second = first < 0 ? -1 : text.indexOf(u'|', first + 1);
    if (second < 0)
        return std::nullopt;
    return QStringList{ text.first(first), text.sliced(first + 1, second - first - 1),
                        text.sliced(second + 1) };
}

QJsonObject inner(const QJsonObject &error)
{
    for (auto it = error.begin(); it != error.end(); ++it) {
        if (it.key().compare(QLatin1String("innererror"), Qt::CaseInsensitive) == 0)
            return it.value().toObject();
    }
    return {};
}

QString member(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toString();
}

// Which request it was, so that Microsoft's support can find it.
QString requestIdOf(const auth::HttpReply &reply)
{
    for (const char *name : { "request-id", "client-request-id" }) {
        const QString id = foreign(QString::fromLatin1(reply.header(name)), 64);
        if (!id.isEmpty())
            return id;
    }
    return {};
}

bool isBusyStatus(int status)
{
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

// The one place where words decide: the limit of cmdlets running at a time is told as an ordinary error
// (c.4).
bool tellsTooMany(const QString &text)
{
    return text.contains(QLatin1String("maximum number of concurrent requests per tenant"),
                         Qt::CaseInsensitive);
}

FailureCode codeOf(const ServiceError &e)
{
    if (e.isNotFound())
        return FailureCode::ExoNotFound;
    if (e.isAlreadyThere())
        return FailureCode::ExoExists;
    if (e.status == 429 || (e.isBusy && e.status < 500))
        return FailureCode::GraphThrottle;
    switch (e.status) {
    case 401:
        return FailureCode::SessionLost;
    case 403:
        return FailureCode::ExoRole;
    case 404:
    case 405:
    case 410:
        return FailureCode::ExoApi;
    default:
        return FailureCode::UnknownExo;
    }
}

}

QString ServiceError::exceptionName() const
{
    return exceptionClass.section(u'.', -1);
}

bool ServiceError::isNotFound() const
{
    return exceptionName() == u"ManagementObjectNotFoundException" || (status == 404 && isJson);
}

bool ServiceError::isAlreadyThere() const
{
    const QString name = exceptionName();
    return name == u"ADObjectAlreadyExistsException" || name == u"ManagementObjectAlreadyExistsException";
}

ServiceError parseServiceError(const auth::HttpReply &reply)
{
    const QJsonObject error = QJsonDocument::fromJson(reply.body).object()[QLatin1String("error")].toObject();
    const QJsonObject outer = inner(error);
    const QJsonObject internal = outer[QLatin1String("internalexception")].toObject();
    const QString detail = member(error[QLatin1String("details")].toArray().first().toObject(), "message");
    const auto parts = segments(detail);

    ServiceError out;
    out.status = reply.status;
    out.isJson = !error.isEmpty();
    out.code = foreign(member(error, "code"), 100);
    // The second segment, or the header; the inner types are of the transport unless they are all there is.
    QString exception = parts ? parts->at(1) : QString();
    for (const QString &other :
         { QString::fromLatin1(reply.header("X-ExceptionType")), member(internal, "type") }) {
        if (exception.isEmpty())
            exception = other;
    }
    out.exceptionClass = foreign(exception, 200);
    QString message = member(internal, "message");
    if (message.isEmpty())
        message = parts ? parts->at(2) : detail;
    if (message.isEmpty())
        message = member(error, "message");
    if (const auto inside = segments(message))
        message = inside->at(2);
    out.message = foreign(message);
    out.requestId = requestIdOf(reply);
    out.isBusy = isBusyStatus(reply.status) || tellsTooMany(message) || tellsTooMany(detail);
    return out;
}

ServiceError parseErrorText(const QString &text)
{
    const auto parts = segments(text);
    ServiceError out;
    out.status = 200;
    out.isJson = true;
    out.exceptionClass = foreign(parts ? parts->at(1) : QString(), 200);
    out.message = foreign(parts ? parts->at(2) : text);
    out.isBusy = tellsTooMany(text);
    return out;
}

core::Failure serviceFailure(const ServiceError &error, const QString &subject)
{
    core::Failure failure;
    failure.code = codeOf(error);
    failure.retryable = error.isBusy;
    if (!subject.isEmpty())
        failure.values.insert(QStringLiteral("name"), subject);
    QStringList technical{ QStringLiteral("HTTP %1").arg(error.status) };
    for (const QString &part : { error.code, error.exceptionClass, core::scrub(error.message) }) {
        if (!part.isEmpty())
            technical << part;
    }
    if (!error.requestId.isEmpty()) {
        technical << QStringLiteral("request-id %1").arg(error.requestId);
        failure.values.insert(QStringLiteral("requestId"), error.requestId);
    }
    failure.technical = technical.join(QLatin1String("; "));
    return failure;
}

}
