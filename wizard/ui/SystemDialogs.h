#pragma once

#include "pages/Dialogs.h"

namespace passerelle::ui {

// The system's own file dialogs, opened without blocking.
class SystemDialogs : public pages::Dialogs {
public:
    void askSaveFile(QWidget *parent, const QString &title, const QString &proposal, const QString &filter,
                     Answer answer) override;
    void askOpenFile(QWidget *parent, const QString &title, const QString &filter, Answer answer) override;
    void askFolder(QWidget *parent, const QString &title, Answer answer) override;
};

}
