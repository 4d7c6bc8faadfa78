#include "pages/StateIcon.h"

#include <QPainter>
#include <QStyle>
#include <QTimerEvent>
#include <algorithm>

namespace passerelle::pages {

static constexpr int frameMs = 50;
static constexpr int degreesPerFrame = 15;

StateIcon::StateIcon(int size, QWidget *parent)
    : QWidget(parent)
    , m_size(std::max(size, QFontMetrics(Theme::font(Type::Body)).height() * size / 20))
{
    setFixedSize(m_size, m_size);
}

void StateIcon::setIcon(Icon icon)
{
    setIcon(icon, Icons::roleOf(icon));
}

void StateIcon::setIcon(Icon icon, Role role)
{
    if (m_icon == icon && m_role == role)
        return;
    m_icon = icon;
    m_role = role;
    updateTimer();
    update();
}

void StateIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPixmap pixmap = Icons::pixmap(m_icon, Colors::of(palette())[m_role], m_size, devicePixelRatioF());
    if (m_icon == Icon::Running && m_angle != 0) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.translate(m_size / 2.0, m_size / 2.0);
        painter.rotate(m_angle);
        painter.translate(-m_size / 2.0, -m_size / 2.0);
    }
    painter.drawPixmap(0, 0, pixmap);
}

void StateIcon::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_angle = (m_angle + degreesPerFrame) % 360;
    update();
}

void StateIcon::showEvent(QShowEvent *)
{
    updateTimer();
}
void StateIcon::hideEvent(QHideEvent *)
{
    m_timer.stop();
}

void StateIcon::updateTimer()
{
    const bool turns = m_icon == Icon::Running && isVisible()
        && style()->styleHint(QStyle::SH_Widget_Animate, nullptr, this);
    if (turns && !m_timer.isActive()) {
        m_timer.start(frameMs, this);
    } else if (!turns) {
        m_timer.stop();
        m_angle = 0;
    }
}

}
