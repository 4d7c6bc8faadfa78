#pragma once

#include "net/HttpMessage.h"

namespace lab {

// How an answer of Exchange Online's InvokeCommand goes wrong (cloud.md c.4).
struct OnlineFailure {
    int status = 400;
    QString exceptionClass; // full name
    QString message; // what a person would read
    bool operation = false; // "Invalid Operation": the parameters, not the cmdlet
};

OnlineFailure onlineNotFound(const QString &identity, const QString &where, int status);
OnlineFailure onlineParameter(const QString &name, const QString &message);

HttpResponse onlineError(const OnlineFailure &failure);
// A refusal in front of every cmdlet: {"error":{"code","message"}}.
HttpResponse onlineRefusal(int status, const QString &code, const QString &message);
// 403 that says gzip and holds 4096 NUL bytes: cmdlet unknown, or the role is missing.
HttpResponse onlineForbidden();
// The service is busy: the text every tool looks for.
HttpResponse onlineThrottled(int status, const QByteArray &retryAfter);

}
