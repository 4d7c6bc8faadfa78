#include "protocols/psrp/HostCall.h"

namespace passerelle::psrp {

HostCall HostCall::fromValue(const Value &message)
{
    HostCall call;
    call.callId = message.property(u"ci").toInt();
    const Value method = message.property(u"mi");
    const qint64 number = method.toInt();
    call.method = number > 0 && number < 1000 ? static_cast<int>(number) : 0;
    call.methodName = method.toString();
    return call;
}

bool HostCall::wantsAnswer() const
{
    if (callId == -100) // what servers put on calls without a result
        return false;
    if (method >= 6 && method <= 10)
        return false;
    if (method >= 13 && method <= 22)
        return false;
    if (method >= 27 && method <= 45)
        return method % 2 != 0; // getters and setters of the raw console, in turns
    switch (method) {
    case 47:
    case 48:
    case 49:
    case 51:
    case 52:
    case 53:
        return false;
    default:
        return true;
    }
}

bool HostCall::asksUser() const
{
    switch (method) {
    case 11: // ReadLine
    case 12: // ReadLineAsSecureString
    case 23: // Prompt
    case 24: // PromptForCredential
    case 25:
    case 26: // PromptForChoice
    case 46: // ReadKey
    case 56: // PromptForChoiceMultipleSelection
        return true;
    default:
        return false;
    }
}

}
