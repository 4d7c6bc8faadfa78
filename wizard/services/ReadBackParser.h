#pragma once

#include "core/Result.h"
#include "protocols/graph/Objects.h"

#include <QByteArray>

namespace passerelle::services {

// What somebody brought back as text: the service principals in it, and the applications Graph did not give.
struct ReadBackContent {
    QList<graph::ServicePrincipal> principals;
    int refused = 0; // answers of a $batch that were errors
};

// Reads a service principal, a list of them ({"value":[…]} or a plain array), a $batch answer, or what
// ConvertTo-Json makes of Graph PowerShell's objects: names in Pascal case, bytes as lists of numbers, dates
// as "/Date(…)/", UTF-16 files, lines broken by a console window. ReadbackFormat {detail} for anything else;
// never half a result.
core::Result<ReadBackContent> parseReadBack(const QByteArray &text);

}
