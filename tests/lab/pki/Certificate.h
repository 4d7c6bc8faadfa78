#pragma once

#include "pki/Key.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace lab {

// What the lab reads out of a certificate's DER bytes.
struct CertificateFacts {
    QString subject; // one line, "CN=…"
    QDateTime notBefore;
    QDateTime notAfter;
    QString thumbprint; // SHA-1 of the DER, 40 upper-case hexadecimal digits
};

struct CertificateOrder {
    QString commonName;
    QDateTime notBefore;
    QDateTime notAfter;
    bool authority = false;
    QStringList names; // DNS names of the subject alternative name
    QStringList addresses; // IP addresses of the same
    QByteArray digest = "sha256"; // of the signature
};

// Empty when the bytes are not exactly one X.509 certificate.
std::optional<CertificateFacts> readCertificate(const QByteArray &der);

// DER of a new certificate; self-signed when issuerDer is empty.
QByteArray issueCertificate(const CertificateOrder &order, const Key &subjectKey, const Key &issuerKey,
                            const QByteArray &issuerDer = {});

// RFC 5929 section 4.1, as application data of GSSAPI channel bindings: "tls-server-end-point:" and the hash.
QByteArray tlsServerEndPoint(const QByteArray &der);

QByteArray toPem(const QByteArray &der);
QString thumbprintOf(const QByteArray &der);

}
