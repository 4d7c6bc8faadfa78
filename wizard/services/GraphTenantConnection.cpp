#include "services/GraphTenantConnection.h"

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

static QString key(const char *name) { return QLatin1String(name); }

GraphTenantConnection::GraphTenantConnection(auth::NetworkAccess &network, auth::TokenStore &tokens,
                                             graph::Directory &directory, model::SetupState &state,
                                             const core::Clock &clock, const model::CallLog &calls, QObject *parent)
    : TenantConnection(parent), m_network(network), m_tokens(tokens), m_directory(directory), m_state(state), m_clock(clock)
{
    follow(calls);
}

bool GraphTenantConnection::isSignedIn() const
{
    return m_signedIn && (m_signedInFor == model::Mode::Setup || m_state.mode() == model::Mode::Verify);
}

template <class Op, class Then>
void GraphTenantConnection::perform(const char *row, Op *operation, Then then)
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

void GraphTenantConnection::signIn(const QString &domain)
{
    if (isRunning())
        return;
    m_domain = domain.trimmed();
    m_signedIn = false;
    QList<model::Finding> rows;
    for (const char *id : {"tenant.discovery", "tenant.browser", "tenant.token", "tenant.directory", "tenant.domains"})
        rows.append({key(id), Verdict::Pending, {{key("domain"), m_domain}}, {}, {}, -1, {}});
    begin(rows);
    perform("tenant.discovery", new auth::TenantDiscovery(m_network, m_domain), [this](const auth::Tenant &tenant) {
        mark(key("tenant.discovery"), Verdict::Pass, {{key("id"), tenant.id}});
        openBrowser(tenant);
    });
}

void GraphTenantConnection::openBrowser(const auth::Tenant &tenant)
{
    auth::SignInRequest request;
    request.tenant = tenant;
    request.clientId = m_network.cloud().graphClientId;
    const QString graphHost = m_network.cloud().graph.toString(QUrl::RemovePath);
    // The right to write is only asked for when there is something to write (cloud.md e.10).
    const bool writes = m_state.mode() == model::Mode::Setup;
    m_signedInFor = m_state.mode();
    request.scopes = {graphHost + (writes ? QStringLiteral("/Application.ReadWrite.All") : QStringLiteral("/Application.Read.All")),
                      graphHost + QStringLiteral("/Organization.Read.All")};
    request.browserTexts = m_browserTexts;
    auto *operation = new auth::SignIn(m_network, m_clock, std::move(request));
    connect(operation, &auth::SignIn::browserRequested, this, [this](const QUrl &url) {
        m_browserUrl = url;
        emit changed();
        emit browserRequested(url);
    });
    perform("tenant.browser", operation, [this](auth::Session session) {
        m_browserUrl.clear();
        mark(key("tenant.browser"), Verdict::Pass);
        mark(key("tenant.token"), Verdict::Pass, {{key("user"), session.userPrincipalName}});
        m_tokens.accept(std::move(session));
        readOrganization();
    });
}

void GraphTenantConnection::readOrganization()
{
    perform("tenant.directory", m_directory.organization(), [this](const graph::Organization &organization) { judge(organization); });
}

void GraphTenantConnection::judge(const graph::Organization &organization)
{
    model::TenantFacts facts;
    facts.id = organization.id;
    facts.name = organization.displayName;
    facts.user = m_tokens.session() ? m_tokens.session()->userPrincipalName : QString();
    for (const graph::Domain &domain : organization.verifiedDomains) {
        facts.verifiedDomains << domain.name;
        if (domain.isInitial)
            facts.initialDomain = domain.name;
        if (domain.name.endsWith(u".mail.onmicrosoft.com", Qt::CaseInsensitive))
            facts.routingDomain = domain.name;
    }
    mark(key("tenant.directory"), Verdict::Pass,
         {{key("tenant"), facts.name}, {key("n"), QString::number(facts.verifiedDomains.size())}}, {}, facts.verifiedDomains);
    if (!m_state.exchange()) {
        mark(key("tenant.domains"), Verdict::NotTested);
    } else {
        QStringList common;
        for (const QString &domain : m_state.exchange()->acceptedDomains) {
            if (facts.verifiedDomains.contains(domain, Qt::CaseInsensitive))
                common << domain;
        }
        if (common.isEmpty()) {
            m_tokens.signOut();
            stop(key("tenant.domains"), {Code::EntraTenantWrong,
                                         {{key("tenant"), facts.name}, {key("domain"), m_state.exchange()->defaultDomain}},
                                         QStringLiteral("tenant %1").arg(facts.id), false});
            return;
        }
        mark(key("tenant.domains"), Verdict::Pass, {{key("list"), common.join(QStringLiteral(", "))}});
    }
    m_state.setTenant(facts);
    m_signedIn = true;
    end(std::nullopt);
}

void GraphTenantConnection::stop(const QString &row, const core::Failure &failure)
{
    m_browserUrl.clear();
    mark(row, Verdict::Fail, failure.values, failure.code);
    end(failure);
}

void GraphTenantConnection::signOut()
{
    m_tokens.signOut();
    m_signedIn = false;
    m_state.setTenant(std::nullopt);
    emit changed();
}

void GraphTenantConnection::cancel()
{
    if (isRunning() && m_current)
        m_current->cancel();
}

}
