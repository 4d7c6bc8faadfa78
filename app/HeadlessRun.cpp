#include "app/HeadlessRun.h"

#include "app/Interrupt.h"
#include "report/ReportFile.h"
#include "services/Proposal.h"
#include "text/FailureFacts.h"
#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/Format.h"
#include "text/StepText.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>
#include <algorithm>

namespace passerelle::app {

using model::Verdict;

static QString words(const char *source) { return QCoreApplication::translate("Console", source); }

HeadlessRun::HeadlessRun(Composition &run, Options options)
    : m_run(run), m_options(std::move(options)), m_signIn(m_run, m_options, m_console)
{
    for (model::Activity *activity : QList<model::Activity *> {&m_run.exchange, &m_run.tenant, &m_run.prerequisites, &m_run.checklist})
        watch(*activity);
    for (services::StepService *step : m_run.steps)
        watch(*step);
    connect(m_run.plan.get(), &model::Activity::changed, this, [this] { printWaits(*m_run.plan); });
    connect(&m_signIn, &ConsoleSignIn::finished, this, &HeadlessRun::signedIn);
}

void HeadlessRun::heading(const QString &text) { m_console.line(QStringLiteral("\n== ") + text); }

void HeadlessRun::watch(model::Activity &activity)
{
    connect(&activity, &model::Activity::changed, this, [this, &activity] {
        if (m_current == &activity)
            printNews(activity);
        if (m_current == &activity)
            printWaits(activity);
    });
}

// A pause that somebody else asked for: when it begins, and every ten seconds.
void HeadlessRun::printWaits(const model::Activity &activity)
{
    for (const model::Finding &finding : activity.findings()) {
        if (!finding.wait) {
            m_waits.remove(finding.id);
            continue;
        }
        const int left = finding.wait->seconds;
        const auto told = m_waits.constFind(finding.id);
        if (told != m_waits.constEnd() && left <= *told && (left == *told || left % 10 != 0))
            continue;
        m_waits.insert(finding.id, left);
        m_console.line(QStringLiteral("  [%1] %2 - %3").arg(text::verdictWord(finding.verdict, text::VerdictWords::Task), text::findingTitle(finding), text::findingDetail(finding)));
    }
}

// One line per settled row, once.
void HeadlessRun::printNews(const model::Activity &activity)
{
    const bool check = &activity == &m_run.checklist;
    for (const model::Finding &finding : activity.findings()) {
        if (finding.verdict == Verdict::Pending || finding.verdict == Verdict::Running)
            continue;
        const QString mark = finding.id + QString::number(static_cast<int>(finding.verdict));
        if (m_printed.contains(mark))
            continue;
        m_printed.insert(mark);
        QString line = QStringLiteral("  [%1] ").arg(text::verdictWord(finding.verdict, check ? text::VerdictWords::Check : text::VerdictWords::Task))
            + (check ? finding.id + QStringLiteral("  ") : QString()) + text::findingTitle(finding);
        const QString detail = text::findingDetail(finding);
        if (!detail.isEmpty())
            line += QStringLiteral(" - ") + detail;
        if (finding.code)
            line += QStringLiteral(" (") + core::codeText(*finding.code) + u')';
        m_console.line(line);
        for (const QString &command : finding.values.value(QStringLiteral("commands")).split(u'\n', Qt::SkipEmptyParts))
            m_console.line(QStringLiteral("      ") + command);
    }
}

// True when the activity ended without failure; otherwise tells why and ends the run.
bool HeadlessRun::takeOn(const model::Activity &activity, Exit otherwise)
{
    if (&activity != m_run.plan.get())  // its rows are the steps; the changes are printed instead
        printNews(activity);
    if (!activity.failure())
        return true;
    tell(*activity.failure());
    conclude(activity.failure()->code == core::FailureCode::Cancelled ? Exit::Cancelled : otherwise);
    return false;
}

void HeadlessRun::tell(const core::Failure &failure)
{
    m_console.error(QStringLiteral("%1: %2. %3").arg(core::codeText(failure.code), text::failureTitle(failure), text::failureSentence(failure)));
    if (text::hasFailureFacts(failure))
        m_console.error(text::failureFacts(failure, m_run.clock.nowUtc()).join(u'\n'));
}

void HeadlessRun::start()
{
    m_run.state.setMode(m_options.verifyOnly ? model::Mode::Verify : model::Mode::Setup);
    if (m_options.verifyOnly)
        m_run.state.setWarnings({});  // those of an earlier set-up say nothing about today
    else {
        if (m_run.state.hasUnfinishedRun())
            m_console.line(words(QT_TRANSLATE_NOOP("Console", "An unfinished run was found; it goes on at the first step that is not done.")));
        else
            m_run.state.begin(m_run.clock.nowUtc());
    }
    m_run.state.setOffline(m_options.isOffline());
    if (m_options.readBackFile.isEmpty())
        connectExchange();
    else
        takeAnswer();
}

void HeadlessRun::connectExchange()
{
    heading(words(QT_TRANSLATE_NOOP("Console", "Connect to Exchange Server")));
    model::ExchangeAccess access = m_run.state.exchangeAccess();
    core::Secret password(m_run.endpoints.exchangePassword.toUtf8());
    if (m_run.endpoints.isLab()) {
        access.server = m_run.endpoints.exchangeServer;
        access.user = m_run.endpoints.exchangeUser;
        access.basicAllowed = true;  // the lab's password is no secret
    } else if (!askAccess(access, password) || Interrupt::requested()) {
        conclude(Exit::BadArguments);
        return;
    }
    m_run.state.setExchangeAccess(access);
    m_current = &m_run.exchange;
    connect(&m_run.exchange, &model::Activity::finished, this, [this] {
        if (takeOn(m_run.exchange, Exit::Blocked))
            signIn();
    }, Qt::SingleShotConnection);
    m_run.exchange.connectWith(std::move(password));
}

// False when an answer is missing.
bool HeadlessRun::askAccess(model::ExchangeAccess &access, core::Secret &password)
{
    const QString known = access.server;
    access.server = m_console.ask(words(QT_TRANSLATE_NOOP("Console", "Full name of an Exchange server (http://name for plain HTTP with Kerberos):")),
                                  (access.http ? QStringLiteral("http://") : QString()) + access.server);
    access.http = access.server.startsWith(QStringLiteral("http://"), Qt::CaseInsensitive);
    access.server.remove(QRegularExpression(QStringLiteral("^https?://"), QRegularExpression::CaseInsensitiveOption));
    if (access.server.compare(known, Qt::CaseInsensitive) != 0)
        access.basicAllowed = false;  // agreed to for another server
    const QString user = m_console.ask(words(QT_TRANSLATE_NOOP("Console", "Account (user@domain or DOMAIN\\user, - for the session of this PC):")),
                                       access.currentSession ? QStringLiteral("-") : access.user);
    access.currentSession = user == u"-";
    if (access.currentSession)
        return !access.server.isEmpty();
    access.user = user;
    password = m_console.askSecret(words(QT_TRANSLATE_NOOP("Console", "Password:")));
    if (!access.http && !access.basicAllowed)
        access.basicAllowed = m_console.confirm(
            words(QT_TRANSLATE_NOOP("Console", "May the password be sent to the server inside TLS, where it offers no Kerberos? (yes/no)")));
    return !access.server.isEmpty() && !access.user.isEmpty();
}

void HeadlessRun::signIn()
{
    heading(words(QT_TRANSLATE_NOOP("Console", "Connect to Microsoft 365")));
    if (m_run.state.isOffline()) {
        m_console.line(words(QT_TRANSLATE_NOOP("Console", "  Nobody signs in. What only Microsoft Entra can tell is not tested, and step 5 is handed over.")));
        afterSignIn();
        return;
    }
    m_current = &m_run.tenant;
    m_signIn.start();
}

void HeadlessRun::signedIn()
{
    const auto &failure = m_run.tenant.failure();
    const bool onlySecond = m_run.tenant.isSignedIn() && failure && failure->code != core::FailureCode::Cancelled;
    if (onlySecond) {  // Exchange Online: step 1 then shows the commands instead
        printNews(m_run.tenant);
        tell(*failure);
    } else if (!takeOn(m_run.tenant, Exit::Blocked)) {
        return;
    }
    afterSignIn();
}

void HeadlessRun::afterSignIn()
{
    if (m_options.verifyOnly)
        verify();
    else
        checkPrerequisites();
}

void HeadlessRun::checkPrerequisites()
{
    heading(words(QT_TRANSLATE_NOOP("Console", "Check the prerequisites")));
    m_current = &m_run.prerequisites;
    connect(&m_run.prerequisites, &model::Activity::finished, this, [this] {
        if (!takeOn(m_run.prerequisites, Exit::Blocked))
            return;
        const auto &rows = m_run.prerequisites.findings();
        if (std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.verdict == Verdict::Fail; }))
            conclude(Exit::Blocked);
        else
            review();
    }, Qt::SingleShotConnection);
    m_run.prerequisites.run();
}

