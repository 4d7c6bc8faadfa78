#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace passerelle::pages {

// A heading that opens and closes what is below it. Closed it is a line of text, open it is a card.
class Fold : public QWidget {
    Q_OBJECT
public:
    explicit Fold(const QString &objectName, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setBody(QWidget *body);
    QWidget *body() const { return m_body; }
    // A button at the right of the heading, there while the fold is open.
    void setHeadAction(QPushButton *button);
    bool isOpen() const { return m_open; }
    void setOpen(bool open);

signals:
    void toggled(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();

    QPushButton *m_toggle;
    QPushButton *m_action = nullptr;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
    QWidget *m_body = nullptr;
    bool m_open = false;
};

}
