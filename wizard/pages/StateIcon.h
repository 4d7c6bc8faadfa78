#pragma once

#include "pages/Icons.h"

#include <QBasicTimer>
#include <QWidget>

namespace passerelle::pages {

// One drawing beside a line of text. Turns slowly while it means "running", unless the system asks for no
// animation. Says nothing to assistive programs: the state is always in words next to it.
class StateIcon : public QWidget {
    Q_OBJECT
public:
    explicit StateIcon(int size = 18, QWidget *parent = nullptr);

    void setIcon(Icon icon);
    void setIcon(Icon icon, Role role);
    Icon icon() const { return m_icon; }
    QSize sizeHint() const override { return { m_size, m_size }; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateTimer();

    int m_size;
    Icon m_icon = Icon::ToDo;
    Role m_role = Role::Muted;
    int m_angle = 0;
    QBasicTimer m_timer;
};

}
