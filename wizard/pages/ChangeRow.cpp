#include "pages/ChangeRow.h"

#include "pages/StateIcon.h"
#include "pages/TextLabel.h"
#include "text/StepText.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>

namespace passerelle::pages {

ChangeRow::ChangeRow(model::Change change, int number, QWidget *parent)
    : QWidget(parent)
    , m_change(std::move(change))
    , m_tick(new QCheckBox)
    , m_title(new TextLabel(Type::RowTitle))
    , m_context(new TextLabel(Type::Detail, m_change.shared ? Role::Attention : Role::Muted))
    , m_before(new TextLabel(Type::Body, Role::Muted))
    , m_after(new TextLabel(Type::Body))
{
    m_tick->setObjectName(QStringLiteral("reviewChange%1").arg(number));
    m_tick->setMinimumSize(24, 24);
    m_tick->setChecked(!m_change.shared);
    m_title->setWeight(QFont::DemiBold);
    auto *arrow = new StateIcon(16);
    arrow->setIcon(Icon::ArrowRight);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch(1);
    texts->addWidget(m_title);
    texts->addWidget(m_context);
    texts->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, space::m, 0, space::m);
    row->setSpacing(space::m);
    row->addWidget(m_tick, 0, Qt::AlignVCenter);
    row->addLayout(texts, 6);
    row->addWidget(m_before, 3);
    row->addWidget(arrow, 0, Qt::AlignVCenter);
    row->addWidget(m_after, 4);
    for (TextLabel *label : { m_title, m_context, m_before, m_after })
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

void ChangeRow::mousePressEvent(QMouseEvent *)
{
    if (m_tick->isEnabled())
        m_tick->toggle();
}

void ChangeRow::retranslate()
{
    m_title->setText(text::changeTitle(m_change));
    m_context->setText(text::changeContext(m_change));
    m_before->setText(text::changeBefore(m_change));
    m_after->setText(text::changeAfter(m_change));
    m_tick->setAccessibleName(m_title->text());
    m_tick->setAccessibleDescription(
        tr("%1. Before: %2. After: %3.").arg(m_context->text(), m_before->text(), m_after->text()));
}

}
