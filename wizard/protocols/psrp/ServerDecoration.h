#pragma once

#include <QString>

namespace passerelle::psrp {

// What Exchange puts in brackets before its texts and error identifiers (reference psrp.md 6 and 12.3):
// [ClientAccessServer=…,BackEndServer=…,RequestId=…,TimeStamp=…]
// [FailureCategory=AuthZ-CmdletAccessDeniedException] … Groups and members may come in any order and number.
struct ServerDecoration {
    QString failureCategory; // area and name: Cmdlet-…, AuthZ-…, WSMan-…
    QString server; // back end, else Server, else front end
    QString requestId; // RequestId or AuthZRequestId
    QString text; // what stands behind the groups

    static ServerDecoration parse(const QString &decorated);
};

}
