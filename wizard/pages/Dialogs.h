#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace passerelle::pages {

// The only way to a dialog box. Answers arrive later, through the event loop or at once in tests; an empty
// path means that the person closed the dialog.
class Dialogs {
public:
    using Answer = std::function<void(const QString &path)>;

    virtual ~Dialogs() = default;
    virtual void askSaveFile(QWidget *parent, const QString &title, const QString &proposal,
                             const QString &filter, Answer answer) = 0;
    virtual void askOpenFile(QWidget *parent, const QString &title, const QString &filter, Answer answer) = 0;
    virtual void askFolder(QWidget *parent, const QString &title, Answer answer) = 0;
};

}
