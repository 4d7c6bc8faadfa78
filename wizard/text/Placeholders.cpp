#include "text/Placeholders.h"

#include "core/Scrub.h"
#include "text/Format.h"

namespace passerelle::text {

// Services hand over days as 2029-01-31; people read them in the words of their language.
static QString readable(const QString &value)
{
    static constexpr qsizetype isoLength = 10;
    if (value.size() != isoLength || value[4] != u'-' || value[7] != u'-')
        return value;
    const QDate day = QDate::fromString(value, Qt::ISODate);
    return day.isValid() ? date(day) : value;
}

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
        const QString value = core::displayable(values.value(pattern.mid(open + 1, close - open - 1)));
        out += value.isEmpty() ? QStringLiteral("–") : readable(value);
        at = close + 1;
    }
    out += QStringView(pattern).mid(at);
    return out;
}

}
