#include "pages/Icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>

// Has to stand outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(passerelle);
}

namespace passerelle::pages {

static const char *fileOf(Icon icon)
{
    switch (icon) {
    case Icon::ToDo:
        return "todo";
    case Icon::Running:
        return "running";
    case Icon::Done:
        return "done";
    case Icon::Attention:
        return "attention";
    case Icon::Failed:
        return "failed";
    case Icon::Skipped:
        return "skipped";
    case Icon::Person:
        return "person";
    case Icon::Information:
        return "information";
    case Icon::ChevronRight:
        return "chevron-right";
    case Icon::ChevronDown:
        return "chevron-down";
    case Icon::ArrowRight:
        return "arrow-right";
    case Icon::ArrowBoth:
        return "arrow-both";
    case Icon::Language:
        return "language";
    case Icon::Appearance:
        return "appearance";
    }
    return "";
}

static QByteArray source(const QString &name)
{
    QFile file(QStringLiteral(":/passerelle/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QPixmap render(const QByteArray &svg, int size, qreal pixelRatio)
{
    const int pixels = static_cast<int>(std::ceil(size * pixelRatio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

void Icons::load()
{
    initResources();
}

QPixmap Icons::pixmap(Icon icon, const QColor &color, int size, qreal pixelRatio)
{
    const QString name = QLatin1String(fileOf(icon));
    const QString key =
        QStringLiteral("passerelle/%1/%2/%3/%4").arg(name, color.name()).arg(size).arg(pixelRatio);
    QPixmap found;
    if (QPixmapCache::find(key, &found))
        return found;
    QByteArray svg = source(name);
    svg.replace("#000", color.name().toLatin1());
    found = render(svg, size, pixelRatio);
    QPixmapCache::insert(key, found);
    return found;
}

QIcon Icons::application()
{
    QIcon icon;
    const QByteArray svg = source(QStringLiteral("passerelle"));
    for (int size : { 32, 64 })
        icon.addPixmap(render(svg, size, 1));
    return icon;
}

Icon Icons::of(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::Pending:
        return Icon::ToDo;
    case model::Verdict::Running:
        return Icon::Running;
    case model::Verdict::Pass:
        return Icon::Done;
    case model::Verdict::Attention:
        return Icon::Attention;
    case model::Verdict::Fail:
        return Icon::Failed;
    case model::Verdict::NeedsPerson:
        return Icon::Person;
    case model::Verdict::NotApplicable:
    case model::Verdict::NotTested:
    case model::Verdict::Skipped:
        return Icon::Skipped;
    }
    return Icon::ToDo;
}

Role Icons::roleOf(Icon icon)
{
    switch (icon) {
    case Icon::Running:
    case Icon::Information:
        return Role::Accent;
    case Icon::Done:
        return Role::Done;
    case Icon::Attention:
        return Role::Attention;
    case Icon::Failed:
        return Role::Failed;
    case Icon::ToDo:
    case Icon::Skipped:
    case Icon::Person:
    case Icon::ChevronRight:
    case Icon::ChevronDown:
    case Icon::ArrowRight:
    case Icon::ArrowBoth:
    case Icon::Language:
    case Icon::Appearance:
        return Role::Muted;
    }
    return Role::Muted;
}

}
