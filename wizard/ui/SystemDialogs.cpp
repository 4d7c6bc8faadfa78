#include "ui/SystemDialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace passerelle::ui {

void SystemDialogs::askSaveFile(QWidget *parent, const QString &title, const QString &proposal,
                                const QString &filter, Answer answer)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(filter);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QDir::fromNativeSeparators(proposal));
    QObject::connect(dialog, &QFileDialog::finished, parent,
                     [dialog, answer = std::move(answer)](int result) {
                         const QStringList files = dialog->selectedFiles();
                         answer(result == QDialog::Accepted && !files.isEmpty() ? files.first() : QString());
                     });
    dialog->open();
}

}
