// WsmanReply: an envelope of the server, and the request that carries its ids back.
#include "Fuzz.h"

#include "protocols/psrp/WsmanReply.h"
#include "protocols/psrp/WsmanRequest.h"

#include <QXmlStreamReader>

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

bool isPlainXml(QByteArrayView utf8)
{
    QXmlStreamReader xml(utf8.toByteArray());
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::DTD)
            return false;
    }
    return !xml.hasError();
}

// White space as an XML reader normalises it.
QString normalised(QString text)
{
    return text.replace(u"\r\n"_qs, u"\n"_qs).replace(u'\r', u'\n');
}

// The ids a server chose stand in later requests: as text, whatever they contain.
void echo(const WsmanReply &reply)
{
    const WsmanRequest request = WsmanRequest::receive(reply.shellId, reply.commandId);
    const QByteArray envelope =
        wsmanEnvelope({ u"http://x/"_qs, u"c"_qs, u"s"_qs, 153'600, {} }, request, u"m"_qs);
    QXmlStreamReader xml(envelope);
    int selectors = 0;
    int streams = 0;
    QString shellId;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"DesiredStream")
            ++streams;
        if (xml.name() == u"Selector") {
            ++selectors;
            shellId = xml.readElementText();
        }
    }
    fuzz::require(!xml.hasError(), "a request that carries the ids of a server is well-formed");
    fuzz::require(streams == 1 && selectors == (reply.shellId.isEmpty() ? 0 : 1), "and keeps its shape");
    fuzz::require(shellId == normalised(reply.shellId), "and its shell");
    fuzz::require(envelope.size() < 8192, "and a modest size");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::view(data, size);
    const WsmanReply reply = WsmanReply::parse(input);
    if (!reply.error.isEmpty()) {
        fuzz::require(reply.streams.isEmpty() && !reply.fault && reply.shellId.isEmpty()
                          && reply.relatesTo.isEmpty() && !reply.commandDone,
                      "nothing of a broken envelope counts");
        return 0;
    }
    fuzz::require(isPlainXml(input), "what is accepted is plain XML");
    qsizetype total = 0;
    for (const WsmanReply::Stream &stream : reply.streams)
        total += stream.bytes.size();
    fuzz::require(total * 4 / 3 <= static_cast<qsizetype>(size), "streams do not grow");
    fuzz::require(reply.shellId.size() <= Limits().idLength && reply.commandId.size() <= Limits().idLength,
                  "an id is short");
    echo(reply);
    return 0;
}
