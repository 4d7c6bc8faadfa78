#include "ui/RailRow.h"

#include "pages/Icons.h"
#include "pages/StylePainting.h"
#include "text/FindingText.h"

#include <QKeyEvent>
#include <QPainter>

namespace passerelle::ui {

using namespace pages;

static constexpr int tall = 32;
static constexpr int shortest = 24;
static constexpr int iconEdge = 16;

RailRow::RailRow(int id, int stepNumber, QWidget *parent)
    : QAbstractButton(parent)
    , m_id(id)
    , m_number(stepNumber)
{
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAttribute(Qt::WA_Hover);
}

void RailRow::setTitle(const QString &title)
{
    if (text() == title)
        return;
    setText(title);
    measure();
    describe();
}

void RailRow::setState(model::Verdict state, bool current, bool reachable)
{
    if (m_state == state && m_current == current && m_reachable == reachable)
        return;
    m_state = state;
    m_current = current;
    m_reachable = reachable;
    setFocusPolicy(current ? Qt::StrongFocus : Qt::ClickFocus); // one stop for Tab, the arrows do the rest
    setCursor(reachable && !current ? Qt::PointingHandCursor : Qt::ArrowCursor);
    describe();
    update();
}

void RailRow::setFolded(bool folded)
{
    if (m_folded == folded)
        return;
    m_folded = folded;
    setToolTip(folded ? text() : QString());
    updateGeometry();
    update();
}

void RailRow::describe()
{
    const QString state = text::verdictWord(m_state, text::VerdictWords::Task);
    const QString name = m_number > 0 ? QStringLiteral("%1 %2, %3").arg(m_number).arg(text(), state)
                                      : QStringLiteral("%1, %2").arg(text(), state);
    setAccessibleName(name);
    setAccessibleDescription(m_current ? tr("current page")
                                       : (m_reachable ? tr("can be opened again") : tr("not reached yet")));
    if (m_folded)
        setToolTip(name);
}

void RailRow::measure()
{
    const QFontMetrics strong(Theme::font(Type::Body, QFont::DemiBold));
    m_textHeight = strong.height();
    m_numberWidth = m_number > 0 ? strong.horizontalAdvance(QStringLiteral("0")) + space::s : 0;
    const int height = std::max(tall, m_textHeight + space::m);
    m_icon = { tall, height };
    m_open = { space::s + iconEdge + space::m + m_numberWidth + strong.horizontalAdvance(text()) + space::s,
               height };
    setMaximumHeight(height);
    updateGeometry();
}

QSize RailRow::minimumSizeHint() const
{
    return { sizeHint().width(), std::max(shortest, m_textHeight + space::xs) };
}

void RailRow::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        measure();
}

void RailRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        QAbstractButton::keyPressEvent(event);
    else
        event->ignore();
}

void RailRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors c = Colors::of(palette());
    if (m_current)
        painting::roundedBox(&painter, rect(), space::buttonRadius, c[Role::Card],
                             c.isHighContrast() ? c[Role::Text] : QColor());
    else if (underMouse() && m_reachable)
        painting::roundedBox(&painter, rect(), space::buttonRadius, c[Role::Window], {});
    if (hasFocus())
        painting::roundedBox(&painter, rect(), space::buttonRadius, {}, c[Role::Accent], 2);
    const Icon icon = Icons::of(m_state);
    const int left = m_folded ? (width() - iconEdge) / 2 : space::s;
    painter.drawPixmap(left, (height() - iconEdge) / 2,
                       Icons::pixmap(icon, c[Icons::roleOf(icon)], iconEdge, devicePixelRatioF()));
    if (m_folded)
        return;
    painter.setFont(Theme::font(Type::Body, m_current ? QFont::DemiBold : QFont::Normal));
    painter.setPen(c[m_current || m_reachable ? Role::Text : Role::Muted]);
    int x = left + iconEdge + space::m;
    if (m_number > 0) {
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         QString::number(m_number));
        x += m_numberWidth;
    }
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
}

}
