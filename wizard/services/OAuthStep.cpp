#include "services/OAuthStep.h"

#include "core/Key.h"
#include "services/ConnectorChanges.h"
#include "services/Proposal.h"

namespace passerelle::services {

using core::key;
using model::Verdict;
using Code = core::FailureCode;

static const QLatin1StringView connectorRow("oauth.1h");

OAuthStep::OAuthStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::oauth), environment, parent)
{
    if (!environment.online)
        return;
    connect(environment.online, &exo::ExchangeOnline::warned, this, [this](const QString &cmdlet, const QStringList &warnings) {
        if (!isRunning())
            return;
        for (const QString &warning : warnings)
            m_warnings << cmdlet + QStringLiteral(": ") + warning;
    });
    connect(environment.online, &exo::ExchangeOnline::waiting, this, [this](int seconds) {
        if (isRunning() && isApplying())
            mark(connectorRow, Verdict::Running, {{key("n"), QString::number(seconds)}}, Code::GraphThrottle);
    });
}

inspection::TrustQuestion OAuthStep::question(const model::SetupState &state)
{
    const model::TenantFacts tenant = state.tenant().value_or(model::TenantFacts {});
    return {tenant.id, routingDomain(state), state.settings().domain, state.settings().domainController,
            state.certificate() ? state.certificate()->thumbprint : QString()};
}

QList<model::Finding> OAuthStep::pendingFindings() const { return inspection::TrustReading::pendingFindings(); }

void OAuthStep::inspect(Continuation then)
{
    m_repair.reset();
    m_warnings.clear();
    auto *reading = new inspection::TrustReading(environment().exchange, environment().directory, question(state()), environment().online);
    perform(reading, [this, then](const inspection::TrustState &trust) {
        QList<model::Finding> right;
        for (const model::Finding &finding : trust.findings) {
            if (finding.verdict == Verdict::Pass)
                right.append(finding);
        }
        setFindings(trust.findings);
        showWarnings();
        setAlreadyRight(right);
        if (!trust.established && trust.missing) {
            failed(*trust.missing);
            return;
        }
        m_repair = trust.connectorRepair;
        if (m_repair)
            setChanges(connectorChanges(*m_repair));
        then();
    });
}

void OAuthStep::apply()
{
    if (!m_repair) {
        conclude(model::StepStatus::AlreadyDone);
        return;
    }
    mark(connectorRow, Verdict::Running);
    const auto accepts = [this](const model::Change &change) { return state().accepts(change); };
    auto *write = m_repair->creation ? environment().online->createConnector(*m_repair->creation)
                                     : environment().online->changeConnector(m_repair->identity, acceptedPart(*m_repair, accepts));
    attempt(write, [this](const core::Result<exo::Connector> &connector) { written(connector); });
}

// "Not visible yet" is an accepted write that does not show: it is recorded, so that it can be undone.
void OAuthStep::written(const core::Result<exo::Connector> &connector)
{
    const bool hidden = !connector && connector.failure().code == Code::GraphLag;
    if (!connector && !hidden) {
        mark(connectorRow, Verdict::Fail, connector.failure().values, connector.failure().code, {connector.failure().technical});
        showWarnings();
        failed(connector.failure());
        return;
    }
    for (model::Change change : changes()) {
        if (!state().accepts(change))
            continue;
        if (connector)
            change.values.insert(key("guid"), connector->guid);
        performed(change);
    }
    core::Values values {{key("name"), connector ? connector->name : m_repair->name}, {key("domain"), settings().domain},
                         {key("url"), connector ? connector->discoveryEndpoint : QString()}, {key("commands"), QString()}};
    const bool serves = connector && connector->enabled && connector->serves(settings().domain);
    mark(connectorRow, serves ? Verdict::Pass : Verdict::Attention, values,
         hidden ? std::optional(Code::GraphLag) : serves ? std::nullopt : std::optional(Code::IocOff),
         connector ? QStringList {QStringLiteral("%1: Enabled=%2 TargetAddressDomains=%3 DiscoveryEndpoint=%4")
                                      .arg(connector->name, connector->enabled ? key("True") : key("False"), connector->domains.join(u','), connector->discoveryEndpoint)}
                   : QStringList());
    showWarnings();
    conclude(model::StepStatus::Done);
}

// What Exchange Online said beside its answers, as it said it.
void OAuthStep::showWarnings()
{
    QList<model::Finding> rows = findings();
    rows.removeIf([](const model::Finding &row) { return row.id.startsWith(u"oauth.warning"); });
    for (qsizetype i = 0; i < m_warnings.size(); ++i)
        rows.append({QStringLiteral("oauth.warning.%1").arg(i + 1), Verdict::Attention, {{key("text"), m_warnings[i]}}, {}, {m_warnings[i]}, -1, {}});
    setFindings(rows);
}

}
