#pragma once

#include "core/Wait.h"
#include "protocols/graph/BatchItem.h"
#include "protocols/graph/GraphCall.h"

namespace passerelle::graph {

// The principal in an answer that named keyCredentials in $select; UnknownGraph when the answer does not tell
// them: a list that is only missing must never be taken for an empty one.
core::Result<ServicePrincipal> readServicePrincipal(const QJsonObject &object);

// Several readings in one $batch request (reference cloud.md b.10): answers come in any order, each with a
// status of its own; only those that failed for the moment are asked again.
class PrincipalBatch : public core::OperationOf<QList<PrincipalAnswer>> {
    Q_OBJECT
public:
    using Ask = std::function<GraphCall *(const QJsonObject &batch)>;

    // `urlOf`: the relative address of one principal.
    PrincipalBatch(QStringList appIds, std::function<QString(const QString &appId)> urlOf, Ask ask,
                   RetryPolicy retry);

signals:
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void ask();
    void read(const QJsonObject &answer);
    void readItem(const QString &appId, const BatchItem &item);
    void conclude();

    QStringList m_appIds;
    std::function<QString(const QString &)> m_urlOf;
    Ask m_ask;
    RetryPolicy m_retry;
    QStringList m_open; // not answered yet
    QHash<QString, core::Result<ServicePrincipal>> m_answers;
    QPointer<GraphCall> m_call;
    QTimer m_pause;
    int m_attempt = 0;
    int m_wait = 0; // seconds, of the items to be asked again
    core::WaitReason m_reason = core::WaitReason::Busy;
};

}
