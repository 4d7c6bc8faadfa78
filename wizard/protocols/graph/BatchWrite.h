#pragma once

#include "protocols/graph/GraphCall.h"

namespace passerelle::graph {

// Several key lists in one $batch request, one PATCH item per principal (reference cloud.md b.10). Sent once;
// each item has an outcome of its own. Fails as a whole only when the request itself did, and then nothing is
// known of any item unless the failure is final.
class KeyBatch : public core::OperationOf<QList<WriteAnswer>> {
    Q_OBJECT
public:
    using Ask = std::function<GraphCall *(const QJsonObject &batch)>;

    KeyBatch(QList<KeyWrite> writes, std::function<QString(const QString &objectId)> urlOf, Ask ask);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read(const QJsonObject &answer);

    QList<KeyWrite> m_writes;
    std::function<QString(const QString &)> m_urlOf;
    Ask m_ask;
    QPointer<GraphCall> m_call;
};

}
