#pragma once

#include <QByteArray>
#include <QSslCertificate>

namespace passerelle::net {

// The channel binding "tls-server-end-point" of RFC 5929: the name, a colon, and a hash of the server's certificate
// (the hash of its own signature; SHA-256 in place of MD5 and SHA-1). Empty without a certificate.
QByteArray channelBinding(const QSslCertificate &server);

}
