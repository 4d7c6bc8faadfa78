#include "protocols/psrp/Command.h"

#include <algorithm>

namespace passerelle::psrp {

Command &Command::with(const QString &parameter, const Argument &value)
{
    parameters.append({ parameter, value });
    return *this;
}

Command &Command::withSwitch(const QString &parameter)
{
    return with(parameter, Argument());
}

Command &Command::pipeTo(const Command &next)
{
    Command alone = next;
    alone.piped.clear();
    piped.append(alone);
    piped.append(next.piped);
    return *this;
}

const Argument *Command::argument(QStringView parameter) const
{
    for (const Parameter &candidate : parameters) {
        if (parameter.compare(candidate.name, Qt::CaseInsensitive) == 0)
            return &candidate.value;
    }
    return nullptr;
}

bool Command::isRead() const
{
    const bool reads = name.startsWith(u"Get-", Qt::CaseInsensitive) || name.startsWith(u"Test-", Qt::CaseInsensitive)
        || name.compare(u"Set-ADServerSettings", Qt::CaseInsensitive) == 0;
    return reads && std::all_of(piped.begin(), piped.end(), [](const Command &next) { return next.isRead(); });
}

QString Command::toPowerShell() const
{
    QString line = name;
    for (const Parameter &parameter : parameters) {
        line += QStringLiteral(" -") + parameter.name;
        if (std::holds_alternative<Argument::Present>(parameter.value.value()))
            continue;
        // A colon binds a boolean to a switch; without it the value would be taken for another argument.
        line += std::holds_alternative<bool>(parameter.value.value()) ? u':' : u' ';
        line += parameter.value.toPowerShell();
    }
    for (const Command &next : piped)
        line += QStringLiteral(" | ") + next.toPowerShell();
    return line;
}

}
