#pragma once

#include "services/Undo.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace passerelle::pages {

class FindingList;
class FormField;
class KeyTable;
class MessageBand;
class TextLabel;

// Undoing the upload: which keys go and which stay, the word to type where an application would be left with none,
// and the button (ux.md U62). Reads by itself when it is opened; writes only when its button is pressed.
class UndoPanel : public QWidget {
    Q_OBJECT
public:
    explicit UndoPanel(services::Undo &undo, QWidget *parent = nullptr);

    void open();

signals:
    void closeRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void carryOut();
    void retranslate();
    void refresh();
    void refreshBand();

    services::Undo &m_undo;
    TextLabel *m_title;
    TextLabel *m_sentence;
    MessageBand *m_band;
    KeyTable *m_keys;
    FindingList *m_findings;
    QLineEdit *m_typed;
    FormField *m_typedField;
    QPushButton *m_run;
    QPushButton *m_again;
    QPushButton *m_back;
};

}
