#include "pages/PageScroll.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace passerelle::pages {

static constexpr int lineHeight = 24;

PageScroll::PageScroll(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_content(new QWidget(viewport()))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    m_content->installEventFilter(this);
    verticalScrollBar()->setSingleStep(lineHeight);
}

bool PageScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        arrange();
    return QAbstractScrollArea::eventFilter(watched, event);
}

void PageScroll::settle(QWidget *root)
{
    const auto inside = root->findChildren<QWidget *>();
    for (auto widget = inside.rbegin(); widget != inside.rend(); ++widget) {
        if ((*widget)->layout())
            (*widget)->layout()->activate();
    }
    if (root->layout())
        root->layout()->activate();
}

void PageScroll::resizeEvent(QResizeEvent *)
{
    arrange();
}

void PageScroll::scrollContentsBy(int, int)
{
    m_content->move(0, -verticalScrollBar()->value());
}

void PageScroll::arrange()
{
    QLayout *layout = m_content->layout();
    if (!layout)
        return;
    settle(m_content);
    const int width = viewport()->width();
    const int least = layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(width)
                                                  : layout->totalMinimumSize().height();
    const int height = std::max(least, viewport()->height());
    verticalScrollBar()->setRange(0, height - viewport()->height());
    verticalScrollBar()->setPageStep(viewport()->height());
    m_content->setGeometry(0, -verticalScrollBar()->value(), width, height);
}

void PageScroll::reveal(const QWidget *widget)
{
    const int top = widget->mapTo(m_content, QPoint()).y() - lineHeight;
    const int bottom = top + widget->height() + 2 * lineHeight;
    const int shown = verticalScrollBar()->value();
    if (top < shown)
        verticalScrollBar()->setValue(top);
    else if (bottom > shown + viewport()->height())
        verticalScrollBar()->setValue(bottom - viewport()->height());
}

bool PageScroll::focusNextPrevChild(bool next)
{
    const bool moved = QAbstractScrollArea::focusNextPrevChild(next);
    const QWidget *focused = window()->focusWidget();
    if (moved && focused && m_content->isAncestorOf(focused))
        reveal(focused);
    return moved;
}

}
