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
    QString stateFile;      // empty: the default one
    QString language;       // "fr", "en" or empty: that of the system
    QString reportFile;
    QString logLevel = QStringLiteral("warning");
    QString endpointsFile;  // for tests: the line of a running lab
    CloudOptions cloud;
    QString error;          // why the arguments cannot be used; empty when they can
    QString help;           // text to print instead of running
};

Options parseOptions(const QStringList &arguments);

}
