#include "pages/FindingRow.h"

#include "pages/CommandBlock.h"
#include "text/Format.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

using model::Verdict;

static constexpr qint64 worthTelling = 50; // shorter would read "0.0 s"

FindingRow::FindingRow(text::VerdictWords words, QWidget *parent)
    : QWidget(parent)
    , m_words(words)
    , m_icon(new StateIcon(18))
    , m_title(new TextLabel(Type::RowTitle))
    , m_detail(new TextLabel(Type::Detail, Role::Muted))
    , m_outcome(new TextLabel(Type::Detail, Role::Muted))
    , m_middle(new QVBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 10, 0, 10);
    row->setSpacing(space::m);
    m_middle->setSpacing(2);
    m_middle->addStretch(1);
    m_middle->addWidget(m_title);
    m_middle->addWidget(m_detail);
    m_middle->addStretch(1);
    m_detail->setSelectable();
    m_outcome->setWordWrap(false);
    m_outcome->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addLayout(m_middle, 1);
    row->addWidget(m_outcome, 0, Qt::AlignVCenter);
}

void FindingRow::show(const model::Finding &finding)
{
    m_id = finding.id;
    const QString title = text::findingTitle(finding);
    const QString detail = text::findingDetail(finding);
    m_icon->setIcon(Icons::of(finding.verdict));
    m_title->setText(title);
    m_title->setRole(finding.verdict == Verdict::Pending ? Role::Muted : Role::Text);
    m_title->setWeight(finding.verdict == Verdict::Running ? QFont::DemiBold : QFont::Normal);
    m_detail->setTextOrHide(detail);
    showOutcome(finding);
    showCommands(finding.values.value(QStringLiteral("commands")), title);
    setAccessibleName(title + QStringLiteral(", ") + text::verdictWord(finding.verdict, m_words));
    setAccessibleDescription(detail);
}

void FindingRow::showOutcome(const model::Finding &finding)
{
    const bool check = m_words == text::VerdictWords::Check;
    if (!check && finding.verdict == Verdict::Pass && finding.milliseconds >= worthTelling)
        m_outcome->setText(text::duration(finding.milliseconds));
    else if (finding.verdict == Verdict::Pending || (!check && finding.verdict == Verdict::Pass))
        m_outcome->clear();
    else
        m_outcome->setText(text::verdictWord(finding.verdict, m_words));
    Role role = Role::Muted;
    if (finding.verdict == Verdict::Pass && check)
        role = Role::Done;
    else if (finding.verdict == Verdict::Attention || finding.verdict == Verdict::Fail)
        role = Icons::roleOf(Icons::of(finding.verdict));
    m_outcome->setRole(role);
    m_outcome->setWeight(check || role != Role::Muted ? QFont::DemiBold : QFont::Normal);
}

void FindingRow::showCommands(const QString &commands, const QString &title)
{
    if (commands.isEmpty()) {
        if (m_commands)
            m_commands->dismiss();
        return;
    }
    if (!m_commands) {
        m_commands = new CommandBlock(m_id);
        m_middle->insertWidget(m_middle->indexOf(m_detail) + 1, m_commands);
    }
    m_commands->show(commands, title);
}

void FindingRow::addAction(QPushButton *button)
{
    if (!m_actions) {
        m_actions = new QHBoxLayout;
        m_actions->setContentsMargins(0, space::xs, 0, 0);
        m_actions->setSpacing(space::s);
        m_actions->addStretch(1);
        m_middle->insertLayout(m_middle->count() - 1, m_actions);
    }
    m_actions->insertWidget(m_actions->count() - 1, button);
}

}
