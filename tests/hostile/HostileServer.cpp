#include "HostileServer.h"

using namespace std::chrono_literals;

namespace passerelle::test {

bool HostileServer::start()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(HOSTILE_SERVER), QStringList());
    m_certificate = QSslCertificate(QByteArray::fromBase64(readLine()), QSsl::Der);
    return !m_certificate.isNull();
}

bool HostileServer::stop()
{
    m_process.closeWriteChannel();
    return m_process.waitForFinished(10'000);
}

QByteArray HostileServer::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(60'000))
            return {};
    }
    return m_process.readLine().trimmed();
}

quint16 HostileServer::portOf(const QByteArray &name)
{
    m_process.write(name + '\n');
    const quint16 port = readLine().toUShort();
    if (port == 0)
        qFatal("no such case: %s", name.constData());
    return port;
}

psrp::ConnectionSettings HostileServer::settings(const QByteArray &name)
{
    psrp::ConnectionSettings settings;
    settings.url = QUrl(QStringLiteral("https://ex1.contoso.fr/PowerShell/"));
    settings.user = QStringLiteral("admin@contoso.fr");
    settings.password = core::Secret("sentinel-password");
    settings.scheme = net::SchemePreference::Basic;
    settings.network.hosts.insert(settings.url.host(), QStringLiteral("127.0.0.1"), portOf(name));
    settings.network.trust.extraAuthorities = { m_certificate };
    settings.operationTimeout = 1s;
    settings.openTimeout = 2s;
    settings.commandTimeout = 2s;
    settings.stopTimeout = 1s;
    settings.busyRetryDelay = 10ms;
    return settings;
}

}
