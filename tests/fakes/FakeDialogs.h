#pragma once

#include "pages/Dialogs.h"

#include <QStringList>

namespace passerelle::fakes {

class FakeDialogs : public pages::Dialogs {
public:
    QString answer; // empty: the person closes the dialog
    QStringList asked; // titles

    void askSaveFile(QWidget *, const QString &title, const QString &, const QString &, Answer then) override
    {
        asked.append(title);
        then(answer);
    }
    void askOpenFile(QWidget *, const QString &title, const QString &, Answer then) override
    {
        asked.append(title);
        then(answer);
    }
    void askFolder(QWidget *, const QString &title, Answer then) override
    {
        asked.append(title);
        then(answer);
    }
};

}
