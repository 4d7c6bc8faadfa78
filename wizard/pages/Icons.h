#pragma once

#include "model/Finding.h"
#include "pages/Theme.h"

#include <QIcon>
#include <QPixmap>

namespace passerelle::pages {

enum class Icon {
    ToDo,
    Running,
    Done,
    Attention,
    Failed,
    Skipped,
    Person,
    Information,
    ChevronRight,
    ChevronDown,
    ArrowRight,
    ArrowBoth,
    Language,
    Appearance
};

// The drawings of resources/icons, each in one colour, rendered once per colour, size and pixel ratio.
class Icons {
public:
    static void load(); // the resource lives in a static library
    static QPixmap pixmap(Icon icon, const QColor &color, int size, qreal pixelRatio);
    static QIcon application();

    static Icon of(model::Verdict verdict);
    static Role roleOf(Icon icon);
};

}
