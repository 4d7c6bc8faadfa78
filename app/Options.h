#pragma once

#include "app/CloudOptions.h"

#include <QString>
#include <QStringList>

namespace passerelle::app {

// Exit codes of the program (DESIGN section 1).
enum class Exit { Done = 0, DoneWithWarnings = 1, Blocked = 2, StepFailed = 3, VerificationFailed = 4, BadArguments = 5, Cancelled = 6 };

struct Options {
    bool demo = false;
    bool verifyOnly = false;
    bool headless = false;
    bool undo = false;      // take the uploaded keys away again, in the console
    QString stateFile;      // empty: the default one
    QString language;       // "fr", "en" or empty: that of the system
    QString reportFile;
    QString offlineFolder;  // nobody signs in: files for another operator go there
    QString readBackFile;   // nobody signs in: the answer that operator brought back
    QString logLevel = QStringLiteral("warning");
    QString endpointsFile;  // for tests: the line of a running lab
    CloudOptions cloud;
    QString error;          // why the arguments cannot be used; empty when they can
    bool isOffline() const { return !offlineFolder.isEmpty() || !readBackFile.isEmpty(); }
    QString help;           // text to print instead of running
};

Options parseOptions(const QStringList &arguments);

}
