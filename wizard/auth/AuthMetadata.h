#pragma once

#include "crypto/Certificate.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace passerelle::auth {

// The document at /autodiscover/metadata/json/1 of Exchange, or /metadata/json/1 of the access control
// service.
struct AuthMetadata {
    struct Key {
        QString x5t; // as published, may be empty
        QByteArray der; // may be empty or no certificate: the two are published separately and can disagree
        QString statedThumbprint() const; // of x5t, hex
        QString actualThumbprint() const; // SHA-1 of der when it is a certificate, else empty
    };
    QString issuer;
    QString realm;
    QString name;
    QString serviceName;
    QStringList allowedAudiences;
    QList<Key> keys;
};

// Member names are compared without case; keyInfo is found beside keyValue or in it
// (verification.md 1.1, 1.2). Nothing when the text is no such document.
std::optional<AuthMetadata> parseAuthMetadata(const QByteArray &json);

}
