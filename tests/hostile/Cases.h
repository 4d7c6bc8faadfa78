#pragma once

#include "tst_RunspaceFakeExchange.h"

#include <QHash>

namespace passerelle::test {

using HostileCases = QHash<QByteArray, FakeExchange::Script>;
using HostileReply = std::function<ServerReply(const WsmanSeen &)>;

// Ways to misbehave, by name. Each answers some request of a session and leaves the others to the honest
// server.
HostileCases httpCases(); // below SOAP: framing, sizes, time
HostileCases wsmanCases(); // envelopes, ids, faults
HostileCases streamCases(); // fragments and messages

// Too much of something, or nothing, in answer to whatever is asked.
QHash<QByteArray, HostileReply> sizeReplies();
QHash<QByteArray, HostileReply> silenceReplies();
// Those two at another point of a session than the Receive of a command, as "endless-body@create": `probe` (a request
// without a word about who asks), `token` (one with a Kerberos token), `create`, `opening` (the first Receive).
HostileCases stageCases();

// Answers every Receive of a command.
FakeExchange::Script onReceive(HostileReply answer);
FakeExchange::Script onAction(const QByteArray &action, HostileReply answer);

}
