#include "pages/MessageBand.h"

#include "pages/Fold.h"
#include "pages/Style.h"
#include "pages/StylePainting.h"
#include "text/FailureFacts.h"
#include "text/FailureText.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
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
    , m_prefix(prefix)
    , m_column(new QVBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::m, space::l, space::m);
    row->setSpacing(space::m);
    auto *column = m_column;
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
    m_failure.reset();
    if (m_facts)
        m_facts->hide();
    present(kind, title, sentence, code);
}

void MessageBand::present(Kind kind, const QString &title, const QString &sentence, const QString &code)
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

void MessageBand::showFailure(const core::Failure &failure, const QString &advice)
{
    const bool same = m_shown && m_failure && m_failure->code == failure.code
        && m_failure->values == failure.values && m_failure->technical == failure.technical;
    const Kind kind = failure.code == core::FailureCode::Cancelled ? Kind::Attention : Kind::Failed;
    QStringList sentences{ text::failureSentence(failure), advice };
    sentences.removeAll(QString());
    m_failure = failure;
    if (!same)
        m_seen = QDateTime::currentDateTimeUtc();
    if (text::hasFailureFacts(failure))
        showFacts();
    else if (m_facts)
        m_facts->hide();
    present(kind, text::failureTitle(failure), sentences.join(u' '), core::codeText(failure.code));
}

void MessageBand::showFacts()
{
    if (!m_facts) {
        m_factText = new QPlainTextEdit;
        m_factText->setObjectName(m_prefix + QStringLiteral("Facts"));
        m_factText->setReadOnly(true);
        m_factText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_factText->setTabChangesFocus(true);
        m_factText->setFrameShape(QFrame::NoFrame);
        m_factText->setFont(Theme::font(Type::Code));
        m_factText->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_facts = new Fold(m_prefix + QStringLiteral("FactsButton"));
        m_facts->setBody(m_factText);
        m_column->insertWidget(m_column->indexOf(m_actionRow), m_facts);
    }
    static constexpr int shownLines = 6;
    m_facts->setTitle(tr("What the server said"));
    m_factText->setAccessibleName(tr("What the server said"));
    const QString text = text::failureFacts(*m_failure, m_seen).join(u'\n');
    if (m_factText->toPlainText() != text) {
        m_facts->setOpen(false);
        m_factText->setPlainText(text); // never interpreted
    }
    const int margins = 2 * static_cast<int>(m_factText->document()->documentMargin()) + space::xs;
    m_factText->setFixedHeight(QFontMetrics(m_factText->font()).lineSpacing() * shownLines + margins);
    m_facts->show();
}

void MessageBand::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_shown && m_failure && m_facts && !m_facts->isHidden())
        showFacts();
}

void MessageBand::setExtra(const QString &text)
{
    m_extra->setTextOrHide(text);
}

void MessageBand::dismiss()
{
    m_shown = false;
    m_failure.reset();
    setVisible(false);
}

QString MessageBand::plainText() const
{
    QStringList lines;
    for (const TextLabel *label : { m_title, m_sentence, m_extra, m_code }) {
        if (!label->isHidden() && !label->text().isEmpty())
            lines.append(label->text());
    }
    if (m_failure)
        lines += text::failureFacts(*m_failure, m_seen);
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
