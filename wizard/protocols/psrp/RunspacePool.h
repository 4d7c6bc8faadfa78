#pragma once

#include "protocols/psrp/CommandRunner.h"
#include "protocols/psrp/ConnectionSettings.h"

#include <memory>

namespace passerelle::psrp {

// What the server told about itself while the pool was opened.
struct PoolInfo {
    QString shellId;
    QString protocolVersion;
    QString powerShellVersion; // of the server; empty when it did not say
    QString frontEnd; // X-FEServer
    QString backEnd; // X-CalculatedBETarget
    QString requestId;
    net::SignInReport signIn; // which schemes the server offered and which one was used
};

// One session with Exchange PowerShell: one shell, one runspace, cmdlets one after another. May be opened
// again after it was closed or lost. Operations made by it must not outlive it.
class RunspacePool : public CommandRunner {
    Q_OBJECT
public:
    enum class State { Closed, Opening, Opened, Closing, Broken };
    Q_ENUM(State)

    explicit RunspacePool(ConnectionSettings settings, QObject *parent = nullptr);
    ~RunspacePool() override;

    State state() const;
    QString shellId() const; // of the shell in use, empty when there is none
    net::SignInReport signInReport() const; // also after a failed open
    int requestCount() const; // HTTP requests of this pool so far, authentication not counted

    // Not started yet; the operations become children of the pool. Only one open or close at a time.
    // A shell that this pool had before is freed first, within ten seconds: two are never open at once.
    core::OperationOf<PoolInfo> *open();
    core::OperationOf<core::Nothing> *
    close(); // always succeeds towards the caller: what cannot be deleted times out
    core::OperationOf<CommandOutput> *invoke(const Command &command, QObject *parent) override;

    // Frees a shell that a crashed run left behind, within ten seconds. An unknown shell counts as freed.
    static core::OperationOf<core::Nothing> *deleteShell(ConnectionSettings settings, const QString &shellId,
                                                         QObject *parent);

signals:
    void stateChanged(passerelle::psrp::RunspacePool::State state);
    // From one to the other the shell exists on the server, and is to be remembered: see deleteShell().
    void shellCreated(const QString &id);
    void shellFreed(const QString &id);

private:
    class Engine;
    class OpenOperation;
    class CloseOperation;
    class Invocation;
    std::unique_ptr<Engine> m_engine;
};

}
