#pragma once

#include <QProxyStyle>

class QAbstractButton;
class QPushButton;

namespace passerelle::pages {

// How a push button looks: the one primary of a page, an ordinary one, a borderless one, or a link.
enum class Look { Ordinary, Primary, Quiet, Link };

void setLook(QPushButton *button, Look look);
// A button of ours: named for tests and assistive programs, Return presses it while it has the focus.
QPushButton *makeButton(const QString &objectName, Look look = Look::Ordinary, QWidget *parent = nullptr);
// Marks a field as wrong: its outline takes the colour of a failure.
void setInvalid(QWidget *field, bool invalid);

// Fusion with the drafts' buttons, fields, ticks, bars and focus ring. Colours come from the widget's
// palette, so no style sheet cuts the palette of anything.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
};

}
