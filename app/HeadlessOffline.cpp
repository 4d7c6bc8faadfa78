#include "app/HeadlessRun.h"

#include "text/FindingText.h"
#include "text/OfflineText.h"
#include "text/StepText.h"

#include <QCoreApplication>
#include <QDir>

// The offline variant in the console: files for another operator, and the answer brought back.
namespace passerelle::app {

static QString words(const char *source) { return QCoreApplication::translate("Console", source); }

// What cannot be read is a bad answer, at once; what it proves is judged by step 6 and V4, which know the certificate.
void HeadlessRun::takeAnswer()
{
    connect(&m_run.readBack, &model::Activity::finished, this, [this] {
        const auto &failure = m_run.readBack.failure();
        const bool unreadable = failure
            && (failure->code == core::FailureCode::ReadbackFormat || failure->code == core::FailureCode::LocalFile
                || failure->code == core::FailureCode::Cancelled);
        if (!unreadable || takeOn(m_run.readBack, Exit::BadArguments))
            connectExchange();
    }, Qt::SingleShotConnection);
    m_run.readBack.judgeFile(m_options.readBackFile);
}

// The folder was named for that: files of an earlier run are replaced.
void HeadlessRun::saveForOperator(qsizetype index)
{
    connect(&m_run.offlineUpload, &model::Activity::finished, this, [this, index] {
        if (!takeOn(m_run.offlineUpload, Exit::StepFailed))
            return;
        m_console.line(QStringLiteral("  -> ") + text::stepStatusWord(m_run.steps[index]->status()));
        m_console.line(words(QT_TRANSLATE_NOOP("Console", "  Give the whole folder to the other operator:")) + u' '
                       + QDir::toNativeSeparators(m_options.offlineFolder));
        runStep(index + 1);
    }, Qt::SingleShotConnection);
    m_run.offlineUpload.save(m_options.offlineFolder, text::offlineWords());
}

}
