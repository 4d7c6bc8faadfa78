// From a fault to the failure that is shown. The input is an envelope or, when it is none, the text of a
// fault behind four bytes of fault code; and the body of a refusal by a web server.
#include "Fuzz.h"

#include "protocols/psrp/ServerDecoration.h"
#include "protocols/psrp/WsmanTrouble.h"

#include <QtEndian>

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

constexpr qsizetype longestTechnical = 4096 + 1; // and an ellipsis
constexpr qsizetype scrubbedGrowth = 2; // marks may be longer than what they hide

bool isDisplayable(const QString &text)
{
    for (const QChar c : text) {
        const ushort u = c.unicode();
        const bool control = (u < 0x20 && u != '\n' && u != '\t') || (u >= 0x7F && u <= 0x9F);
        const bool bidi = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
        if (control || bidi)
            return false;
    }
    return true;
}

void check(const WsmanTrouble &trouble)
{
    const WsmanPeer peer{ u"ex1.contoso.test"_qs, u"user@contoso.test"_qs, true, {} };
    const core::Failure failure = toFailure(trouble, peer);
    fuzz::require(core::allFailureCodes().contains(failure.code), "a failure has a known code");
    fuzz::require(failure.code != core::FailureCode::Cancelled, "which is not ours");
    fuzz::require(failure.technical.size() <= longestTechnical * scrubbedGrowth, "and a bounded text");
    fuzz::require(isDisplayable(failure.technical), "that can be shown");
    fuzz::require(failure.values.value(u"host"_qs) == peer.host, "and names the host");
    for (const QString &value : failure.values)
        fuzz::require(value.size() <= longestTechnical && isDisplayable(value), "values can be shown too");
}

void decoration(const QString &text)
{
    const ServerDecoration decoration = ServerDecoration::parse(text);
    fuzz::require(text.trimmed().endsWith(decoration.text), "what follows the groups is the text");
    for (const QString &value : { decoration.server, decoration.requestId, decoration.failureCategory })
        fuzz::require(text.contains(value), "a value stands in the text");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::view(data, size);
    const WsmanReply reply = WsmanReply::parse(input);
    if (reply.fault) {
        check(*reply.fault);
        decoration(reply.fault->text);
        fuzz::require(!reply.fault->isTimeout() || isTimeoutFault(*reply.fault),
                      "a time-out is one everywhere");
        return 0;
    }
    check(BrokenReply{ reply.error });
    if (size < 4)
        return 0;
    WsmanFault fault;
    fault.code = qFromLittleEndian<quint32>(data);
    fault.text = QString::fromUtf8(input.sliced(4));
    check(fault);
    decoration(fault.text);
    net::HttpResponse response;
    response.status = 200 + qFromLittleEndian<quint16>(data) % 400;
    response.headers = { { "Content-Type", "text/html" },
                         { data[2] % 2 ? "Location" : "WWW-Authenticate", input.sliced(4).toByteArray() } };
    response.body = input.toByteArray();
    check(HttpRefusal::fromResponse(response));
    return 0;
}
