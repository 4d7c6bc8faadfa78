#pragma once

#include "pages/ScrollCard.h"
#include "text/FindingText.h"

namespace passerelle::pages {

class FindingRow;

// The lines of an activity as rows of a card. The same rows are kept while the activity goes on, so that
// nothing jumps and a screen reader keeps its place.
class FindingList : public ScrollCard {
    Q_OBJECT
public:
    explicit FindingList(text::VerdictWords words, QWidget *parent = nullptr);

    void show(const QList<model::Finding> &findings);
    const QList<FindingRow *> &rows() const { return m_rows; }

signals:
    void rowAdded(passerelle::pages::FindingRow *row);

private:
    void keepRunningVisible(const QList<model::Finding> &findings);
    void showWhatMatters(const QList<model::Finding> &findings);

    text::VerdictWords m_words;
    QList<FindingRow *> m_rows;
    qsizetype m_running = -1;
};

}
