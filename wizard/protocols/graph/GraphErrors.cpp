#include "protocols/graph/GraphErrors.h"

#include "core/Scrub.h"

#include <QJsonArray>
#include <QLocale>
#include <cmath>

namespace passerelle::graph {

using core::FailureCode;

namespace {

QString foreign(const QJsonValue &value, qsizetype limit)
{
    return core::displayable(value.toString(), limit);
}

// innerError and innererror both occur.
QJsonObject inner(const QJsonObject &error)
{
    for (auto it = error.begin(); it != error.end(); ++it) {
        if (it.key().compare(QLatin1String("innerError"), Qt::CaseInsensitive) == 0)
            return it.value().toObject();
    }
    return {};
}

void collectCodes(const QJsonObject &error, QStringList &codes, int depth = 0)
{
    if (depth > 4)
        return;
    for (const QJsonValue detail : error[QLatin1String("details")].toArray()) {
        codes << foreign(detail.toObject()[QLatin1String("code")], 100);
        collectCodes(detail.toObject(), codes, depth + 1);
    }
    const QJsonObject deeper = inner(error);
    if (!deeper.isEmpty()) {
        codes << foreign(deeper[QLatin1String("code")], 100);
        collectCodes(deeper, codes, depth + 1);
    }
    codes.removeAll(QString());
}

bool tells(const GraphError &e, const char *code)
{
    const QLatin1StringView wanted(code);
    return e.code == wanted || e.detailCodes.contains(wanted);
}

bool isLocked(const GraphError &e)
{
    return tells(e, "CannotUpdateLockedServicePrincipalProperty")
        || (e.message.contains(QLatin1String("operation not allowed"), Qt::CaseInsensitive)
            && e.status != 404);
}

// Which code a policy of the tenant answers with is not known (b.5), so the words may choose the hint.
bool namesPolicy(const GraphError &e)
{
    const QStringList codes = QStringList{ e.code } + e.detailCodes;
    return (e.status == 400 || e.status == 403)
        && (!codes.filter(QLatin1String("AsPerAppPolicy")).isEmpty()
            || (e.status == 400 && e.message.contains(QLatin1String("policy"), Qt::CaseInsensitive)));
}

FailureCode codeOf(const GraphError &e, Access access)
{
    if (access == Access::Write && namesPolicy(e))
        return FailureCode::KeyPolicy;
    if (access == Access::Write && isLocked(e))
        return FailureCode::KeyLocked;
    switch (e.status) {
    case 400:
        return access == Access::Write ? FailureCode::KeyFormat : FailureCode::UnknownGraph;
    case 401:
        return FailureCode::SessionLost;
    case 403:
        return FailureCode::EntraRole;
    case 404:
        return FailureCode::SpMissing;
    case 429:
        return FailureCode::GraphThrottle;
    default:
        return FailureCode::UnknownGraph;
    }
}

}

GraphError parseGraphError(int status, const QJsonObject &body, const QByteArray &requestId)
{
    const QJsonObject error = body[QLatin1String("error")].toObject();
    const QJsonObject deeper = inner(error);
    GraphError out;
    out.status = status;
    out.code = foreign(error[QLatin1String("code")], 100);
    out.message = foreign(error[QLatin1String("message")], 1000);
    collectCodes(error, out.detailCodes);
    out.requestId = foreign(deeper[QLatin1String("request-id")], 64);
    if (out.requestId.isEmpty())
        out.requestId = core::displayable(QString::fromLatin1(requestId), 64);
    out.date = foreign(deeper[QLatin1String("date")], 40);
    return out;
}

core::Failure graphFailure(const GraphError &error, Access access, const QString &subject)
{
    core::Failure failure;
    failure.code = codeOf(error, access);
    // 424: an item of a batch that was not even tried.
    failure.retryable = isTransient(error.status) || error.status == 409 || (error.status == 424 && access == Access::Write);
    if (!subject.isEmpty())
        failure.values.insert(QStringLiteral("name"), subject);
    if (failure.code == FailureCode::KeyPolicy)
        failure.values.insert(QStringLiteral("message"), core::scrub(error.message));
    QStringList technical{ QStringLiteral("HTTP %1").arg(error.status) };
    const QStringList codes = QStringList{ error.code } + error.detailCodes;
    for (const QString &code : codes) {
        if (!code.isEmpty())
            technical << code;
    }
    if (!error.message.isEmpty())
        technical << core::scrub(error.message);
    if (!error.requestId.isEmpty()) {
        technical << QStringLiteral("request-id %1").arg(error.requestId);
        failure.values.insert(QStringLiteral("requestId"), error.requestId);
    }
    if (!error.date.isEmpty())
        technical << error.date;
    failure.technical = technical.join(QLatin1String("; "));
    return failure;
}

bool isTransient(int status)
{
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

std::optional<int> retryAfter(const QByteArray &value, const QDateTime &now)
{
    if (value.isEmpty())
        return std::nullopt;
    bool ok = false;
    const double seconds = value.toDouble(&ok);
    if (ok && std::isfinite(seconds) && seconds >= 0 && seconds < 1e6)
        return static_cast<int>(std::ceil(seconds));
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(value),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return static_cast<int>(std::clamp<qint64>(now.secsTo(date), 0, 1'000'000));
}

}
