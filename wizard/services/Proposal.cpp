#include "services/Proposal.h"

namespace passerelle::services {

QStringList usableDomains(const model::SetupState &state)
{
    QStringList domains;
    const QStringList verified = state.tenant() ? state.tenant()->verifiedDomains : QStringList();
    // Without a sign-in only Exchange's side is known.
    const bool unknown = state.isOffline() && verified.isEmpty();
    if (!state.exchange() || (!state.tenant() && !unknown))
        return domains;
    for (const QString &domain : state.exchange()->acceptedDomains) {
        if ((unknown || verified.contains(domain, Qt::CaseInsensitive))
            && !domain.endsWith(u".onmicrosoft.com", Qt::CaseInsensitive))
            domains << domain;
    }
    return domains;
}

QString routingDomain(const model::SetupState &state)
{
    if (state.tenant() && !state.tenant()->routingDomain.isEmpty())
        return state.tenant()->routingDomain;
    const QStringList accepted = state.exchange() && state.isOffline() ? state.exchange()->acceptedDomains : QStringList();
    for (const QString &domain : accepted) {
        if (domain.endsWith(u".mail.onmicrosoft.com", Qt::CaseInsensitive))
            return domain;
    }
    return {};
}

model::Settings proposedSettings(const model::SetupState &state)
{
    model::Settings settings = state.settings();
    const QStringList domains = usableDomains(state);
    const model::ExchangeFacts exchange = state.exchange().value_or(model::ExchangeFacts {});
    if (!domains.contains(settings.domain, Qt::CaseInsensitive))
        settings.domain = domains.contains(exchange.defaultDomain, Qt::CaseInsensitive) ? exchange.defaultDomain : domains.value(0);
    if (!exchange.domainControllers.contains(settings.domainController, Qt::CaseInsensitive))
        settings.domainController = exchange.domainControllers.value(0);
    const model::ApplicationTarget target = state.targets().first();
    if (settings.accountName.isEmpty())
        settings.accountName = target.accountName;
    if (settings.partnerName.isEmpty())
        settings.partnerName = target.partnerName;
    return settings;
}

}