void HeadlessRun::review()
{
    heading(words(QT_TRANSLATE_NOOP("Console", "Review the changes")));
    m_run.state.setSettings(services::proposedSettings(m_run.state));
    m_current = nullptr;
    connect(m_run.plan.get(), &model::Activity::finished, this, [this] {
        if (!takeOn(*m_run.plan, Exit::Blocked))
            return;
        const auto changes = m_run.plan->changes();
        QStringList keys;
        for (const model::Change &change : changes) {
            printChange(change);
            if (!change.optional)
                keys << change.key();
        }
        keys += takenOffers(changes);
        if (keys.isEmpty()) {
            m_console.line(words(QT_TRANSLATE_NOOP("Console", "  Nothing has to be changed.")));
        } else if (m_run.plan->isCoveredByAcceptance()) {
            m_console.line(words(QT_TRANSLATE_NOOP("Console", "  You accepted these changes in the run that goes on.")));
            runStep(0);
            return;
        } else if (m_run.endpoints.isLab()) {
            m_console.line(words(QT_TRANSLATE_NOOP("Console", "  Accepted by itself: this organisation is made up.")));
        } else if (!m_console.confirm(words(QT_TRANSLATE_NOOP("Console", "Apply these changes? (y/N)")))) {
            conclude(Exit::Cancelled);
            return;
        }
        m_run.plan->accept(keys);
        runStep(0);
    }, Qt::SingleShotConnection);
    m_run.plan->prepare();
}

