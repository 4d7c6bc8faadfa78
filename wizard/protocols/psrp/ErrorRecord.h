#pragma once

#include "protocols/psrp/Value.h"

#include <QString>

namespace passerelle::psrp {

// One error of a cmdlet. Decide on `reason` only: texts are localised and error numbers change with each
// update.
struct ErrorRecord {
    QString message; // fit for the screen
    QString reason; // class of the exception without namespace: ManagementObjectNotFoundException
    QString failureCategory; // Cmdlet-ManagementObjectNotFoundException; empty when the server gives none
    QString category; // PowerShell's own: NotSpecified, ObjectNotFound…
    QString activity; // the cmdlet
    QString target;
    QString parameter; // the one a binding error is about; empty when the server does not say
    QString exceptionType; // with namespace
    QString fullyQualifiedErrorId; // for support
    QString serverText; // ToString of the record, as it came
    QString server; // from the bracket groups of the identifier, empty when absent
    QString requestId;

    static ErrorRecord fromValue(const Value &record);
};

}
