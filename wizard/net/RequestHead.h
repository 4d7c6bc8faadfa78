#pragma once

#include "net/HttpMessage.h"

#include <QUrl>

namespace passerelle::net {

// Request line and headers as they go on the wire, up to the empty line: those of the request, and those that are the same
// for all (Host, Connection, Accept-Encoding, Content-Length). In one piece of memory, so that it can be overwritten.
QByteArray requestHead(const QUrl &base, const HttpRequest &request);

}
