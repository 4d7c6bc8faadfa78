#include "pages/FindingList.h"

#include "pages/FindingRow.h"

#include <QScrollBar>

namespace passerelle::pages {

static constexpr int margin = 60;

FindingList::FindingList(text::VerdictWords words, QWidget *parent)
    : ScrollCard(parent)
    , m_words(words)
{
}

void FindingList::show(const QList<model::Finding> &findings)
{
    bool same = m_rows.size() <= findings.size();
    for (qsizetype i = 0; same && i < m_rows.size(); ++i)
        same = m_rows[i]->findingId() == findings[i].id;
    if (!same) {
        clearRows();
        m_rows.clear();
        m_running = -1;
    }
    for (qsizetype i = 0; i < findings.size(); ++i) {
        if (i == m_rows.size()) {
            auto *row = new FindingRow(m_words);
            m_rows.append(row);
            row->show(findings[i]);
            addRow(row);
            emit rowAdded(row);
        } else {
            m_rows[i]->show(findings[i]);
        }
    }
    setVisible(!m_rows.isEmpty());
    keepRunningVisible(findings);
}

void FindingList::keepRunningVisible(const QList<model::Finding> &findings)
{
    qsizetype running = -1;
    for (qsizetype i = 0; i < findings.size(); ++i) {
        if (findings[i].verdict == model::Verdict::Running)
            running = i;
    }
    if (running >= 0 && running != m_running)
        ensureWidgetVisible(m_rows[running], 0, margin);
    else if (running < 0 && m_running >= 0)
        showWhatMatters(findings);
    m_running = running;
}

// The work has ended: the first line that needs eyes, or the beginning.
void FindingList::showWhatMatters(const QList<model::Finding> &findings)
{
    for (qsizetype i = 0; i < findings.size(); ++i) {
        if (findings[i].verdict == model::Verdict::Fail) {
            ensureWidgetVisible(m_rows[i], 0, margin);
            return;
        }
    }
    verticalScrollBar()->setValue(0);
}

}
