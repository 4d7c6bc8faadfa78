#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <array>

class QApplication;

namespace passerelle::pages {

enum class Scheme { System, Light, Dark };

// What a colour is for. The only place that knows the values is Theme.cpp.
enum class Role {
    Window,
    Card,
    Rail,
    Hairline,
    Control, // surfaces and lines; Control is the outline of a field (3:1 at least)
    Text,
    Muted,
    Accent,
    OnAccent,
    Done,
    Attention,
    Failed,
    TintDone,
    TintAttention,
    TintFailed,
    TintInformation
};

enum class Type { Title, Help, RowTitle, Body, Detail, Subject, Code };

// The colours in force, found from any palette of the application: light, dark, or the system's own high
// contrast, where tints vanish and every line is drawn in the text colour.
class Colors {
public:
    static constexpr int count = static_cast<int>(Role::TintInformation) + 1;

    static const Colors &light();
    static const Colors &dark();
    static Colors highContrast(const QPalette &system);
    static Colors of(const QPalette &palette);

    QColor operator[](Role role) const { return m_values[static_cast<std::size_t>(role)]; }
    bool isHighContrast() const { return m_highContrast; }
    QPalette palette() const;

private:
    std::array<QColor, count> m_values;
    bool m_highContrast = false;
};

class Theme {
public:
    // Style, palette and icon of the whole application. May be called again at any time to change the scheme.
    static void apply(QApplication &application, Scheme scheme);

    // Sizes are relative to the application's font, so that the system's text size is followed.
    static QFont font(Type type);
    static QFont font(Type type, QFont::Weight weight);

    // WCAG 2 contrast ratio, 1 to 21.
    static double contrast(const QColor &a, const QColor &b);
};

namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 20, xxl = 24, page = 32;
inline constexpr int cardRadius = 8, buttonRadius = 6;
}

}
