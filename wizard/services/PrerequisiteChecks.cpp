#include "services/PrerequisiteChecks.h"

#include "core/Key.h"
#include "services/Proposal.h"

#include <QSet>
#include <QUrl>
#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

PrerequisiteChecks::PrerequisiteChecks(const Environment &environment, QObject *parent)
    : Prerequisites(parent), m_environment(environment)
{
    follow(environment.calls);
}

template <class Op, class Then>
void PrerequisiteChecks::perform(Op *operation, Then then)
{
    m_current = operation;
    core::run(operation, this, [this, then = std::move(then)](const auto &result) {
        m_current = nullptr;
        if (m_cancelled)
            end(core::Failure {Code::Cancelled, {}, {}, true});
        else if (!result)
            end(result.failure());
        else
            then(*result);
    });
}

void PrerequisiteChecks::run()
{
    if (isRunning())
        return;
    m_cancelled = false;
    QList<model::Finding> rows;
    for (const char *id : {"prereq.version", "prereq.support", "prereq.roles", "prereq.domain", "prereq.routing", "prereq.agent",
                           "prereq.oauth", "prereq.urls", "prereq.bearer"})
        rows.append({key(id), Verdict::Pending, {}, {}, {}, -1, {}});
    for (const model::ApplicationTarget &target : m_environment.state.targets())
        rows.append({key("prereq.principal.") + target.appId, Verdict::Pending, {{key("name"), target.displayName}}, {}, {}, -1, {}});
    begin(rows);
    judgeServers();
    judgeDomains();
    checkRoles();
}

static QString product(const model::ExchangeServerFacts &server)
{
    if (server.major < 15)
        return QStringLiteral("Exchange Server 2010");
    switch (server.minor) {
    case 0: return QStringLiteral("Exchange Server 2013");
    case 1: return QStringLiteral("Exchange Server 2016");
    default: break;
    }
    const int build = server.version.section(QStringLiteral("Build "), 1).section(u'.', 0, 0).toInt();
    return build >= 2562 ? QStringLiteral("Exchange Server SE") : QStringLiteral("Exchange Server 2019");
}

void PrerequisiteChecks::judgeServers()
{
    const model::ExchangeFacts facts = m_environment.state.exchange().value_or(model::ExchangeFacts {});
    QStringList versions;
    QString newest;
    std::pair<int, int> highest {0, -1};
    QSet<std::pair<int, int>> minors;
    QStringList ended;
    for (const model::ExchangeServerFacts &server : facts.servers) {
        if (server.isEdge)
            continue;
        versions << server.name + QStringLiteral(": ") + product(server) + QStringLiteral(", ") + server.version;
        minors.insert({server.major, server.minor});
        if (std::pair(server.major, server.minor) > highest) {
            highest = {server.major, server.minor};
            newest = server.fqdn;
        }
        if (product(server) != u"Exchange Server SE" && !ended.contains(product(server)))
            ended << product(server);
    }
    const core::Values list {{key("list"), versions.join(QStringLiteral(" · "))}, {key("server"), newest}};
    if (versions.isEmpty())
        mark(key("prereq.version"), Verdict::NotTested);
    else
        mark(key("prereq.version"), minors.size() > 1 ? Verdict::Attention : Verdict::Pass, list,
             minors.size() > 1 ? std::optional(Code::ExMixedOrg) : std::nullopt, versions);
    // 2013 ended in April 2023, 2016 and 2019 in October 2025 (procedure.md 15).
    const core::Values support {{key("version"), ended.join(QStringLiteral(", "))}, {key("list"), key("Exchange Server SE")}};
    mark(key("prereq.support"), ended.isEmpty() ? Verdict::Pass : Verdict::Attention, support,
         ended.isEmpty() ? std::nullopt : std::optional(Code::ExEol));
}

