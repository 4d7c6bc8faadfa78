#pragma once

#include "protocols/psrp/RunspaceEngine.h"

#include <QTimer>

namespace passerelle::psrp {

// The operations a RunspacePool hands out: thin handles on work that the pool owns, so that a caller may go
// away. Private to the folder.

class RunspacePool::OpenOperation : public core::OperationOf<PoolInfo> {
public:
    OpenOperation(Engine *engine, QObject *parent)
        : OperationOf(parent)
        , m_engine(engine)
    {
    }
    ~OpenOperation() override;

protected:
    void doStart() override;
    void doCancel() override;

private:
    QPointer<Engine> m_engine; // operations are destroyed after it
    QPointer<PoolOpener> m_opener;
};

class RunspacePool::CloseOperation : public core::OperationOf<core::Nothing> {
public:
    CloseOperation(Engine *engine, QObject *parent)
        : OperationOf(parent)
        , m_engine(engine)
    {
    }

protected:
    void doStart() override;
    void doCancel() override { } // short, and the server is better off when it ends

private:
    QPointer<Engine> m_engine; // operations are destroyed after it
};

// A cmdlet as its caller sees it. Cancelling a read ends the operation at once and stops the pipeline behind
// it. A write is waited for: the answer is told even though the operation was cancelled. A destroyed
// operation lets a write come to its end.
class RunspacePool::Invocation : public core::OperationOf<CommandOutput> {
public:
    Invocation(Engine *engine, Command command, QObject *parent);
    ~Invocation() override;

protected:
    void doStart() override;
    void doCancel() override;

private:
    void pipelineDone();

    QPointer<Engine> m_engine;
    const Command m_command;
    QPointer<Pipeline> m_pipeline;
    QTimer m_writeLimit;
};

}
