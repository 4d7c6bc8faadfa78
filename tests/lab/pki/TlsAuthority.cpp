#include "pki/TlsAuthority.h"

#include "pki/Certificate.h"

#include <QDir>
#include <QSslKey>

#include <stdexcept>

namespace lab {

TlsAuthority::TlsAuthority(const QStringList &hostNames)
    : m_file(QDir::temp().filePath("passerelle-lab-ca-XXXXXX.pem"))
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Key authorityKey = Key::ec();
    const Key leafKey = Key::ec();
    const QByteArray authorityDer =
        issueCertificate({"Passerelle lab authority", now.addDays(-1), now.addDays(30), true, {}, {}},
                         authorityKey, authorityKey);
    const QByteArray leafDer = issueCertificate({hostNames.value(0, "localhost"),
                                                 now.addDays(-1),
                                                 now.addDays(29),
                                                 false,
                                                 hostNames,
                                                 {"127.0.0.1", "::1"}},
                                                leafKey, authorityKey, authorityDer);

    m_authority = QSslCertificate(authorityDer, QSsl::Der);
    m_server.setLocalCertificateChain({QSslCertificate(leafDer, QSsl::Der)});
    m_server.setPrivateKey(QSslKey(leafKey.pem(), QSsl::Ec));
    m_server.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setProtocol(QSsl::TlsV1_2OrLater);

    if (!m_file.open())
        throw std::runtime_error("no temporary file for the authority");
    m_file.write(toPem(authorityDer));
    m_file.flush();
}

}
