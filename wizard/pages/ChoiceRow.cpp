#include "pages/ChoiceRow.h"

#include "pages/TextLabel.h"

#include <QRadioButton>
#include <QVBoxLayout>

namespace passerelle::pages {

ChoiceRow::ChoiceRow(const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_button(new QRadioButton)
    , m_sentence(new TextLabel(Type::Body, Role::Muted))
{
    m_button->setObjectName(objectName);
    m_button->setFont(Theme::font(Type::Body, QFont::DemiBold));
    m_button->setMinimumHeight(24);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 10);
    column->setSpacing(2);
    column->addWidget(m_button);
    auto *indented = new QVBoxLayout;
    indented->setContentsMargins(28, 0, 0, 0);
    indented->addWidget(m_sentence);
    column->addLayout(indented);
}

void ChoiceRow::setTexts(const QString &title, const QString &sentence)
{
    m_button->setText(title);
    m_button->setAccessibleDescription(sentence);
    m_sentence->setTextOrHide(sentence);
}

void ChoiceRow::mousePressEvent(QMouseEvent *)
{
    m_button->setChecked(true);
}

}
