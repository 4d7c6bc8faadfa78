#include "services/KeyRow.h"

namespace passerelle::services {

QString KeyRow::line() const
{
    const QString word = fate == Fate::Kept ? QStringLiteral("kept")
        : fate == Fate::Expired             ? QStringLiteral("expired")
                                            : QStringLiteral("add");
    return QStringList{
        word, thumbprint, startUtc.toString(Qt::ISODate), QStringLiteral("-"), endUtc.toString(Qt::ISODate),
        name
    }
        .join(u' ')
        .simplified();
}

QList<KeyRow> keyRows(const QString &appId, const graph::KeyPlan &plan)
{
    QList<KeyRow> rows;
    const auto entries = [&](const QList<graph::KeyCredential> &keys, KeyRow::Fate fate) {
        for (const graph::KeyCredential &key : keys)
            rows.append({ appId, fate, key.thumbprint(),
                          key.displayName.isEmpty() ? key.keyId : key.displayName, key.start, key.end });
    };
    entries(plan.kept, KeyRow::Fate::Kept);
    entries(plan.expired, KeyRow::Fate::Expired);
    for (const crypto::Certificate &certificate : plan.added) {
        rows.append({ appId, KeyRow::Fate::Added, certificate.thumbprint(), certificate.subject(),
                      certificate.notBefore(), certificate.notAfter() });
    }
    return rows;
}

QStringList keyLines(const QList<KeyRow> &rows)
{
    QStringList lines;
    for (const KeyRow &row : rows)
        lines << row.line();
    return lines;
}

}
