#include "auth/CloudDiscovery.h"

#include <algorithm>

namespace passerelle::auth {

using core::FailureCode;

CloudDiscovery::CloudDiscovery(NetworkAccess &network, QList<CloudEndpoints> candidates, QString domainOrId)
    : m_network(network)
    , m_candidates(std::move(candidates))
    , m_domain(std::move(domainOrId))
    , m_before(network.cloud())
{
}

void CloudDiscovery::doStart()
{
    if (m_candidates.isEmpty())
        m_candidates = { m_before };
    ask(0);
}

void CloudDiscovery::ask(qsizetype index)
{
    const CloudEndpoints cloud = m_candidates[index];
    m_asked << cloud.id;
    m_network.setCloud(cloud);
    m_current = core::run(new TenantDiscovery(m_network, m_domain), this,
                          [this, cloud, index](const core::Result<Tenant> &tenant) {
                              m_current = nullptr;
                              if (tenant)
                                  succeed({ cloud, *tenant });
                              else if (isCancelling())
                                  give(tenant.failure());
                              else
                                  onRefused(tenant.failure(), index);
                          });
}

void CloudDiscovery::onRefused(const core::Failure &failure, qsizetype index)
{
    if (!m_first)
        m_first = failure;
    // A cloud that cannot be reached says nothing, unless it is the one that should know best.
    const bool goesOn = failure.code == FailureCode::EntraCloud
        || (failure.code == FailureCode::EntraNet && index > 0 && m_first->code == FailureCode::EntraCloud);
    if (!goesOn || m_candidates.size() == 1) {
        give(failure);
        return;
    }
    const auto indexOf = [this](auto wanted) {
        const auto it =
            std::find_if(m_candidates.cbegin(), m_candidates.cend(),
                         [&](const CloudEndpoints &c) { return !m_asked.contains(c.id) && wanted(c); });
        return it == m_candidates.cend() ? -1 : it - m_candidates.cbegin();
    };
    const QString named = failure.values.value(QStringLiteral("cloud"));
    const QList<CloudEndpoints> table = clouds();
    const auto isNamed = [&](const CloudEndpoints &c) { return c.id == named; };
    if (std::any_of(table.cbegin(), table.cend(), isNamed)) {
        const qsizetype next = indexOf(isNamed);
        if (next >= 0)
            ask(next);
        else
            give(failure);
        return;
    }
    // The government clouds are known to the worldwide service: what it does not know is not there either.
    const qsizetype next = indexOf([](const CloudEndpoints &c) { return c.regionSubScope.isEmpty(); });
    if (next >= 0)
        ask(next);
    else
        give(*m_first);
}

void CloudDiscovery::give(core::Failure failure)
{
    m_network.setCloud(m_before);
    fail(std::move(failure));
}

void CloudDiscovery::doCancel()
{
    if (m_current)
        m_current->cancel();
    else
        give({ FailureCode::Cancelled, {}, {}, true });
}

}
