#pragma once

#include "support/Channels.h"
#include "support/Lab.h"
#include "support/SecretSearch.h"

#include <QTemporaryDir>

#include <functional>

namespace passerelle::tests {

// What one flow left behind, and the secrets that were in use meanwhile.
struct Evidence {
    Lab lab;
    QTemporaryDir folder;  // of the run: run file, keys from before, reports, files for another operator
    std::unique_ptr<Channels> channels;
    QMap<QString, QByteArray> texts;  // by channel, once the flow has ended
    QList<KnownSecret> secrets;
    QString problem;  // why the flow did not end as it should

    // The lab as this flow needs it, writing down its secrets; the collecting begins.
    bool begin(const QJsonObject &switches = {});
    // The flow has ended: nothing of the program is left.
    void end();
};

// One way through the program, and what has to be said of it.
struct SecretFlow {
    QString name;
    std::function<void(Evidence &)> run;
    QStringList kinds;     // secrets that have to have been in use
    QStringList channels;  // that have to have said something
    // Where a secret may be seen, because the person put it there: channel and kind.
    QList<std::pair<QString, QString>> allowed;
    std::function<QString()> missing = [] { return QString(); };  // why it cannot run on this machine
};

// All of them. In a window unless the name says otherwise.
QList<SecretFlow> secretFlows();

// Parts of the list, by what carries the flow.
QList<SecretFlow> windowFlows();
QList<SecretFlow> serviceFlows();
QList<SecretFlow> consoleFlows();

}

// In a flow: ends it with a word when something is not as expected.
#define EXPECT_IN_FLOW(evidence, condition) \
    do { \
        if (!(condition)) { \
            (evidence).problem = QStringLiteral("line %1: ").arg(__LINE__) + QStringLiteral(#condition); \
            return; \
        } \
    } while (false)
