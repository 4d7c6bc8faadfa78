#pragma once

#include "services/Offline.h"

#include <QWidget>

class QPushButton;

namespace passerelle::pages {

class Dialogs;
class FindingList;
class MessageBand;
class TextLabel;

// The upload as files for another operator: what to do with them, and saving them into a folder.
class HandOver : public QWidget {
    Q_OBJECT
public:
    HandOver(services::OfflineSaving &saving, Dialogs &dialogs, QWidget *parent = nullptr);

    static QString title(); // of the fold that holds it

protected:
    void changeEvent(QEvent *event) override;

private:
    void chooseFolder();
    void save();
    void retranslate();
    void refresh();

    services::OfflineSaving &m_saving;
    Dialogs &m_dialogs;
    QString m_folder;
    bool m_asking = false; // files of these names are in the folder already
    TextLabel *m_sentence;
    MessageBand *m_band;
    FindingList *m_files;
    QPushButton *m_save;
    QPushButton *m_replace;
};

}
