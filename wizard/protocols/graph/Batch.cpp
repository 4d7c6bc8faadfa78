#include "protocols/graph/Batch.h"

#include <QJsonArray>

namespace passerelle::graph {

namespace {

core::Failure unknown(const QString &technical)
{
    return { core::FailureCode::UnknownGraph, {}, technical, false };
}

}

core::Result<ServicePrincipal> readServicePrincipal(const QJsonObject &object)
{
    if (!object[QLatin1String("keyCredentials")].isArray())
        return unknown(QStringLiteral("the answer does not tell keyCredentials"));
    ServicePrincipal principal = parseServicePrincipal(object);
    if (principal.id.isEmpty())
        return unknown(QStringLiteral("the answer does not tell the object id"));
    return principal;
}

PrincipalBatch::PrincipalBatch(QStringList appIds, std::function<QString(const QString &)> urlOf, Ask ask,
                               RetryPolicy retry)
    : m_appIds(std::move(appIds))
    , m_urlOf(std::move(urlOf))
    , m_ask(std::move(ask))
    , m_retry(std::move(retry))
{
    m_appIds.removeDuplicates();
    m_open = m_appIds;
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &PrincipalBatch::ask);
}

void PrincipalBatch::doStart()
{
    if (m_open.isEmpty())
        conclude();
    else if (m_open.size() > mostBatchItems)
        fail(unknown(QStringLiteral("more than 20 items in a batch")));
    else
        ask();
}

void PrincipalBatch::ask()
{
    ++m_attempt;
    m_wait = 0;
    m_reason = core::WaitReason::Busy;
    QJsonArray requests;
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        requests.append(QJsonObject{ { QStringLiteral("id"), QString::number(i + 1) },
                                     { QStringLiteral("method"), QStringLiteral("GET") },
                                     { QStringLiteral("url"), m_urlOf(m_open[i]) } });
    }
    auto *call = m_ask({ { QStringLiteral("requests"), requests } });
    connect(call, &GraphCall::waiting, this, &PrincipalBatch::waiting);
    m_call = core::run(call, this, [this](const core::Result<QJsonObject> &answer) {
        m_call = nullptr;
        if (answer)
            read(*answer);
        else
            fail(answer.failure());
    });
}

void PrincipalBatch::read(const QJsonObject &answer)
{
    const QStringList asked = m_open;
    for (const BatchItem &item : batchItems(answer, asked.size())) {
        if (m_open.contains(asked[item.index]))
            readItem(asked[item.index], item);
    }
    for (const QString &appId : asked) {
        if (m_open.contains(appId) && !m_wait)
            m_answers.insert(appId, unknown(QStringLiteral("the batch answer lacks this item")));
    }
    if (!m_wait) {
        conclude();
    } else if (isCancelling()) {
        fail({ core::FailureCode::Cancelled, {}, {}, true });
    } else {
        emit waiting(m_wait, m_attempt, m_reason);
        m_pause.start(m_retry.second * m_wait);
    }
}

void PrincipalBatch::readItem(const QString &appId, const BatchItem &item)
{
    if (isTransient(item.status) && m_attempt < m_retry.tries) {
        const auto told = retryAfter(item.header("Retry-After"), QDateTime::currentDateTimeUtc());
        if (item.status == 429)
            m_reason = core::WaitReason::Throttled;
        m_wait = qMax(m_wait, qMax(1, secondsBefore(m_attempt, told, 0)));
        return; // stays open
    }
    m_open.removeOne(appId);
    if (item.status >= 200 && item.status < 300)
        m_answers.insert(appId, readServicePrincipal(item.body));
    else
        m_answers.insert(appId,
                         graphFailure(parseGraphError(item.status, item.body, item.header("request-id")),
                                      Access::Read, appId));
}

void PrincipalBatch::conclude()
{
    QList<PrincipalAnswer> out;
    for (const QString &appId : std::as_const(m_appIds))
        out.append({ appId, m_answers.value(appId, unknown(QStringLiteral("no answer"))) });
    succeed(std::move(out));
}

void PrincipalBatch::doCancel()
{
    m_pause.stop();
    if (m_call)
        m_call->cancel();
    else
        fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
