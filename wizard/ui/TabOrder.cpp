#include "ui/TabOrder.h"

#include <QWidget>

#include <algorithm>

namespace passerelle::ui {

static constexpr int sameLine = 12; // controls whose tops differ by less stand on one line

static QList<QWidget *> focusable(QWidget *part)
{
    QList<QWidget *> found;
    for (QWidget *widget : part->findChildren<QWidget *>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisibleTo(part) && !widget->focusProxy())
            found.append(widget);
    }
    const auto place = [part](const QWidget *widget) { return widget->mapTo(part, QPoint()); };
    std::stable_sort(found.begin(), found.end(),
                     [&](const QWidget *a, const QWidget *b) { return place(a).y() < place(b).y(); });
    for (auto line = found.begin(); line != found.end();) {
        const int top = place(*line).y();
        auto end =
            std::find_if(line, found.end(), [&](const QWidget *w) { return place(w).y() >= top + sameLine; });
        std::stable_sort(line, end,
                         [&](const QWidget *a, const QWidget *b) { return place(a).x() < place(b).x(); });
        line = end;
    }
    return found;
}

void setReadingOrder(const QList<QWidget *> &parts)
{
    QWidget *previous = nullptr;
    for (QWidget *part : parts) {
        for (QWidget *widget : focusable(part)) {
            if (previous)
                QWidget::setTabOrder(previous, widget);
            previous = widget;
        }
    }
}

}
