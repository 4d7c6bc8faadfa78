#include "pki/TlsAuthority.h"

#include "pki/Certificate.h"

#include <QDir>
#include <QSslKey>

#include <stdexcept>

namespace lab {

namespace {

QByteArray makeAuthority(const Key &key, const QString &name)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return issueCertificate({name, now.addDays(-1), now.addDays(30), true, {}, {}}, key, key);
}

CertificateOrder leafOrder(const QStringList &hostNames)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return {hostNames.value(0, "localhost"), now.addDays(-1), now.addDays(29), false, hostNames,
             {"127.0.0.1", "::1"}};
}

void setLeaf(QSslConfiguration *server, const QByteArray &der, const Key &key)
{
    server->setLocalCertificateChain({QSslCertificate(der, QSsl::Der)});
    server->setPrivateKey(QSslKey(key.pem(), QSsl::Ec));
}

}

TlsAuthority::TlsAuthority(const QStringList &hostNames)
    : m_hostNames(hostNames)
    , m_file(QDir::temp().filePath("passerelle-lab-ca-XXXXXX.pem"))
    , m_key(Key::ec())
    , m_der(makeAuthority(m_key, "Passerelle lab authority"))
    , m_authority(m_der, QSsl::Der)
{
    const Key leafKey = Key::ec();
    setLeaf(&m_server, issueCertificate(leafOrder(hostNames), leafKey, m_key, m_der), leafKey);
    m_server.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setProtocol(QSsl::TlsV1_2OrLater);

    if (!m_file.open())
        throw std::runtime_error("no temporary file for the authority");
    m_file.write(toPem(m_der));
    m_file.flush();
}

QStringList TlsAuthority::leafKinds()
{
    return {"", "self-signed", "expired", "not-yet-valid", "wrong-name", "unknown-issuer", "sha384"};
}

QStringList TlsAuthority::versions()
{
    return {"", "1.0", "1.1", "1.2", "1.3"};
}

QSslConfiguration TlsAuthority::special(const QString &leafKind, const QString &version) const
{
    QSslConfiguration server = m_server;
    if (!leafKind.isEmpty()) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const Key key = Key::ec();
        CertificateOrder order = leafOrder(m_hostNames);
        if (leafKind == "expired") {
            order.notBefore = now.addDays(-30);
            order.notAfter = now.addDays(-2);
        } else if (leafKind == "not-yet-valid") {
            order.notBefore = now.addDays(2);
        } else if (leafKind == "wrong-name") {
            order.commonName = "autre.contoso.fr";
            order.names = QStringList{"autre.contoso.fr"};
            order.addresses.clear();
        } else if (leafKind == "sha384") {
            order.digest = "sha384";
        }
        if (leafKind == "self-signed") {
            setLeaf(&server, issueCertificate(order, key, key), key);
        } else if (leafKind == "unknown-issuer") {
            const Key other = Key::ec();
            setLeaf(&server, issueCertificate(order, key, other, makeAuthority(other, "Autre autorite")),
                    key);
        } else {
            setLeaf(&server, issueCertificate(order, key, m_key, m_der), key);
        }
    }
    if (!version.isEmpty()) {
        const QByteArray name = version == "1.0" ? QByteArray("TLSv1") : "TLSv" + version.toLatin1();
        server.setProtocol(QSsl::AnyProtocol);
        server.setBackendConfigurationOption("MinProtocol", name);
        server.setBackendConfigurationOption("MaxProtocol", name);
        if (version < "1.2")
            server.setBackendConfigurationOption("CipherString", QByteArray("DEFAULT:@SECLEVEL=0"));
    }
    return server;
}

}
