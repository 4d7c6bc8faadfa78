#include "inspection/PartnerReading.h"

namespace passerelle::inspection {

PartnerReading::PartnerReading(psrp::CommandRunner &exchange, QString applicationId, QString wantedName,
                               QString domainController)
    : Reading(exchange)
    , m_applicationId(std::move(applicationId))
    , m_wantedName(std::move(wantedName))
    , m_domainController(std::move(domainController))
{
}

void PartnerReading::doStart()
{
    need(psrp::Command(QStringLiteral("Get-PartnerApplication"))
             .with(QStringLiteral("DomainController"), m_domainController),
         [this](const psrp::CommandOutput &output) {
             PartnerState state;
             for (const psrp::Value &value : output.objects) {
                 const PartnerApplication application = readPartnerApplication(value);
                 const bool ours = application.applicationId == m_applicationId && application.isOnlineApplication();
                 if (ours)
                     state.ours.append(application);
                 else if (application.name.compare(m_wantedName, Qt::CaseInsensitive) == 0)
                     state.nameTaken = true;
                 if (application.enabled)
                     state.enabledIds << application.applicationId;
             }
             succeed(state);
         });
}

}
