#include "app/LogHandler.h"

#include "core/Scrub.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <cstdio>

namespace passerelle::app {

static void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const char *level = type == QtDebugMsg ? "debug" : type == QtInfoMsg ? "info" : type == QtWarningMsg ? "warning" : "critical";
    const QString line = QStringLiteral("%1 %2 %3: %4\n")
                             .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), QLatin1String(level),
                                  QLatin1String(context.category ? context.category : "default"), core::scrub(message));
    std::fputs(line.toLocal8Bit().constData(), stderr);
}

void installLogHandler(const QString &level)
{
    QStringList rules;
    const QStringList levels {QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("critical")};
    for (const QString &name : levels)
        rules << QStringLiteral("passerelle.*.%1=%2").arg(name, levels.indexOf(name) >= levels.indexOf(level) ? QStringLiteral("true") : QStringLiteral("false"));
    QLoggingCategory::setFilterRules(rules.join(u'\n'));
    qInstallMessageHandler(write);
}

}
