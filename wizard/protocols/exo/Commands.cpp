#include "protocols/exo/Commands.h"

namespace passerelle::exo {

namespace {

// Names the module of Exchange Online has for the clouds of cloud.md a.1; it has none for the sovereign ones.
QString environmentName(const QString &cloud)
{
    if (cloud == u"us-l4")
        return QStringLiteral("O365USGovGCCHigh");
    if (cloud == u"us-l5")
        return QStringLiteral("O365USGovDoD");
    if (cloud == u"china")
        return QStringLiteral("O365China");
    return {};
}

}

QString commandsFor(const QList<Cmdlet> &cmdlets, const CommandsContext &context)
{
    QString connect = QStringLiteral("Connect-ExchangeOnline");
    if (!context.userPrincipalName.isEmpty())
        connect += QStringLiteral(" -UserPrincipalName ") + quoted(context.userPrincipalName);
    const QString environment = environmentName(context.cloud);
    if (!environment.isEmpty())
        connect += QStringLiteral(" -ExchangeEnvironmentName ") + environment;
    QStringList lines{ connect };
    for (const Cmdlet &cmdlet : cmdlets)
        lines << cmdlet.toPowerShell();
    lines << QStringLiteral("Disconnect-ExchangeOnline -Confirm:$false");
    return lines.join(u'\n') + u'\n';
}

}
