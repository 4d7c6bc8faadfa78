#pragma once

#include "inspection/ExchangeObjects.h"
#include "inspection/Reading.h"
#include "model/Identities.h"

#include <optional>

namespace passerelle::inspection {

struct CertificateState {
    AuthConfig config;
    std::optional<model::ExportedCertificate> current;
    std::optional<model::ExportedCertificate> next;
    QStringList unreachable;  // servers that could not be asked, which is not the same as absent
    int rsaBits = 0;
};

// The Auth certificate as every server holds it (procedure.md 9). Only the public part crosses the wire. Fails with
// CertNoThumb when Exchange names none, CertReadFail {server} when bytes came that are no certificate or another one.
class CertificateReading : public Reading<CertificateState> {
    Q_OBJECT
public:
    CertificateReading(psrp::CommandRunner &exchange, QList<model::ExchangeServerFacts> servers,
                       QString domainController);

signals:
    void configRead(const QString &thumbprint);
    void serverAsked(const QString &fqdn);
    void serverAnswered(const QString &fqdn, bool present, bool reachable);

protected:
    void doStart() override;

private:
    void askServers(const QString &thumbprint, std::optional<model::ExportedCertificate> CertificateState::*slot,
                    qsizetype index);
    void afterServers(std::optional<model::ExportedCertificate> CertificateState::*slot);

    QList<model::ExchangeServerFacts> m_servers;
    QString m_domainController;
    CertificateState m_state;
};

}
