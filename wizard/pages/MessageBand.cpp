#include "pages/MessageBand.h"

#include "pages/Style.h"
#include "pages/StylePainting.h"
#include "text/FailureText.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace passerelle::pages {

MessageBand::MessageBand(const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_icon(new StateIcon(18))
    , m_title(new TextLabel)
    , m_sentence(new TextLabel)
    , m_extra(new TextLabel(Type::Code))
    , m_code(new TextLabel(Type::Code, Role::Text))
    , m_actionRow(new QWidget)
    , m_actions(new QHBoxLayout(m_actionRow))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::m, space::l, space::m);
    row->setSpacing(space::m);
    auto *column = new QVBoxLayout;
    column->setSpacing(space::xs);
    setObjectName(prefix + QStringLiteral("Band"));
    m_title->setWeight(QFont::DemiBold);
    m_title->setObjectName(prefix + QStringLiteral("MessageTitle"));
    m_sentence->setObjectName(prefix + QStringLiteral("Message"));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::l);
    head->addWidget(m_title, 1);
    head->addWidget(m_code, 0, Qt::AlignTop);
    m_code->setWordWrap(false);
    column->addLayout(head);
    column->addWidget(m_sentence);
    column->addWidget(m_extra);
    for (TextLabel *label : { m_sentence, m_extra, m_code })
        label->setSelectable();
    m_extra->hide();
    m_actions->setContentsMargins(0, space::xs, 0, 0);
    m_actions->setSpacing(space::s);
    m_actions->addStretch(1);
    column->addWidget(m_actionRow);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    hide();
}

static Icon iconOf(MessageBand::Kind kind)
{
    switch (kind) {
    case MessageBand::Kind::Information:
        return Icon::Information;
    case MessageBand::Kind::Done:
        return Icon::Done;
    case MessageBand::Kind::Attention:
        return Icon::Attention;
    case MessageBand::Kind::Failed:
        return Icon::Failed;
    }
    return Icon::Information;
}

void MessageBand::show(Kind kind, const QString &title, const QString &sentence, const QString &code)
{
    const bool news = !m_shown || m_title->text() != title || m_sentence->text() != sentence;
    m_kind = kind;
    m_shown = true;
    m_icon->setIcon(iconOf(kind));
    m_title->setTextOrHide(title);
    m_sentence->setTextOrHide(sentence);
    m_code->setTextOrHide(code);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    bool acts = false;
    for (int i = 0; i < m_actions->count(); ++i)
        acts = acts || (m_actions->itemAt(i)->widget() && !m_actions->itemAt(i)->widget()->isHidden());
    m_actionRow->setVisible(acts);
    setVisible(true);
    update();
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
        emit announced();
    }
}

void MessageBand::showFailure(const core::Failure &failure)
{
    const Kind kind = failure.code == core::FailureCode::Cancelled ? Kind::Attention : Kind::Failed;
    show(kind, text::failureTitle(failure.code), text::failureSentence(failure),
         core::codeText(failure.code));
}

void MessageBand::setExtra(const QString &text)
{
    m_extra->setTextOrHide(text);
}

void MessageBand::dismiss()
{
    m_shown = false;
    setVisible(false);
}

QString MessageBand::plainText() const
{
    QStringList lines;
    for (const TextLabel *label : { m_title, m_sentence, m_extra, m_code }) {
        if (!label->isHidden() && !label->text().isEmpty())
            lines.append(label->text());
    }
    return lines.join(u'\n');
}

QPushButton *MessageBand::addAction(const QString &objectName)
{
    auto *button = makeButton(objectName, Look::Ordinary, m_actionRow);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void MessageBand::paintEvent(QPaintEvent *)
{
    static constexpr Role tints[]{ Role::TintInformation, Role::TintDone, Role::TintAttention,
                                   Role::TintFailed };
    QPainter painter(this);
    const Colors c = Colors::of(palette());
    const QColor line = c.isHighContrast() ? c[Role::Text] : QColor();
    painting::roundedBox(&painter, rect(), space::cardRadius, c[tints[static_cast<int>(m_kind)]], line);
}

}
