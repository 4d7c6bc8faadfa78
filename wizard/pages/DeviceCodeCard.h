#pragma once

#include "pages/Card.h"
#include "services/Connections.h"

#include <QTimer>

class QLineEdit;
class QPushButton;

namespace passerelle::pages {

class TextLabel;

// The code to type on another device, large, selectable and spoken; the time it has left. The code goes to the screen
// and, when asked, to the clipboard; nowhere else.
class DeviceCodeCard : public Card {
    Q_OBJECT
public:
    explicit DeviceCodeCard(QWidget *parent = nullptr);

    void show(const auth::DeviceCode &code);
    void dismiss();
    void retranslate();

signals:
    void openRequested(const QUrl &url);

private:
    void tick();

    auth::DeviceCode m_code;
    TextLabel *m_sentence;
    QLineEdit *m_value;
    TextLabel *m_left;
    QPushButton *m_copy;
    QPushButton *m_open;
    QTimer m_timer;
};

}
