#include "pages/CommandBlock.h"

#include "pages/Style.h"
#include "pages/Theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>

namespace passerelle::pages {

static constexpr int mostLines = 8;
static constexpr int settled = 80; // ms until the list has its new height

CommandBlock::CommandBlock(const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_copy(makeButton(prefix + QStringLiteral("CopyCommandsButton")))
    , m_toggle(makeButton(prefix + QStringLiteral("ShowCommandsButton"), Look::Link))
    , m_text(new QPlainTextEdit)
{
    m_text->setObjectName(prefix + QStringLiteral("Commands"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(Theme::font(Type::Code));
    m_text->document()->setDocumentMargin(space::s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::l);
    row->addWidget(m_copy);
    row->addWidget(m_toggle);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(space::s);
    column->addLayout(row);
    column->addWidget(m_text);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText() + u'\n'); });
    connect(m_toggle, &QPushButton::clicked, this, [this] { setOpen(!m_open); });
    setOpen(false);
}

void CommandBlock::show(const QString &commands, const QString &subject)
{
    const QString text = commands.trimmed();
    if (m_text->toPlainText() != text) {
        m_text->setPlainText(text);
        fitHeight();
    }
    if (m_subject != subject) {
        m_subject = subject;
        retranslate();
    }
    setVisible(true);
}

void CommandBlock::dismiss()
{
    m_text->clear();
    setVisible(false);
}

void CommandBlock::setOpen(bool open)
{
    m_open = open;
    m_text->setVisible(open);
    retranslate();
    if (open)
        QTimer::singleShot(settled, this, &CommandBlock::scrollIntoView);
}

// What was asked for may lie below the edge of the list it is in.
void CommandBlock::scrollIntoView()
{
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above))
            area->ensureWidgetVisible(this, 0, space::m); // of the text only its cursor would be shown
    }
}

void CommandBlock::fitHeight()
{
    const int all = m_text->document()->blockCount();
    const int lines = std::min(all, mostLines);
    m_text->setVerticalScrollBarPolicy(all > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int frame = 2 * space::s + m_text->horizontalScrollBar()->sizeHint().height() + space::s;
    m_text->setFixedHeight(lines * QFontMetrics(m_text->font()).lineSpacing() + frame);
}

void CommandBlock::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CommandBlock::retranslate()
{
    m_copy->setText(tr("Copy the commands"));
    m_toggle->setText(m_open ? tr("Hide the commands") : tr("Show the commands"));
    for (QPushButton *button : { m_copy, m_toggle })
        button->setAccessibleName(tr("%1: %2", "action, then what it is about").arg(button->text(), m_subject));
    m_text->setAccessibleName(tr("Commands: %1", "what they are about").arg(m_subject));
}

}
