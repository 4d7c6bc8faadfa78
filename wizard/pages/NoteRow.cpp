#include "pages/NoteRow.h"

#include "pages/StateIcon.h"
#include "pages/TextLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace passerelle::pages {

NoteRow::NoteRow(QWidget *parent)
    : QWidget(parent)
    , m_icon(new StateIcon(18))
    , m_title(new TextLabel)
    , m_sentence(new TextLabel(Type::Body, Role::Muted))
    , m_word(new TextLabel(Type::Detail, Role::Muted))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, space::m, 0, space::m);
    row->setSpacing(space::m);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_sentence);
    texts->addStretch(1);
    m_sentence->setSelectable();
    m_word->setWordWrap(false);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_word, 0, Qt::AlignTop);
}

void NoteRow::show(Icon icon, const QString &title, const QString &sentence, const QString &word)
{
    m_icon->setIcon(icon);
    m_title->setText(title);
    m_title->setWeight(sentence.isEmpty() ? QFont::Normal : QFont::DemiBold);
    m_sentence->setTextOrHide(sentence);
    m_word->setTextOrHide(word);
    m_word->setRole(Icons::roleOf(icon));
    m_word->setWeight(QFont::DemiBold);
    setAccessibleName(word.isEmpty() ? title : title + QStringLiteral(", ") + word);
    setAccessibleDescription(sentence);
}

}
