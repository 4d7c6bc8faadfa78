#include "protocols/graph/BatchItem.h"

#include <QJsonArray>
#include <QSet>

namespace passerelle::graph {

QByteArray BatchItem::header(const char *name) const
{
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        if (it.key().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return it.value().toVariant().toString().toLatin1();
    }
    return {};
}

QList<BatchItem> batchItems(const QJsonObject &answer, qsizetype asked)
{
    QList<BatchItem> items;
    QSet<qsizetype> seen;
    for (const QJsonValue value : answer[QLatin1String("responses")].toArray()) {
        const QJsonObject o = value.toObject();
        const qsizetype index = o[QLatin1String("id")].toVariant().toInt() - 1;
        if (index < 0 || index >= asked || seen.contains(index))
            continue;
        seen << index;
        items.append({ index, o[QLatin1String("status")].toInt(), o[QLatin1String("headers")].toObject(),
                       o[QLatin1String("body")].toObject() });
    }
    return items;
}

}
