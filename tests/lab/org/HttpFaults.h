#pragma once

#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

// Faults that need no knowledge of the protocol: http-status, redirect, drop-before, silent. True when the
// exchange was taken care of. A body is one of "html", "text", "empty", "gzip", "nul", or a literal under
// "content".
bool interfereHttp(World &world, const QString &area, const QStringList &subjects,
                   const std::shared_ptr<HttpExchange> &exchange);

// A gzip member holding these bytes.
QByteArray gzip(const QByteArray &plain);

// What happens to an answer on its way: in chunks, slow, cut in the middle.
void spoilAnswer(World &world, const QString &area, const QStringList &subjects, HttpResponse *response);

// A "delay" fault's milliseconds for these subjects; 0 when there is none.
int delayFor(World &world, const QString &area, const QStringList &subjects);

}
