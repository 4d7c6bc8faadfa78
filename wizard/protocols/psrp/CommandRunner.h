#pragma once

#include "core/Operation.h"
#include "protocols/psrp/Command.h"
#include "protocols/psrp/CommandOutput.h"

namespace passerelle::psrp {

// Runs cmdlets on an Exchange server. Services depend on this; RunspacePool is the real one.
class CommandRunner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // Makes an operation to be started by the caller (core::run). Errors of the cmdlet are part of the
    // output; a Failure means the session or the connection. Cancelling a read ends it at once; cancelling a
    // write waits for the server's answer and gives it.
    virtual core::OperationOf<CommandOutput> *invoke(const Command &command, QObject *parent) = 0;

signals:
    void started(const passerelle::psrp::Command &command); // it goes on the wire
    void invoked(const passerelle::psrp::Command &command, const passerelle::psrp::CommandOutput &output);
    // failed: the command got no output; the Failure is told by its operation
    void abandoned(const passerelle::psrp::Command &command);
};

}
