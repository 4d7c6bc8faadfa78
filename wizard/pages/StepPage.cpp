#include "pages/StepPage.h"

#include "pages/DetailsFold.h"
#include "pages/FindingList.h"
#include "pages/Fold.h"
#include "pages/MessageBand.h"
#include "pages/ProgressHeader.h"
#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/StepText.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace passerelle::pages {

using model::StepStatus;
using model::Verdict;

static constexpr int restMs = 500; // a finished page stays that long, so that the eye can follow

QString StepPage::prefixOf(const QString &stepId)
{
    const QStringList parts = stepId.split(u'-');
    QString prefix = parts.first();
    for (qsizetype i = 1; i < parts.size(); ++i)
        prefix += parts[i].left(1).toUpper() + parts[i].mid(1);
    return prefix;
}

StepPage::StepPage(PageId id, services::StepService &service)
    : PageBase(id, prefixOf(service.id()))
    , m_service(service)
    , m_advance(new QTimer(this))
{
    m_advance->setSingleShot(true);
    m_advance->setInterval(restMs);
    connect(m_advance, &QTimer::timeout, this, [this] {
        if (isVisible())
            emit advanceRequested();
    });
    connect(&m_service, &model::Activity::changed, this, &StepPage::refresh);
    connect(&m_service, &model::Activity::finished, this, [this] {
        refresh();
        if (isVisible())
            goOn();
    });
}

QString StepPage::heading() const
{
    return text::stepTitle(m_service.id());
}
QString StepPage::help() const
{
    return text::stepHelp(m_service.id());
}

QString StepPage::stepMark() const
{
    return tr("Step %1 of %2").arg(model::stepNumber(m_service.id())).arg(model::stepIds().size());
}

QString StepPage::helpQuestion() const
{
    return tr("What does this step do?");
}

PageBase::Foot StepPage::foot() const
{
    Foot foot;
    foot.returnPresses = false;
    foot.next = isFinished() && !isBusy();
    if (isBusy()) {
        foot.secondary = { m_stop };
    } else if (!isFinished()) {
        foot.secondary = { m_skip };
        foot.primary = m_service.waitsForPerson() ? nullptr : m_run;
        foot.next = m_service.mayBeLeftWaiting();
    } else if (m_service.canRunAgain()) {
        foot.secondary = { m_again };
    }
    return foot;
}

Verdict StepPage::state() const
{
    switch (m_service.status()) {
    case StepStatus::NotRun:
    case StepStatus::Ready:
        if (m_service.mayBeLeftWaiting())
            return Verdict::NeedsPerson;
        return m_service.failure() ? Verdict::Attention : Verdict::Pending;
    case StepStatus::Probing:
        return isVisible() ? Verdict::Running : Verdict::Pending;
    case StepStatus::Running:
        return Verdict::Running;
    case StepStatus::Skipped:
        return Verdict::Skipped;
    case StepStatus::HandedOver:
        return m_service.isFromAnswer() ? Verdict::Pass : Verdict::NeedsPerson;
    case StepStatus::Failed:
        return Verdict::Fail;
    case StepStatus::Done:
    case StepStatus::AlreadyDone:
    case StepStatus::Simulated:
        return isClean() ? Verdict::Pass : Verdict::Attention;
    }
    return Verdict::Pending;
}

bool StepPage::isComplete() const
{
    return (isFinished() || m_service.mayBeLeftWaiting()) && !isBusy();
}

