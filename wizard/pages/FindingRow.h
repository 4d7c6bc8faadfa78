#pragma once

#include "pages/StateIcon.h"
#include "pages/TextLabel.h"
#include "text/FindingText.h"

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace passerelle::pages {

class CommandBlock;

// One line of work or of a check: icon, title, detail, and at the right how long it took or what came out of
// it. The value {commands} of a finding is offered to be copied and read.
class FindingRow : public QWidget {
    Q_OBJECT
public:
    explicit FindingRow(text::VerdictWords words, QWidget *parent = nullptr);

    void show(const model::Finding &finding);
    const QString &findingId() const { return m_id; }
    // Buttons under the detail; they belong to the row.
    void addAction(QPushButton *button);
    using QWidget::addAction;

private:
    void showCommands(const QString &commands, const QString &title);
    void showOutcome(const model::Finding &finding);

    text::VerdictWords m_words;
    QString m_id;
    StateIcon *m_icon;
    TextLabel *m_title;
    TextLabel *m_detail;
    TextLabel *m_outcome;
    QVBoxLayout *m_middle;
    QHBoxLayout *m_actions = nullptr;
    CommandBlock *m_commands = nullptr;
};

}
