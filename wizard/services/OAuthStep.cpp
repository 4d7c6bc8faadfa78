#include "services/OAuthStep.h"

namespace passerelle::services {

OAuthStep::OAuthStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::oauth), environment, parent)
{
}

inspection::TrustQuestion OAuthStep::question(const model::SetupState &state)
{
    const model::TenantFacts tenant = state.tenant().value_or(model::TenantFacts {});
    return {tenant.id, tenant.routingDomain, state.settings().domain, state.settings().domainController,
            state.certificate() ? state.certificate()->thumbprint : QString()};
}

QList<model::Finding> OAuthStep::pendingFindings() const { return inspection::TrustReading::pendingFindings(); }

void OAuthStep::inspect(Continuation then)
{
    auto *reading = new inspection::TrustReading(environment().exchange, environment().directory, question(state()), environment().online);
    perform(reading, [this, then](const inspection::TrustState &trust) {
        QList<model::Finding> right;
        for (const model::Finding &finding : trust.findings) {
            if (finding.verdict == model::Verdict::Pass)
                right.append(finding);
        }
        setFindings(trust.findings);
        setAlreadyRight(right);
        if (trust.established || !trust.missing)
            then();
        else
            failed(*trust.missing);
    });
}

void OAuthStep::apply() { conclude(model::StepStatus::AlreadyDone); }

}
