#pragma once

#include "protocols/graph/Directory.h"

#include <QPointer>
#include <QTimer>
#include <chrono>

namespace passerelle::graph {

// Reads principals that have just been created until all of them show: directly after a creation a 404 only
// means "not yet" (reference cloud.md b.7). One reading at once and one after each delay; the last one is the
// answer, whatever it says. Cancelling is immediate.
class AwaitPrincipals : public core::OperationOf<QList<PrincipalAnswer>> {
    Q_OBJECT
public:
    AwaitPrincipals(Directory &directory, QStringList appIds, QList<std::chrono::milliseconds> delays);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void read();

    Directory &m_directory;
    QStringList m_appIds;
    QList<std::chrono::milliseconds> m_delays;
    QPointer<core::Operation> m_current;
    QTimer m_timer;
};

}
