#include "inspection/OnlineReading.h"

#include "core/Key.h"
#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"

#include <algorithm>

namespace passerelle::inspection {

using model::Verdict;

namespace {

const QLatin1StringView connectorRow("oauth.1h");
const QLatin1StringView configurationRow("oauth.1h.configuration");

using core::key;

}

QList<model::Finding> OnlineReading::pendingFindings()
{
    return { { connectorRow, Verdict::Pending, {}, {}, {}, -1, {} },
             { configurationRow, Verdict::Pending, {}, {}, {}, -1, {} } };
}

OnlineReading::OnlineReading(exo::ExchangeOnline *online, OnlineQuestion question)
    : m_online(online)
    , m_question(std::move(question))
{
}

void OnlineReading::doStart()
{
    if (m_online && m_online->isSignedIn()) {
        readConnectors();
        return;
    }
    notTested(connectorRow, nullptr);
    notTested(configurationRow, nullptr);
    succeed(std::move(m_state));
}

void OnlineReading::readConnectors()
{
    m_current =
        core::run(m_online->connectors(), this, [this](const core::Result<QList<exo::Connector>> &result) {
            m_current = nullptr;
            if (isCancelling()) {
                fail({ core::FailureCode::Cancelled, {}, {}, true });
            } else if (result) {
                m_connectors = *result;
                readOrganizations();
            } else { // what refuses the first cmdlet refuses the second
                notTested(connectorRow, &result.failure());
                notTested(configurationRow, &result.failure());
                succeed(std::move(m_state));
            }
        });
}

// Which organisation on premises: that of our domain, else the only one. Nothing to tell when this cannot be
// read.
void OnlineReading::readOrganizations()
{
    using Organizations = QList<exo::OnPremisesOrganization>;
    m_current = core::run(
        m_online->onPremisesOrganizations(), this, [this](const core::Result<Organizations> &result) {
            m_current = nullptr;
            if (isCancelling()) {
                fail({ core::FailureCode::Cancelled, {}, {}, true });
                return;
            }
            const Organizations all = result ? *result : Organizations();
            QString guid = all.size() == 1 ? all.first().guid : QString();
            for (const exo::OnPremisesOrganization &organization : all) {
                if (organization.hybridDomains.contains(m_question.domain, Qt::CaseInsensitive))
                    guid = organization.guid;
            }
            readConfiguration(guid);
        });
}

void OnlineReading::readConfiguration(const QString &organizationGuid)
{
    m_current = core::run(m_online->configuration(organizationGuid), this,
                          [this](const core::Result<QList<exo::Configuration>> &result) {
                              m_current = nullptr;
                              if (isCancelling())
                                  fail({ core::FailureCode::Cancelled, {}, {}, true });
                              else
                                  judge(result);
                          });
}

void OnlineReading::judge(const core::Result<QList<exo::Configuration>> &result)
{
    std::optional<exo::Configuration> configuration;
    if (result && !result->isEmpty())
        configuration = result->first();
    m_repair = connectorRepair(m_connectors, configuration, m_question);
    m_state.append(judgeCloudConnector(m_connectors, configuration, m_question, m_online));
    if (!result) { // several organisations on premises, for one: the values are a convenience, not a condition
        notTested(configurationRow, &result.failure());
    } else {
        model::Finding row{ configurationRow, Verdict::NotApplicable, {}, {}, {}, -1, {} };
        if (configuration && !configuration->onPremisesDiscoveryEndpoint.isEmpty()) {
            const QString domains = configuration->onPremisesTargetAddresses.join(QStringLiteral(", "));
            row.verdict = Verdict::Pass;
            row.values = { { key("url"), configuration->onPremisesDiscoveryEndpoint }, { key("list"), domains } };
            row.evidence = { QStringLiteral("OnPremiseDiscoveryEndpoint=") + configuration->onPremisesDiscoveryEndpoint,
                             QStringLiteral("OnPremiseTargetAddresses=") + domains,
                             QStringLiteral("OnlineDiscoveryEndpoint=") + configuration->onlineDiscoveryEndpoint };
        }
        m_state.append(row);
    }
    if (m_repair)
        readAcceptedDomains();
    else
        succeed(std::move(m_state));
}

// A connector for a domain the tenant does not have helps nobody: then nothing is proposed. Where the domains cannot
// be read the proposal stands; the service has the last word.
void OnlineReading::readAcceptedDomains()
{
    using Domains = QList<exo::AcceptedDomain>;
    m_current = core::run(m_online->acceptedDomains(), this, [this](const core::Result<Domains> &result) {
        m_current = nullptr;
        if (isCancelling()) {
            fail({ core::FailureCode::Cancelled, {}, {}, true });
            return;
        }
        const Domains all = result ? *result : Domains();
        const bool accepted = std::any_of(all.begin(), all.end(), [this](const exo::AcceptedDomain &domain) {
            return domain.name.compare(m_question.domain, Qt::CaseInsensitive) == 0;
        });
        if (result && !accepted) {
            m_repair.reset();
            m_state[0].code = core::FailureCode::DomainNotVerified;
            m_state[0].values.remove(key("commands"));
            m_state[0].evidence << QStringLiteral("Get-AcceptedDomain: %1 is not there").arg(m_question.domain);
        }
        succeed(std::move(m_state));
    });
}

void OnlineReading::notTested(const QString &id, const core::Failure *failure)
{
    model::Finding row{ id, Verdict::NotTested, {}, {}, {}, -1, {} };
    const QList<exo::Cmdlet> cmdlets = id == connectorRow
        ? QList{ exo::getConnectors() }
        : QList{ exo::getOnPremisesOrganizations(), exo::getConfiguration({}) };
    const QString commands =
        exo::commandsFor(cmdlets,
                         m_online ? exo::CommandsContext{ m_online->cloud(), m_online->userPrincipalName() }
                                  : exo::CommandsContext{});
    if (failure) {
        row.code = failure->code;
        row.values = failure->values;
        row.evidence << failure->technical;
    }
    row.values.insert(key("commands"), commands);
    row.evidence += commands.split(u'\n', Qt::SkipEmptyParts);
    m_state.append(row);
}

void OnlineReading::doCancel()
{
    if (m_current)
        m_current->cancel();
    else
        fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