void HeadlessRun::printChange(const model::Change &change)
{
    m_console.line(QStringLiteral("  %1 %2: %3 -> %4").arg(change.optional ? u'+' : u'*').arg(text::changeTitle(change), text::changeBefore(change), text::changeAfter(change)));
    const QString note = text::changeNote(change);
    if (!note.isEmpty())
        m_console.line(QStringLiteral("      ") + note);
    for (const QString &line : text::changeDetails(change))
        m_console.line(QStringLiteral("      ") + line);
}

// What is only offered is asked about one by one; nobody is there to want it in the lab.
QStringList HeadlessRun::takenOffers(const QList<model::Change> &changes)
{
    QStringList keys;
    for (const model::Change &change : changes) {
        if (change.optional && !m_run.endpoints.isLab()
            && m_console.confirm(words(QT_TRANSLATE_NOOP("Console", "Offered, not needed: %1. Do it too? (y/N)")).arg(text::changeTitle(change))))
            keys << change.key();
    }
    return keys;
}

void HeadlessRun::runStep(qsizetype index)
{
    if (m_stopped) {
        conclude(Exit::Cancelled);
        return;
    }
    if (index == m_run.steps.size()) {
        verify();
        return;
    }
    services::StepService *step = m_run.steps[index];
    const bool isUpload = step->id() == QLatin1String(model::step::upload);
    heading(QStringLiteral("%1. %2").arg(index + 1).arg(text::stepTitle(step->id())));
    m_current = step;
    if (step->status() == model::StepStatus::AlreadyDone) {  // found right while the plan was made
        printNews(*step);
        m_console.line(QStringLiteral("  -> ") + text::stepStatusWord(step->status()));
        runStep(index + 1);
        return;
    }
    if (isUpload && m_run.state.isOffline() && !m_options.offlineFolder.isEmpty()) {
        saveForOperator(index);
        return;
    }
    if (step->mayBeLeftWaiting()) {
        printNews(*step);
        m_answerMissing = true;
        m_console.line(words(QT_TRANSLATE_NOOP("Console", "  -> The answer of the other operator is missing: start again with --read-back when it is there.")));
        runStep(index + 1);
        return;
    }
    connect(step, &model::Activity::finished, this, [this, step, index] {
        printNews(*step);
        m_console.line(QStringLiteral("  -> ") + text::stepStatusWord(step->status()));
        // The others do not depend on the outcome of step 1: its failure is told and kept.
        const bool goOn = step->id() == QLatin1String(model::step::oauth) && step->failure()
            && step->failure()->code != core::FailureCode::Cancelled;
        if (goOn) {
            m_stepFailed = true;
            runStep(index + 1);
        } else if (takeOn(*step, Exit::StepFailed)) {
            runStep(index + 1);
        }
    }, Qt::SingleShotConnection);
    step->run();
}

