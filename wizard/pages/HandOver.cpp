#include "pages/HandOver.h"

#include "pages/Dialogs.h"
#include "pages/FindingList.h"
#include "pages/MessageBand.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "text/OfflineText.h"

#include <QDir>
#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace passerelle::pages {

HandOver::HandOver(services::OfflineSaving &saving, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_saving(saving)
    , m_dialogs(dialogs)
    , m_sentence(new TextLabel)
    , m_band(new MessageBand(QStringLiteral("handOver")))
    , m_files(new FindingList(text::VerdictWords::Task))
    , m_save(makeButton(QStringLiteral("handOverSaveButton")))
    , m_replace(m_band->addAction(QStringLiteral("handOverReplaceButton")))
{
    m_files->setObjectName(QStringLiteral("handOverFiles"));
    m_files->setOutlined(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_sentence);
    column->addWidget(m_band);
    column->addWidget(m_files);
    column->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &HandOver::chooseFolder);
    connect(m_replace, &QPushButton::clicked, this, &HandOver::save);
    connect(&m_saving, &model::Activity::changed, this, &HandOver::refresh);
    retranslate();
}

QString HandOver::title()
{
    return tr("Have somebody else do this step");
}

void HandOver::chooseFolder()
{
    m_dialogs.askFolder(window(), tr("Folder for the files"), [this](const QString &folder) {
        if (folder.isEmpty())
            return;
        m_folder = folder;
        m_asking = !m_saving.wouldReplace(folder).isEmpty();
        if (m_asking)
            refresh();
        else
            save();
    });
}

void HandOver::save()
{
    m_asking = false;
    m_saving.save(m_folder, text::offlineWords());
    refresh();
}

void HandOver::refresh()
{
    const auto &failure = m_saving.failure();
    m_files->show(m_saving.findings());
    m_files->setVisible(!m_saving.findings().isEmpty());
    m_save->setEnabled(!m_saving.isRunning());
    m_replace->setVisible(m_asking);
    if (m_asking)
        m_band->show(MessageBand::Kind::Attention, tr("These files are in the folder already"),
                     m_saving.wouldReplace(m_folder).join(QStringLiteral(", ")));
    else if (m_saving.isRunning())
        m_band->dismiss();
    else if (failure)
        m_band->showFailure(*failure);
    else if (!m_saving.savedFiles().isEmpty())
        m_band->show(MessageBand::Kind::Done, tr("The files are saved"),
                     tr("Give the whole folder to the other operator: %1").arg(QDir::toNativeSeparators(m_folder)));
    else
        m_band->dismiss();
}

void HandOver::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HandOver::retranslate()
{
    m_sentence->setText(tr("Somebody else may have the right in Microsoft Entra: save the certificate, a script, "
                           "instructions and the request for that person. What comes back is judged at step 6."));
    m_save->setText(tr("Save the &files…"));
    m_replace->setText(tr("Re&place them"));
    m_files->setAccessibleName(tr("Files for the other operator"));
    refresh();
}

}
