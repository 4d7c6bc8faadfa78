#include "text/Format.h"

#include <QCoreApplication>
#include <QLocale>

namespace passerelle::text {

static QString words(const char *source) { return QCoreApplication::translate("Format", source); }

QString duration(qint64 milliseconds)
{
    if (milliseconds < 0)
        return {};
    if (milliseconds < 60'000) {
        const double seconds = static_cast<double>(milliseconds) / 1000.0;
        //: A duration in seconds, with a no-break space
        return words(QT_TRANSLATE_NOOP("Format", "%1\u00a0s")).arg(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0));
    }
    const qint64 seconds = milliseconds / 1000;
    //: A duration in minutes and seconds, with no-break spaces
    return words(QT_TRANSLATE_NOOP("Format", "%1\u00a0min %2\u00a0s")).arg(seconds / 60).arg(seconds % 60);
}

QString dateTime(const QDateTime &utc)
{
    //: A QLocale date and time format
    return QLocale().toString(utc.toLocalTime(), words(QT_TRANSLATE_NOOP("Format", "d MMMM yyyy, HH:mm")));
}

QString date(const QDateTime &utc)
{
    return date(utc.toLocalTime().date());
}

QString date(QDate day)
{
    //: A QLocale date format
    return QLocale().toString(day, words(QT_TRANSLATE_NOOP("Format", "d MMMM yyyy")));
}

QString thumbprint(const QString &hex)
{
    QString out;
    for (qsizetype i = 0; i < hex.size(); ++i) {
        if (i && i % 4 == 0)
            out += u' ';
        out += hex[i];
    }
    return out;
}

}
