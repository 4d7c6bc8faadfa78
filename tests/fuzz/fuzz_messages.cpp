// What the messages of a server say: header, CLIXML, and the meaning of each type.
#include "Fuzz.h"
#include "Walk.h"

#include "protocols/psrp/ClientMessages.h"
#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/PipelineOutput.h"

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

constexpr qsizetype longestShown = 4096 + 1; // and an ellipsis

Message completed()
{
    return { Destination::Client,
             MessageType::PipelineState,
             {},
             {},
             "<Obj><MS><I32 N=\"PipelineState\">4</I32></MS></Obj>" };
}

void checkError(const ErrorRecord &error)
{
    fuzz::require(error.message.size() <= longestShown, "an error has a bounded text");
    fuzz::require(!error.message.contains(QChar(0)) && !error.message.contains(QChar(0x202E)),
                  "that can be shown");
}

void output(const QByteArray &bytes)
{
    PipelineOutput output;
    const bool taken = output.take(bytes);
    fuzz::require(taken == output.error().isEmpty(), "a refusal has a reason");
    if (!taken)
        return;
    for (const HostCall &call : output.takeHostCalls()) {
        const ClixmlDocument answer = readClixml(hostCallRefusalData(call));
        fuzz::require(answer.ok() && answer.value().property(u"ci").toInt() == call.callId,
                      "a call is answered");
    }
    fuzz::require(output.takeHostCalls().isEmpty(), "once");
    const bool wasFinal = output.isFinal();
    fuzz::require(output.take(completed().toBytes()) && output.isFinal(), "any output may end");
    const CommandOutput all = output.takeOutput();
    fuzz::require(wasFinal || !all.failed, "the state that ends it decides");
    fuzz::require(!all.failed || !all.errors.isEmpty(), "a failed cmdlet has an error");
    for (const Value &object : all.objects)
        fuzz::walk(object);
    for (const ErrorRecord &error : all.errors)
        checkError(error);
    for (const QString &warning : all.warnings)
        fuzz::require(warning.size() <= longestShown, "a warning has a bounded text");
}

void limited(const QByteArray &bytes)
{
    Limits limits;
    limits.commandSize = 3 * bytes.size();
    PipelineOutput output(limits);
    for (int i = 0; i < 3; ++i) {
        if (!output.take(bytes))
            return;
    }
    fuzz::require(!output.take(bytes), "the output of a command has a limit");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::view(data, size).toByteArray();
    output(bytes);
    limited(bytes);
    const std::optional<Message> message = Message::fromBytes(bytes);
    fuzz::require(message.has_value() == (bytes.size() >= Message::headerSize), "a message has a header");
    if (!message)
        return 0;
    fuzz::require(message->toBytes() == bytes, "a message is written as it was read");
    const Value value = readClixml(message->data).value();
    if (const PoolStateChange change = PoolStateChange::fromValue(value); change.error)
        checkError(*change.error);
    powerShellVersion(value);
    ProtocolVersion::parse(value.property(u"protocolversion").toString());
    return 0;
}
