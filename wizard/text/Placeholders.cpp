#include "text/Placeholders.h"

namespace passerelle::text {

QString fill(const QString &pattern, const core::Values &values)
{
    QString out;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        if (close < 0)
            break;
        out += QStringView(pattern).mid(at, open - at);
        const QString value = values.value(pattern.mid(open + 1, close - open - 1));
        out += value.isEmpty() ? QStringLiteral("–") : value;
        at = close + 1;
    }
    out += QStringView(pattern).mid(at);
    return out;
}

}
