#include "net/TlsSetup.h"

#include <QSslSocket>

namespace passerelle::net {

TlsProblem tlsProblem(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return TlsProblem::SelfSigned;
    case QSslError::SelfSignedCertificateInChain: // the root of an authority this PC does not know
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return TlsProblem::UntrustedIssuer;
    case QSslError::HostNameMismatch:
        return TlsProblem::NameMismatch;
    case QSslError::CertificateExpired:
        return TlsProblem::Expired;
    case QSslError::CertificateNotYetValid:
        return TlsProblem::NotYetValid;
    default:
        return TlsProblem::Other;
    }
}

QString tlsProblemName(TlsProblem problem)
{
    switch (problem) {
    case TlsProblem::SelfSigned:
        return QStringLiteral("self-signed");
    case TlsProblem::UntrustedIssuer:
        return QStringLiteral("untrusted-issuer");
    case TlsProblem::NameMismatch:
        return QStringLiteral("name-mismatch");
    case TlsProblem::Expired:
        return QStringLiteral("expired");
    case TlsProblem::NotYetValid:
        return QStringLiteral("not-yet-valid");
    case TlsProblem::ProtocolTooOld:
        return QStringLiteral("protocol-too-old");
    case TlsProblem::Other:
        break;
    }
    return QStringLiteral("other");
}

QSslConfiguration tlsConfiguration(const TlsTrust &trust)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.addCaCertificates(trust.extraAuthorities);
    return configuration;
}

}
