#include "app/UndoRun.h"

#include "report/ReportFile.h"
#include "text/FailureText.h"
#include "text/FindingText.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>

namespace passerelle::app {

using model::Verdict;

static QString words(const char *source) { return QCoreApplication::translate("Console", source); }

UndoRun::UndoRun(Composition &run, Options options) : m_run(run), m_options(std::move(options)), m_signIn(m_run, m_options, m_console)
{
    connect(&m_signIn, &ConsoleSignIn::finished, this, &UndoRun::signedIn);
}

void UndoRun::start()
{
    m_console.line(words(QT_TRANSLATE_NOOP("Console", "\n== Undo the upload")));
    m_signIn.start();
}

void UndoRun::signedIn()
{
    if (m_run.tenant.failure()) {
        tell(*m_run.tenant.failure());
        conclude(Exit::Blocked);
        return;
    }
    connect(&m_run.undo, &model::Activity::finished, this, &UndoRun::planned, Qt::SingleShotConnection);
    m_run.undo.prepare();
}

void UndoRun::planned()
{
    printRows(m_run.undo);
    for (const services::KeyRow &row : m_run.undo.keys())
        m_console.line(QStringLiteral("      ") + row.application + QStringLiteral(": ") + row.line());
    if (const auto &failure = m_run.undo.failure()) {
        tell(*failure);
        conclude(failure->code == core::FailureCode::UndoNothing ? Exit::Done : Exit::Blocked);
        return;
    }
    QString typed;
    if (!confirmed(typed)) {
        conclude(Exit::Cancelled);
        return;
    }
    connect(&m_run.undo, &model::Activity::finished, this, &UndoRun::carriedOut, Qt::SingleShotConnection);
    m_run.undo.carryOut(typed);
}

// An application that would be left without any key wants its name typed.
bool UndoRun::confirmed(QString &typed)
{
    const QString wanted = m_run.undo.confirmation();
    if (m_run.endpoints.isLab()) {
        m_console.line(words(QT_TRANSLATE_NOOP("Console", "  Accepted by itself: this organisation is made up.")));
        typed = wanted;
        return true;
    }
    if (wanted.isEmpty())
        return m_console.confirm(words(QT_TRANSLATE_NOOP("Console", "Take these keys away? (y/N)")));
    typed = m_console.ask(words(QT_TRANSLATE_NOOP("Console", "No key would be left there. Type “%1” to take them away all the same:")).arg(wanted));
    return typed.trimmed() == wanted;
}

void UndoRun::carriedOut()
{
    printRows(m_run.undo);
    if (m_run.undo.failure()) {
        tell(*m_run.undo.failure());
        conclude(Exit::StepFailed);
        return;
    }
    const auto &rows = m_run.undo.findings();
    const bool unseen = std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.verdict == Verdict::Attention; });
    conclude(unseen ? Exit::DoneWithWarnings : Exit::Done);
}

void UndoRun::printRows(const model::Activity &activity)
{
    for (const model::Finding &finding : activity.findings()) {
        QString line = QStringLiteral("  [%1] ").arg(text::verdictWord(finding.verdict, text::VerdictWords::Task)) + text::findingTitle(finding);
        const QString detail = text::findingDetail(finding);
        if (!detail.isEmpty())
            line += QStringLiteral(" - ") + detail;
        m_console.line(line);
    }
}

void UndoRun::tell(const core::Failure &failure)
{
    m_console.error(QStringLiteral("%1: %2. %3").arg(core::codeText(failure.code), text::failureTitle(failure.code), text::failureSentence(failure)));
    if (!failure.technical.isEmpty())
        m_console.error(failure.technical);
}

void UndoRun::conclude(Exit exit)
{
    if (!m_options.reportFile.isEmpty()) {
        const core::Outcome written = report::writeReport(report::gather(m_run.state, m_run.clock.nowUtc()), m_options.reportFile);
        if (written)
            m_console.line(u'\n' + words(QT_TRANSLATE_NOOP("Console", "Report:")) + u' ' + QDir::toNativeSeparators(m_options.reportFile));
        else
            m_console.error(text::failureSentence(written.failure()));
    }
    QMetaObject::invokeMethod(this, [this, exit] { emit finished(exit); }, Qt::QueuedConnection);
}

}
