#pragma once

#include "pki/Key.h"

#include <QSslConfiguration>
#include <QTemporaryFile>

namespace lab {

// A certificate authority for one run: its public part in a temporary file, one leaf for every listener.
class TlsAuthority {
public:
    explicit TlsAuthority(const QStringList &hostNames);

    const QSslConfiguration &serverConfiguration() const { return m_server; }
    QString authorityFile() const { return m_file.fileName(); }
    QSslCertificate authority() const { return m_authority; }

    // What may be wrong, or special, with the leaf; "" is the ordinary one.
    static QStringList leafKinds();
    // TLS versions, "" for 1.2 and later. Below 1.2 both sides must lower OpenSSL's security level to 0.
    static QStringList versions();
    QSslConfiguration special(const QString &leafKind, const QString &version) const;

private:
    QStringList m_hostNames;
    QTemporaryFile m_file;
    QSslConfiguration m_server;
    Key m_key;
    QByteArray m_der;
    QSslCertificate m_authority;
};

}
