#include "pages/StylePainting.h"

#include "pages/Icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace passerelle::pages::painting {

static qreal ratioOf(const QPainter *painter)
{
    return painter->device()->devicePixelRatioF();
}

Look lookOf(const QWidget *widget)
{
    return widget ? static_cast<Look>(widget->property("look").toInt()) : Look::Ordinary;
}

void roundedBox(QPainter *painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line,
                double lineWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, lineWidth) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = line.isValid() ? lineWidth / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void focusRing(QPainter *painter, const QRect &rect, const Colors &colors)
{
    roundedBox(painter, rect, space::xs, {}, colors[Role::Accent], 2);
}

static QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](float x, float y) { return static_cast<float>(x * (1 - share) + y * share); };
    return QColor::fromRgbF(part(a.redF(), b.redF()), part(a.greenF(), b.greenF()),
                            part(a.blueF(), b.blueF()));
}

struct ButtonState {
    bool enabled, hovered, pressed, focused;
    explicit ButtonState(const QStyleOption *o)
        : enabled(o->state & QStyle::State_Enabled)
        , hovered(enabled && (o->state & QStyle::State_MouseOver))
        , pressed(o->state & (QStyle::State_Sunken | QStyle::State_On))
        , focused(o->state & QStyle::State_HasFocus)
    {
    }
};

static void primaryPanel(QPainter *painter, const QRect &rect, const ButtonState &state, const Colors &c)
{
    QColor fill = state.enabled ? c[Role::Accent] : c[Role::Hairline];
    if (state.pressed)
        fill = mixed(fill, c[Role::Text], 0.22);
    else if (state.hovered)
        fill = mixed(fill, c[Role::Text], 0.12);
    roundedBox(painter, rect, space::buttonRadius, fill, {});
    if (state.focused)
        roundedBox(painter, rect.adjusted(2, 2, -2, -2), space::xs, {}, c[Role::OnAccent], 2);
}

void buttonPanel(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Colors c = Colors::of(option->palette);
    const ButtonState state(option);
    const Look look = lookOf(widget);
    if (look == Look::Primary) {
        primaryPanel(painter, option->rect, state, c);
        return;
    }
    QColor fill = look == Look::Ordinary ? c[state.enabled ? Role::Card : Role::Window] : QColor();
    if (look != Look::Link && (state.pressed || state.hovered))
        fill = mixed(c[look == Look::Ordinary ? Role::Card : Role::Rail], c[Role::Text],
                     state.pressed ? 0.12 : 0.06);
    const QColor line =
        look == Look::Ordinary ? (state.hovered ? c[Role::Control] : c[Role::Hairline]) : QColor();
    roundedBox(painter, option->rect, space::buttonRadius, fill, line);
    if (state.focused)
        roundedBox(painter, option->rect, space::buttonRadius, {}, c[Role::Accent], 2);
}

static QColor labelColor(Look look, bool enabled, const Colors &c)
{
    switch (look) {
    case Look::Primary:
        return enabled ? c[Role::OnAccent] : c[Role::Muted];
    case Look::Link:
        return enabled ? c[Role::Accent] : c[Role::Muted];
    case Look::Quiet:
        return c[Role::Muted];
    case Look::Ordinary:
        break;
    }
    return enabled ? c[Role::Text] : c[Role::Muted];
}