void StepPage::build(QVBoxLayout *content)
{
    m_run = footButton("RunButton");
    m_stop = footButton("StopButton");
    m_skip = footButton("SkipButton");
    m_again = footButton("AgainButton");
    m_progress = new ProgressHeader(name());
    m_band = new MessageBand(name());
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    m_review = m_band->addAction(objectNameFor("ReviewButton"));
    m_findings = new FindingList(text::VerdictWords::Task);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    for (QWidget *part : std::initializer_list<QWidget *>{ m_progress, m_band })
        content->addWidget(part);
    if (m_makePanel)
        content->addWidget(m_makePanel());
    for (QWidget *part : std::initializer_list<QWidget *>{ m_findings, m_details })
        content->addWidget(part);
    m_details->watch(&m_service);
    if (m_extra.make) {
        m_extraFold = new Fold(objectNameFor("ExtraButton"));
        m_extraFold->setBody(m_extra.make());
        content->addWidget(m_extraFold);
    }
    connect(m_run, &QPushButton::clicked, this, &StepPage::run);
    connect(m_retry, &QPushButton::clicked, this, &StepPage::run);
    connect(m_again, &QPushButton::clicked, this, &StepPage::runAgain);
    connect(m_review, &QPushButton::clicked, this, [this] { emit pageRequested(ReviewPageId); });
    connect(m_stop, &QPushButton::clicked, this, &StepPage::stopWork);
    connect(m_skip, &QPushButton::clicked, this, [this] {
        m_service.skip();
        if (m_automatic)
            emit advanceRequested();
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
}

void StepPage::entered(Entry entry)
{
    m_advance->stop();
    m_chained = m_automatic && entry == Entry::Forward;
    if (m_extraFold && m_service.isOffline())
        m_extraFold->setOpen(true); // the way of this run
    goOn();
    refresh();
}

// What comes next without anybody pressing anything.
void StepPage::goOn()
{
    if (isBusy())
        return;
    if (m_service.status() == StepStatus::NotRun && !m_service.failure())
        m_service.probe();
    else if (m_service.waitsForPerson())
        m_chained = false;
    else if (m_chained && m_service.status() == StepStatus::Ready && !m_service.failure())
        run();
    else if (m_chained && isFinished() && isClean())
        m_advance->start();
}

void StepPage::run()
{
    if (isBusy() || isFinished())
        return;
    m_chained = m_automatic;
    begin();
}

// A step that only reads may be run as often as one likes; the page stays.
void StepPage::runAgain()
{
    if (isBusy() || !m_service.canRunAgain())
        return;
    m_chained = false;
    begin();
}

void StepPage::begin()
{
    m_writing = true;
    m_progress->start();
    m_service.run();
    refresh();
}

void StepPage::stopWork()
{
    m_chained = false;
    m_service.cancel();
}

bool StepPage::isClean() const
{
    for (const model::Finding &finding : m_service.findings()) {
        if (finding.verdict == Verdict::Attention || finding.verdict == Verdict::Fail)
            return false;
    }
    return true;
}

void StepPage::refresh()
{
    if (isBuilt()) {
        if (m_service.isRunning())
            m_writing = m_service.status() == StepStatus::Running;
        m_run->setText(m_service.failure() ? tr("&Retry")
                                           : QStringLiteral("&") + text::stepAction(m_service.id(), !m_service.changes().isEmpty()));
        m_findings->show(m_service.findings());
        if (isElsewhere())
            m_findings->hide(); // nothing of it happens here
        refreshProgress();
        refreshBand();
    }
    emit changed();
}

void StepPage::refreshProgress()
{
    m_progress->setVisible(isBusy());
    if (!isBusy())
        return;
    int done = 0;
    QString current = m_writing ? QString() : tr("Reading the present state…");
    for (const model::Finding &finding : m_service.findings()) {
        done += finding.verdict != Verdict::Pending && finding.verdict != Verdict::Running;
        if (finding.verdict == Verdict::Running && m_writing)
            current = tr("%1…", "a line of work that is going on").arg(text::findingTitle(finding));
    }
    m_progress->show(current, done, static_cast<int>(m_service.findings().size()));
}

void StepPage::refreshBand()
{
    const auto &failure = m_service.failure();
    m_retry->setVisible(failure.has_value());
    m_review->setVisible(failure && failure->code == core::FailureCode::PlanChanged);
    m_copy->setVisible(failure.has_value());
    if (isBusy())
        m_band->dismiss();
    else if (failure)
        m_band->showFailure(*failure);
    else if (m_service.status() == StepStatus::Skipped)
        m_band->show(MessageBand::Kind::Information, tr("This step is skipped"), tr("The report says so."));
    else if (m_service.waitsForPerson())
        announceWaiting();
    else if (isFinished())
        announceEnd();
    else if (m_service.status() == StepStatus::Ready && !m_service.changes().isEmpty())
        announceChanges();
    else
        m_band->dismiss();
}

void StepPage::announceEnd()
{
    const auto &rows = m_service.findings();
    const bool lag = std::any_of(rows.begin(), rows.end(), [](const model::Finding &row) {
        return row.code == core::FailureCode::GraphLag;
    });
    const bool answer = m_service.isFromAnswer();
    if (lag && m_service.canRunAgain())
        m_band->show(MessageBand::Kind::Attention, text::failureTitle(core::FailureCode::GraphLag),
                     text::failureSentence(core::FailureCode::GraphLag, {}),
                     core::codeText(core::FailureCode::GraphLag));
    else if (m_service.status() == StepStatus::HandedOver)
        m_band->show(answer ? MessageBand::Kind::Done : MessageBand::Kind::Information,
                     answer ? tr("Done by the other operator") : tr("Handed over"),
                     answer ? tr("The answer brought back shows it.")
                            : tr("The other operator does it with the saved files. Step 6 judges the answer."));
    else if (!isClean())
        m_band->show(MessageBand::Kind::Attention, tr("Done, with a point to read"),
                     answer ? tr("The keys are judged from the answer brought back. The lines marked “Attention” say "
                                 "what is left.")
                            : tr("The lines marked “Attention” say what is left."));
    else if (m_service.status() == StepStatus::AlreadyDone)
        m_band->show(MessageBand::Kind::Done, tr("Already done"),
                     tr("Everything was right before. Nothing has been changed."));
    else
        m_band->show(MessageBand::Kind::Done, tr("Done"),
                     answer ? tr("The keys are judged from the answer brought back; the rest has been read from the "
                                 "servers.")
                            : tr("The result has been read back from the server."));
}

// Another person does it, or has to; step 6 has lines of its own all the same.
bool StepPage::isElsewhere() const
{
    const bool waits = m_service.waitsForPerson() && !m_service.mayBeLeftWaiting();
    return !isBusy() && (waits || (m_service.status() == StepStatus::HandedOver && !m_service.isFromAnswer()));
}

// Without a sign-in: who has to do what.
void StepPage::announceWaiting()
{
    if (m_service.mayBeLeftWaiting())
        m_band->show(MessageBand::Kind::Information, tr("The answer of the other operator is missing"),
                     tr("Open it or paste it below. You may go on without it and come back in a later run."));
    else
        m_band->show(MessageBand::Kind::Information, tr("Somebody else uploads the certificate"),
                     tr("Save the files below and give them to an administrator of applications in Microsoft Entra."));
}

// What the button is about to write, as it was accepted on the review page.
void StepPage::announceChanges()
{
    QStringList titles;
    const QList<model::Change> accepted = m_service.acceptedChanges();
    for (const model::Change &change : accepted.isEmpty() ? m_service.changes() : accepted)
        titles.append(text::changeTitle(change));
    const int n = static_cast<int>(titles.size());
    m_band->show(MessageBand::Kind::Information, tr("%n change(s) to make", nullptr, n),
                 titles.join(QStringLiteral("  ·  ")));
}

void StepPage::retranslate()
{
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_skip->setText(tr("S&kip this step"));
    m_again->setText(tr("&Check again"));
    m_retry->setText(tr("Retr&y"));
    m_copy->setText(tr("C&opy details"));
    m_review->setText(tr("Re&view the changes again"));
    if (m_extraFold)
        m_extraFold->setTitle(m_extra.title());
    m_findings->setAccessibleName(heading());
    refresh();
}

}