void HeadlessRun::verify()
{
    heading(words(QT_TRANSLATE_NOOP("Console", "Verify that it works")));
    m_current = &m_run.checklist;
    connect(&m_run.checklist, &model::Activity::finished, this, [this] {
        if (!takeOn(m_run.checklist, Exit::VerificationFailed))
            return;
        const auto &rows = m_run.checklist.findings();
        const auto any = [&](Verdict verdict) { return std::any_of(rows.begin(), rows.end(), [&](const auto &row) { return row.verdict == verdict; }); };
        if (m_stepFailed)
            conclude(Exit::StepFailed);
        else if (any(Verdict::Fail))
            conclude(Exit::VerificationFailed);
        else
            conclude(any(Verdict::Attention) || m_answerMissing || !m_run.state.warnings().isEmpty() ? Exit::DoneWithWarnings : Exit::Done);
    }, Qt::SingleShotConnection);
    m_run.checklist.runAll();
}

void HeadlessRun::stop()
{
    m_stopped = true;
    for (model::Activity *activity : QList<model::Activity *> {&m_run.exchange, &m_run.tenant, &m_run.prerequisites, m_run.plan.get(), &m_run.checklist, &m_run.offlineUpload, &m_run.readBack})
        activity->cancel();
    for (services::StepService *step : m_run.steps)
        step->cancel();
}

void HeadlessRun::conclude(Exit exit)
{
    if (m_concluded)
        return;
    m_concluded = true;
    if (Interrupt::requested() && (exit == Exit::BadArguments || exit == Exit::Blocked))
        exit = Exit::Cancelled;  // a question that was not answered
    if (!m_options.reportFile.isEmpty()) {
        const core::Outcome written = report::writeReport(report::gather(m_run.state, m_run.clock.nowUtc()), m_options.reportFile);
        if (written) {
            m_console.line(u'\n' + words(QT_TRANSLATE_NOOP("Console", "Report:")) + u' ' + QDir::toNativeSeparators(m_options.reportFile));
        } else {
            m_console.error(text::failureSentence(written.failure()));
            if (exit == Exit::Done || exit == Exit::DoneWithWarnings)
                exit = Exit::BadArguments;
        }
    }
    if (auto *close = m_run.session.close()) {  // the shell is freed before the program ends
        core::run(close, this, [this, exit](const auto &) { emit finished(exit); });
    } else {
        QMetaObject::invokeMethod(this, [this, exit] { emit finished(exit); }, Qt::QueuedConnection);
    }
}

}
