#pragma once

#include "core/Operation.h"
#include "crypto/Certificate.h"
#include "net/NetworkSettings.h"

#include <QPointer>
#include <QStringList>
#include <QUrl>

namespace passerelle::inspection {

// What an anonymous caller sees at the published addresses (procedure.md 12, probes P1 and P2; verification.md 1.1,
// 2.2). Tested from this PC, which is not the Internet.
struct PublishedState {
    QUrl ewsUrl;
    bool ewsReachable = false;
    int ewsStatus = 0;
    bool offersBearer = false;        // a Bearer challenge whose client_id is Exchange's
    bool trustsTenant = false;        // its trusted_issuers name the access control service of the tenant
    bool foreignSignIn = false;       // a form, a redirect or no challenge at all: a device answered, not Exchange
    QStringList trustedIssuers;
    QString serverHeader;
    QUrl metadataUrl;
    bool metadataReachable = false;
    bool metadataUnderstood = false;
    QStringList publishedThumbprints; // SHA-1 of the published certificates
    QList<crypto::Certificate> published; // those of them that can be read
    QString technical;                // why something could not be reached
};

class PublishedReading : public core::OperationOf<PublishedState> {
public:
    PublishedReading(net::NetworkSettings network, QUrl ewsUrl, QString tenantId);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void readMetadata();

    net::NetworkSettings m_network;
    QString m_tenantId;
    PublishedState m_state;
    QPointer<core::Operation> m_current;
};

}
