#include "psrp/WsmanEndpoint.h"

namespace lab {

WsmanEndpoint::Failure WsmanEndpoint::poolMessage(Shell *shell, const Message &message)
{
    QString error;
    const auto value = readClixml(message.data, &error);
    if (!value)
        return fault::plugin(error);
    switch (message.type) {
    case MessageType::SessionCapability: {
        const ClixmlValue *version = value->member("protocolversion");
        if (!version || !version->text.startsWith("2.") || !value->member("PSVersion")
            || !value->member("SerializationVersion"))
            return SoapFault{2152991685,
                             "w:InternalError",
                             "<PSProtocolVersionError ServerProtocolVersion=\"2.3\" "
                             "ServerBuildVersion=\"10.0.17763.6893\">Protocol version refused.",
                             {},
                             false};
        shell->capabilityRead = true;
        shell->pool = message.pool;
        return std::nullopt;
    }
    case MessageType::InitRunspacePool:
        if (!shell->capabilityRead || message.pool != shell->pool || message.pool.isNull()
            || !value->member("MinRunspaces") || !value->member("MaxRunspaces") || !value->member("HostInfo")
            || !value->member("PSThreadOptions") || !value->member("ApartmentState"))
            return fault::plugin("INIT_RUNSPACEPOOL is out of place or lacks a member");
        shell->initialised = true;
        shell->send(nullptr, MessageType::SessionCapability, capabilityText(m_world.text("serverProtocol")));
        shell->send(nullptr, MessageType::ApplicationPrivateData, privateDataText());
        shell->output.pause();
        shell->send(nullptr, MessageType::RunspacePoolState, poolStateText(2));
        return std::nullopt;
    case MessageType::GetAvailableRunspaces:
    case MessageType::SetMaxRunspaces:
    case MessageType::SetMinRunspaces: {
        const ClixmlValue *id = value->member("ci");
        if (!id)
            return fault::plugin("ci is missing");
        shell->send(
            nullptr, MessageType::RunspaceAvailability,
            availabilityText(id->text.toLongLong(), message.type != MessageType::GetAvailableRunspaces));
        deliver(shell, {});
        return std::nullopt;
    }
    default:
        return fault::plugin("a pool message of this type is not expected");
    }
}

WsmanEndpoint::Failure WsmanEndpoint::commandMessages(Call &call, ShellCommand *command,
                                                      const QByteArray &bytes)
{
    QList<QByteArray> messages;
    QString error;
    if (!command->input.feed(bytes, &messages, &error))
        return fault::plugin(error);
    for (const QByteArray &one : messages) {
        const auto message = readMessage(one);
        if (!message || message->pool != call.shell->pool || message->pipeline != command->uuid())
            return fault::plugin("a message has the wrong destination, pool or pipeline id");
        if (message->type == MessageType::CreatePipeline && !command->request) {
            command->request = readPipelineRequest(message->data, &error);
            if (!command->request)
                return fault::plugin(error);
            command->inputEnded = command->request->noInput;
        } else if (message->type == MessageType::EndOfPipelineInput && command->request) {
            command->inputEnded = true;
        } else if (message->type == MessageType::PipelineInput && command->request && !command->inputEnded) {
            if (!readClixml(message->data, &error))
                return fault::plugin(error);
        } else if (message->type == MessageType::PipelineHostResponse && command->hostCallId > 0) {
            const auto answer = readClixml(message->data, &error);
            const ClixmlValue *id = answer ? answer->member("ci") : nullptr;
            if (!id || id->text.toLongLong() != command->hostCallId)
                return fault::plugin("the host response answers another call");
            command->hostCallId = 0;
            command->resume(!answer->member("me"));
        } else {
            return fault::plugin("a command message of this type is not expected");
        }
    }
    return std::nullopt;
}

}
