// readClixml: a document of the server; then the same bytes as text that is written and read back.
#include "Fuzz.h"
#include "Walk.h"

#include "protocols/psrp/ClixmlEscape.h"
#include "protocols/psrp/ClixmlReader.h"

#include <QXmlStreamReader>

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

// What a reader that knows nothing of CLIXML says of the same bytes.
struct PlainReading {
    bool wellFormed = true;
    bool hasDeclarations = false;
    int elements = 0;
    int depth = 0;
    qsizetype longestText = 0;
};

PlainReading readPlain(QByteArrayView utf8)
{
    PlainReading reading;
    QXmlStreamReader xml(utf8.toByteArray());
    xml.setNamespaceProcessing(false);
    int depth = 0;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            ++reading.elements;
            reading.depth = qMax(reading.depth, ++depth);
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            reading.hasDeclarations = true;
            break;
        case QXmlStreamReader::Characters:
            reading.longestText = qMax(reading.longestText, xml.text().size());
            break;
        default:
            break;
        }
    }
    reading.wellFormed = !xml.hasError();
    return reading;
}

Limits smallLimits()
{
    Limits limits;
    limits.elements = 12;
    limits.elementDepth = 6;
    limits.objectDepth = 3;
    limits.textLength = 40;
    limits.nameLength = 10;
    limits.attributes = 2;
    return limits;
}

void document(QByteArrayView input, const Limits &limits)
{
    const ClixmlDocument document = readClixml(input, limits);
    if (!document.ok()) {
        fuzz::require(document.values.isEmpty() && document.value().isNull(), "an error leaves no value");
        return;
    }
    const PlainReading plain = readPlain(input);
    fuzz::require(plain.wellFormed && !plain.hasDeclarations, "what is accepted is plain XML");
    fuzz::require(plain.elements <= limits.elements && plain.depth <= limits.elementDepth,
                  "within the limits");
    fuzz::require(document.values.size() <= plain.elements, "a value has an element");
    for (const Value &value : document.values.first(qMin<qsizetype>(document.values.size(), 20)))
        fuzz::walk(value);
}

// Any text of ours arrives unchanged, apart from halves of surrogate pairs.
void roundTrip(const QString &text)
{
    const QString read = readClixml("<S>" + escapeClixml(text) + "</S>").value().toString();
    QString expected = text;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const bool pair =
            expected[i].isHighSurrogate() && i + 1 < expected.size() && expected[i + 1].isLowSurrogate();
        if (pair)
            ++i;
        else if (expected[i].isSurrogate())
            expected[i] = QChar::ReplacementCharacter;
    }
    fuzz::require(read == expected, "text comes back as it was written");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::view(data, size);
    document(input, Limits());
    document(input, smallLimits());
    roundTrip(QString::fromUtf8(input));
    QString units(static_cast<qsizetype>(size / 2), Qt::Uninitialized);
    std::copy_n(data, size / 2 * 2, reinterpret_cast<std::uint8_t *>(units.data()));
    roundTrip(units);
    return 0;
}
