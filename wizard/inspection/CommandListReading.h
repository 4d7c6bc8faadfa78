#pragma once

#include "inspection/Reading.h"

#include <QMap>

namespace passerelle::inspection {

// A cmdlet with the names of the parameters it is sent with.
struct CommandNeed {
    QString cmdlet;
    QStringList parameters;

    static CommandNeed of(const psrp::Command &command);  // of its first cmdlet
};

// What a session offers of some cmdlets. Names in any case.
class CommandList {
public:
    void add(const QString &cmdlet, const QStringList &parameters);
    // "New-MailUser", or "Set-MailUser -HiddenFromAddressListsEnabled" for each parameter; empty when all is there.
    QStringList lacking(const CommandNeed &need) const;
    // The cmdlet is there and nothing is known about its parameters.
    bool isUnlisted(const QString &cmdlet) const;

private:
    QMap<QString, QStringList> m_parameters;  // all in lower case; an empty list could not be read
};

// The session only contains what the caller's roles allow, down to single parameters, so the list of its own commands
// tells before any write what would be refused (procedure.md 4.2, psrp.md 2.3). One Get-Command.
class CommandListReading : public Reading<CommandList> {
public:
    CommandListReading(psrp::CommandRunner &exchange, const QList<CommandNeed> &needs);

protected:
    void doStart() override;

private:
    QStringList m_names;
};

}
