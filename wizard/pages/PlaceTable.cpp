#include "pages/PlaceTable.h"

#include "model/Activity.h"

#include <QEvent>
#include <QUrl>
#include <algorithm>

namespace passerelle::pages {

using services::PlaceRow;
using Place = PlaceRow::Place;
using Outcome = PlaceRow::Outcome;

PlaceTable::PlaceTable(const QString &objectName, const services::PlaceListing &listing,
                       const model::Activity &activity, QWidget *parent)
    : DataTable(objectName, parent)
    , m_listing(listing)
    , m_activity(activity)
{
    connect(&activity, &model::Activity::changed, this, &PlaceTable::refresh);
    refresh();
}

QString PlaceTable::placeWord(const PlaceRow &row)
{
    switch (row.place) {
    case Place::Configuration:
        return tr("Exchange, authorization configuration");
    case Place::File:
        return tr("Exported at step 4");
    case Place::Server:
        return tr("Server %1").arg(row.name);
    case Place::Published:
        return row.name.isEmpty() ? tr("Published by Exchange") : tr("Published at %1").arg(QUrl(row.name).host());
    case Place::Entra:
        return tr("Microsoft Entra, %1").arg(row.name);
    }
    return {};
}

QString PlaceTable::outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Reference:
        return tr("Reference");
    case Outcome::Same:
        return tr("Same");
    case Outcome::Differs:
        return tr("Another one");
    case Outcome::OtherDates:
        return tr("Other dates");
    case Outcome::Absent:
        return tr("Not there");
    case Outcome::Unread:
        return tr("Not readable from here");
    case Outcome::NotYet:
        return tr("Not visible yet");
    }
    return {};
}

static Icon iconOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Reference:
        return Icon::Information;
    case Outcome::Same:
        return Icon::Done;
    case Outcome::Differs:
    case Outcome::Absent:
        return Icon::Failed;
    case Outcome::OtherDates:
    case Outcome::NotYet:
        return Icon::Attention;
    case Outcome::Unread:
        return Icon::Skipped;
    }
    return Icon::ToDo;
}

// The reference, then what differs from it, then the rest: both values stand next to each other.
static int rank(const PlaceRow &row)
{
    switch (row.outcome) {
    case Outcome::Reference:
        return 0;
    case Outcome::Differs:
    case Outcome::Absent:
        return 1;
    case Outcome::OtherDates:
    case Outcome::NotYet:
        return 2;
    case Outcome::Same:
        return 3;
    case Outcome::Unread:
        return 4;
    }
    return 4;
}

// Complete only once the step has ended.
void PlaceTable::refresh()
{
    const bool ready = !m_activity.isRunning() && !m_listing.places().isEmpty();
    setVisible(ready);
    if (!ready)
        return;
    clearRows();
    setHeaders({ tr("Place"), tr("Thumbprint (SHA-1)"), tr("Valid from and until (UTC)"), tr("Verdict") });
    setStretchColumn(0);
    setAccessibleName(tr("The certificate, place by place"));
    QList<PlaceRow> rows = m_listing.places();
    std::stable_sort(rows.begin(), rows.end(), [](const PlaceRow &a, const PlaceRow &b) { return rank(a) < rank(b); });
    for (const PlaceRow &row : std::as_const(rows)) {
        addRow({ { placeWord(row), row.place == Place::Published ? row.name : QString() },
                 thumbprint(row.thumbprint),
                 validity(row.startUtc, row.endUtc),
                 { outcomeWord(row.outcome), {}, false, iconOf(row.outcome) } });
    }
    settle();
}

void PlaceTable::changeEvent(QEvent *event)
{
    DataTable::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

}
