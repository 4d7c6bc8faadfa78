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

// What makes the domain served: the documented connector with one more domain, or a new one.
exo::Cmdlet creation(const QList<exo::Connector> &connectors,
                     const std::optional<exo::Configuration> &configuration, const OnlineQuestion &question)
{
    for (const exo::Connector &connector : connectors) {
        if (connector.name == QLatin1String(exo::documentedConnectorName)) {
            exo::ConnectorChange change;
            change.domains = connector.domains + QStringList{ question.domain };
            change.enabled = true;
            return exo::setConnector(connector.identity, change);
        }
    }
    exo::ConnectorWish wish;
    wish.name = QLatin1String(exo::documentedConnectorName);
    wish.domains = QStringList{ question.domain };
    wish.discoveryEndpoint = configuration ? configuration->onPremisesDiscoveryEndpoint : QString();
    if (wish.discoveryEndpoint.isEmpty())
        wish.discoveryEndpoint = autodiscoverAddress(QStringLiteral("autodiscover.") + question.domain);
    return exo::newConnector(wish);
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

model::Finding judgeCloudConnector(const QList<exo::Connector> &connectors,
                                   const std::optional<exo::Configuration> &configuration,
                                   const OnlineQuestion &question, const exo::ExchangeOnline *online)
{
    model::Finding row{ key("oauth.1h"), Verdict::Pass, {}, {}, {}, -1, {} };
    for (const exo::Connector &connector : connectors)
        row.evidence << line(connector);
    QList<exo::Cmdlet> remedy;
    const exo::Connector *connector = connectorOf(connectors, question.domain);
    row.values.insert(key("domain"), question.domain);
    if (connector) {
        row.values.insert(key("name"), connector->name);
        row.values.insert(key("url"), connector->discoveryEndpoint);
    }
    if (!connector) {
        row.verdict = Verdict::Attention;
        row.code = Code::IocMissing;
        remedy << creation(connectors, configuration, question);
    } else if (!connector->enabled) {
        row.verdict = Verdict::Attention;
        row.code = Code::IocOff;
        exo::ConnectorChange change;
        change.enabled = true;
        remedy << exo::setConnector(connector->identity, change);
    } else if (connector->isHybridAgent()) { // right as it is, and not to be overwritten
        row.verdict = Verdict::Attention;
        row.code = Code::HybridAgent;
    } else if (!isOurs(*connector, configuration, question)) {
        row.verdict = Verdict::Attention;
    }
    if (!remedy.isEmpty()) {
        remedy.prepend(exo::getConnectors());
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
