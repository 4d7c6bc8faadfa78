#pragma once

#include "tst_RunspaceFakeExchange.h"

#include <QHash>

namespace passerelle::test {

using HostileCases = QHash<QByteArray, FakeExchange::Script>;

// Ways to misbehave, by name. Each answers some request of a session and leaves the others to the honest
// server.
HostileCases httpCases(); // below SOAP: framing, sizes, time
HostileCases wsmanCases(); // envelopes, ids, faults
HostileCases streamCases(); // fragments and messages

// Answers every Receive of a command.
FakeExchange::Script onReceive(std::function<ServerReply(const WsmanSeen &)> answer);
FakeExchange::Script onAction(const QByteArray &action, std::function<ServerReply(const WsmanSeen &)> answer);

}