void PrerequisiteChecks::judgeDomains()
{
    const model::ExchangeFacts exchange = m_environment.state.exchange().value_or(model::ExchangeFacts {});
    const model::TenantFacts tenant = m_environment.state.tenant().value_or(model::TenantFacts {});
    const QStringList common = usableDomains(m_environment.state);
    const bool unread = m_environment.state.isOffline() && tenant.verifiedDomains.isEmpty();
    mark(key("prereq.domain"), common.isEmpty() ? Verdict::Fail : unread ? Verdict::NotTested : Verdict::Pass,
         {{key("list"), common.join(QStringLiteral(", "))}, {key("domain"), exchange.defaultDomain}},
         common.isEmpty() ? std::optional(Code::DomainNotVerified) : std::nullopt, exchange.acceptedDomains);
    const QString routing = m_environment.state.isOffline() ? routingDomain(m_environment.state) : tenant.routingDomain;
    const bool routed = exchange.acceptedDomains.contains(routing, Qt::CaseInsensitive) && !routing.isEmpty();
    mark(key("prereq.routing"), routed ? Verdict::Pass : Verdict::Attention, {{key("domain"), routing}},
         routed ? std::nullopt : std::optional(Code::DirsyncOff));
}

void PrerequisiteChecks::checkRoles()
{
    mark(key("prereq.roles"), Verdict::Running);
    auto *check = new RoleCheck(m_environment.exchange, model::Mode::Setup, m_environment.state.settings());
    perform(check, [this](const RoleCheckResult &result) {
        const QStringList missing = result.missing + result.missingWrites;
        const QStringList unlisted = result.unlisted;
        const core::Values values {{key("list"), (missing.isEmpty() ? unlisted : missing).join(QStringLiteral(", "))}};
        // Whether a right to write is needed is known once the plan is made; it blocks then, before anything is written.
        // Split permissions take New-MailUser away, which only matters when the account does not exist yet.
        if (!result.missing.isEmpty())
            mark(key("prereq.roles"), Verdict::Fail, values, Code::RbacPartial, missing);
        else if (missing == QStringList {key("New-MailUser")})
            mark(key("prereq.roles"), Verdict::Attention, values, Code::SplitPerm, missing);
        else if (!missing.isEmpty())
            mark(key("prereq.roles"), Verdict::Attention, values, Code::RbacPartial, missing);
        else if (!unlisted.isEmpty())
            mark(key("prereq.roles"), Verdict::Attention, values, {}, unlisted);
        else
            mark(key("prereq.roles"), Verdict::Pass);
        readTrust();
    });
}

void PrerequisiteChecks::readTrust()
{
    mark(key("prereq.oauth"), Verdict::Running);
    const model::ExchangeFacts exchange = m_environment.state.exchange().value_or(model::ExchangeFacts {});
    const model::TenantFacts tenant = m_environment.state.tenant().value_or(model::TenantFacts {});
    const QString controller = exchange.domainControllers.value(0);
    auto *reading = new inspection::TrustReading(m_environment.exchange, m_environment.directory,
                                                 {tenant.id, routingDomain(m_environment.state), exchange.defaultDomain, controller, {}});
    perform(reading, [this](const inspection::TrustState &trust) { judgeTrust(trust); });
}

void PrerequisiteChecks::judgeTrust(const inspection::TrustState &trust)
{
    QStringList off;
    QStringList urls;
    QStringList withoutUrl;
    bool agent = false;
    for (const inspection::VirtualDirectory &directory : trust.directories) {
        const QString where = directory.server + u'\\' + directory.name;
        if (!directory.oauth)
            off << where;
        if (!directory.externalUrl.isEmpty() && !urls.contains(directory.externalUrl))
            urls << directory.externalUrl;
        if (directory.externalUrl.isEmpty() && directory.name.startsWith(u"EWS", Qt::CaseInsensitive))
            withoutUrl << directory.server;
        agent = agent || directory.externalUrl.contains(u"msappproxy.net", Qt::CaseInsensitive);
    }
    mark(key("prereq.oauth"), off.isEmpty() ? Verdict::Pass : Verdict::Fail,
         {{key("n"), QString::number(trust.directories.size())}, {key("directory"), off.join(QStringLiteral(", "))}},
         off.isEmpty() ? std::nullopt : std::optional(Code::VdirOauthOff), off);
    mark(key("prereq.urls"), withoutUrl.isEmpty() ? Verdict::Pass : Verdict::Fail,
         {{key("list"), urls.join(QStringLiteral(", "))}, {key("server"), withoutUrl.join(QStringLiteral(", "))}},
         withoutUrl.isEmpty() ? std::nullopt : std::optional(Code::EwsUrlNone), urls);
    learnTenant(trust.tenantId);
    mark(key("prereq.agent"), agent ? Verdict::Attention : Verdict::Pass, {}, agent ? std::optional(Code::HybridAgent) : std::nullopt);
    probePublished(trust.externalEwsUrl);
}

