#pragma once

#include "core/Failure.h"
#include "net/HttpError.h"
#include "net/HttpMessage.h"
#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/WsmanReply.h"

#include <QString>
#include <QStringList>

#include <variant>

namespace passerelle::psrp {

// An answer of a web server that is no answer of the WSMan service.
struct HttpRefusal {
    int status = 0;
    QString contentType; // without parameters, lower case
    QStringList offeredSchemes; // of a 401, lower case
    QString text; // beginning of the body or target of a redirect

    static HttpRefusal fromResponse(const net::HttpResponse &response);
};

// An answer that claims to come from the WSMan service and cannot be read.
struct BrokenReply {
    QString reason;
};

// Why a WSMan request brought no reply.
using WsmanTrouble = std::variant<net::HttpError, HttpRefusal, WsmanFault, BrokenReply>;

// Who was spoken to, for the sentences of the failure.
struct WsmanPeer {
    QString host;
    QString user;
    bool credentialsSent = false;
    QString requestId; // of the last answer
};

// The codes of the problem catalogue. Decides on HTTP statuses, fault codes and failure categories, never on
// texts.
core::Failure toFailure(const WsmanTrouble &trouble, const WsmanPeer &peer);
core::Failure toFailure(const std::optional<ErrorRecord> &poolError, const WsmanPeer &peer);
core::Failure brokenReply(const QString &reason, const WsmanPeer &peer);

bool isTimeoutFault(const WsmanTrouble &trouble);
bool isUnknownShellFault(const WsmanTrouble &trouble);
bool isDropped(const WsmanTrouble &trouble); // the connection was lost without an answer

}
