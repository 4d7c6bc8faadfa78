#pragma once

#include "protocols/graph/Directory.h"

#include <QPointer>
#include <QTimer>
#include <chrono>
#include <functional>

namespace passerelle::graph {

// Reads principals until what was written to them shows: what has just been accepted may take a minute to be
// read (reference cloud.md b.8). One reading at once and one after each delay; the last one is the answer,
// whatever it says. Cancelling is immediate.
class AwaitPrincipals : public core::OperationOf<QList<PrincipalAnswer>> {
    Q_OBJECT
public:
    using Enough = std::function<bool(const QList<PrincipalAnswer> &)>;

    // Without `enough`: until all of them are there; directly after a creation a 404 only means "not yet" (b.7).
    AwaitPrincipals(Directory &directory, QStringList appIds, QList<std::chrono::milliseconds> delays,
                    Enough enough = allThere);
    static bool allThere(const QList<PrincipalAnswer> &answers);

signals:
    void waiting(int seconds); // before the next reading

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read();

    Directory &m_directory;
    QStringList m_appIds;
    QList<std::chrono::milliseconds> m_delays;
    Enough m_enough;
    QPointer<core::Operation> m_current;
    QTimer m_timer;
};

}
