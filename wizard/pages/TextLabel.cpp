#include "pages/TextLabel.h"

#include <QEvent>

namespace passerelle::pages {

TextLabel::TextLabel(Type type, Role role, QWidget *parent)
    : QLabel(parent), m_type(type), m_role(role), m_weight(Theme::font(type).weight() == QFont::DemiBold ? QFont::DemiBold : QFont::Normal)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText);  // whatever the background of the parent
    setWordWrap(true);
    setFont(Theme::font(m_type, m_weight));
    dress();
}

void TextLabel::setRole(Role role)
{
    m_role = role;
    dress();
}

void TextLabel::setWeight(QFont::Weight weight)
{
    if (m_weight == weight)
        return;
    m_weight = weight;
    setFont(Theme::font(m_type, weight));
}

void TextLabel::setSelectable()
{
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setCursor(Qt::IBeamCursor);
}

void TextLabel::setTextOrHide(const QString &text)
{
    setText(text);
    setVisible(!text.isEmpty());
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
    else if (event->type() == QEvent::ApplicationFontChange)
        setFont(Theme::font(m_type, m_weight));
}

void TextLabel::dress()
{
    const QColor color = Colors::of(palette())[m_role];
    if (palette().color(QPalette::Active, QPalette::WindowText) == color && testAttribute(Qt::WA_SetPalette))
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

}
