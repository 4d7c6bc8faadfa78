#include "inspection/CertificateReading.h"

#include "crypto/Certificate.h"
#include "crypto/Thumbprint.h"

namespace passerelle::inspection {

CertificateReading::CertificateReading(psrp::CommandRunner &exchange, QList<model::ExchangeServerFacts> servers,
                                       QString domainController)
    : Reading(exchange), m_domainController(std::move(domainController))
{
    for (const model::ExchangeServerFacts &server : servers) {
        if (server.holdsMailboxes && !server.isEdge && server.major == 15)
            m_servers.append(server);
    }
}

void CertificateReading::doStart()
{
    need(psrp::Command(QStringLiteral("Get-AuthConfig")).with(QStringLiteral("DomainController"), m_domainController),
         [this](const psrp::CommandOutput &output) {
             m_state.config = output.objects.isEmpty() ? AuthConfig {} : readAuthConfig(output.objects.first());
             const QString thumbprint = m_state.config.currentThumbprint;
             if (!crypto::isThumbprint(thumbprint)) {
                 fail({core::FailureCode::CertNoThumb, {}, QStringLiteral("CurrentCertificateThumbprint='%1'").arg(thumbprint), false});
                 return;
             }
             emit configRead(thumbprint);
             askServers(thumbprint, &CertificateState::current, 0);
         });
}

void CertificateReading::askServers(const QString &thumbprint,
                                    std::optional<model::ExportedCertificate> CertificateState::*slot, qsizetype index)
{
    if (index == m_servers.size()) {
        afterServers(slot);
        return;
    }
    const QString fqdn = m_servers[index].fqdn;
    emit serverAsked(fqdn);
    const psrp::Command command = psrp::Command(QStringLiteral("Get-ExchangeCertificate"))
                                      .with(QStringLiteral("Server"), fqdn)
                                      .with(QStringLiteral("Thumbprint"), thumbprint);
    cmdlet(command, [this, command, thumbprint, slot, index, fqdn](const psrp::CommandOutput &output) {
        auto &certificate = m_state.*slot;
        if (!certificate)
            certificate.emplace(model::ExportedCertificate {thumbprint, {}, {}, {}, {}, {}, {}});
        if (!output.succeeded()) {
            const QString reason = output.errors.isEmpty() ? QString() : output.errors.last().reason;
            if (reason == u"CommandNotFoundException" || reason == u"ParameterBindingException") {
                fail(commandFailure(command, output));
                return;
            }
            // An InvalidOperationException means absent, anything else that the server could not be asked
            // (procedure.md 9, point 3).
            const bool absent = reason == u"InvalidOperationException" || isNotFound(output);
            (absent ? certificate->missingOn : m_state.unreachable) << fqdn;
            emit serverAnswered(fqdn, false, absent);
        } else {
            const QByteArray der =
                output.objects.isEmpty() ? QByteArray() : output.objects.first().property(u"RawData").toBytes();
            const auto parsed = crypto::Certificate::fromDer(der);
            if (!parsed || parsed->thumbprint() != thumbprint) {
                fail({core::FailureCode::CertReadFail, {{QStringLiteral("server"), fqdn}},
                      QStringLiteral("%1: %2 bytes, wanted %3").arg(fqdn).arg(der.size()).arg(thumbprint), true});
                return;
            }
            certificate->der = parsed->der();
            certificate->notBefore = parsed->notBefore();
            certificate->notAfter = parsed->notAfter();
            certificate->subject = parsed->subject();
            certificate->servers << fqdn;
            if (slot == &CertificateState::current)
                m_state.rsaBits = parsed->rsaBits();
            emit serverAnswered(fqdn, true, true);
        }
        askServers(thumbprint, slot, index + 1);
    });
}

void CertificateReading::afterServers(std::optional<model::ExportedCertificate> CertificateState::*slot)
{
    const bool wasCurrent = slot == &CertificateState::current;
    if (wasCurrent && crypto::isThumbprint(m_state.config.nextThumbprint))
        askServers(m_state.config.nextThumbprint, &CertificateState::next, 0);
    else
        succeed(m_state);
}

}
