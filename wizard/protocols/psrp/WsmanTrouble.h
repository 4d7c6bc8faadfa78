#pragma once

#include "core/Failure.h"
#include "net/HttpError.h"
#include "net/HttpMessage.h"
#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/WsmanReply.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <variant>

namespace passerelle::psrp {

// An answer of a web server that is no answer of the WSMan service.
struct HttpRefusal {
    int status = 0;
    QString contentType; // without parameters, lower case
    QStringList offeredSchemes; // of a 401, lower case
    QString text; // beginning of the body or target of a redirect
    QString location; // of a redirect
    std::optional<qint64> clockOffset; // seconds by which the server's clock is ahead of ours

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
    QUrl url = {};
    QString scheme = {}; // Kerberos, Negotiate or Basic, once one was used
};

// The codes of the problem catalogue. Decides on HTTP statuses, fault codes and failure categories, never on
// texts.
core::Failure toFailure(const WsmanTrouble &trouble, const WsmanPeer &peer);
// In the middle of an open session: a lost connection, a damaged answer or the word of a gateway means that the session
// is lost and that nobody knows whether the request was carried out. Whoever wrote reads again before writing again. Of
// a `harmless` request (see WsmanRequest) "busy" and "internal error" remain what they say.
core::Failure failureInSession(const WsmanTrouble &trouble, const WsmanPeer &peer, bool harmless = false);
core::Failure toFailure(const std::optional<ErrorRecord> &poolError, const WsmanPeer &peer);
core::Failure brokenReply(const QString &reason, const WsmanPeer &peer);

bool isTimeoutFault(const WsmanTrouble &trouble);
bool isUnknownShellFault(const WsmanTrouble &trouble);
bool isBodyUnwanted(const WsmanTrouble &trouble); // 415, 500 without SOAP, access denied
bool isDropped(const WsmanTrouble &trouble); // the connection was lost without an answer
bool isBusyStatus(int status); // 503, 429, 425: of HTTP, without SOAP
bool isBusy(const WsmanTrouble &trouble); // an HTTP refusal with such a status

}
