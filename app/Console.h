#pragma once

#include "core/Secret.h"

#include <QString>

namespace passerelle::app {

// Text in and out of the terminal. Questions are asked between two pieces of work, never while one runs.
class Console {
public:
    void line(const QString &text);
    void error(const QString &text);
    // Nothing typed returns `suggestion`; the end of the input and Ctrl+C (see Interrupt) return a null string.
    QString ask(const QString &question, const QString &suggestion = {});
    core::Secret askSecret(const QString &question);  // not shown while it is typed
    bool confirm(const QString &question);            // only a clear yes is a yes
    static bool isInteractive();
};

}
