#pragma once

#include "model/SetupState.h"
#include "pages/PageBase.h"
#include "services/Undo.h"

#include <functional>

namespace passerelle::pages {

class Card;
class Dialogs;
class FactList;
class MessageBand;
class ScrollCard;
class TextLabel;
class UndoPanel;

// Page 14: what was done, what was not, what to remember and until when.
class SummaryPage : public PageBase {
    Q_OBJECT
public:
    // Writes the report; answers an error in words, or nothing.
    using SaveReport = std::function<QString(const QString &file)>;

    // `undo`: null where there is nothing to be undone.
    SummaryPage(model::SetupState &state, SaveReport save, Dialogs &dialogs, services::Undo *undo = nullptr);

    QString heading() const override;
    QString help() const override;
    Foot foot() const override;
    model::Verdict state() const override;
    bool isBusy() const override { return m_undo && m_undo->isRunning(); }
    void stopWork() override;

signals:
    void closeRequested();

protected:
    void build(QVBoxLayout *content) override;
    void retranslate() override;
    void entered(Entry entry) override;

private:
    struct Section {
        TextLabel *title;
        Card *card;
    };

    Section addSection(QVBoxLayout *column);
    void save();
    void refresh();
    void refreshSteps();
    void refreshChecks();
    void refreshWarnings();
    void refreshFacts();
    bool allDone(model::Verdict *worst) const;
    void showResult();
    void showUndo(bool shown);

    model::SetupState &m_state;
    SaveReport m_saveReport;
    Dialogs &m_dialogs;
    services::Undo *m_undo;
    QString m_reportFile;
    QString m_reportError;
    MessageBand *m_band = nullptr;
    ScrollCard *m_scroll = nullptr;
    Section m_steps{};
    Section m_checks{};
    Section m_warnings{};
    Section m_facts{};
    QPushButton *m_save = nullptr;
    QPushButton *m_verify = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_undoOpen = nullptr;
    UndoPanel *m_undoPanel = nullptr; // made when it is first wanted
};

}
