#pragma once

#include "protocols/psrp/Command.h"
#include "protocols/psrp/HostCall.h"
#include "protocols/psrp/Message.h"

#include <QByteArray>
#include <QList>

namespace passerelle::psrp {

// The CLIXML of the messages a client sends (reference psrp.md 8 to 10).

// Protocol versions 2.1, 2.2, 2.3…: what a pipeline description may contain depends on the server's.
struct ProtocolVersion {
    int major = 2;
    int minor = 3;

    static ProtocolVersion parse(const QString &text); // 2.1 when it cannot be read
    bool atLeast(int otherMinor) const { return minor >= otherMinor; }
    QString toString() const;
};

QByteArray sessionCapabilityData();
QByteArray initRunspacePoolData();
QByteArray createPipelineData(const Command &command, ProtocolVersion server);
// Nobody sits at the keyboard: the answer to a call that wants a value is an error record.
QByteArray hostCallRefusalData(const HostCall &call);

}
