#include "pages/Style.h"

#include "pages/Icons.h"
#include "pages/StylePainting.h"

#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QWizard>

namespace passerelle::pages {

static constexpr int controlHeight = 36;
static constexpr int comboArrow = 32;
static constexpr int scrollExtent = 12;
static constexpr int shortestSlider = 28;

void setLook(QPushButton *button, Look look)
{
    if (painting::lookOf(button) == look)
        return;
    button->setProperty("look", static_cast<int>(look));
    button->setFont(look == Look::Primary ? Theme::font(Type::Body, QFont::DemiBold) : QFont());
    button->updateGeometry();
    button->update();
}

QPushButton *makeButton(const QString &objectName, Look look, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(objectName);
    button->setAutoDefault(true);
    button->setCursor(look == Look::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setLook(button, look);
    return button;
}

void setInvalid(QWidget *field, bool invalid)
{
    if (field->property("invalid").toBool() == invalid)
        return;
    field->setProperty("invalid", invalid);
    field->update();
}

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        painting::buttonPanel(painter, option, widget);
        return;
    case PE_PanelLineEdit:
        // Inside a combo box the field is drawn by the combo box itself.
        if (!widget || !qobject_cast<const QComboBox *>(widget->parentWidget()))
            painting::field(painter, option, widget);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox:
        painting::tick(painter, option, false);
        return;
    case PE_IndicatorRadioButton:
        painting::tick(painter, option, true);
        return;
    case PE_FrameFocusRect:
        painting::focusRing(painter, option->rect, Colors::of(option->palette));
        return;
    case PE_FrameDefaultButton:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (element == CE_PushButton && button) {
        painting::buttonPanel(painter, option, widget);
        painting::buttonLabel(painter, button, widget);
    } else if (element == CE_ProgressBar && bar) {
        painting::progress(painter, bar);
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

static void drawScrollBar(const Style &style, const QStyleOptionSlider *option, QPainter *painter,
                          const QWidget *widget)
{
    const Colors c = Colors::of(option->palette);
    QRectF slider = style.subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget);
    slider.adjust(3, 3, -3, -3);
    const bool active = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    if (option->maximum > option->minimum)
        painting::roundedBox(painter, slider, 3, c[active ? Role::Muted : Role::Control], {});
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control == CC_ScrollBar && slider) {
        drawScrollBar(*this, slider, painter, widget);
    } else if (control == CC_ComboBox) {
        painting::field(painter, option, widget);
        const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
        const QColor color = Colors::of(option->palette)[Role::Muted];
        const QPixmap chevron =
            Icons::pixmap(Icon::ChevronDown, color, 14, painter->device()->devicePixelRatioF());
        painter->drawPixmap(QRect(arrow.center().x() - 7, arrow.center().y() - 6, 14, 14), chevron);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

static QRect scrollBarRect(const QStyleOptionSlider *option, QStyle::SubControl part)
{
    const QRect all = option->rect;
    const bool across = option->orientation == Qt::Horizontal;
    const int length = across ? all.width() : all.height();
    const int range = option->maximum - option->minimum;
    const int slider = range <= 0
        ? length
        : std::max(std::min(shortestSlider, length),
                   static_cast<int>(qint64(length) * option->pageStep / (range + option->pageStep)));
    const int start = QStyle::sliderPositionFromValue(
        option->minimum, option->maximum, option->sliderPosition, length - slider, option->upsideDown);
    const auto stretch = [&](int from, int to) {
        return across ? QRect(all.x() + from, all.y(), to - from, all.height())
                      : QRect(all.x(), all.y() + from, all.width(), to - from);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return stretch(start, start + slider);
    case QStyle::SC_ScrollBarSubPage:
        return stretch(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return stretch(start + slider, length);
    case QStyle::SC_ScrollBarGroove:
        return all;
    default:
        return {};
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        slider && control == CC_ScrollBar)
        return scrollBarRect(slider, subControl);
    if (control == CC_ComboBox) {
        const QRect all = option->rect;
        if (subControl == SC_ComboBoxArrow)
            return visualRect(option->direction, all,
                              QRect(all.right() - comboArrow, all.top(), comboArrow, all.height()));
        if (subControl == SC_ComboBoxEditField)
            return visualRect(option->direction, all, all.adjusted(space::s + 2, 2, -comboArrow, -2));
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents && widget && !qobject_cast<const QComboBox *>(widget->parentWidget()))
        return option->rect.adjusted(space::s + 2, 2, -space::s, -2);
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

static QSize buttonSize(const QStyleOptionButton *option, const QWidget *widget)
{
    const Look look = painting::lookOf(widget);
    const QSize text = option->fontMetrics.size(Qt::TextShowMnemonic, option->text);
    const int tall = std::max(look == Look::Link || look == Look::Quiet ? 28 : controlHeight,
                              text.height() + (look == Look::Link ? space::s : space::l));
    const bool flush = look == Look::Link || (widget && widget->property("flush").toBool());
    const int side = flush ? int(space::xs) : (look == Look::Quiet ? space::s : space::l);
    int wide = text.width() + 2 * side + 2;
    if (!option->icon.isNull())
        wide += option->iconSize.width() + (option->text.isEmpty() ? 0 : space::s);
    if ((option->features & QStyleOptionButton::HasMenu) && !option->text.isEmpty())
        wide += 12 + space::xs;
    if (look == Look::Primary)
        wide = std::max(wide + space::l, 96);
    else if (look == Look::Ordinary)
        wide = std::max(wide, 80);
    return { wide, tall };
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (type == CT_PushButton && button)
        return buttonSize(button, widget);
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit || type == CT_ComboBox)
        result.setHeight(std::max(controlHeight, option->fontMetrics.height() + space::l));
    return result;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_HeaderMargin:
        return space::s;
    case PM_ScrollBarExtent:
        return scrollExtent;
    case PM_ScrollBarSliderMin:
        return shortestSlider;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 10;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        if (qobject_cast<const QWizard *>(widget))
            return 0; // the page fills the wizard; the foot is a widget of its own
        break;
    default:
        break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    if (hint == SH_EtchDisabledText || hint == SH_UnderlineShortcut)
        return hint == SH_UnderlineShortcut;
    if (hint == SH_ScrollBar_Transient)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

}
