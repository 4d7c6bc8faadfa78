#include "Cases.h"

#include <zlib.h>

namespace passerelle::test {

namespace {

const QByteArray soapHead = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n";

ServerReply raw(const QByteArray &bytes)
{
    ServerReply reply;
    reply.bytes = bytes;
    return reply;
}

ServerReply endless(const QByteArray &head, const QByteArray &piece)
{
    ServerReply reply = raw(head);
    reply.more = [piece] { return piece; };
    return reply;
}

// The answer of an honest server, one byte at a time.
ServerReply slowly(const QByteArray &bytes, qsizetype atOnce)
{
    ServerReply reply = raw(bytes.first(atOnce));
    auto at = std::make_shared<qsizetype>(atOnce);
    reply.more = [bytes, at] { return bytes.mid((*at)++, 1); };
    reply.pause = 1000;
    return reply;
}

// Never silent, never at an end: time enough to press Cancel.
ServerReply paced(const QByteArray &head, const QByteArray &body)
{
    ServerReply reply = raw(head + body.first(1));
    auto at = std::make_shared<qsizetype>(1);
    const qsizetype piece = body.size() / 1000;
    reply.more = [body, at, piece] {
        const QByteArray next = body.mid(*at, piece);
        *at += piece;
        return next;
    };
    reply.pause = 20;
    return reply;
}

QByteArray gzip(const QByteArray &plain)
{
    z_stream z{};
    constexpr int gzipHeader = 16; // added to the window bits
    deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + gzipHeader, 9, Z_DEFAULT_STRATEGY);
    QByteArray in = plain;
    QByteArray out(qsizetype(deflateBound(&z, uLong(plain.size()))), '\0');
    z.next_in = reinterpret_cast<Bytef *>(in.data());
    z.avail_in = uInt(in.size());
    z.next_out = reinterpret_cast<Bytef *>(out.data());
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.truncate(out.size() - qsizetype(z.avail_out));
    deflateEnd(&z);
    return out;
}

// Just below the ratio that is refused at sight: noise enough to compress to a fiftieth.
QByteArray compressible(qsizetype size)
{
    QByteArray out;
    quint32 state = 1;
    while (out.size() < size) {
        state = state * 1664525U + 1013904223U;
        out += QByteArray(200, char('a' + (state >> 28))) + QByteArray::number(state);
    }
    return out;
}

ServerReply compressed(const QByteArray &plain)
{
    const QByteArray body = gzip(plain);
    return raw(soapHead + "Content-Encoding: gzip\r\nContent-Length: " + QByteArray::number(body.size())
               + "\r\n\r\n" + body);
}

QByteArray honest(const WsmanSeen &request)
{
    return wire::receive(request, wire::fragments({ wire::pipelineState(4) }), true).bytes;
}

HostileReply same(const ServerReply &reply)
{
    return [reply](const WsmanSeen &) { return reply; };
}

FakeExchange::Script always(const ServerReply &reply)
{
    return onReceive([reply](const WsmanSeen &) { return reply; });
}

void addLies(HostileCases &cases)
{
    cases["negative-length"] = always(raw(soapHead + "Content-Length: -5\r\n\r\nhello"));
    cases["overflowing-length"] = always(raw(soapHead + "Content-Length: 18446744073709551621\r\n\r\nhello"));
    cases["two-lengths"] = always(raw(soapHead + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"));
    cases["overflowing-chunk"] =
        always(raw(soapHead + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx"));
    cases["negative-chunk"] = always(raw(soapHead + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx"));
    cases["damaged-gzip"] = always(raw(soapHead + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"));
    cases["unknown-coding"] = always(raw(soapHead + "Content-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd"));
    cases["switching-protocols"] = always(raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"));
    cases["not-http"] = always(raw("SSH-2.0-OpenSSH_9.2\r\n"));
    cases["html"] = always(ServerReply::make(200, "text/html", QByteArray("<b>").repeated(100'000)));
    cases["answer-twice"] =
        onReceive([](const WsmanSeen &request) { return raw(honest(request) + honest(request)); });
}

}

QHash<QByteArray, HostileReply> sizeReplies()
{
    QHash<QByteArray, HostileReply> cases;
    const QByteArray block(64 * 1024, 'x');
    cases["endless-body"] = same(endless(soapHead + "\r\n", block));
    cases["endless-chunks"] =
        same(endless(soapHead + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n" + block + "\r\n"));
    cases["endless-small-chunks"] = same(endless(soapHead + "Transfer-Encoding: chunked\r\n\r\n",
                                                   QByteArray("1;a=b\r\nx\r\n").repeated(6000)));
    cases["endless-chunk-line"] = same(endless(soapHead + "Transfer-Encoding: chunked\r\n\r\n1;", block));
    cases["endless-trailer"] = same(
        endless(soapHead + "Transfer-Encoding: chunked\r\n\r\n0\r\n", QByteArray("A: b\r\n").repeated(1000)));
    cases["endless-header"] = same(endless("HTTP/1.1 200 OK\r\nX-Endless: ", block));
    cases["endless-headers"] = same(endless("HTTP/1.1 200 OK\r\n", QByteArray("A: b\r\n").repeated(1000)));
    cases["endless-folding"] =
        same(endless("HTTP/1.1 200 OK\r\nA: b\r\n", QByteArray(" c\r\n").repeated(1000)));
    cases["endless-interim"] = same(endless({}, QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100)));
    cases["endless-status"] = same(endless({}, block));
    cases["gigabyte-declared"] = same(endless(soapHead + "Content-Length: 1073741824\r\n\r\n", block));
    cases["gigabyte-chunk"] =
        same(endless(soapHead + "Transfer-Encoding: chunked\r\n\r\n40000000\r\n", block));
    cases["gzip-bomb"] = [](const WsmanSeen &) { return compressed(QByteArray(20'000'000, '\0')); };
    cases["gzip-slow-bomb"] = [](const WsmanSeen &) { return compressed(compressible(2'000'000)); };
    cases["paced-body"] = [](const WsmanSeen &) { return paced(soapHead + "\r\n", QByteArray(26'000'000, 'x')); };
    cases["paced-bomb"] = [](const WsmanSeen &) {
        const ServerReply bomb = compressed(QByteArray(20'000'000, '\0'));
        const qsizetype head = bomb.bytes.indexOf("\r\n\r\n") + 4;
        return paced(bomb.bytes.first(head), bomb.bytes.mid(head));
    };
    return cases;
}

QHash<QByteArray, HostileReply> silenceReplies()
{
    QHash<QByteArray, HostileReply> cases;
    cases["closed"] = [](const WsmanSeen &) {
        ServerReply reply;
        reply.close = true;
        return reply;
    };
    cases["closed-in-the-middle"] = [](const WsmanSeen &request) {
        ServerReply reply = raw(honest(request).chopped(20));
        reply.close = true;
        return reply;
    };
    cases["half-closed"] = [](const WsmanSeen &request) {
        ServerReply reply = raw(honest(request).first(60));
        reply.shut = true;
        return reply;
    };
    cases["silent"] = [](const WsmanSeen &) {
        ServerReply reply;
        reply.silent = true;
        return reply;
    };
    cases["slow-header"] = [](const WsmanSeen &request) { return slowly(honest(request), 1); };
    cases["slow-body"] = [](const WsmanSeen &request) {
        const QByteArray bytes = honest(request);
        return slowly(bytes, bytes.indexOf("\r\n\r\n") + 10);
    };
    return cases;
}

FakeExchange::Script onAction(const QByteArray &action, HostileReply answer)
{
    return [action, answer](const WsmanSeen &request) -> std::optional<ServerReply> {
        return request.action == action ? std::optional(answer(request)) : std::nullopt;
    };
}

FakeExchange::Script onReceive(HostileReply answer)
{
    return [answer](const WsmanSeen &request) -> std::optional<ServerReply> {
        const bool ofCommand = request.action == "Receive" && !request.commandId.isEmpty();
        return ofCommand ? std::optional(answer(request)) : std::nullopt;
    };
}

HostileCases httpCases()
{
    HostileCases cases;
    for (const auto &replies : { sizeReplies(), silenceReplies() }) {
        for (auto it = replies.begin(); it != replies.end(); ++it)
            cases[it.key()] = onReceive(it.value());
    }
    addLies(cases);
    cases["silent-opening"] = [](const WsmanSeen &) {
        ServerReply reply;
        reply.silent = true;
        return std::optional(reply);
    };
    return cases;
}

}
