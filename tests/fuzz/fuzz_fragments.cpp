// Defragmenter and Fragmenter: the input is a stream of the server, and then a message of the client.
#include "Fuzz.h"

#include "protocols/psrp/Fragment.h"

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

Limits smallLimits()
{
    Limits limits;
    limits.fragmentSize = 300;
    limits.messageSize = 500;
    limits.emptyFragments = 3;
    return limits;
}

void stream(const QByteArray &input, const Limits &limits)
{
    QList<QByteArray> atOnce;
    Defragmenter whole(limits);
    const bool good = whole.feed(input, atOnce);
    QList<QByteArray> inParts;
    Defragmenter parts(limits);
    fuzz::inPieces(input, [&](QByteArrayView piece) { parts.feed(piece.toByteArray(), inParts); });
    fuzz::require(atOnce == inParts, "the portions in which bytes arrive do not matter");
    fuzz::require(whole.error() == parts.error() && good == whole.error().isEmpty(), "nor for errors");
    fuzz::require(good || !whole.feed(input, atOnce), "a broken stream stays broken");
    qsizetype total = 0;
    for (const QByteArray &message : std::as_const(inParts)) {
        fuzz::require(message.size() <= limits.messageSize, "a message stays within its limit");
        total += message.size();
    }
    fuzz::require(total + inParts.size() * Fragmenter::headerSize <= input.size(),
                  "no byte comes from nowhere");
}

void roundTrip(const QByteArray &message, qsizetype slice)
{
    Fragmenter fragmenter(Fragmenter::headerSize + slice);
    const QList<QByteArray> fragments = fragmenter.fragments(message) + fragmenter.fragments(message);
    QList<QByteArray> back;
    Defragmenter defragmenter;
    for (const QByteArray &fragment : fragments)
        fuzz::require(defragmenter.feed(fragment, back), "what we send can be put together");
    fuzz::require(back == QList<QByteArray>{ message, message }, "and is the same");
    fuzz::require(defragmenter.isBetweenMessages(), "to the last byte");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = fuzz::view(data, size).toByteArray();
    stream(input, Limits());
    stream(input, smallLimits());
    roundTrip(input, 1 + static_cast<qsizetype>(size % 97));
    return 0;
}
