#include "pages/SummaryPage.h"

#include "pages/Card.h"
#include "pages/Dialogs.h"
#include "pages/FactList.h"
#include "pages/MessageBand.h"
#include "pages/NoteRow.h"
#include "pages/ScrollCard.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "pages/UndoPanel.h"
#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/Format.h"
#include "text/StepText.h"

#include <QDir>
#include <QPushButton>

namespace passerelle::pages {

using model::StepStatus;
using model::Verdict;

SummaryPage::SummaryPage(model::SetupState &state, SaveReport save, Dialogs &dialogs, services::Undo *undo)
    : PageBase(SummaryPageId, QStringLiteral("summary"))
    , m_state(state)
    , m_saveReport(std::move(save))
    , m_dialogs(dialogs)
    , m_undo(undo)
{
    if (m_undo)
        connect(m_undo, &model::Activity::changed, this, &SummaryPage::refresh);
}

QString SummaryPage::heading() const
{
    return tr("Summary");
}
QString SummaryPage::help() const
{
    return tr("Only what was read back from a server is said to be done.");
}

PageBase::Foot SummaryPage::foot() const
{
    Foot foot;
    foot.next = false;
    if (isBusy())
        return foot;
    if (m_reportFile.isEmpty()) {
        foot.secondary = { m_verify, m_close };
        foot.primary = m_save;
    } else {
        foot.secondary = { m_verify, m_save };
        foot.primary = m_close;
    }
    return foot;
}

Verdict SummaryPage::state() const
{
    return m_reportFile.isEmpty() ? Verdict::Pending : Verdict::Pass;
}

void SummaryPage::build(QVBoxLayout *content)
{
    m_save = footButton("SaveButton");
    m_verify = footButton("VerifyButton");
    m_close = footButton("CloseButton");
    m_band = new MessageBand(name());
    content->addWidget(m_band);
    m_scroll = new ScrollCard;
    m_scroll->setOutlined(false);
    m_scroll->setObjectName(objectNameFor("Content"));
    content->addWidget(m_scroll);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    for (Section *section : { &m_steps, &m_checks, &m_warnings, &m_facts })
        *section = addSection(column);
    m_undoOpen = makeButton(objectNameFor("UndoButton"));
    column->addSpacing(space::l);
    column->addWidget(m_undoOpen, 0, Qt::AlignLeft);
    connect(m_undoOpen, &QPushButton::clicked, this, [this] { showUndo(true); });
    m_scroll->addContent(column);
    connect(m_save, &QPushButton::clicked, this, &SummaryPage::save);
    connect(m_verify, &QPushButton::clicked, this, [this] { emit pageRequested(VerificationPageId); });
    connect(m_close, &QPushButton::clicked, this, &SummaryPage::closeRequested);
}

SummaryPage::Section SummaryPage::addSection(QVBoxLayout *column)
{
    Section section{ new TextLabel(Type::RowTitle), new Card };
    section.title->setWeight(QFont::DemiBold);
    section.title->setContentsMargins(0, column->count() > 0 ? space::l : 0, 0, space::s);
    column->addWidget(section.title);
    column->addWidget(section.card);
    return section;
}

void SummaryPage::stopWork()
{
    if (m_undo)
        m_undo->cancel();
}

// In the place of the summary, which is told anew afterwards.
void SummaryPage::showUndo(bool shown)
{
    if (shown && !m_undoPanel) {
        m_undoPanel = new UndoPanel(*m_undo);
        connect(m_undoPanel, &UndoPanel::closeRequested, this, [this] { showUndo(false); });
        auto *column = static_cast<QVBoxLayout *>(m_scroll->parentWidget()->layout()); // the one build() filled
        column->insertWidget(column->indexOf(m_scroll) + 1, m_undoPanel);
    }
    m_scroll->setVisible(!shown);
    m_band->setVisible(!shown);
    if (m_undoPanel)
        m_undoPanel->setVisible(shown);
    if (shown)
        m_undoPanel->open();
    else
        refresh();
}

void SummaryPage::entered(Entry)
{
    refresh();
}

static void clear(Card *card)
{
    while (QLayoutItem *item = card->body()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void SummaryPage::refresh()
{
    if (!isBuilt())
        return;
    refreshSteps();
    refreshChecks();
    refreshWarnings();
    refreshFacts();
    m_undoOpen->setVisible(m_undo && m_undo->isPossible());
    if (!m_undoPanel || !m_undoPanel->isVisibleTo(this))
        showResult();
    emit changed();
}

static Icon iconOf(StepStatus status)
{
    switch (status) {
    case StepStatus::Done:
    case StepStatus::AlreadyDone:
        return Icon::Done;
    case StepStatus::Failed:
        return Icon::Failed;
    case StepStatus::Skipped:
    case StepStatus::Simulated:
    case StepStatus::HandedOver:
        return Icon::Skipped;
    case StepStatus::NotRun:
    case StepStatus::Probing:
    case StepStatus::Ready:
    case StepStatus::Running:
        return Icon::ToDo;
    }
    return Icon::ToDo;
}

void SummaryPage::refreshSteps()
{
    clear(m_steps.card);
    const bool setup = m_state.mode() == model::Mode::Setup;
    m_steps.title->setVisible(setup);
    m_steps.card->setVisible(setup);
    if (!setup)
        return;
    for (const QString &id : model::stepIds()) {
        const model::StepRecord record = m_state.stepRecord(id);
        QString word = text::stepStatusWord(record.status);
        if (record.status == StepStatus::Done && !record.changes.isEmpty())
            word =
                tr("%1, %n change(s)", "status of a step", static_cast<int>(record.changes.size())).arg(word);
        auto *row = new NoteRow;
        const QString why = record.failure ? text::failureTitle(*record.failure) : text::stepRemark(record);
        row->show(iconOf(record.status), text::stepTitle(id), why, word);
        m_steps.card->addRow(row);
    }
}

void SummaryPage::refreshChecks()
{
    clear(m_checks.card);
    const auto &checks = m_state.checks();
    m_checks.title->setVisible(!checks.isEmpty());
    m_checks.card->setVisible(!checks.isEmpty());
    for (const model::Finding &finding : checks) {
        auto *row = new NoteRow;
        row->show(Icons::of(finding.verdict), text::findingTitle(finding), {},
                  text::verdictWord(finding.verdict, text::VerdictWords::Check));
        m_checks.card->addRow(row);
    }
}

void SummaryPage::refreshWarnings()
{
    clear(m_warnings.card);
    const auto &warnings = m_state.warnings();
    m_warnings.title->setVisible(!warnings.isEmpty());
    m_warnings.card->setVisible(!warnings.isEmpty());
    for (const model::Finding &finding : warnings) {
        auto *row = new NoteRow;
        if (finding.code)
            row->show(Icon::Attention, text::failureTitle(*finding.code),
                      text::failureSentence(*finding.code, finding.values), core::codeText(*finding.code));
        else
            row->show(Icon::Attention, text::findingTitle(finding), text::findingDetail(finding));
        m_warnings.card->addRow(row);
    }
}

void SummaryPage::refreshFacts()
{
    clear(m_facts.card);
    QList<QPair<QString, QString>> facts;
    if (const auto &certificate = m_state.certificate()) {
        facts.append({ tr("Certificate"), text::thumbprint(certificate->thumbprint) });
        facts.append({ tr("Certificate valid until"), text::date(certificate->notAfter) });
        if (const auto &next = m_state.nextCertificate())
            facts.append({ tr("Next certificate valid until"), text::date(next->notAfter) });
        else
            facts.append({ tr("Next certificate"), tr("none yet; upload it here once Exchange has one") });
    }
    if (!m_state.settings().certificateFile.isEmpty() && m_state.certificate())
        facts.append(
            { tr("Certificate file"), QDir::toNativeSeparators(m_state.settings().certificateFile) });
    if (!m_reportFile.isEmpty())
        facts.append({ tr("Report"), QDir::toNativeSeparators(m_reportFile) });
    m_facts.title->setVisible(!facts.isEmpty());
    m_facts.card->setVisible(!facts.isEmpty());
    auto *list = new FactList;
    m_facts.card->addRow(list);
    list->show(facts);
}

bool SummaryPage::allDone(Verdict *worst) const
{
    bool complete = true;
    *worst = m_state.warnings().isEmpty() ? Verdict::Pass : Verdict::Attention;
    if (m_state.mode() == model::Mode::Setup) {
        for (const QString &id : model::stepIds()) {
            const StepStatus status = m_state.stepRecord(id).status;
            const bool proven = status == StepStatus::HandedOver
                && m_state.stepRecord(QLatin1String(model::step::uploadCheck)).fromAnswer;
            complete = complete && (status == StepStatus::Done || status == StepStatus::AlreadyDone || proven);
            if (status == StepStatus::Failed)
                *worst = Verdict::Fail;
        }
    }
    for (const model::Finding &finding : m_state.checks()) {
        if (finding.verdict == Verdict::Fail)
            *worst = Verdict::Fail;
        else if (*worst == Verdict::Pass
                 && (finding.verdict == Verdict::Attention || finding.verdict == Verdict::NeedsPerson))
            *worst = Verdict::Attention;
    }
    return complete;
}

void SummaryPage::showResult()
{
    Verdict worst;
    const bool complete = allDone(&worst);
    const bool verify = m_state.mode() == model::Mode::Verify;
    QString title;
    QString sentence;
    auto kind = MessageBand::Kind::Done;
    if (worst == Verdict::Fail) {
        kind = MessageBand::Kind::Failed;
        title = verify ? tr("A check failed") : tr("Something failed");
        sentence = tr("The lines below say what, and the pages at the left say what to do.");
    } else if (!complete) {
        kind = MessageBand::Kind::Attention;
        title = tr("The configuration is partial");
        sentence = tr("Steps that are left can be made later: Passerelle resumes where it stopped.");
    } else if (worst == Verdict::Attention) {
        kind = MessageBand::Kind::Attention;
        title = verify ? tr("Verified, with points to watch")
                       : tr("The configuration is complete, with points to watch");
        sentence = tr("Read them below and keep the report.");
    } else {
        title = verify ? tr("Verified: everything is right") : tr("The configuration is complete");
        sentence = tr("Keep the report: it names every change with its value before and after.");
    }
    if (!m_reportError.isEmpty()) {
        kind = MessageBand::Kind::Failed;
        title = tr("The report could not be saved");
        sentence = m_reportError;
    } else if (!m_reportFile.isEmpty()) {
        sentence = tr("The report is saved: %1").arg(QDir::toNativeSeparators(m_reportFile));
    }
    m_band->show(kind, title, sentence);
}

void SummaryPage::save()
{
    const QString proposal =
        QStringLiteral("passerelle-%1.html").arg(QDate::currentDate().toString(Qt::ISODate));
    m_dialogs.askSaveFile(window(), tr("Save the report"), proposal, tr("Reports (*.html *.json)"),
                          [this](const QString &path) {
                              if (path.isEmpty())
                                  return;
                              m_reportError = m_saveReport ? m_saveReport(path) : QString();
                              if (m_reportError.isEmpty())
                                  m_reportFile = path;
                              refresh();
                          });
}

void SummaryPage::retranslate()
{
    m_scroll->setAccessibleName(heading());
    m_save->setText(tr("&Save the report…"));
    m_verify->setText(tr("&Verify again"));
    m_close->setText(tr("C&lose"));
    m_undoOpen->setText(tr("&Undo the upload…"));
    m_steps.title->setText(tr("Steps"));
    m_checks.title->setText(tr("Checks"));
    m_warnings.title->setText(tr("Points to watch"));
    m_facts.title->setText(tr("To remember"));
    refresh();
}

}
