#include "pages/ChangeRow.h"

#include "pages/Fold.h"
#include "pages/StateIcon.h"
#include "pages/TextLabel.h"
#include "text/StepText.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QMouseEvent>

namespace passerelle::pages {

ChangeRow::ChangeRow(model::Change change, int number, QWidget *parent)
    : QWidget(parent)
    , m_change(std::move(change))
    , m_tick(new QCheckBox)
    , m_title(new TextLabel(Type::RowTitle))
    , m_context(new TextLabel(Type::Detail, m_change.shared ? Role::Attention : Role::Muted))
    , m_before(new TextLabel(Type::Body, Role::Muted))
    , m_after(new TextLabel(Type::Body))
    , m_note(new TextLabel(Type::Detail))
    , m_details(new TextLabel(Type::Code))
    , m_fold(new Fold(QStringLiteral("reviewChange%1KeysButton").arg(number)))
{
    m_tick->setObjectName(QStringLiteral("reviewChange%1").arg(number));
    m_tick->setMinimumSize(24, 24);
    m_tick->setChecked(!m_change.shared && !m_change.optional);
    m_tick->setProperty("offered", m_change.optional);
    m_title->setWeight(QFont::DemiBold);
    auto *arrow = new StateIcon(16);
    arrow->setIcon(Icon::ArrowRight);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch(1);
    texts->addWidget(m_title);
    texts->addWidget(m_context);
    texts->addStretch(1);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, space::m, 0, space::m);
    whole->setSpacing(space::xs);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    whole->addLayout(row);
    auto *indented = new QVBoxLayout;
    indented->setContentsMargins(24 + space::m, 0, 0, 0);
    indented->setSpacing(space::xs);
    indented->addWidget(m_note);
    indented->addWidget(m_fold);
    whole->addLayout(indented);
    m_details->setSelectable();
    m_fold->setBody(m_details);
    row->addWidget(m_tick, 0, Qt::AlignVCenter);
    row->addLayout(texts, 6);
    row->addWidget(m_before, 3);
    row->addWidget(arrow, 0, Qt::AlignVCenter);
    row->addWidget(m_after, 4);
    for (TextLabel *label : { m_title, m_context, m_note, m_before, m_after, m_details })
        label->setMinimumWidth(1); // the columns share the width; long values wrap
    for (TextLabel *label : { m_before, m_after })
        label->setSelectable();
    connect(m_tick, &QCheckBox::toggled, this, &ChangeRow::tickedChanged);
    retranslate();
}

bool ChangeRow::isTicked() const
{
    return m_tick->isChecked();
}
void ChangeRow::setTicked(bool ticked)
{
    m_tick->setChecked(ticked);
}
void ChangeRow::setFrozen(bool frozen)
{
    m_tick->setEnabled(!frozen);
}

void ChangeRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ChangeRow::mousePressEvent(QMouseEvent *event)
{
    const bool onLists = m_fold->isVisible() && event->position().y() >= m_fold->y();
    if (m_tick->isEnabled() && !onLists)
        m_tick->toggle();
}

void ChangeRow::retranslate()
{
    m_title->setText(text::changeTitle(m_change));
    m_context->setText(text::changeContext(m_change));
    m_before->setText(text::changeBefore(m_change));
    m_after->setText(text::changeAfter(m_change));
    m_note->setTextOrHide(text::changeNote(m_change));
    const QStringList details = text::changeDetails(m_change);
    m_details->setText(details.join(u'\n'));
    m_fold->setVisible(!details.isEmpty());
    m_fold->setTitle(tr("The keys, one by one"));
    m_tick->setAccessibleName(m_title->text());
    const QString description =
        tr("%1. Before: %2. After: %3.").arg(m_context->text(), m_before->text(), m_after->text());
    m_tick->setAccessibleDescription((description + u' ' + text::changeNote(m_change)).trimmed());
}

}
