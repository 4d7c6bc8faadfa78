#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslCertificate>
#include <QString>

namespace passerelle::net {

// What is trusted beside the certificate authorities of the system.
struct TlsTrust {
    QList<QSslCertificate> extraAuthorities;
    QHash<QString, QByteArray>
        pinnedFingerprints; // host in lower case -> SHA-256 of the certificate (32 bytes)
};

}
