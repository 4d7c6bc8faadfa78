#include "services/GraphTenantConnection.h"

#include "core/Key.h"
#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"
#include "services/TenantRequests.h"

#include <QNetworkProxy>
#include <algorithm>

namespace passerelle::services {

using auth::Resource;
using model::Verdict;
using Code = core::FailureCode;

using core::key;

GraphTenantConnection::GraphTenantConnection(auth::NetworkAccess &network, auth::TokenStore &tokens,
                                             graph::Directory &directory, model::SetupState &state,
                                             const core::Clock &clock, const model::CallLog &calls,
                                             QObject *parent)
    : TenantConnection(parent)
    , m_network(network)
    , m_tokens(tokens)
    , m_directory(directory)
    , m_state(state)
    , m_clock(clock)
    , m_clouds(auth::clouds())
{
    follow(calls);
    const auto known = [&](const auth::CloudEndpoints &cloud) { return cloud.id == network.cloud().id; };
    if (std::none_of(m_clouds.cbegin(), m_clouds.cend(), known))
        m_clouds = { network.cloud() };
    m_tokens.setRenewal(
        [this](Resource resource, const QByteArray &claims) { return newRenewal(resource, claims); });
}

GraphTenantConnection::~GraphTenantConnection()
{
    m_tokens.setRenewal({});
}

// --- What the person has chosen
// -------------------------------------------------------------------------------------

QStringList GraphTenantConnection::clouds() const
{
    QStringList ids;
    for (const auth::CloudEndpoints &cloud : m_clouds)
        ids << cloud.id;
    return ids;
}

QList<auth::CloudEndpoints> GraphTenantConnection::candidates() const
{
    const QString chosen = m_state.cloudSettings().cloud;
    for (const auth::CloudEndpoints &cloud : m_clouds) {
        if (cloud.id == chosen)
            return { cloud };
    }
    return m_clouds;
}

void GraphTenantConnection::setProxyPassword(core::Secret password)
{
    m_proxyPassword = std::move(password);
    m_verdict.reset();
}

auth::ProxySettings GraphTenantConnection::proxySettings() const
{
    return proxyOf(m_state.cloudSettings(), m_proxyPassword);
}

void GraphTenantConnection::applySettings()
{
    m_network.setProxy(proxySettings());
    m_network.setCloud(candidates().first());
}

void GraphTenantConnection::testProxy()
{
    if (isRunning() || m_proxyCheck)
        return;
    m_verdict.reset();
    if (!m_signedIn)
        applySettings();
    else
        m_network.setProxy(proxySettings());
    m_proxyCheck = core::run(new auth::ProxyCheck(m_network), this,
                             [this](const core::Result<auth::ProxyVerdict> &verdict) {
                                 m_proxyCheck = nullptr;
                                 if (verdict)
                                     m_verdict = *verdict;
                                 emit changed();
                                 emit proxyTested();
                             });
    emit changed();
}

// --- The sign-in
// ----------------------------------------------------------------------------------------------------

bool GraphTenantConnection::isSignedIn() const
{
    return m_signedIn && (m_signedInFor == model::Mode::Setup || m_state.mode() == model::Mode::Verify);
}

template <class Op, class Then> void GraphTenantConnection::perform(const char *row, Op *operation, Then then)
{
    mark(key(row), Verdict::Running);
    m_current = operation;
    core::run(operation, this, [this, row, then = std::move(then)](auto &result) {
        m_current = nullptr;
        if (result)
            then(std::move(result).value());
        else
            stop(key(row), result.failure());
    });
}

void GraphTenantConnection::begin(const QString &domain, bool withCode)
{
    if (isRunning())
        return;
    delete m_proxyCheck;
    m_domain = domain.trimmed();
    m_withCode = withCode;
    m_signedIn = false;
    m_tenant.reset();
    m_tokens.signOut();
    applySettings();
    const bool triesProxy =
        !usedProxy().isEmpty() && !(m_verdict && m_verdict->kind == auth::ProxyVerdict::Kind::Reachable);
    QList<model::Finding> rows;
    for (const char *id : { "tenant.proxy", "tenant.discovery", "tenant.browser", "tenant.device",
                            "tenant.token", "tenant.directory", "tenant.domains" }) {
        const bool unused = id == std::string_view(withCode ? "tenant.browser" : "tenant.device")
            || (id == std::string_view("tenant.proxy") && !triesProxy);
        if (!unused)
            rows.append({ key(id), Verdict::Pending, { { key("domain"), m_domain } }, {}, {}, -1, {} });
    }
    begin(rows);
    if (triesProxy)
        tryProxy();
    else
        discover();
}

// Of the person or of the system; empty when there is none on the way to the sign-in.
QString GraphTenantConnection::usedProxy() const
{
    const QNetworkProxy proxy = m_network.proxyFor(m_network.cloud().login);
    return proxy.type() == QNetworkProxy::NoProxy
        ? QString()
        : QStringLiteral("%1:%2").arg(proxy.hostName()).arg(proxy.port());
}

void GraphTenantConnection::tryProxy()
{
    const core::Values values{ { key("proxy"), usedProxy() } };
    perform("tenant.proxy", new auth::ProxyCheck(m_network),
            [this, values](const auth::ProxyVerdict &verdict) {
                m_verdict = verdict;
                if (const auto failure = auth::proxyFailure(verdict, m_network.cloud())) {
                    stop(key("tenant.proxy"), *failure);
                    return;
                }
                mark(key("tenant.proxy"), Verdict::Pass, values);
                discover();
            });
}

void GraphTenantConnection::discover()
{
    perform("tenant.discovery", new auth::CloudDiscovery(m_network, candidates(), m_domain),
            [this](const auth::FoundTenant &found) {
                m_tenant = found.tenant;
                mark(key("tenant.discovery"), Verdict::Pass,
                     { { key("id"), found.tenant.id }, { key("cloud"), found.cloud.id } }, {},
                     { QStringLiteral("cloud=") + found.cloud.id,
                       QStringLiteral("region=") + found.tenant.regionScope });
                m_signedInFor = m_state.mode();
                if (m_withCode)
                    askForCode();
                else
                    openBrowser();
            });
}

void GraphTenantConnection::openBrowser()
{
    perform("tenant.browser", newSignIn(Resource::Graph, {}, {}), [this](auth::Session session) {
        mark(key("tenant.browser"), Verdict::Pass);
        accepted(std::move(session));
    });
}

void GraphTenantConnection::askForCode()
{
    perform("tenant.device", newCodeSignIn(Resource::Graph), [this](auth::Session session) {
        mark(key("tenant.device"), Verdict::Pass);
        accepted(std::move(session));
    });
}

void GraphTenantConnection::accepted(auth::Session session)
{
    m_browserUrl.clear();
    m_code.reset();
    m_consentFor.reset();
    m_prompt = QStringLiteral("select_account");
    // A guest may hold the role, but mostly is somebody who administers another organisation.
    mark(key("tenant.token"), session.isGuest ? Verdict::Attention : Verdict::Pass,
         { { key("user"), session.userPrincipalName } });
    m_tokens.accept(std::move(session));
    readOrganization();
}

void GraphTenantConnection::readOrganization()
{
    perform("tenant.directory", m_directory.organization(),
            [this](const graph::Organization &organization) { judge(organization); });
}

void GraphTenantConnection::judge(const graph::Organization &organization)
{
    const model::TenantFacts facts =
        factsOf(organization, m_tokens.session() ? m_tokens.session()->userPrincipalName : QString());
    mark(key("tenant.directory"), Verdict::Pass,
         { { key("tenant"), facts.name }, { key("n"), QString::number(facts.verifiedDomains.size()) } }, {},
         facts.verifiedDomains);
    if (!m_state.exchange()) {
        mark(key("tenant.domains"), Verdict::NotTested);
    } else {
        const QStringList common = commonDomains(*m_state.exchange(), facts);
        if (common.isEmpty()) {
            m_tokens.signOut();
            stop(key("tenant.domains"),
                 { Code::EntraTenantWrong,
                   { { key("tenant"), facts.name }, { key("domain"), m_state.exchange()->defaultDomain } },
                   QStringLiteral("tenant %1").arg(facts.id),
                   false });
            return;
        }
        mark(key("tenant.domains"), Verdict::Pass, { { key("list"), common.join(QStringLiteral(", ")) } });
    }
    m_state.setTenant(facts);
    m_signedIn = true;
    end(std::nullopt);
}

void GraphTenantConnection::stop(const QString &row, const core::Failure &failure)
{
    m_browserUrl.clear();
    m_code.reset();
    m_consentFor.reset();
    if (failure.code == Code::EntraConsent)
        m_consentFor = row == u"tenant.exchange-online" ? Resource::ExchangeOnline : Resource::Graph;
    // The next attempt must not slide into the same wrong account.
    if (failure.code == Code::EntraTenantWrong)
        m_prompt = QStringLiteral("login");
    mark(row, Verdict::Fail, failure.values, failure.code);
    end(failure);
}

// --- The second resource
// --------------------------------------------------------------------------------------------

bool GraphTenantConnection::isSignedInToExchangeOnline() const
{
    return m_tokens.session(Resource::ExchangeOnline);
}

void GraphTenantConnection::signInToExchangeOnline()
{
    if (isRunning() || !m_signedIn || !m_tenant || m_network.cloud().exchange.isEmpty())
        return;
    const QString row = key("tenant.exchange-online");
    QList<model::Finding> rows;
    for (const model::Finding &done : findings()) {
        if (done.id != row && done.id != u"tenant.capability")
            rows.append(done);
    }
    rows.append({ row, Verdict::Pending, {}, {}, {}, -1, {} });
    begin(rows);
    const auto then = [this, row](auth::Session exchange) {
        m_browserUrl.clear();
        m_code.reset();
        m_consentFor.reset();
        mark(row, Verdict::Pass, { { key("user"), exchange.userPrincipalName } });
        m_tokens.accept(std::move(exchange), Resource::ExchangeOnline);
        probeExchangeOnline();
    };
    if (m_withCode) {
        perform("tenant.exchange-online", newCodeSignIn(Resource::ExchangeOnline), then);
        return;
    }
    const auth::Session *session = m_tokens.session();
    // No prompt and a hint: a browser that is signed in already comes back by itself.
    perform("tenant.exchange-online",
            newSignIn(Resource::ExchangeOnline, session ? session->userPrincipalName : QString(), {}), then);
}

// Signed in is not yet allowed: the role may be missing, or the interface gone (cloud.md c). The procedure goes on
// without, so that is no failure.
void GraphTenantConnection::probeExchangeOnline()
{
    if (!m_online) {
        end(std::nullopt);
        return;
    }
    const QString row = key("tenant.capability");
    QList<model::Finding> rows = findings();
    rows.removeIf([&row](const model::Finding &old) { return old.id == row; });
    rows.append({ row, Verdict::Pending, {}, {}, {}, -1, {} });
    setFindings(rows);
    perform("tenant.capability", m_online->probe(), [this, row](const exo::Capability &capability) {
        if (capability.usable) {
            mark(row, Verdict::Pass);
        } else {
            const core::Failure refusal = capability.refusal.value_or(core::Failure{ Code::UnknownExo, {}, {}, true });
            core::Values values = refusal.values;
            values.insert(key("commands"),
                          exo::commandsFor({ exo::getConnectors(), exo::getOnPremisesOrganizations(), exo::getConfiguration({}) },
                                           { m_online->cloud(), m_online->userPrincipalName() }));
            mark(row, Verdict::Attention, values, refusal.code, { refusal.technical });
        }
        end(std::nullopt);
    });
}

// --- The end
// --------------------------------------------------------------------------------------------------------

void GraphTenantConnection::signOut()
{
    if (isRunning())
        return;
    m_tokens.signOut();
    m_signedIn = false;
    m_state.setTenant(std::nullopt);
    setFailure(std::nullopt);
    setFindings({});
}

void GraphTenantConnection::useOtherAccount()
{
    if (isRunning())
        return;
    signOut();
    m_prompt = QStringLiteral("login");
}

QUrl GraphTenantConnection::consentUrl() const
{
    if (!m_consentFor || !m_tenant)
        return {};
    return consentAddress(m_network.cloud(), m_tenant->id, clientId(*m_consentFor), scopes(*m_consentFor));
}

QUrl GraphTenantConnection::signOutUrl() const
{
    return m_tenant ? signOutAddress(m_network.cloud(), m_tenant->id) : QUrl();
}

void GraphTenantConnection::cancel()
{
    if (isRunning() && m_current)
        m_current->cancel();
}

}
