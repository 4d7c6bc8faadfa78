#include "Cases.h"

namespace passerelle::test {

namespace {

const QByteArray refused = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Kerberos\r\n";

// The same bytes as a refusal.
ServerReply asRefusal(ServerReply reply)
{
    const QByteArray granted = "HTTP/1.1 200 OK\r\n";
    if (reply.bytes.startsWith(granted))
        reply.bytes.replace(0, granted.size(), refused);
    return reply;
}

FakeExchange::Script atProbe(const HostileReply &answer)
{
    return [answer](const WsmanSeen &request) -> std::optional<ServerReply> {
        const bool anonymous = request.http.header("Authorization").isEmpty();
        return anonymous ? std::optional(asRefusal(answer(request))) : std::nullopt;
    };
}

FakeExchange::Script atToken(const HostileReply &answer)
{
    return [answer](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.http.header("Authorization").startsWith("Kerberos "))
            return asRefusal(answer(request));
        ServerReply reply;
        reply.bytes = refused + "Content-Length: 0\r\n\r\n";
        return reply;
    };
}

FakeExchange::Script atOpening(const HostileReply &answer)
{
    return [answer](const WsmanSeen &request) -> std::optional<ServerReply> {
        const bool ofPool = request.action == "Receive" && request.commandId.isEmpty();
        return ofPool ? std::optional(answer(request)) : std::nullopt;
    };
}

}

HostileCases stageCases()
{
    QHash<QByteArray, HostileReply> replies = sizeReplies();
    replies.insert(silenceReplies());
    replies["long-token"] = [](const WsmanSeen &) {
        ServerReply reply;
        reply.bytes = "HTTP/1.1 200 OK\r\nWWW-Authenticate: Kerberos " + QByteArray(60'000, 'A')
            + "\r\nContent-Length: 0\r\n\r\n";
        return reply;
    };
    HostileCases cases;
    for (auto it = replies.begin(); it != replies.end(); ++it) {
        cases[it.key() + "@probe"] = atProbe(it.value());
        cases[it.key() + "@token"] = atToken(it.value());
        cases[it.key() + "@create"] = onAction("Create", it.value());
        cases[it.key() + "@opening"] = atOpening(it.value());
    }
    return cases;
}

}
