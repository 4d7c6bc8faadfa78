#include "pages/BroughtBack.h"

#include "pages/Dialogs.h"
#include "pages/FindingList.h"
#include "pages/MessageBand.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace passerelle::pages {

static constexpr int linesOfOne = 4; // about one application

BroughtBack::BroughtBack(services::KeyReadBack &readBack, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_readBack(readBack)
    , m_dialogs(dialogs)
    , m_sentence(new TextLabel)
    , m_band(new MessageBand(QStringLiteral("broughtBack")))
    , m_findings(new FindingList(text::VerdictWords::Check))
    , m_open(makeButton(QStringLiteral("broughtBackOpenButton")))
    , m_paste(makeButton(QStringLiteral("broughtBackPasteButton")))
{
    m_findings->setObjectName(QStringLiteral("broughtBackFindings"));
    m_findings->setOutlined(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_sentence);
    column->addWidget(m_band);
    column->addWidget(m_findings);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::m);
    row->addWidget(m_open);
    row->addWidget(m_paste);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, &BroughtBack::chooseFile);
    connect(m_paste, &QPushButton::clicked, this,
            [this] { m_readBack.judge(QGuiApplication::clipboard()->text().toUtf8()); });
    connect(&m_readBack, &model::Activity::changed, this, &BroughtBack::refresh);
    retranslate();
}

QString BroughtBack::title()
{
    return tr("Judge an answer brought back");
}

void BroughtBack::chooseFile()
{
    m_dialogs.askOpenFile(window(), tr("Answer of the other operator"), tr("JSON files (*.json *.txt)"),
                          [this](const QString &file) {
                              if (!file.isEmpty())
                                  m_readBack.judgeFile(file);
                          });
}

void BroughtBack::refresh()
{
    const auto &failure = m_readBack.failure();
    const auto &findings = m_readBack.findings();
    const bool doubtful = std::any_of(findings.begin(), findings.end(), [](const model::Finding &finding) {
        return finding.verdict == model::Verdict::Attention;
    });
    m_findings->show(findings);
    // All right, or one application: the band and the page itself say it.
    m_findings->setVisible(doubtful || (failure && findings.size() > linesOfOne));
    m_open->setEnabled(!m_readBack.isRunning());
    m_paste->setEnabled(!m_readBack.isRunning());
    if (m_readBack.isRunning())
        m_band->dismiss();
    else if (failure)
        m_band->showFailure(*failure);
    else if (m_readBack.isConfirmed() && doubtful)
        m_band->show(MessageBand::Kind::Attention, tr("The answer proves the upload, with a point to read"),
                     tr("Every application holds every certificate. The lines marked “Attention” say what differs."));
    else if (m_readBack.isConfirmed())
        m_band->show(MessageBand::Kind::Done, tr("The answer proves the upload"),
                     tr("Every application holds every certificate, with its dates."));
    else
        m_band->dismiss();
}

void BroughtBack::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void BroughtBack::retranslate()
{
    m_sentence->setText(tr("The other operator sends back what Microsoft Graph answered, as JSON. Open the file, or copy the "
                           "text and paste it here."));
    m_open->setText(tr("Open the fi&le…"));
    m_paste->setText(tr("P&aste"));
    m_findings->setAccessibleName(tr("What the answer says"));
    refresh();
}

}
