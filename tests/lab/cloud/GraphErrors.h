#pragma once

#include "net/HttpMessage.h"
#include "org/World.h"

namespace lab {

// The error body of Microsoft Graph.
HttpResponse graphError(const World &world, int status, const QString &code, const QString &message,
                        const QString &detailCode = {});

namespace graph {
HttpResponse badRequest(const World &world, const QString &message, const QString &detailCode = {});
HttpResponse notFound(const World &world, const QString &what);
HttpResponse forbidden(const World &world);
}

}
