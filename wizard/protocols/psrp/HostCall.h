#pragma once

#include "protocols/psrp/Value.h"

#include <QString>

namespace passerelle::psrp {

// A call of the server to the client's console (reference psrp.md 10). This client has none: void calls are
// dropped, the others are refused, and a question to the user stops the pipeline; it is never answered.
struct HostCall {
    qint64 callId = 0;
    int method = 0;
    QString methodName;

    static HostCall fromValue(const Value &message);
    bool wantsAnswer() const;
    bool asksUser() const;
};

}
