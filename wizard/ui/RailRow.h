#pragma once

#include "model/Finding.h"

#include <QAbstractButton>

namespace passerelle::ui {

// One page in the list at the left: icon of its state, its number among the steps, its name.
class RailRow : public QAbstractButton {
    Q_OBJECT
public:
    explicit RailRow(int id, int stepNumber, QWidget *parent = nullptr);

    int id() const { return m_id; }
    void setTitle(const QString &title);
    void setState(model::Verdict state, bool current, bool reachable);
    void setFolded(bool folded);
    bool isCurrent() const { return m_current; }
    bool isReachable() const { return m_reachable; }

    int openWidth() const { return m_open.width(); }
    QSize sizeHint() const override { return m_folded ? m_icon : m_open; }
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // arrows and Return are the rail's
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    void measure();

    int m_id;
    int m_number; // 0: not a step
    model::Verdict m_state = model::Verdict::Pending;
    bool m_current = false;
    bool m_reachable = false;
    bool m_folded = false;
    QSize m_open; // sizes with the text and as an icon alone
    QSize m_icon;
    int m_textHeight = 0;
    int m_numberWidth = 0;
};

}
