#pragma once

#include "pages/DataTable.h"
#include "services/KeyRow.h"

namespace passerelle::model {
class Activity;
}

namespace passerelle::pages {

// The keys of each service application, side by side: which are kept, which go, which come, before and after the
// write (ux.md page 11).
class KeyTable : public DataTable {
    Q_OBJECT
public:
    // Follows `activity`; hidden while there is nothing to show.
    KeyTable(const QString &objectName, const services::KeyListing &listing, const model::Activity &activity,
             QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    static QString fateWord(const services::KeyRow &row);
    static QString groupTitle(const QList<services::KeyRow> &rows, const QString &appId);

    const services::KeyListing &m_listing;
    QStringList m_shown; // what the rows were made from
};

}
