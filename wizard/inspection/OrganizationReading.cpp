#include "inspection/OrganizationReading.h"

#include "core/Scrub.h"
#include "inspection/ExchangeObjects.h"

namespace passerelle::inspection {

OrganizationReading::OrganizationReading(psrp::CommandRunner &exchange, QString server, QString user)
    : Reading(exchange)
{
    m_facts.server = std::move(server);
    m_facts.user = std::move(user);
}

// Names of the DNS and of the organisation, offered for a choice: nothing that is lost here belongs there.
static QString offered(const psrp::Value &value, QStringView name) { return core::displayable(value.property(name).toString()); }

void OrganizationReading::doStart()
{
    need(psrp::Command(QStringLiteral("Set-ADServerSettings")).with(QStringLiteral("ViewEntireForest"), true),
         [this](const psrp::CommandOutput &) {
             need(psrp::Command(QStringLiteral("Get-OrganizationConfig")), [this](const psrp::CommandOutput &output) {
                 if (!output.objects.isEmpty())
                     m_facts.organization = offered(output.objects.first(), u"Name");
                 readServers();
             });
         });
}

void OrganizationReading::readServers()
{
    need(psrp::Command(QStringLiteral("Get-ExchangeServer")), [this](const psrp::CommandOutput &output) {
        for (const psrp::Value &value : output.objects)
            m_facts.servers.append(readServer(value));
        readDomains();
    });
}

void OrganizationReading::readDomains()
{
    need(psrp::Command(QStringLiteral("Get-AcceptedDomain")), [this](const psrp::CommandOutput &output) {
        for (const psrp::Value &value : output.objects) {
            // DomainName, not Name, which can be anything (procedure.md 1g).
            const QString domain = offered(value, u"DomainName");
            m_facts.acceptedDomains << domain;
            if (value.property(u"Default").toBool())
                m_facts.defaultDomain = domain;
        }
        readControllers();
    });
}

void OrganizationReading::readControllers()
{
    need(psrp::Command(QStringLiteral("Get-DomainController")), [this](const psrp::CommandOutput &output) {
        for (const psrp::Value &value : output.objects) {
            const QString host = offered(value, u"DnsHostName");
            const bool readOnly = value.property(u"IsReadOnly").toBool();
            if (!host.isEmpty() && !readOnly)
                m_facts.domainControllers << host;
        }
        succeed(m_facts);
    });
}

}
