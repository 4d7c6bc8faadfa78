#include "protocols/psrp/ServerMessages.h"

#include "core/Scrub.h"

namespace passerelle::psrp {

namespace {

// The error record may be a named property, or stand unnamed beside the state.
std::optional<ErrorRecord> findErrorRecord(const Value &message)
{
    const Value named = message.property(u"ExceptionAsErrorRecord");
    if (!named.isNull())
        return ErrorRecord::fromValue(named);
    constexpr qsizetype mostProperties = 32; // a state has one or two
    for (const QString &name : message.propertyNames(mostProperties)) {
        const Value candidate = message.property(name);
        if (candidate.isOfType(u"System.Management.Automation.ErrorRecord"))
            return ErrorRecord::fromValue(candidate);
    }
    if (message.hasProperty(u"FullyQualifiedErrorId")) // as the base object of the message
        return ErrorRecord::fromValue(message);
    return std::nullopt;
}

int stateNumber(const Value &state)
{
    const qint64 number = state.toInt();
    return number >= 0 && number <= 1000 ? static_cast<int>(number) : -1;
}

}

PoolStateChange PoolStateChange::fromValue(const Value &message)
{
    return { stateNumber(message.property(u"RunspaceState")), findErrorRecord(message) };
}

PipelineStateChange PipelineStateChange::fromValue(const Value &message)
{
    return { stateNumber(message.property(u"PipelineState")), findErrorRecord(message) };
}

bool PipelineStateChange::isFinal() const
{
    switch (static_cast<PipelineStateCode>(state)) {
    case PipelineStateCode::Stopped:
    case PipelineStateCode::Completed:
    case PipelineStateCode::Failed:
    case PipelineStateCode::Disconnected:
        return true;
    default:
        return false;
    }
}

QString informationalText(const Value &record)
{
    const QString message = record.property(u"InformationalRecord_Message").toString();
    return core::displayable(message.isEmpty() ? record.toString() : message);
}

QString powerShellVersion(const Value &privateData)
{
    const Value data = privateData.property(u"ApplicationPrivateData");
    return core::displayable(data.entry(u"PSVersionTable").entry(u"PSVersion").toString(), 100);
}

}
