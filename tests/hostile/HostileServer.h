#pragma once

#include "protocols/psrp/ConnectionSettings.h"

#include <QProcess>
#include <QSslCertificate>

namespace passerelle::test {

// The process hostile_server. Waits are allowed here: it is test code.
class HostileServer {
public:
    bool start();
    bool stop();
    quint16 portOf(const QByteArray &name); // of a fresh server that plays this case
    const QSslCertificate &certificate() const { return m_certificate; }
    // Basic over TLS and little patience.
    psrp::ConnectionSettings settings(const QByteArray &name);

private:
    QByteArray readLine();

    QProcess m_process;
    QSslCertificate m_certificate;
};

}
