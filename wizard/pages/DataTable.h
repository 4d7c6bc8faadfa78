#pragma once

#include "pages/Icons.h"

#include <QTableWidget>
#include <optional>

namespace passerelle::pages {

// A table of values to be compared and copied: rows are selected with mouse or keyboard, Ctrl+C copies them (all
// of them when none is selected) as lines with tabs, with the values in full. As high as its rows while there is
// room; Tab leaves it.
class DataTable : public QTableWidget {
    Q_OBJECT
public:
    struct Cell {
        QString text;
        QString copied{}; // what goes to the clipboard and to assistive programs; empty: the text
        bool isCode = false; // in the fixed font
        std::optional<Icon> icon{};
    };

    explicit DataTable(const QString &objectName, QWidget *parent = nullptr);

    void setHeaders(const QStringList &headers);
    void setStretchColumn(int column); // the one that takes what is left, and wraps
    void clearRows();
    void addGroup(const QString &title); // a line over all columns
    void addRow(const QList<Cell> &cells);
    void settle(); // after the last row
    QString plainText(bool selectedOnly) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // A thumbprint in two lines of five groups, and the two ends of a validity, in UTC.
    static Cell thumbprint(const QString &hex);
    static Cell validity(const QDateTime &startUtc, const QDateTime &endUtc);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();
    void measure();

    int m_height = 0;
};

}
