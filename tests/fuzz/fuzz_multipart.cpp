// EncryptedBody: the first line of the input is the content type, the rest the body. Then the input as a
// ciphertext of ours that is written and read back.
#include "Fuzz.h"

#include "net/EncryptedBody.h"

using namespace passerelle;
using net::EncryptedBody;

namespace {

const QByteArray protocol = "application/HTTP-Kerberos-session-encrypted";

void requireSame(const EncryptedBody &written, const char *property)
{
    const auto read = EncryptedBody::read(EncryptedBody::contentType(protocol), written.toBytes(protocol));
    fuzz::require(read.has_value(), property);
    fuzz::require(read->header == written.header && read->ciphertext == written.ciphertext
                      && read->length == written.length && read->originalType == written.originalType,
                  property);
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = fuzz::view(data, size).toByteArray();
    const qsizetype line = qMax<qsizetype>(input.indexOf('\n'), 0);
    if (const auto read = EncryptedBody::read(input.first(line), input.sliced(line).mid(1))) {
        fuzz::require(EncryptedBody::isEncrypted(input.first(line)), "only what says so is read");
        fuzz::require(read->header.size() + read->ciphertext.size() < input.size(),
                      "no byte comes from nowhere");
        fuzz::require(!read->header.isEmpty() && !read->originalType.isEmpty() && read->length >= 0,
                      "a part is complete");
        if (!read->originalType.contains('"'))
            requireSame(*read, "what was read can be written and read again");
    }
    const qsizetype header = qMin<qsizetype>(1 + input.size() % 60, input.size());
    if (header > 0)
        requireSame(
            { "application/soap+xml;charset=UTF-8", input.size(), input.first(header), input.sliced(header) },
            "any ciphertext comes through");
    return 0;
}
