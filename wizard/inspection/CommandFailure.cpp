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
            {{QStringLiteral("list"), command.name}, {QStringLiteral("cmdlet"), command.name}},
            core::displayable(core::scrub(technical.join(u'\n'))),
            !hidden};
}

}
