#include "pages/Theme.h"

#include "pages/Icons.h"
#include "pages/Style.h"

#include <QApplication>
#include <QFontDatabase>
#include <cmath>

namespace passerelle::pages {

static constexpr double pureContrast =
    20.0; // black on white and the like: only high contrast themes go that far

const Colors &Colors::light()
{
    static const Colors colors = [] {
        Colors c;
        c.m_values = { QColor(0xf6f7f9), QColor(0xffffff), QColor(0xeceff3), QColor(0xd5dae1),
                       QColor(0x7c8795), QColor(0x1b2430), QColor(0x56616f), QColor(0x0b5cad),
                       QColor(0xffffff), QColor(0x1e7b3a), QColor(0x8a5a00), QColor(0xb3261e),
                       QColor(0xe6f4ea), QColor(0xfff3d6), QColor(0xfce8e6), QColor(0xe5f0fb) };
        return c;
    }();
    return colors;
}

const Colors &Colors::dark()
{
    static const Colors colors = [] {
        Colors c;
        c.m_values = { QColor(0x171b21), QColor(0x20262e), QColor(0x12161b), QColor(0x36404c),
                       QColor(0x7a8695), QColor(0xe8ecf1), QColor(0xa3afbd), QColor(0x6cb2f5),
                       QColor(0x0b1420), QColor(0x6fcf8e), QColor(0xf0b64d), QColor(0xf2867e),
                       QColor(0x1c3325), QColor(0x3a2e12), QColor(0x3d201e), QColor(0x16304a) };
        return c;
    }();
    return colors;
}

Colors Colors::highContrast(const QPalette &system)
{
    const QColor window = system.color(QPalette::Base);
    const QColor text = system.color(QPalette::Text);
    const bool usable = Theme::contrast(system.color(QPalette::Highlight), window) >= 4.5
        && Theme::contrast(system.color(QPalette::Highlight), system.color(QPalette::HighlightedText)) >= 4.5;
    const QColor accent = usable ? system.color(QPalette::Highlight) : text;
    const QColor onAccent = usable ? system.color(QPalette::HighlightedText) : window;
    Colors c;
    c.m_values = { window,   window, window, text, text,   text,   text,   accent,
                   onAccent, text,   text,   text, window, window, window, window };
    c.m_highContrast = true;
    return c;
}

Colors Colors::of(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (Theme::contrast(base, palette.color(QPalette::Text)) >= pureContrast)
        return highContrast(palette);
    return base.lightness() < 128 ? dark() : light();
}

QPalette Colors::palette() const
{
    const Colors &c = *this;
    QPalette p(c[Role::Text], c[Role::Card], c[Role::Card], c[Role::Hairline], c[Role::Hairline],
               c[Role::Text], c[Role::Text], c[Role::Card], c[Role::Window]);
    p.setColor(QPalette::Midlight, c[Role::Rail]);
    p.setColor(QPalette::AlternateBase, c[Role::Rail]);
    p.setColor(QPalette::Highlight, c[Role::Accent]);
    p.setColor(QPalette::HighlightedText, c[Role::OnAccent]);
    p.setColor(QPalette::Link, c[Role::Accent]);
    p.setColor(QPalette::LinkVisited, c[Role::Accent]);
    p.setColor(QPalette::PlaceholderText, c[Role::Muted]);
    p.setColor(QPalette::ToolTipBase, c[Role::Card]);
    p.setColor(QPalette::ToolTipText, c[Role::Text]);
    for (auto role :
         { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText })
        p.setColor(QPalette::Disabled, role, c[Role::Muted]);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c[Role::Hairline]);
    return p;
}

void Theme::apply(QApplication &application, Scheme scheme)
{
    Icons::load();
    if (!qobject_cast<Style *>(application.style()))
        application.setStyle(new Style);
    application.setPalette(QPalette()); // back to the system's, to look at it
    const QPalette system = application.palette();
    const QColor window = system.color(QPalette::Window);
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && window.lightness() < 128);
    if (contrast(window, system.color(QPalette::WindowText)) >= pureContrast)
        application.setPalette(Colors::highContrast(system).palette());
    else
        application.setPalette((dark ? Colors::dark() : Colors::light()).palette());
    if (application.windowIcon().isNull())
        application.setWindowIcon(Icons::application());
}

QFont Theme::font(Type type)
{
    const bool strong = type == Type::Title;
    return font(type, strong ? QFont::DemiBold : QFont::Normal);
}

QFont Theme::font(Type type, QFont::Weight weight)
{
    static constexpr double scale[]{ 1.9, 1.05, 1.05, 1.0, 0.9, 0.85, 0.88 };
    const QFont base = QApplication::font();
    QFont font = base;
    if (type == Type::Code)
        font.setFamilies({ QFontDatabase::systemFont(QFontDatabase::FixedFont).family() });
    const double factor = scale[static_cast<std::size_t>(type)];
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(std::lround(base.pixelSize() * factor)));
    font.setWeight(weight);
    return font;
}

static double luminance(const QColor &color)
{
    const auto linear = [](double v) {
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double Theme::contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

}
