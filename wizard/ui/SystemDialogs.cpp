#include "ui/SystemDialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace passerelle::ui {

static QFileDialog *newDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return dialog;
}

static void open(QFileDialog *dialog, QWidget *parent, pages::Dialogs::Answer answer)
{
    QObject::connect(dialog, &QFileDialog::finished, parent,
                     [dialog, answer = std::move(answer)](int result) {
                         const QStringList files = dialog->selectedFiles();
                         answer(result == QDialog::Accepted && !files.isEmpty() ? files.first() : QString());
                     });
    dialog->open();
}

void SystemDialogs::askSaveFile(QWidget *parent, const QString &title, const QString &proposal,
                                const QString &filter, Answer answer)
{
    QFileDialog *dialog = newDialog(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(filter);
    dialog->selectFile(QDir::fromNativeSeparators(proposal));
    ui::open(dialog, parent, std::move(answer));
}

void SystemDialogs::askOpenFile(QWidget *parent, const QString &title, const QString &filter, Answer answer)
{
    QFileDialog *dialog = newDialog(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(filter);
    ui::open(dialog, parent, std::move(answer));
}

void SystemDialogs::askFolder(QWidget *parent, const QString &title, Answer answer)
{
    QFileDialog *dialog = newDialog(parent, title);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    ui::open(dialog, parent, std::move(answer));
}

}