void buttonLabel(QPainter *painter, const QStyleOptionButton *option, const QWidget *widget)
{
    const Look look = lookOf(widget);
    const bool hovered = option->state & QStyle::State_MouseOver;
    const bool menu = option->features & QStyleOptionButton::HasMenu;
    const bool left = widget && widget->property("alignLeft").toBool();
    const QColor color = labelColor(look, option->state & QStyle::State_Enabled, Colors::of(option->palette));
    const bool tight = look == Look::Link || (widget && widget->property("flush").toBool());
    const int margin = tight ? int(space::xs) : (look == Look::Quiet ? space::s : space::l);
    QRect area = option->rect.adjusted(margin, 0, -margin, 0);
    const int gap = option->text.isEmpty() ? 0 : space::s;
    const int iconSize = option->icon.isNull() ? 0 : option->iconSize.width();
    const int arrow = menu && !option->text.isEmpty() ? 12 + space::xs : 0;
    const int textWidth = option->fontMetrics.size(Qt::TextShowMnemonic, option->text).width();
    const int content = textWidth + arrow + (iconSize ? iconSize + gap : 0);
    int x = left ? area.left() : area.left() + (area.width() - content) / 2;
    if (iconSize) {
        option->icon.paint(painter, QRect(x, area.center().y() - iconSize / 2 + 1, iconSize, iconSize));
        x += iconSize + gap;
    }
    painter->save();
    painter->setPen(color);
    if (look == Look::Link && hovered) {
        QFont font = painter->font();
        font.setUnderline(true);
        painter->setFont(font);
    }
    const int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    painter->drawText(QRect(x, area.top(), textWidth + 2, area.height()), flags, option->text);
    painter->restore();
    if (arrow) {
        const QPixmap chevron = Icons::pixmap(Icon::ChevronDown, color, 12, ratioOf(painter));
        painter->drawPixmap(QRect(x + textWidth + space::xs, area.center().y() - 5, 12, 12), chevron);
    }
}

void field(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Colors c = Colors::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool focused = option->state & QStyle::State_HasFocus;
    const bool invalid = widget && widget->property("invalid").toBool();
    QColor line = enabled ? c[Role::Control] : c[Role::Hairline];
    if (invalid)
        line = c[Role::Failed];
    else if (focused)
        line = c[Role::Accent];
    roundedBox(painter, option->rect, space::buttonRadius, c[enabled ? Role::Card : Role::Window], line,
               focused || invalid ? 2 : 1);
}

static void roundTick(QPainter *painter, const QRectF &box, const Colors &c, bool on, const QColor &line)
{
    painter->setPen(QPen(on ? c[Role::Accent] : line, on ? 5 : 1.3));
    painter->setBrush(c[Role::Card]);
    const double inset = on ? 2.5 : 0.65;
    painter->drawEllipse(box.adjusted(inset, inset, -inset, -inset));
}

static void squareTick(QPainter *painter, const QRectF &box, const Colors &c, bool on, bool enabled,
                       const QColor &line)
{
    const QColor fill = on ? (enabled ? c[Role::Accent] : c[Role::Control]) : c[Role::Card];
    roundedBox(painter, box, space::xs, fill, on ? fill : line, 1.3);
    if (!on)
        return;
    QPainterPath check;
    check.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.52);
    check.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.70);
    check.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.32);
    painter->setPen(
        QPen(enabled ? c[Role::OnAccent] : c[Role::Card], 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(check);
}

void tick(QPainter *painter, const QStyleOption *option, bool round)
{
    const Colors c = Colors::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool on = option->state & QStyle::State_On;
    const QColor line = enabled ? c[option->state & QStyle::State_MouseOver ? Role::Accent : Role::Control]
                                : c[Role::Hairline];
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (round)
        roundTick(painter, option->rect, c, on, line);
    else
        squareTick(painter, option->rect, c, on, enabled, line);
    painter->restore();
}

void progress(QPainter *painter, const QStyleOptionProgressBar *option)
{
    const Colors c = Colors::of(option->palette);
    const QRectF bar = option->rect;
    const double radius = bar.height() / 2;
    roundedBox(painter, bar, radius, c.isHighContrast() ? c[Role::Card] : c[Role::Hairline],
               c.isHighContrast() ? c[Role::Text] : QColor());
    const double span = option->maximum - option->minimum;
    const double share = span > 0 ? (option->progress - option->minimum) / span : 0;
    if (share <= 0)
        return;
    QRectF filled = bar;
    filled.setWidth(std::max(bar.height(), bar.width() * share));
    roundedBox(painter, filled, radius, c[Role::Accent], {});
}

}
