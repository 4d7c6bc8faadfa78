#pragma once

#include "auth/Http.h"
#include "core/Failure.h"

#include <QString>

namespace passerelle::exo {

// What InvokeCommand says about a refused request (cloud.md c.4). Texts of a stranger, made fit for the
// screen.
struct ServiceError {
    int status = 0;
    QString code; // "BadRequest"
    QString exceptionClass; // "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
    QString message;
    QString requestId;
    bool isJson = false;
    bool isBusy = false; // 408, 429, 5xx, or too many cmdlets of this tenant at a time

    // The class without its namespace.
    QString exceptionName() const;
    bool isNotFound() const;
    bool isAlreadyThere() const;
};

ServiceError parseServiceError(const auth::HttpReply &reply);
// The same for a text of @adminapi.errors in an answer with status 200.
ServiceError parseErrorText(const QString &text);

// `subject` names the cmdlet or the object in question: {name}.
core::Failure serviceFailure(const ServiceError &error, const QString &subject);

}
