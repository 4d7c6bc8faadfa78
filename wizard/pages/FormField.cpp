#include "pages/FormField.h"

#include "pages/StateIcon.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace passerelle::pages {

FormField::FormField(QWidget *control, QWidget *extra, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_label(new TextLabel)
    , m_icon(new StateIcon(14))
    , m_note(new TextLabel(Type::Detail, Role::Muted))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::xs);
    m_label->setBuddy(control);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::s);
    line->addWidget(control, 1);
    if (extra)
        line->addWidget(extra);
    auto *below = new QHBoxLayout;
    below->setSpacing(space::s);
    below->addWidget(m_icon, 0, Qt::AlignTop);
    below->addWidget(m_note, 1);
    m_icon->setIcon(Icon::Failed);
    m_icon->hide();
    m_note->hide();
    control->setMinimumWidth(80);
    control->setMinimumHeight(control->sizeHint().height());
    column->addWidget(m_label);
    column->addLayout(line);
    column->addLayout(below);
    column->addStretch(1);
}

void FormField::setTexts(const QString &label, const QString &hint)
{
    m_label->setTextOrHide(label);
    QString name = label;
    name.remove(u'&');
    while (name.endsWith(u':') || name.endsWith(QChar::Nbsp))
        name.chop(1);
    m_control->setAccessibleName(name);
    m_hint = hint;
    if (!m_wrong)
        m_note->setTextOrHide(hint);
    describe();
}

void FormField::setError(const QString &text)
{
    m_wrong = !text.isEmpty();
    m_note->setTextOrHide(m_wrong ? text : m_hint);
    m_note->setRole(m_wrong ? Role::Failed : Role::Muted);
    m_icon->setVisible(m_wrong);
    setInvalid(m_control, m_wrong);
    describe();
    if (m_wrong) {
        QAccessibleEvent alert(m_note, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void FormField::describe()
{
    m_control->setAccessibleDescription(m_note->text());
}

}
