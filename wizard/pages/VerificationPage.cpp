#include "pages/VerificationPage.h"

#include "pages/DetailsFold.h"
#include "pages/FindingList.h"
#include "pages/FindingRow.h"
#include "pages/FormField.h"
#include "pages/MessageBand.h"
#include "pages/ProgressHeader.h"
#include "pages/Style.h"
#include "text/Format.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

using model::Verdict;

static constexpr int checkCount = 12; // V1 to V12

VerificationPage::VerificationPage(model::SetupState &state, verification::Checklist &checklist)
    : PageBase(VerificationPageId, QStringLiteral("verification"))
    , m_state(state)
    , m_checklist(checklist)
{
    connect(&m_checklist, &model::Activity::changed, this, &VerificationPage::refresh);
    connect(&m_checklist, &model::Activity::finished, this, &VerificationPage::refresh);
}

QString VerificationPage::heading() const
{
    return tr("Verify that it works");
}
QString VerificationPage::help() const
{
    return tr("Each check says what it read. Run them as often as you like, nothing is changed.");
}

PageBase::Foot VerificationPage::foot() const
{
    Foot foot;
    if (isBusy()) {
        foot.secondary = { m_stop };
        foot.next = false;
    } else if (hasRun()) {
        foot.secondary = { m_runAll };
    } else {
        foot.primary = m_runAll;
    }
    return foot;
}

Verdict VerificationPage::state() const
{
    if (!isBusy() && hasRun() && count(Verdict::NeedsPerson) > 0 && count(Verdict::Fail) == 0)
        return Verdict::Attention;
    return stateOf(m_checklist, hasRun());
}

void VerificationPage::build(QVBoxLayout *content)
{
    m_runAll = footButton("RunAllButton");
    m_stop = footButton("StopButton");
    m_progress = new ProgressHeader(name());
    m_band = new MessageBand(name());
    m_copy = m_band->addAction(objectNameFor("CopyButton"));
    m_findings = new FindingList(text::VerdictWords::Check);
    m_findings->setObjectName(objectNameFor("Findings"));
    m_details = new DetailsFold(name());
    m_mailbox = new QLineEdit;
    m_mailbox->setObjectName(objectNameFor("MailboxEdit"));
    m_mailboxField = new FormField(m_mailbox);
    for (QWidget *part :
         std::initializer_list<QWidget *>{ m_progress, m_band, m_mailboxField, m_findings, m_details })
        content->addWidget(part);
    m_details->watch(&m_checklist);
    connect(m_findings, &FindingList::rowAdded, this, &VerificationPage::equip);
    connect(m_mailbox, &QLineEdit::editingFinished, this, [this] { takeMailbox(); });
    connect(m_runAll, &QPushButton::clicked, this, &VerificationPage::runAll);
    connect(m_stop, &QPushButton::clicked, this, &VerificationPage::stopWork);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_band->plainText()); });
}

void VerificationPage::entered(Entry)
{
    m_mailbox->setText(m_state.settings().testMailbox);
    refresh();
}

// The checklist's own lines; before its first run those of the last run, or the list of what will be checked.
QList<model::Finding> VerificationPage::findings() const
{
    if (!m_checklist.findings().isEmpty())
        return m_checklist.findings();
    if (!m_state.checks().isEmpty())
        return m_state.checks();
    QList<model::Finding> planned;
    for (int i = 1; i <= checkCount; ++i) {
        model::Finding finding;
        finding.id = QStringLiteral("V%1").arg(i);
        planned.append(finding);
    }
    return planned;
}

bool VerificationPage::hasRun() const
{
    for (const model::Finding &finding : findings()) {
        if (finding.verdict != Verdict::Pending)
            return true;
    }
    return false;
}

int VerificationPage::count(Verdict verdict) const
{
    int n = 0;
    for (const model::Finding &finding : findings())
        n += finding.verdict == verdict;
    return n;
}

void VerificationPage::runAll()
{
    if (isBusy() || !takeMailbox())
        return;
    m_progress->start();
    m_checklist.runAll();
    refresh();
}

// False: what is typed is no address.
bool VerificationPage::takeMailbox()
{
    const QString typed = m_mailbox->text().trimmed();
    const qsizetype at = typed.indexOf(u'@');
    const bool wrong = !typed.isEmpty() && (at < 1 || at + 1 >= typed.size() || typed.contains(u' '));
    m_mailboxField->setError(wrong ? tr("Enter an address, for example user@contoso.com, or nothing.") : QString());
    if (wrong) {
        m_mailbox->setFocus(Qt::OtherFocusReason);
        return false;
    }
    model::Settings settings = m_state.settings();
    settings.testMailbox = typed;
    m_state.setSettings(std::move(settings));
    return true;
}

