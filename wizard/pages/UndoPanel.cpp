#include "pages/UndoPanel.h"

#include "pages/FindingList.h"
#include "pages/FormField.h"
#include "pages/KeyTable.h"
#include "pages/MessageBand.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

UndoPanel::UndoPanel(services::Undo &undo, QWidget *parent)
    : QWidget(parent)
    , m_undo(undo)
    , m_title(new TextLabel(Type::RowTitle))
    , m_sentence(new TextLabel(Type::Body, Role::Muted))
    , m_band(new MessageBand(QStringLiteral("undo")))
    , m_keys(new KeyTable(QStringLiteral("undoKeys"), undo, undo))
    , m_findings(new FindingList(text::VerdictWords::Task))
    , m_typed(new QLineEdit)
    , m_typedField(new FormField(m_typed))
    , m_run(makeButton(QStringLiteral("undoRunButton")))
    , m_again(makeButton(QStringLiteral("undoReadButton")))
    , m_back(makeButton(QStringLiteral("undoBackButton")))
{
    m_title->setWeight(QFont::DemiBold);
    m_typed->setObjectName(QStringLiteral("undoTypedEdit"));
    m_findings->setObjectName(QStringLiteral("undoFindings"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    for (QWidget *part :
         std::initializer_list<QWidget *>{ m_title, m_sentence, m_band, m_keys, m_findings, m_typedField })
        column->addWidget(part);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    for (QPushButton *button : { m_back, m_again, m_run })
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    connect(m_run, &QPushButton::clicked, this, &UndoPanel::carryOut);
    connect(m_again, &QPushButton::clicked, this, &UndoPanel::open);
    connect(m_back, &QPushButton::clicked, this, &UndoPanel::closeRequested);
    connect(&m_undo, &model::Activity::changed, this, &UndoPanel::refresh);
    retranslate();
}

void UndoPanel::open()
{
    m_typed->clear();
    m_typedField->setError({});
    m_undo.prepare();
    refresh();
}

void UndoPanel::carryOut()
{
    if (m_typed->text().trimmed() != m_undo.confirmation()) {
        m_typedField->setError(tr("Type it exactly: %1").arg(m_undo.confirmation()));
        m_typed->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_undo.carryOut(m_typed->text());
}

void UndoPanel::refresh()
{
    const bool busy = m_undo.isRunning();
    m_findings->show(m_undo.findings());
    m_findings->setVisible(busy || m_undo.isDone() || m_undo.failure());
    m_typedField->setVisible(!m_undo.confirmation().isEmpty());
    m_typedField->setTexts(tr("Type “%1” to confirm").arg(m_undo.confirmation()),
                           tr("No key would be left there: nobody could sign in for it any more."));
    m_run->setVisible(m_undo.isPrepared());
    m_again->setVisible(!busy && !m_undo.isPrepared() && !m_undo.isDone());
    m_back->setEnabled(!busy);
    refreshBand();
}

void UndoPanel::refreshBand()
{
    if (m_undo.isRunning())
        m_band->dismiss();
    else if (m_undo.failure())
        m_band->showFailure(*m_undo.failure());
    else if (m_undo.isDone())
        m_band->show(MessageBand::Kind::Done, tr("The upload is undone"),
                     tr("The keys of others are as they were. Steps 5 and 6 are open again."));
    else if (m_undo.isPrepared())
        m_band->show(MessageBand::Kind::Attention, tr("Nothing has been removed yet"),
                     tr("Without these keys Microsoft 365 can no longer check the tokens of Exchange. The list below "
                        "has just been read."));
    else
        m_band->dismiss();
}

void UndoPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void UndoPanel::retranslate()
{
    m_title->setText(tr("Undo the upload"));
    m_sentence->setText(tr("Only the keys this run has uploaded are taken away. Keys of others stay; expired ones cannot be "
                           "written back. The list as it is now is saved first."));
    m_run->setText(tr("&Remove these keys"));
    m_again->setText(tr("Read &again"));
    m_back->setText(tr("Back to the summar&y"));
    m_findings->setAccessibleName(tr("Undo the upload"));
    refresh();
}

}
