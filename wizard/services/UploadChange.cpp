#include "services/UploadChange.h"

#include "core/Key.h"
#include "model/Steps.h"
#include "services/KeyRow.h"

namespace passerelle::services {

using core::key;

namespace {

QString thumbprints(const QList<graph::KeyCredential> &entries)
{
    QStringList list;
    for (const graph::KeyCredential &entry : entries)
        list << (entry.thumbprint().isEmpty() ? entry.keyId : entry.thumbprint());
    list.sort();
    return list.join(u' ');
}

// The keys of one fate, one a line: thumbprint, days of validity (UTC), name.
QString listed(const QList<KeyRow> &rows, KeyRow::Fate fate)
{
    QStringList lines;
    for (const KeyRow &row : rows) {
        if (row.fate == fate)
            lines << QStringLiteral("%1  %2 – %3  %4")
                         .arg(row.thumbprint, row.startUtc.toString(QStringLiteral("yyyy-MM-dd")),
                              row.endUtc.toString(QStringLiteral("yyyy-MM-dd")), row.name)
                         .trimmed();
    }
    return lines.join(u'\n');
}

model::Change change(const char *id, const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    const QList<KeyRow> rows = keyRows(application, plan);
    QStringList added;
    for (const crypto::Certificate &certificate : plan.added)
        added << certificate.thumbprint();
    QStringList expired;
    for (const graph::KeyCredential &entry : plan.expired)
        expired << (entry.displayName.isEmpty() ? entry.thumbprint() : entry.displayName);
    const qsizetype before = plan.kept.size() + plan.expired.size() + plan.takenAway.size();
    core::Values values{ { key("name"), application.displayName },
                         { key("appId"), application.appId },
                         { key("count"), QString::number(before) },
                         { key("kept"), QString::number(plan.kept.size()) },
                         { key("expired"), QString::number(plan.expired.size()) },
                         { key("list"), expired.join(QStringLiteral(", ")) },
                         { key("total"), QString::number(plan.kept.size() + plan.added.size()) },
                         { key("keptKeys"), listed(rows, KeyRow::Fate::Kept) },
                         { key("expiredKeys"), listed(rows, KeyRow::Fate::Expired) },
                         { key("removedKeys"), listed(rows, KeyRow::Fate::Removed) },
                         { key("addedKeys"), listed(rows, KeyRow::Fate::Added) } };
    if (!added.isEmpty())
        values.insert(key("added"), added.join(u' '));
    model::Change change;
    change.id = key(id);
    change.step = QLatin1String(model::step::upload);
    change.target = key("entra");
    change.object = application.displayName;
    change.before = thumbprints(plan.kept + plan.expired + plan.takenAway);
    change.after = (thumbprints(plan.kept) + u' ' + added.join(u' ')).trimmed();
    change.values = std::move(values);
    change.shared = true;
    return change;
}

}

model::Change principalCreation(const model::ApplicationTarget &application)
{
    model::Change change;
    change.id = key("upload.create-principal");
    change.step = QLatin1String(model::step::upload);
    change.target = key("entra");
    change.object = application.displayName;
    change.after = application.appId;
    change.values = { { key("name"), application.displayName }, { key("appId"), application.appId } };
    change.shared = true;
    change.reversible = false;
    return change;
}

model::Change keyChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    return change(plan.expired.isEmpty() ? "upload.key" : "upload.key-and-expired", application, plan);
}

model::Change expiredKeysChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    model::Change offered = change("upload.expired", application, plan);
    offered.optional = true;
    offered.reversible = false;
    return offered;
}

model::Change ownKeyRemoval(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    model::Change offered = change("upload.remove-own", application, plan);
    offered.optional = true;
    return offered;
}

model::Change uploadUndo(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    model::Change undo = change("upload.undo", application, plan);
    undo.values.insert(key("removed"), plan.removed.join(u' '));
    return undo;
}

}
