#pragma once

#include <QWidget>

class QPushButton;

namespace passerelle::pages {

class MessageBand;
class TextLabel;

// For those who may not sign in to Microsoft Entra: what going on without it means, and the button for it; once chosen,
// that it is so.
class OfflineChoice : public QWidget {
    Q_OBJECT
public:
    explicit OfflineChoice(QWidget *parent = nullptr);

    void show(bool offered, bool chosen); // neither: nothing is shown
    void retranslate();

signals:
    void chosen();

private:
    bool m_offered = false, m_chosen = false;
    TextLabel *m_sentence;
    QPushButton *m_goOn;
    MessageBand *m_band;
};

}
