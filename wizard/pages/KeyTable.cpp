#include "pages/KeyTable.h"

#include "model/Activity.h"

#include <QEvent>

namespace passerelle::pages {

using services::KeyRow;
using Fate = KeyRow::Fate;

KeyTable::KeyTable(const QString &objectName, const services::KeyListing &listing, const model::Activity &activity,
                   QWidget *parent)
    : DataTable(objectName, parent)
    , m_listing(listing)
{
    connect(&activity, &model::Activity::changed, this, &KeyTable::refresh);
    refresh();
}

QString KeyTable::fateWord(const KeyRow &row)
{
    switch (row.fate) {
    case Fate::Kept:
        return tr("Kept");
    case Fate::Stays:
        return tr("Expired, stays");
    case Fate::Expired:
        return row.done ? tr("Expired, removed") : tr("Expired, to be removed");
    case Fate::Removed:
        return row.done ? tr("Removed") : tr("To be removed");
    case Fate::Added:
        return row.done ? tr("Added") : tr("To be added");
    }
    return {};
}

static Icon iconOf(const KeyRow &row)
{
    switch (row.fate) {
    case Fate::Kept:
        return Icon::Done;
    case Fate::Stays:
        return Icon::Attention;
    case Fate::Expired:
    case Fate::Removed:
        return Icon::Skipped;
    case Fate::Added:
        return row.done ? Icon::Done : Icon::ToDo;
    }
    return Icon::ToDo;
}

QString KeyTable::groupTitle(const QList<KeyRow> &rows, const QString &appId)
{
    int kept = 0, expired = 0, removed = 0, added = 0;
    QString name;
    for (const KeyRow &row : rows) {
        if (row.appId != appId)
            continue;
        name = row.application;
        kept += row.fate == Fate::Kept;
        expired += row.fate == Fate::Expired || row.fate == Fate::Stays;
        removed += row.fate == Fate::Removed;
        added += row.fate == Fate::Added;
    }
    if (removed > 0)
        return tr("%1 – kept: %2 · ours: %3").arg(name).arg(kept).arg(removed);
    //: %1: a service application
    return tr("%1 – kept: %2 · expired: %3 · added: %4").arg(name).arg(kept).arg(expired).arg(added);
}

void KeyTable::refresh()
{
    const QList<KeyRow> &rows = m_listing.keys();
    QStringList made{ tr("What becomes of it") };
    for (const KeyRow &row : rows)
        made << row.appId + row.line() + QString::number(row.done);
    setVisible(!rows.isEmpty());
    if (made == m_shown)
        return;
    m_shown = made;
    clearRows();
    setHeaders({ tr("What becomes of it"), tr("Thumbprint (SHA-1)"), tr("Valid from and until (UTC)"), tr("Name") });
    setStretchColumn(3);
    setAccessibleName(tr("Keys of the service applications"));
    QString group;
    for (const KeyRow &row : rows) {
        if (row.appId != group) {
            group = row.appId;
            addGroup(groupTitle(rows, group));
        }
        addRow({ { fateWord(row), {}, false, iconOf(row) },
                 thumbprint(row.thumbprint),
                 validity(row.startUtc, row.endUtc),
                 { row.name } });
    }
    settle();
}

void KeyTable::changeEvent(QEvent *event)
{
    DataTable::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

}
