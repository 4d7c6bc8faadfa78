#pragma once

#include "protocols/psrp/Argument.h"

#include <QList>
#include <QString>

namespace passerelle::psrp {

// One cmdlet with its named parameters, ready to be sent or shown.
class Command {
public:
    Command() = default;
    explicit Command(QString cmdlet)
        : name(std::move(cmdlet))
    {
    }

    Command &with(const QString &parameter, const Argument &value);
    Command &withSwitch(const QString &parameter);
    const Argument *argument(QStringView parameter) const; // name in any case; null when not given

    // Get-… and Test-…: leaves the organisation as it is, so it may be dropped or repeated at any time.
    bool isRead() const;
    // What an administrator would type: New-MailUser -Name 'x' -Confirm:$false
    QString toPowerShell() const;

    QString name;
    QList<Parameter> parameters;
};

}
