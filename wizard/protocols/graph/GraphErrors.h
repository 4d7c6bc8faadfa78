#pragma once

#include "auth/Http.h"
#include "core/Failure.h"

#include <QJsonObject>
#include <QString>
#include <optional>

namespace passerelle::graph {

// What Graph says about a refused request (reference cloud.md b.7). Text of a stranger, made fit for the
// screen.
struct GraphError {
    int status = 0;
    QString code; // "Authorization_RequestDenied"
    QString message;
    QStringList detailCodes; // of nested details and inner errors: "KeyNotUpdatable"
    QString requestId;
    QString date;
};

enum class Access { Read, Write };

// `body` may lack an error object: then only the status speaks. `requestId` of the headers is the fallback.
GraphError parseGraphError(int status, const QJsonObject &body, const QByteArray &requestId);

// `subject` is the application id or object the call was about: {name} of SpMissing.
core::Failure graphFailure(const GraphError &error, Access access, const QString &subject);

// 429 and outages: worth the same question again.
bool isTransient(int status);
// Seconds of a Retry-After value, rounded up; seconds may be fractional ("2.128") or a date. Nothing when
// absent.
std::optional<int> retryAfter(const QByteArray &value, const QDateTime &now);

}
