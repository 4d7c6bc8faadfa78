#pragma once

#include "protocols/psrp/Argument.h"

#include <QList>
#include <QString>

namespace passerelle::psrp {

// One cmdlet with its named parameters, ready to be sent or shown; or several, the output of each piped into the next.
class Command {
public:
    Command() = default;
    explicit Command(QString cmdlet)
        : name(std::move(cmdlet))
    {
    }

    Command &with(const QString &parameter, const Argument &value);
    Command &withSwitch(const QString &parameter);
    Command &pipeTo(const Command &next); // at the end of the pipe, with whatever `next` is itself piped to
    const Argument *argument(QStringView parameter) const; // name in any case; null when not given

    // Get-…, Test-… and Set-ADServerSettings (which only tells this session where to look), each of them: leaves the
    // organisation as it is, so it may be dropped or repeated at any time.
    bool isRead() const;
    // What an administrator would type: New-MailUser -Name 'x' -Confirm:$false
    QString toPowerShell() const;

    QString name;
    QList<Parameter> parameters;
    QList<Command> piped; // what follows, in order; these have none of their own
};

}
