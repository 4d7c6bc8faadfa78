#include "text/CloudText.h"

#include <QCoreApplication>

namespace passerelle::text {

QString cloudName(const QString &id)
{
    static constexpr struct {
        const char *id, *name;
    } names[] = {
        { "worldwide", QT_TRANSLATE_NOOP("Cloud", "Worldwide") },
        { "us-l4", QT_TRANSLATE_NOOP("Cloud", "US Government (GCC High)") },
        { "us-l5", QT_TRANSLATE_NOOP("Cloud", "US Government (DoD)") },
        { "china", QT_TRANSLATE_NOOP("Cloud", "China (21Vianet)") },
        { "bleu", QT_TRANSLATE_NOOP("Cloud", "France (Bleu)") },
        { "delos", QT_TRANSLATE_NOOP("Cloud", "Germany (Delos)") },
    };
    for (const auto &row : names) {
        if (id == QLatin1String(row.id))
            return QCoreApplication::translate("Cloud", row.name);
    }
    return id;
}

}
