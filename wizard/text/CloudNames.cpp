#include "text/CloudNames.h"

#include <QCoreApplication>

namespace passerelle::text {

struct CloudName {
    const char *id;
    const char *name;
};

static const CloudName names[]{
    { "worldwide", QT_TRANSLATE_NOOP("Cloud", "Worldwide and GCC") },
    { "us-l4", QT_TRANSLATE_NOOP("Cloud", "US Government L4 (GCC High)") },
    { "us-l5", QT_TRANSLATE_NOOP("Cloud", "US Government L5 (DoD)") },
    { "china", QT_TRANSLATE_NOOP("Cloud", "China (21Vianet)") },
    { "bleu", QT_TRANSLATE_NOOP("Cloud", "Bleu (France)") },
    { "delos", QT_TRANSLATE_NOOP("Cloud", "Delos (Germany)") },
    { "lab", QT_TRANSLATE_NOOP("Cloud", "The lab on this PC") },
};

QString cloudName(const QString &id)
{
    for (const CloudName &cloud : names) {
        if (id == QLatin1String(cloud.id))
            return QCoreApplication::translate("Cloud", cloud.name);
    }
    return id;
}

}
