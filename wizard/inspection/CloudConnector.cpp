#include "inspection/OnlineReading.h"
#include "core/Key.h"
#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"

#include <QUrl>
#include <algorithm>

namespace passerelle::inspection {

using model::Verdict;
using Code = core::FailureCode;

namespace {

using core::key;

QString autodiscoverAddress(const QString &host)
{
    return QStringLiteral("https://%1/autodiscover/autodiscover.svc").arg(host);
}

QString line(const exo::Connector &c)
{
    QString text =
        QStringLiteral("%1: Enabled=%2 TargetAddressDomains=%3 DiscoveryEndpoint=%4")
            .arg(c.name, c.enabled ? key("True") : key("False"), c.domains.join(u','), c.discoveryEndpoint);
    if (!c.targetSharingEpr.isEmpty())
        text += QStringLiteral(" TargetSharingEpr=") + c.targetSharingEpr;
    return text;
}

// The connector of the domain, whatever its name: the Hybrid wizard writes "HybridIOC - {guid}". An enabled
// one wins.
const exo::Connector *connectorOf(const QList<exo::Connector> &connectors, const QString &domain)
{
    const exo::Connector *found = nullptr;
    for (const exo::Connector &connector : connectors) {
        if (connector.serves(domain) && (!found || (connector.enabled && !found->enabled)))
            found = &connector;
    }
    return found;
}

exo::ConnectorWish wishFor(const std::optional<exo::Configuration> &configuration, const OnlineQuestion &question)
{
    exo::ConnectorWish wish;
    wish.name = QLatin1String(exo::documentedConnectorName);
    wish.domains = QStringList{ question.domain };
    wish.discoveryEndpoint = configuration ? configuration->onPremisesDiscoveryEndpoint : QString();
    if (wish.discoveryEndpoint.isEmpty())
        wish.discoveryEndpoint = autodiscoverAddress(QStringLiteral("autodiscover.") + question.domain);
    return wish;
}

QList<exo::Cmdlet> commandsOf(const std::optional<ConnectorRepair> &repair)
{
    if (!repair)
        return {};
    return { exo::getConnectors(), repair->creation ? exo::newConnector(*repair->creation)
                                                    : exo::setConnector(repair->identity, repair->change) };
}

bool isOurs(const exo::Connector &connector, const std::optional<exo::Configuration> &configuration,
            const OnlineQuestion &question)
{
    const QUrl url(connector.discoveryEndpoint);
    if (url.scheme() != u"https")
        return false;
    QStringList hosts = question.hosts;
    hosts << QStringLiteral("autodiscover.") + question.domain.toLower();
    if (configuration)
        hosts << QUrl(configuration->onPremisesDiscoveryEndpoint).host().toLower();
    return hosts.contains(url.host().toLower());
}

}

// Enable the one that serves the domain; else add the domain to the documented one; else create that.
std::optional<ConnectorRepair> connectorRepair(const QList<exo::Connector> &connectors,
                                               const std::optional<exo::Configuration> &configuration,
                                               const OnlineQuestion &question)
{
    if (question.domain.isEmpty())
        return std::nullopt;
    ConnectorRepair repair;
    const auto change = [&repair](const exo::Connector &connector) {
        repair.identity = connector.identity;
        repair.name = connector.name;
        repair.domainsBefore = connector.domains;
        if (!connector.enabled)
            repair.change.enabled = true;
    };
    if (const exo::Connector *serving = connectorOf(connectors, question.domain)) {
        if (serving->enabled || serving->isHybridAgent())
            return std::nullopt;
        change(*serving);
        return repair;
    }
    for (const exo::Connector &connector : connectors) {
        if (connector.name.compare(QLatin1String(exo::documentedConnectorName), Qt::CaseInsensitive) != 0)
            continue;
        if (connector.isHybridAgent())
            return std::nullopt;
        change(connector);
        repair.change.domains = connector.domains + QStringList{ question.domain };
        return repair;
    }
    repair.creation = wishFor(configuration, question);
    repair.name = repair.creation->name;
    return repair;
}

model::Finding judgeCloudConnector(const QList<exo::Connector> &connectors,
                                   const std::optional<exo::Configuration> &configuration,
                                   const OnlineQuestion &question, const exo::ExchangeOnline *online)
{
    model::Finding row{ key("oauth.1h"), Verdict::Pass, {}, {}, {}, -1, {} };
    for (const exo::Connector &connector : connectors)
        row.evidence << line(connector);
    const exo::Connector *connector = connectorOf(connectors, question.domain);
    row.values.insert(key("domain"), question.domain);
    if (connector) {
        row.values.insert(key("name"), connector->name);
        row.values.insert(key("url"), connector->discoveryEndpoint);
    }
    if (!connector) {
        row.verdict = Verdict::Attention;
        row.code = Code::IocMissing;
    } else if (connector->isHybridAgent()) { // as it is, and not to be touched
        row.verdict = Verdict::Attention;
        row.code = Code::HybridAgent;
    } else if (!connector->enabled) {
        row.verdict = Verdict::Attention;
        row.code = Code::IocOff;
    } else if (!isOurs(*connector, configuration, question)) {
        row.verdict = Verdict::Attention;
    }
    const QList<exo::Cmdlet> remedy = commandsOf(connectorRepair(connectors, configuration, question));
    if (!remedy.isEmpty()) {
        const QString commands =
            exo::commandsFor(remedy,
                             online ? exo::CommandsContext{ online->cloud(), online->userPrincipalName() }
                                    : exo::CommandsContext{});
        row.values.insert(key("commands"), commands);
        row.evidence += commands.split(u'\n', Qt::SkipEmptyParts);
    }
    return row;
}

}
