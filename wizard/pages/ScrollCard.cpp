#include "pages/ScrollCard.h"

#include "pages/Card.h"
#include "pages/PageScroll.h"
#include "pages/StylePainting.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

namespace passerelle::pages {

static constexpr int outline = 1;
static constexpr int edge = space::xs; // keeps scrolled content off the rounded corners

ScrollCard::ScrollCard(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new QWidget)
    , m_body(new QVBoxLayout(m_content))
{
    m_body->setContentsMargins(space::xl - outline, 0, space::xl - outline, 0);
    m_body->setSpacing(0);
    m_body->addStretch(1);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setViewportMargins(outline, edge, outline, edge);
    setWidget(m_content);
    m_content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_content->installEventFilter(this);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ScrollCard::addRow(QWidget *row)
{
    if (m_rows > 0)
        m_body->insertWidget(m_body->count() - 1, new Hairline);
    m_body->insertWidget(m_body->count() - 1, row);
    ++m_rows;
}

void ScrollCard::clearRows()
{
    while (QLayoutItem *item = m_body->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_body->addStretch(1);
    m_rows = 0;
}

void ScrollCard::setOutlined(bool outlined)
{
    m_outlined = outlined;
    setViewportMargins(outlined ? QMargins(outline, edge, outline, edge) : QMargins());
    if (!outlined)
        m_body->setContentsMargins({});
}

QSize ScrollCard::sizeHint() const
{
    return { QScrollArea::sizeHint().width(), m_height };
}

QSize ScrollCard::minimumSizeHint() const
{
    return { 0, std::min(m_height, m_lowest) };
}

bool ScrollCard::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        const Colors c = Colors::of(palette());
        if (m_outlined)
            painting::roundedBox(&painter, rect(), space::cardRadius, c[Role::Card], c[Role::Hairline]);
        if (hasFocus())
            painting::roundedBox(&painter, rect(), space::cardRadius, {}, c[Role::Accent], 2);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QScrollArea::event(event);
}

bool ScrollCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        measureSoon();
    return QScrollArea::eventFilter(watched, event);
}

void ScrollCard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        measure();
    measureSoon();
}

// Outside any layout that is being carried out: a size hint changed in the middle of one is not always
// noticed.
void ScrollCard::measureSoon()
{
    if (m_measuring)
        return;
    m_measuring = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_measuring = false;
            measure();
        },
        Qt::QueuedConnection);
}

void ScrollCard::measure()
{
    PageScroll::settle(m_content);
    const int frame = m_outlined ? 2 * edge : 0;
    const int width = viewport()->width();
    const int inner =
        m_body->hasHeightForWidth() ? m_body->totalHeightForWidth(width) : m_body->totalSizeHint().height();
    const bool scrolls = inner + frame > height();
    setFocusPolicy(scrolls ? Qt::TabFocus : Qt::NoFocus);
    if (m_height == inner + frame)
        return;
    m_height = inner + frame;
    setMaximumHeight(m_height);
    updateGeometry();
}

}
