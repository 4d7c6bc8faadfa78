#pragma once

#include <QList>

class QWidget;

namespace passerelle::ui {

// Puts every control that takes the focus into reading order: part after part, and inside a part from top to
// bottom, then from left to right. Pages are built late, so the order of creation is not the order on the
// screen.
void setReadingOrder(const QList<QWidget *> &parts);

}
