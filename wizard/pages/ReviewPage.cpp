#include "pages/ReviewPage.h"

#include "pages/ChangeRow.h"
#include "pages/FindingList.h"
#include "pages/Fold.h"
#include "pages/MessageBand.h"
#include "pages/ProgressHeader.h"
#include "text/FailureFacts.h"
#include "text/StepText.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <algorithm>

namespace passerelle::pages {

ReviewPage::ReviewPage(model::SetupState &state, services::Plan &plan)
    : PageBase(ReviewPageId, QStringLiteral("review"))
    , m_state(state)
    , m_plan(plan)
{
    connect(&m_plan, &model::Activity::changed, this, &ReviewPage::refresh);
    connect(&m_plan, &model::Activity::finished, this, [this] {
        if (isBuilt())
            showPlan();
    });
}

QString ReviewPage::heading() const
{
    return tr("Review the changes");
}

QString ReviewPage::help() const
{
    return tr("Nothing has been changed yet. Here is everything Passerelle will write, and nothing else.");
}

PageBase::Foot ReviewPage::foot() const
{
    Foot foot;
    foot.returnPresses = false;
    foot.next = !isBusy() && (m_accepted || nothingToChange());
    if (isBusy())
        foot.secondary = { m_stop };
    else if (foot.next)
        return foot;
    else if (m_plan.failure() || !m_prepared)
        foot.primary = m_again; // nothing may be applied while a step cannot be judged
    else {
        foot.secondary = { m_step };
        foot.primary = m_apply;
    }
    return foot;
}

model::Verdict ReviewPage::state() const
{
    if (isBusy())
        return model::Verdict::Running;
    return m_accepted ? model::Verdict::Pass : model::Verdict::Pending;
}

void ReviewPage::build(QVBoxLayout *content)
{
    m_apply = footButton("ApplyButton");
    m_step = footButton("StepByStepButton");
    m_again = footButton("ReadAgainButton");
    m_stop = footButton("StopButton");
    m_progress = new ProgressHeader(name());
    m_band = new MessageBand(name());
    m_applyTicked = m_band->addAction(objectNameFor("ApplyTickedButton"));
    m_retry = m_band->addAction(objectNameFor("RetryButton"));
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    m_changes = new ScrollCard;
    m_changes->setObjectName(objectNameFor("Changes"));
    m_right = new FindingList(text::VerdictWords::Check);
    m_right->setObjectName(objectNameFor("AlreadyRight"));
    m_right->setOutlined(false);
    m_right->setLowest(72);
    m_rightFold = new Fold(objectNameFor("AlreadyRightButton"));
    m_rightFold->setBody(m_right);
    m_note = new MessageBand(QStringLiteral("reviewNote"));
    m_offline = new MessageBand(QStringLiteral("reviewOffline"));
    for (QWidget *part :
         std::initializer_list<QWidget *>{ m_progress, m_band, m_changes, m_rightFold, m_offline, m_note })
        content->addWidget(part);
    connect(m_apply, &QPushButton::clicked, this, [this] { press(Mode::Automatic); });
    connect(m_step, &QPushButton::clicked, this, [this] { press(Mode::StepByStep); });
    connect(m_stop, &QPushButton::clicked, this, &ReviewPage::stopWork);
    connect(m_applyTicked, &QPushButton::clicked, this, &ReviewPage::accept);
    connect(m_retry, &QPushButton::clicked, this, &ReviewPage::prepare);
    connect(m_again, &QPushButton::clicked, this, &ReviewPage::prepare);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
}

void ReviewPage::entered(Entry)
{
    if (m_accepted && isOutdated())
        m_accepted = m_prepared = false;
    if (!m_accepted && (m_settings != m_state.settings() || m_cloudSettings != m_state.cloudSettings()))
        m_prepared = false; // read for other settings
    if (!m_prepared && !isBusy())
        prepare();
    refresh();
}

// The settings were changed after the consent, or a step met something nobody has seen.
bool ReviewPage::isOutdated() const
{
    if (!m_state.planAccepted())
        return true;
    const auto &steps = m_plan.steps();
    return std::any_of(steps.begin(), steps.end(), [](const services::StepService *step) {
        return step->failure() && step->failure()->code == core::FailureCode::PlanChanged;
    });
}

void ReviewPage::prepare()
{
    m_prepared = m_asking = false;
    m_settings = m_state.settings();
    m_cloudSettings = m_state.cloudSettings();
    m_progress->start();
    m_plan.prepare();
    refresh();
}

void ReviewPage::showPlan()
{
    const auto &failure = m_plan.failure();
    m_prepared = !failure || failure->code != core::FailureCode::Cancelled;
    m_changes->clearRows();
    m_rows.clear();
    const bool covered = m_plan.isCoveredByAcceptance();
    int number = 0;
    for (const model::Change &change : m_plan.changes()) {
        auto *row = new ChangeRow(change, ++number);
        if (covered && (!change.optional || m_state.accepts(change)))
            row->setTicked(true);
        connect(row, &ChangeRow::tickedChanged, this, [this] {
            m_asking = m_asking && !allTicked();
            refresh();
        });
        m_rows.append(row);
        m_changes->addRow(row);
    }
    refresh();
    if (isVisible() && covered && m_prepared && !m_plan.failure() && !m_rows.isEmpty())
        emit restWasAccepted();
}

void ReviewPage::acceptAgain()
{
    agree(true);
}

void ReviewPage::agree(bool automatic)
{
    m_accepted = true;
    m_plan.accept(tickedKeys());
    for (ChangeRow *row : m_rows)
        row->setFrozen(true);
    refresh();
    emit accepted(automatic);
}

bool ReviewPage::nothingToChange() const
{
    return m_prepared && !m_plan.failure()
        && std::all_of(m_rows.begin(), m_rows.end(),
                       [](const ChangeRow *row) { return row->change().optional && !row->isTicked(); });
}

bool ReviewPage::allTicked() const
{
    return std::all_of(m_rows.begin(), m_rows.end(), [](const ChangeRow *row) { return row->isTicked() || row->change().optional; });
}

QStringList ReviewPage::tickedKeys() const
{
    QStringList keys;
    for (const ChangeRow *row : m_rows) {
        if (row->isTicked())
            keys.append(row->change().key());
    }
    return keys;
}

void ReviewPage::press(Mode mode)
{
    m_mode = mode;
    if (allTicked()) {
        accept();
        return;
    }
    m_asking = true;
    refresh();
    (tickedKeys().isEmpty() ? static_cast<QWidget *>(m_rows.first()->tick()) : m_applyTicked)
        ->setFocus(Qt::OtherFocusReason);
}

void ReviewPage::accept()
{
    m_asking = false;
    agree(m_mode == Mode::Automatic);
    emit advanceRequested();
}

bool ReviewPage::validatePage()
{
    if (nothingToChange() && !m_accepted) {
        m_accepted = true;
        m_plan.accept({});
        for (ChangeRow *row : m_rows)
            row->setFrozen(true);
        emit accepted(true); // the steps only read then
    }
    return m_accepted;
}

void ReviewPage::refresh()
{
    if (isBuilt()) {
        const auto right = m_plan.alreadyRight();
        m_progress->setVisible(isBusy());
        if (isBusy()) {
            int done = 0;
            QString current;
            for (const model::Finding &finding : m_plan.findings()) {
                done +=
                    finding.verdict != model::Verdict::Pending && finding.verdict != model::Verdict::Running;
                if (finding.verdict == model::Verdict::Running)
                    current = finding.wait ? text::waitText(*finding.wait)
                                           : tr("Reading for “%1”…").arg(text::stepShortTitle(finding.id));
            }
            m_progress->show(current, done, static_cast<int>(m_plan.findings().size()));
        }
        m_changes->setVisible(!isBusy() && !m_rows.isEmpty());
        m_rightFold->setVisible(!isBusy() && !right.isEmpty());
        m_rightFold->setTitle(tr("Already right (%1)").arg(right.size()));
        if (!isBusy())
            m_right->show(right);
        m_right->setVisible(m_rightFold->isOpen());
        refreshBand();
    }
    emit changed();
}

void ReviewPage::refreshBand()
{
    const auto &failure = m_plan.failure();
    m_applyTicked->setVisible(m_asking && !tickedKeys().isEmpty());
    m_retry->setVisible(failure && !m_asking);
    m_copy->setVisible(failure && !m_asking);
    if (!isBusy() && m_prepared && !m_rows.isEmpty() && !m_accepted && !m_asking && !failure && !nothingToChange())
        m_note->show(
            MessageBand::Kind::Information, tr("Microsoft’s page has changed since June 2025"),
            tr("It now adds two Teams applications. This run sets up the application of Skype for Business "
               "Online; Microsoft’s checker will report the two others as missing."),
            core::codeText(core::FailureCode::PaLegacyOnly));
    else
        m_note->dismiss();
    if (m_state.isOffline() && !isBusy() && m_prepared && !failure)
        m_offline->show(MessageBand::Kind::Information, tr("Somebody else uploads the certificate"),
                        tr("Nobody signs in here, so nothing is changed in Microsoft 365: step 5 saves the files for the other "
                           "operator, step 6 judges the answer."));
    else
        m_offline->dismiss();
    if (isBusy())
        m_band->dismiss();
    else if (m_asking)
        explainUnticked();
    else if (failure)
        m_band->showFailure(*failure);
    else if (nothingToChange())
        m_band->show(MessageBand::Kind::Done, tr("Nothing to change"),
                     m_rows.isEmpty() ? tr("Everything is right already. The steps will only read.")
                                      : tr("Everything is right already. The lines below are offered, not needed."));
    else if (m_accepted && !m_rows.isEmpty())
        m_band->show(MessageBand::Kind::Done, tr("You accepted these changes"),
                     tr("They can no longer be changed here."));
    else if (m_prepared && m_plan.isCoveredByAcceptance())
        m_band->show(MessageBand::Kind::Information, tr("You accepted these changes before"),
                     tr("They are what is left of the run you are resuming."));
    else
        m_band->dismiss();
}

void ReviewPage::explainUnticked()
{
    if (tickedKeys().isEmpty()) {
        m_band->show(MessageBand::Kind::Attention, tr("No line is ticked"),
                     tr("Read the lines and tick those to apply."));
        return;
    }
    const auto left = static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const ChangeRow *row) {
        return !row->isTicked() && !row->change().optional;
    }));
    m_band->show(MessageBand::Kind::Attention, tr("%n line(s) are not ticked", nullptr, left),
                 tr("Shared objects are used by other products too: read these lines, then tick them. "
                    "Without them the "
                    "link may not work."));
}

void ReviewPage::retranslate()
{
    m_apply->setText(tr("&Apply all"));
    m_step->setText(tr("Step b&y step"));
    m_again->setText(tr("Read &again"));
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_applyTicked->setText(tr("Apply only the ticked &lines"));
    m_retry->setText(tr("R&etry"));
    m_copy->setText(tr("&Copy details"));
    m_changes->setAccessibleName(tr("Changes"));
    m_right->setAccessibleName(tr("Already right"));
    refresh();
}

}
