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
    if (m_measures.text != text())
        m_measures = { text(), {}, {} };
    // A wider label is never higher. So a width between two of equal height has that height too, and so has
    // any width above the one at which the text fits in a single line.
    QMap<int, int> &heights = m_measures.heights;
    const auto above = heights.lowerBound(width);
    if (above != heights.begin()) {
        const int below = *std::prev(above);
        const bool singleLine = below < 2 * fontMetrics().height();
        if (singleLine || (above != heights.end() && *above == below))
            return below;
    }
    if (above != heights.end() && above.key() == width)
        return *above;
    return *heights.insert(width, QLabel::heightForWidth(width));
}

int TextLabel::letters(int most) const
{
    return fontMetrics().averageCharWidth() * static_cast<int>(std::min<qsizetype>(text().size(), most));
}

QSize TextLabel::wholeText() const
{
    if (m_measures.text != text())
        m_measures = { text(), {}, {} };
    if (!m_measures.unbroken.isValid())
        m_measures.unbroken = fontMetrics().size(0, text()).grownBy(contentsMargins());
    return m_measures.unbroken;
}

QSize TextLabel::sizeHint() const
{
    if (text().isEmpty())
        return { 0, 0 }; // without asking for a font that may never be needed
    return wordWrap() ? QSize(letters(widestHint), fontMetrics().height()) : wholeText();
}

QSize TextLabel::minimumSizeHint() const
{
    if (text().isEmpty())
        return { 0, 0 };
    return wordWrap() ? QSize(letters(narrowestHint), fontMetrics().height()) : wholeText();
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
        m_measures = {};
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
