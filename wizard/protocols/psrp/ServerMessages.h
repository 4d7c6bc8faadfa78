#pragma once

#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/Message.h"
#include "protocols/psrp/Value.h"

#include <optional>

namespace passerelle::psrp {

// What the messages of a server say (reference psrp.md 8).

enum class RunspacePoolStateCode {
    BeforeOpen = 0,
    Opening = 1,
    Opened = 2,
    Closed = 3,
    Closing = 4,
    Broken = 5,
    NegotiationSent = 6,
    NegotiationSucceeded = 7,
};

enum class PipelineStateCode {
    NotStarted = 0,
    Running = 1,
    Stopping = 2,
    Stopped = 3,
    Completed = 4,
    Failed = 5,
    Disconnected = 6,
};

struct PoolStateChange {
    int state = 0; // RunspacePoolStateCode, or something newer
    std::optional<ErrorRecord> error;

    static PoolStateChange fromValue(const Value &message);
};

struct PipelineStateChange {
    int state = 0; // PipelineStateCode, or something newer
    std::optional<ErrorRecord> error;

    static PipelineStateChange fromValue(const Value &message);
    bool isFinal() const;
};

// The text of a warning, verbose or debug record.
QString informationalText(const Value &record);

// Version of the server's PowerShell, from APPLICATION_PRIVATE_DATA; empty when it does not tell.
QString powerShellVersion(const Value &privateData);

}
