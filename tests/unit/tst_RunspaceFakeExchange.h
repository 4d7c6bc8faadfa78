#pragma once

#include "tst_HttpTestServer.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace passerelle::test {

// One decoded WSMan request.
struct WsmanSeen {
    QByteArray action; // last part: Create, Command…
    QByteArray messageId;
    QByteArray shellId;
    QByteArray commandId;
    QByteArray stream;
    QByteArray code; // of a Signal
    QByteArray payload; // base64-decoded fragments
    QByteArray envelope;
    ServerRequest http;
};

// The server half of the protocol in a few lines of its own: replies are made from text, nothing of the
// client is used.
namespace wire {

QByteArray message(quint32 type, const QByteArray &xml, const QByteArray &pipelineId = QByteArray(16, '\0'));
// Each message in fragments of at most `slice` bytes; object ids continue from `firstObject`.
QByteArray fragments(const QList<QByteArray> &messages, quint64 firstObject = 2663,
                     qsizetype slice = 1 << 20);
ServerReply soap(const WsmanSeen &request, const QByteArray &body, int status = 200,
                 const QByteArray &headers = {});
ServerReply fault(const WsmanSeen &request, quint32 code, const QByteArray &text = "text", int status = 500);
ServerReply receive(const WsmanSeen &request, const QByteArray &fragments, bool done,
                    const QByteArray &headers = {});
QByteArray pipelineState(int state, const QByteArray &more = {});
QByteArray errorRecord(const QByteArray &reason, const QByteArray &name = {});
inline const QByteArray capability =
    "\xEF\xBB\xBF<Obj RefId=\"0\"><MS><Version N=\"protocolversion\">2.3</Version>"
    "<Version N=\"PSVersion\">2.0</Version><Version N=\"SerializationVersion\">1.1.0.1"
    "</Version></MS></Obj>";
inline const QByteArray opened = "<Obj RefId=\"0\"><MS><I32 N=\"RunspaceState\">2</I32></MS></Obj>";

}

// A scripted Exchange. Opening and closing are answered by themselves unless `script` answers first.
class FakeExchange {
public:
    using Script = std::function<std::optional<ServerReply>(const WsmanSeen &)>;

    FakeExchange();

    HttpTestServer server;
    TestIdentity identity = TestIdentity::make("ex1.contoso.test");
    Script script;
    QList<WsmanSeen> seen;

    QStringList actions() const;
    int count(const QByteArray &action) const;

    // For a server in front of this one, which did the sign-in and the decryption.
    ServerReply answer(const ServerRequest &request);
};

}
