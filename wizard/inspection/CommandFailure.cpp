#include "inspection/CommandFailure.h"

#include "core/Scrub.h"

#include <algorithm>

namespace passerelle::inspection {

static bool anyReason(const psrp::CommandOutput &output, std::initializer_list<QLatin1StringView> reasons)
{
    return std::any_of(output.errors.begin(), output.errors.end(), [&](const psrp::ErrorRecord &error) {
        return std::find(reasons.begin(), reasons.end(), error.reason) != reasons.end();
    });
}

bool isNotFound(const psrp::CommandOutput &output)
{
    return anyReason(output, {QLatin1StringView("ManagementObjectNotFoundException")});
}

bool isAlreadyThere(const psrp::CommandOutput &output)
{
    return anyReason(output, {QLatin1StringView("ADObjectAlreadyExistsException"),
                              QLatin1StringView("ManagementObjectAlreadyExistsException"),
                              QLatin1StringView("ProxyAddressExistsException")});
}

// What the session lacks, in words of the command: "Set-MailUser -HiddenFromAddressListsEnabled" for a parameter, else the
// cmdlet. The text of the error only serves to name a parameter that was sent, where the server names none itself.
static QString refusedPart(const psrp::Command &command, const psrp::CommandOutput &output)
{
    for (const psrp::ErrorRecord &error : output.errors) {
        if (error.reason != u"ParameterBindingException")
            continue;
        for (const psrp::Parameter &parameter : command.parameters) {
            const bool named = error.parameter.isEmpty() ? error.message.contains(u'\'' + parameter.name + u'\'', Qt::CaseInsensitive)
                                                         : error.parameter.compare(parameter.name, Qt::CaseInsensitive) == 0;
            if (named)
                return command.name + QStringLiteral(" -") + parameter.name;
        }
    }
    return command.name;
}

core::Failure commandFailure(const psrp::Command &command, const psrp::CommandOutput &output)
{
    QStringList technical;
    for (const psrp::ErrorRecord &error : output.errors)
        technical << error.reason + QStringLiteral(": ") + error.message + u'\n' + error.fullyQualifiedErrorId;
    if (technical.isEmpty())
        technical << command.name + QStringLiteral(" ended without result");
    const bool hidden = anyReason(output, {QLatin1StringView("CommandNotFoundException"),
                                           QLatin1StringView("ParameterBindingException"),
                                           QLatin1StringView("CmdletAccessDeniedException")});
    return {hidden ? core::FailureCode::RbacPartial : core::FailureCode::UnknownExchange,
            {{QStringLiteral("list"), refusedPart(command, output)}, {QStringLiteral("cmdlet"), command.name}},
            core::displayable(core::scrub(technical.join(u'\n'))),
            !hidden};
}

}