// Without a sign-in the organisation is the one Exchange trusts: its authorization servers name it, and the routing
// domain is among the accepted ones.
void PrerequisiteChecks::learnTenant(const QString &id)
{
    model::SetupState &state = m_environment.state;
    if (!state.isOffline() || state.tenant() || id.isEmpty())
        return;
    model::TenantFacts facts;
    facts.id = id;
    facts.routingDomain = routingDomain(state);
    state.setTenant(facts);
}

void PrerequisiteChecks::probePublished(const QUrl &ewsUrl)
{
    if (ewsUrl.isEmpty()) {
        mark(key("prereq.bearer"), Verdict::NotTested);
        readPrincipals();
        return;
    }
    mark(key("prereq.bearer"), Verdict::Running);
    const QString tenant = m_environment.state.tenant() ? m_environment.state.tenant()->id : QString();
    perform(new inspection::PublishedReading(m_environment.network, ewsUrl, tenant),
            [this](const inspection::PublishedState &published) { judgePublished(published); });
}

void PrerequisiteChecks::judgePublished(const inspection::PublishedState &published)
{
    const core::Values values {{key("url"), published.ewsUrl.toString()}};
    const QStringList evidence {QStringLiteral("HTTP %1").arg(published.ewsStatus),
                                QStringLiteral("trusted_issuers: ") + published.trustedIssuers.join(QStringLiteral(", ")), published.technical};
    if (!published.ewsReachable)
        mark(key("prereq.bearer"), Verdict::NotTested, values, {}, evidence);
    else if (published.foreignSignIn)
        mark(key("prereq.bearer"), Verdict::Fail, values, Code::PreauthProxy, evidence);
    else if (!published.offersBearer)
        mark(key("prereq.bearer"), Verdict::Fail, {{key("directory"), published.ewsUrl.toString()}}, Code::VdirOauthOff, evidence);
    else if (!published.trustsTenant)
        mark(key("prereq.bearer"), Verdict::Fail, values, Code::AuthserverMissing, evidence);
    else
        mark(key("prereq.bearer"), Verdict::Pass, values, {}, evidence);
    readPrincipals();
}

void PrerequisiteChecks::readPrincipals()
{
    const QList<model::ApplicationTarget> targets = m_environment.state.targets();
    QStringList appIds;
    for (const model::ApplicationTarget &target : targets) {
        appIds << target.appId;
        mark(key("prereq.principal.") + target.appId, Verdict::Running);
    }
    perform(m_environment.directory.servicePrincipals(appIds), [this, targets](const QList<graph::PrincipalAnswer> &answers) {
        for (qsizetype i = 0; i < answers.size() && i < targets.size(); ++i)
            judgePrincipal(targets[i], answers[i]);
        conclude();
    });
}

// A missing one can be added at step 5, with the person's consent (cloud.md b.9).
void PrerequisiteChecks::judgePrincipal(const model::ApplicationTarget &target, const graph::PrincipalAnswer &answer)
{
    const QString row = key("prereq.principal.") + target.appId;
    core::Values values {{key("name"), target.displayName}};
    if (answer.principal) {
        values.insert(key("n"), QString::number(answer.principal->keys.size()));
        mark(row, Verdict::Pass, values);
        return;
    }
    const core::Failure &failure = answer.principal.failure();
    const Verdict verdict = failure.code == Code::SpMissing ? Verdict::Attention
        : failure.code == Code::OfflineNoAnswer              ? Verdict::NotTested
                                                             : Verdict::Fail;
    mark(row, verdict, values, failure.code, {failure.technical});
}

void PrerequisiteChecks::conclude()
{
    QList<model::Finding> warnings;
    for (const model::Finding &finding : findings()) {
        if (finding.verdict == Verdict::Attention)
            warnings.append(finding);
    }
    m_environment.state.setWarnings(warnings);
    end(std::nullopt);
}

void PrerequisiteChecks::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    if (m_current)
        m_current->cancel();
}

}
