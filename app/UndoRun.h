#pragma once

#include "app/Composition.h"
#include "app/Console.h"
#include "app/ConsoleSignIn.h"
#include "app/Options.h"

#include <QSet>

namespace passerelle::app {

// Undoing the upload in the console: signs in to Microsoft 365 alone, shows which keys go and which stay, asks, and
// carries it out. The lab accepts by itself. Exit codes of DESIGN section 1: 0 done or nothing to undo, 1 done and not
// visible yet, 2 before anything was written, 3 the removal failed, 6 not confirmed.
class UndoRun : public QObject {
    Q_OBJECT
public:
    UndoRun(Composition &run, Options options);

    void start();

signals:
    void finished(passerelle::app::Exit exit);

private:
    void signedIn();
    void planned();
    bool confirmed(QString &typed);
    void carriedOut();
    void printRows(const model::Activity &activity);
    void tell(const core::Failure &failure);
    void conclude(Exit exit);

    Composition &m_run;
    Options m_options;
    Console m_console;
    ConsoleSignIn m_signIn;
};

}
