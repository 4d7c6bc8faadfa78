#include "text/FailureFacts.h"

#include "text/Placeholders.h"

#include <QCoreApplication>

namespace passerelle::text {

static QString factWords(const char *source) { return QCoreApplication::translate("FailureFacts", source); }

QStringList failureFacts(const core::Failure &failure, const QDateTime &seen)
{
    const auto value = [&](const char *name) { return failure.values.value(QLatin1String(name)); };
    QStringList lines;
    const auto add = [&lines](const char *pattern, const QString &text) {
        if (!text.isEmpty())
            lines << factWords(pattern).arg(text);
    };
    const QString time = value("time");
    add(QT_TRANSLATE_NOOP("FailureFacts", "Time (UTC): %1"), time.isEmpty() ? seen.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss'Z'")) : time);
    add(QT_TRANSLATE_NOOP("FailureFacts", "Correlation identifier: %1"), value("correlationId"));
    add(QT_TRANSLATE_NOOP("FailureFacts", "Request identifier: %1"), value("requestId"));
    add(QT_TRANSLATE_NOOP("FailureFacts", "Microsoft’s page about it: %1"), value("link"));
    add(QT_TRANSLATE_NOOP("FailureFacts", "As received, not translated: %1"), failure.technical);
    return lines;
}

bool hasFailureFacts(const core::Failure &failure)
{
    const auto has = [&](const char *name) { return !failure.values.value(QLatin1String(name)).isEmpty(); };
    return !failure.technical.isEmpty() || has("correlationId") || has("requestId") || has("link");
}

QString waitText(const core::Wait &wait)
{
    const core::Values values {{QStringLiteral("n"), QString::number(wait.seconds)}};
    return fill(wait.reason == core::WaitReason::Throttled
                    ? factWords(QT_TRANSLATE_NOOP("FailureFacts", "Microsoft asks to slow down; next try in {n} s"))
                    : factWords(QT_TRANSLATE_NOOP("FailureFacts", "The service is busy; next try in {n} s")),
                values);
}

}
