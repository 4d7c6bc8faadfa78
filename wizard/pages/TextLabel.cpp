#include "pages/TextLabel.h"

#include <QEvent>

namespace passerelle::pages {

static constexpr int widestHint =
    70; // letters a line of text asks for, and the least it accepts, when it may wrap
static constexpr int narrowestHint = 12;

TextLabel::TextLabel(Type type, Role role, QWidget *parent)
    : QLabel(parent)
    , m_type(type)
    , m_role(role)
    , m_weight(Theme::font(type).weight() == QFont::DemiBold ? QFont::DemiBold : QFont::Normal)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // whatever the background of the parent
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

void TextLabel::setTextOrHide(const QString &text)
{
    setText(text);
    setVisible(!text.isEmpty());
}

int TextLabel::heightForWidth(int width) const
{
    if (text().isEmpty())
        return 0;
    if (!wordWrap())
        return QLabel::heightForWidth(width);
    if (m_measure.width != width || m_measure.text != text())
        m_measure = { width, QLabel::heightForWidth(width), text() };
    return m_measure.height;
}

int TextLabel::letters(int most) const
{
    return fontMetrics().averageCharWidth() * static_cast<int>(std::min<qsizetype>(text().size(), most));
}

QSize TextLabel::sizeHint() const
{
    if (text().isEmpty())
        return { 0, 0 }; // without asking for a font that may never be needed
    return wordWrap() ? QSize(letters(widestHint), fontMetrics().height()) : QLabel::sizeHint();
}

QSize TextLabel::minimumSizeHint() const
{
    if (text().isEmpty())
        return { 0, 0 };
    return wordWrap() ? QSize(letters(narrowestHint), fontMetrics().height()) : QLabel::minimumSizeHint();
}

void TextLabel::enterEvent(QEnterEvent *event)
{
    QLabel::enterEvent(event);
    if (m_selectable && textInteractionFlags() == Qt::LinksAccessibleByMouse) {
        setTextInteractionFlags(Qt::TextSelectableByMouse);
        setCursor(Qt::IBeamCursor);
    }
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_measure = {};
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
