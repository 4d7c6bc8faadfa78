#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace passerelle::pages {

// Commands somebody may run in a window of his own: a button that copies them, and one that shows them, in the fixed
// font, for reading and selecting.
class CommandBlock : public QWidget {
    Q_OBJECT
public:
    // `prefix` starts the object names: <prefix>CopyCommandsButton, <prefix>ShowCommandsButton, <prefix>Commands.
    explicit CommandBlock(const QString &prefix, QWidget *parent = nullptr);

    // `subject`: what they are about, for assistive programs.
    void show(const QString &commands, const QString &subject);
    void dismiss();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setOpen(bool open);
    void retranslate();
    void fitHeight();
    void scrollIntoView();

    bool m_open = false;
    QString m_subject;
    QPushButton *m_copy;
    QPushButton *m_toggle;
    QPlainTextEdit *m_text;
};

}
