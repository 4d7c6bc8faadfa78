#include "pages/DetailsFold.h"

#include "pages/Style.h"
#include "pages/Theme.h"
#include "text/Format.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>

namespace passerelle::pages {

static constexpr int callProperty = QTextFormat::UserProperty + 1;

DetailsFold::DetailsFold(const QString &prefix, QWidget *parent)
    : Fold(prefix + QStringLiteral("DetailsButton"), parent)
    , m_log(new QPlainTextEdit)
    , m_copy(makeButton(prefix + QStringLiteral("CopyCommandButton"), Look::Link))
{
    m_log->setObjectName(prefix + QStringLiteral("Details"));
    m_log->setReadOnly(true);
    m_log->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_log->setTabChangesFocus(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(Theme::font(Type::Code));
    m_log->setMinimumHeight(72);
    m_log->document()->setDocumentMargin(space::xs);
    setBody(m_log);
    setHeadAction(m_copy);
    connect(m_copy, &QPushButton::clicked, this, &DetailsFold::copyCommand);
    connect(this, &Fold::toggled, this, &DetailsFold::refresh);
    retranslate();
}

void DetailsFold::watch(const model::Activity *activity)
{
    m_activity = activity;
    connect(activity, &model::Activity::changed, this, &DetailsFold::refresh);
    refresh();
}

void DetailsFold::refresh()
{
    if (!m_activity)
        return;
    setVisible(!m_activity->calls().isEmpty());
    if (!isOpen())
        return;
    const auto &calls = m_activity->calls();
    if (calls.size() < m_shown) {
        m_log->clear();
        m_shown = 0;
    }
    for (; m_shown < calls.size(); ++m_shown)
        append(calls[m_shown]);
}

void DetailsFold::append(const model::CallRecord &call)
{
    const Colors c = Colors::of(palette());
    QTextCursor cursor(m_log->document());
    cursor.movePosition(QTextCursor::End);
    const auto line = [&](const QString &text, Role role) {
        if (!m_log->document()->isEmpty())
            cursor.insertBlock();
        QTextBlockFormat block;
        block.setProperty(callProperty, int(m_shown));
        cursor.setBlockFormat(block);
        QTextCharFormat format;
        format.setForeground(c[role]);
        cursor.insertText(text, format);
    };
    line(call.request, Role::Text);
    const QString answer = QStringLiteral("    ") + call.target + QStringLiteral(" · ") + call.answer
        + QStringLiteral(" · ") + text::duration(call.milliseconds);
    line(answer, call.ok ? Role::Muted : Role::Failed);
}

void DetailsFold::copyCommand()
{
    if (!m_activity || m_activity->calls().isEmpty())
        return;
    const auto &calls = m_activity->calls();
    qsizetype index = calls.size() - 1;
    const QVariant chosen = m_log->textCursor().blockFormat().property(callProperty);
    if (chosen.isValid() && m_log->textCursor().position() > 0)
        index = std::min<qsizetype>(chosen.toInt(), index);
    QGuiApplication::clipboard()->setText(calls[index].request);
}

void DetailsFold::changeEvent(QEvent *event)
{
    Fold::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        m_log->clear();
        m_shown = 0;
        refresh();
    }
}

void DetailsFold::retranslate()
{
    setTitle(tr("Details"));
    m_copy->setText(tr("Copy command"));
    m_log->setAccessibleName(tr("Calls sent to the servers"));
}

}