void VerificationPage::equip(FindingRow *row)
{
    const QString id = row->findingId();
    const auto add = [&](const char *role, auto press) {
        auto *button = makeButton(name() + id + QLatin1String(role), Look::Ordinary, row);
        row->addAction(button);
        connect(button, &QPushButton::clicked, this, press);
        return button;
    };
    if (m_findings->rows().size() == 1) // a new list: the former rows are gone
        m_buttons.clear();
    m_buttons.append(
        { row, add("YesButton", [this, id] { answer(id, QStringLiteral("yes")); }),
          add("NoButton", [this, id] { answer(id, QStringLiteral("no")); }),
          add("NotApplicableButton", [this, id] { answer(id, QStringLiteral("not-applicable")); }),
          add("RunButton", [this, id] {
              if (takeMailbox())
                  m_checklist.runOne(id);
          }) });
    retranslateRow(m_buttons.last());
}

void VerificationPage::answer(const QString &checkId, const QString &answer)
{
    QString who;
    if (m_state.exchange() && !m_state.exchange()->user.isEmpty())
        who = m_state.exchange()->user;
    else if (m_state.tenant())
        who = m_state.tenant()->user;
    m_checklist.confirm(checkId, answer, who, {});
    refresh();
}

void VerificationPage::refresh()
{
    if (isBuilt()) {
        m_mailbox->setReadOnly(isBusy());
        m_runAll->setText(hasRun() ? tr("Run all &again") : tr("Run &all"));
        m_findings->show(findings());
        refreshRows();
        refreshBand();
    }
    emit changed();
}

void VerificationPage::refreshRows()
{
    const auto all = findings();
    for (qsizetype i = 0; i < m_buttons.size() && i < all.size(); ++i) {
        const RowButtons &b = m_buttons[i];
        const Verdict verdict = all[i].verdict;
        const bool asks = verdict == Verdict::NeedsPerson && !isBusy();
        for (QPushButton *button : { b.yes, b.no, b.notApplicable })
            button->setVisible(asks);
        const bool mayTest = verdict == Verdict::NotTested && all[i].id == u"V8";
        b.again->setVisible(!isBusy() && (verdict == Verdict::Fail || verdict == Verdict::Attention || mayTest));
    }
}

QString VerificationPage::summary() const
{
    QStringList parts;
    const auto add = [&](int n, const QString &part) {
        if (n > 0)
            parts.append(part);
    };
    const int passed = count(Verdict::Pass);
    const int attention = count(Verdict::Attention);
    const int failed = count(Verdict::Fail);
    const int open = count(Verdict::NeedsPerson);
    const int untested = count(Verdict::NotTested);
    add(passed, tr("%n check(s) passed", nullptr, passed));
    add(failed, tr("%n failed", nullptr, failed));
    add(attention, tr("%n to watch", nullptr, attention));
    add(open, tr("%n to confirm", nullptr, open));
    add(untested, tr("%n not tested", nullptr, untested));
    return parts.join(QStringLiteral(", "));
}

void VerificationPage::refreshBand()
{
    const auto &failure = m_checklist.failure();
    const auto all = findings();
    m_progress->setVisible(isBusy());
    m_copy->setVisible(failure.has_value());
    if (isBusy()) {
        const int open = count(Verdict::Pending) + count(Verdict::Running);
        m_progress->show(tr("Checking…"), static_cast<int>(all.size()) - open, static_cast<int>(all.size()));
        m_band->dismiss();
    } else if (failure) {
        m_band->showFailure(*failure);
    } else if (!hasRun()) {
        m_band->dismiss();
    } else {
        MessageBand::Kind kind = MessageBand::Kind::Done;
        if (count(Verdict::Fail) > 0)
            kind = MessageBand::Kind::Failed;
        else if (count(Verdict::Attention) + count(Verdict::NeedsPerson) > 0)
            kind = MessageBand::Kind::Attention;
        const QString when = m_state.checksUtc().isValid()
            ? tr("Read on %1").arg(text::dateTime(m_state.checksUtc()))
            : QString();
        m_band->show(kind, summary(), when);
    }
}

void VerificationPage::retranslateRow(const RowButtons &b)
{
    model::Finding finding;
    finding.id = b.row->findingId();
    const QString check = text::findingTitle(finding);
    b.yes->setText(tr("Yes"));
    b.no->setText(tr("No"));
    b.notApplicable->setText(tr("Not applicable"));
    b.again->setText(tr("Run again"));
    for (QPushButton *button : { b.yes, b.no, b.notApplicable, b.again })
        button->setAccessibleName(
            tr("%1: %2", "answer or action, then the check it belongs to").arg(button->text(), check));
}

void VerificationPage::retranslate()
{
    m_stop->setText(tr("S&top"));
    m_stop->setToolTip(tr("Stops waiting. A call the server has already received is allowed to finish."));
    m_copy->setText(tr("&Copy details"));
    m_mailboxField->setTexts(tr("&Mailbox of Exchange Online for the connectivity test (optional)"),
                             tr("A synchronised mailbox; the test signs in for it and reads nothing."));
    m_findings->setAccessibleName(tr("Checks"));
    for (const RowButtons &buttons : m_buttons)
        retranslateRow(buttons);
    refresh();
}

}
