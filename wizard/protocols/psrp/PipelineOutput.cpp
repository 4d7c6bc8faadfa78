#include "protocols/psrp/PipelineOutput.h"

#include "core/Scrub.h"
#include "protocols/psrp/ClixmlReader.h"

namespace passerelle::psrp {

// Of the others nothing is read: what an unknown message holds is no reason to give up a cmdlet.
static bool isTaken(MessageType type)
{
    switch (type) {
    case MessageType::PipelineOutput:
    case MessageType::ErrorRecord:
    case MessageType::WarningRecord:
    case MessageType::ProgressRecord:
    case MessageType::PipelineState:
    case MessageType::PipelineHostCall:
    case MessageType::RunspacePoolHostCall:
        return true;
    default: // verbose, debug, information, and types yet unknown
        return false;
    }
}

bool PipelineOutput::take(const QByteArray &bytes)
{
    m_size += bytes.size();
    const std::optional<Message> message = Message::fromBytes(bytes);
    if (!message)
        m_error = QStringLiteral("message shorter than its header");
    else if (m_size > m_limits.commandSize || m_memory > m_limits.commandMemory
             || m_hostCallCount > m_limits.hostCalls || m_output.objects.size() >= m_limits.commandObjects
             || m_output.errors.size() >= m_limits.commandObjects
             || m_output.warnings.size() >= m_limits.commandObjects)
        m_error = QStringLiteral("output too large");
    if (!m_error.isEmpty())
        return false;
    if (!isTaken(message->type))
        return true;
    if (message->data.isEmpty()) { // some servers write null like this instead of <Nil/>
        take(message->type, Value());
        return true;
    }
    const ClixmlDocument document = readClixml(message->data, m_limits);
    if (!document.ok() && message->type == MessageType::ProgressRecord)
        return true;
    if (!document.ok()) {
        m_error = QStringLiteral("unreadable message: ") + document.error;
        return false;
    }
    keep(message->type, bytes.size(), document.memory);
    take(message->type, document.value());
    return true;
}

// An object keeps its whole message; records are turned into some texts of it.
void PipelineOutput::keep(MessageType type, qsizetype messageSize, qsizetype memory)
{
    constexpr qsizetype textsOfRecord = 4;
    if (type == MessageType::PipelineOutput)
        m_memory += memory;
    else if (type == MessageType::ErrorRecord || type == MessageType::WarningRecord)
        m_memory += messageSize * textsOfRecord;
}

void PipelineOutput::take(MessageType type, const Value &value)
{
    switch (type) {
    case MessageType::PipelineOutput:
        m_output.objects.append(value);
        break;
    case MessageType::ErrorRecord:
        m_output.errors.append(ErrorRecord::fromValue(value));
        break;
    case MessageType::WarningRecord:
        m_output.warnings.append(informationalText(value));
        break;
    case MessageType::PipelineState:
        if (!isFinal())
            m_state = PipelineStateChange::fromValue(value);
        break;
    case MessageType::PipelineHostCall:
    case MessageType::RunspacePoolHostCall:
        if (const HostCall call = HostCall::fromValue(value); call.wantsAnswer())
            if (++m_hostCallCount <= m_limits.hostCalls)
                m_hostCalls.append(call);
        break;
    case MessageType::ProgressRecord:
        m_output.progress = core::displayable(value.property(u"Activity").toString() + u' '
                                              + value.property(u"StatusDescription").toString())
                                .trimmed();
        break;
    default:
        break;
    }
}

void PipelineOutput::addError(const QString &reason, const QString &message)
{
    ErrorRecord error;
    error.reason = reason;
    error.message = message;
    error.serverText = message;
    error.category = QStringLiteral("OperationStopped");
    m_output.errors.append(error);
}

CommandOutput PipelineOutput::takeOutput()
{
    if (m_state && m_state->error)
        m_output.errors.append(*m_state->error);
    m_output.failed = !m_state || m_state->state != static_cast<int>(PipelineStateCode::Completed);
    if (m_output.failed && m_output.errors.isEmpty())
        addError(QStringLiteral("PipelineStoppedException"), QStringLiteral("The cmdlet was stopped."));
    return std::exchange(m_output, {});
}

}
