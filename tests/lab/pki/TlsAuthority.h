#pragma once

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

private:
    QTemporaryFile m_file;
    QSslConfiguration m_server;
    QSslCertificate m_authority;
};

}
