#pragma once

#include "services/Offline.h"

#include <QWidget>

class QPushButton;

namespace passerelle::pages {

class Dialogs;
class FindingList;
class MessageBand;
class TextLabel;

// The answer another operator has brought back, from a file or the clipboard, and what it proves.
class BroughtBack : public QWidget {
    Q_OBJECT
public:
    BroughtBack(services::KeyReadBack &readBack, Dialogs &dialogs, QWidget *parent = nullptr);

    static QString title(); // of the fold that holds it

protected:
    void changeEvent(QEvent *event) override;

private:
    void chooseFile();
    void retranslate();
    void refresh();

    services::KeyReadBack &m_readBack;
    Dialogs &m_dialogs;
    TextLabel *m_sentence;
    MessageBand *m_band;
    FindingList *m_findings;
    QPushButton *m_open;
    QPushButton *m_paste;
};

}
