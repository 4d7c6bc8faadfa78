#include "pages/PageBase.h"

#include "model/Activity.h"
#include "pages/PageScroll.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"

#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

PageBase::PageBase(PageId id, const QString &name)
    : m_id(id)
    , m_name(name)
{
    setObjectName(name + QStringLiteral("Page"));
}

void PageBase::enter(Entry entry)
{
    ensureBuilt();
    entered(entry);
    emit changed();
    QWidget *field = firstField();
    if (field && field->isEnabled())
        field->setFocus(Qt::OtherFocusReason);
    else
        m_heading->setFocus(Qt::OtherFocusReason);
}

QString PageBase::helpQuestion() const
{
    return tr("What does this page do?");
}

void PageBase::ensureBuilt()
{
    if (isBuilt())
        return;
    m_mark = new TextLabel(Type::Body, Role::Accent);
    m_mark->setWeight(QFont::DemiBold);
    m_heading = new TextLabel(Type::Title);
    m_heading->setObjectName(objectNameFor("Heading"));
    m_help = new TextLabel(Type::Help, Role::Muted);
    auto *scroll = new PageScroll;
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scroll);
    auto *column = new QVBoxLayout(scroll->content());
    column->setContentsMargins(space::page, space::m, space::page, space::l);
    column->setSpacing(space::l);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(space::xs);
    titles->addWidget(m_mark);
    titles->addWidget(m_heading);
    titles->addWidget(m_help);
    column->addLayout(titles);
    build(column);
    column->addStretch(1);
    retranslateAll();
}

QPushButton *PageBase::footButton(const char *role)
{
    QPushButton *button = makeButton(objectNameFor(role), Look::Ordinary, this);
    button->hide();
    return button;
}

model::Verdict PageBase::stateOf(const model::Activity &activity, bool finished)
{
    using model::Verdict;
    if (activity.isRunning())
        return Verdict::Running;
    if (activity.failure())
        return activity.failure()->code == core::FailureCode::Cancelled ? Verdict::Attention : Verdict::Fail;
    if (!finished)
        return Verdict::Pending;
    Verdict worst = Verdict::Pass;
    for (const model::Finding &finding : activity.findings()) {
        if (finding.verdict == Verdict::Fail)
            return Verdict::Fail;
        if (finding.verdict == Verdict::Attention)
            worst = Verdict::Attention;
    }
    return worst;
}

void PageBase::changeEvent(QEvent *event)
{
    QWizardPage::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && isBuilt())
        retranslateAll();
}

void PageBase::retranslateAll()
{
    m_mark->setTextOrHide(stepMark());
    m_heading->setText(heading());
    m_help->setTextOrHide(help());
    setAccessibleName(heading());
    setAccessibleDescription(help());
    retranslate();
}

}
