#include "text/FindingText.h"

#include "text/FailureFacts.h"
#include "text/FailureText.h"
#include "text/FindingWords.h"
#include "text/Placeholders.h"
#include "text/StepText.h"

#include <QCoreApplication>

namespace passerelle::text {

// "a.b.c", then "a.b", then "a".
static QString parentId(const QString &id)
{
    const qsizetype dot = id.lastIndexOf(u'.');
    return dot < 0 ? QString() : id.left(dot);
}

QString findingTitle(const model::Finding &finding)
{
    if (!finding.caption.isEmpty())
        return finding.caption;
    if (model::stepNumber(finding.id) > 0)
        return stepShortTitle(finding.id);
    for (QString id = finding.id; !id.isEmpty(); id = parentId(id)) {
        for (const TitleWords &words : findingTitles()) {
            if (id == QLatin1String(words.id))
                return fill(QCoreApplication::translate("Finding", words.title), finding.values);
        }
    }
    return finding.id;
}

QString findingDetail(const model::Finding &finding)
{
    if (finding.wait && finding.verdict == model::Verdict::Running)
        return waitText(*finding.wait);
    if (finding.code)
        return failureSentence(*finding.code, finding.values);
    for (QString id = finding.id; !id.isEmpty(); id = parentId(id)) {
        for (const DetailWords &words : findingDetails()) {
            if (id == QLatin1String(words.id) && words.verdict == finding.verdict) {
                const bool waits = QLatin1StringView(words.detail).contains(QLatin1StringView("{n}"));
                if (finding.verdict == model::Verdict::Running && waits && finding.values.value(QStringLiteral("n")).isEmpty())
                    return {}; // a wait that has not begun
                const QString detail = fill(QCoreApplication::translate("FindingDetail", words.detail), finding.values);
                return detail == u"–" ? QString() : detail;  // nothing but a value, and there is none
            }
        }
    }
    return {};
}

QString verdictWord(model::Verdict verdict, VerdictWords words)
{
    for (const VerdictName &name : verdictNames()) {
        if (name.verdict == verdict) {
            return words == VerdictWords::Task ? QCoreApplication::translate("TaskVerdict", name.task)
                                               : QCoreApplication::translate("CheckVerdict", name.check);
        }
    }
    return {};
}

}
