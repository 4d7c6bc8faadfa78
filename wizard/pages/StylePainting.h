#pragma once

#include "pages/Style.h"
#include "pages/Theme.h"

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionProgressBar;

// The drawings behind Style, one function per control.
namespace passerelle::pages::painting {

Look lookOf(const QWidget *widget);

void roundedBox(QPainter *painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line,
                double lineWidth = 1);
void focusRing(QPainter *painter, const QRect &rect, const Colors &colors);
void buttonPanel(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void buttonLabel(QPainter *painter, const QStyleOptionButton *option, const QWidget *widget);
void field(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void tick(QPainter *painter, const QStyleOption *option, bool round);
void progress(QPainter *painter, const QStyleOptionProgressBar *option);

}
