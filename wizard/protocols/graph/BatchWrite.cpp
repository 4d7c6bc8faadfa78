#include "protocols/graph/BatchWrite.h"

#include "protocols/graph/BatchItem.h"

#include <QJsonArray>
#include <QSet>

namespace passerelle::graph {

namespace {

core::Failure refusedHere(const char *technical)
{
    return { core::FailureCode::UnknownGraph, {}, QLatin1String(technical), false };
}

core::Outcome outcomeOf(const BatchItem &item, const QString &appId)
{
    if (item.status >= 200 && item.status < 300)
        return core::Nothing{};
    core::Failure failure = graphFailure(parseGraphError(item.status, item.body, item.header("request-id")),
                                         Access::Write, appId);
    const auto told = retryAfter(item.header("Retry-After"), QDateTime::currentDateTimeUtc());
    if (failure.retryable && told)
        failure.values.insert(QStringLiteral("n"), QString::number(*told));
    return failure;
}

}

KeyBatch::KeyBatch(QList<KeyWrite> writes, std::function<QString(const QString &)> urlOf, Ask ask)
    : m_writes(std::move(writes))
    , m_urlOf(std::move(urlOf))
    , m_ask(std::move(ask))
{
}

void KeyBatch::doStart()
{
    QSet<QString> objects;
    QJsonArray requests;
    for (const KeyWrite &write : std::as_const(m_writes)) {
        objects << write.objectId;
        requests.append(QJsonObject{
            { QStringLiteral("id"), QString::number(requests.size() + 1) },
            { QStringLiteral("method"), QStringLiteral("PATCH") },
            { QStringLiteral("url"), m_urlOf(write.objectId) },
            { QStringLiteral("headers"),
              QJsonObject{ { QStringLiteral("Content-Type"), QStringLiteral("application/json") } } },
            { QStringLiteral("body"), QJsonObject{ { QStringLiteral("keyCredentials"), write.keys } } } });
    }
    // Items run in any order: two of them for one principal would overwrite each other.
    if (objects.size() != m_writes.size()) {
        fail(refusedHere("a principal twice in one batch"));
        return;
    }
    if (m_writes.isEmpty() || m_writes.size() > mostBatchItems) {
        fail(refusedHere("no items or too many for a batch"));
        return;
    }
    m_call = core::run(m_ask({ { QStringLiteral("requests"), requests } }), this,
                       [this](const core::Result<QJsonObject> &answer) {
                           m_call = nullptr;
                           if (answer)
                               read(*answer);
                           else
                               fail(answer.failure());
                       });
}

void KeyBatch::read(const QJsonObject &answer)
{
    QList<WriteAnswer> out;
    for (const BatchItem &item : batchItems(answer, m_writes.size())) {
        const QString appId = m_writes[item.index].appId;
        out.append({ appId, outcomeOf(item, appId) });
    }
    succeed(std::move(out));
}

void KeyBatch::doCancel()
{
    if (m_call)
        m_call->cancel();
}

}
