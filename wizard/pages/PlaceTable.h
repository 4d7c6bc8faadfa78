#pragma once

#include "pages/DataTable.h"
#include "services/PlaceRow.h"

namespace passerelle::model {
class Activity;
}

namespace passerelle::pages {

// The places that have to hold the same certificate, side by side, so that a deviation shows both values (ux.md
// page 12).
class PlaceTable : public DataTable {
    Q_OBJECT
public:
    // Follows `activity`; hidden while there is nothing to show.
    PlaceTable(const QString &objectName, const services::PlaceListing &listing, const model::Activity &activity,
               QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    static QString placeWord(const services::PlaceRow &row);
    static QString outcomeWord(services::PlaceRow::Outcome outcome);

    const services::PlaceListing &m_listing;
    const model::Activity &m_activity;
};

}
