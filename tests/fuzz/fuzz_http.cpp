// HttpResponseParser. The first byte chooses the set-up: H answers a HEAD request, t has small limits,
// anything else is a POST with the usual limits; the rest is what the server sends before it closes the
// connection.
#include "Fuzz.h"

#include "net/HttpResponseParser.h"

using namespace passerelle;
using net::HttpResponseParser;

namespace {

struct Outcome {
    bool done = false;
    bool tooLarge = false;
    bool keepsAlive = false;
    QString error;
    net::HttpResponse response;
};

Outcome outcome(HttpResponseParser &parser)
{
    const bool keepsAlive = parser.keepsAlive();
    const HttpResponseParser::State state = parser.finish();
    fuzz::require(state == HttpResponseParser::State::Done || state == HttpResponseParser::State::Failed,
                  "a closed connection ends the answer");
    Outcome result{
        state == HttpResponseParser::State::Done, parser.tooLarge(), keepsAlive, parser.error(), {}
    };
    if (result.done)
        result.response = parser.takeResponse();
    return result;
}

bool same(const net::HttpResponse &a, const net::HttpResponse &b)
{
    if (a.status != b.status || a.reason != b.reason || a.body != b.body
        || a.headers.size() != b.headers.size())
        return false;
    for (qsizetype i = 0; i < a.headers.size(); ++i) {
        if (a.headers[i].name != b.headers[i].name || a.headers[i].value != b.headers[i].value)
            return false;
    }
    return true;
}

void checkResponse(const net::HttpResponse &response, const HttpResponseParser::Limits &limits)
{
    fuzz::require(response.status >= 200 && response.status <= 599, "a final status is delivered");
    fuzz::require(response.body.size() <= limits.body, "the body stays within its limit");
    qsizetype head = response.reason.size();
    for (const net::HttpHeader &header : response.headers) {
        head += header.name.size() + header.value.size();
        fuzz::require(!header.name.isEmpty() && !header.name.contains(' '), "a header has a name");
        fuzz::require(!header.value.contains('\n') && !header.value.contains('\r')
                          && !header.value.contains('\0'),
                      "a value is one line");
    }
    fuzz::require(head <= limits.head, "the head stays within its limit");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView input = fuzz::view(data, size).sliced(1);
    HttpResponseParser::Limits limits;
    if (data[0] == 't')
        limits = { 200, 300 };
    const QByteArray method = data[0] == 'H' ? "HEAD" : "POST";

    HttpResponseParser whole(method, limits);
    whole.feed(input);
    const Outcome atOnce = outcome(whole);
    HttpResponseParser parts(method, limits);
    fuzz::inPieces(input, [&](QByteArrayView piece) { parts.feed(piece); });
    const Outcome inParts = outcome(parts);

    fuzz::require(atOnce.done == inParts.done && atOnce.error == inParts.error
                      && atOnce.tooLarge == inParts.tooLarge && atOnce.keepsAlive == inParts.keepsAlive,
                  "the portions in which bytes arrive do not matter");
    if (atOnce.done) {
        fuzz::require(same(atOnce.response, inParts.response), "nor for what is delivered");
        checkResponse(atOnce.response, limits);
        fuzz::require(method != "HEAD" || atOnce.response.body.isEmpty(), "HEAD has no body");
    } else {
        fuzz::require(!atOnce.error.isEmpty(), "a failure has a reason");
    }
    return 0;
}
