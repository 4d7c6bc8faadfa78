#pragma once

#include "crypto/Certificate.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace passerelle::graph {

// One entry of keyCredentials as the server told it (reference cloud.md b.2).
struct KeyCredential {
    QString keyId;
    QString type; // "AsymmetricX509Cert"
    QString usage; // "Verify"
    QString displayName;
    QString customKeyIdentifier;
    QString key; // base64 as received; empty when the server sent null
    QDateTime start, end;
    std::optional<crypto::Certificate> certificate; // what `key` holds, when it can be read

    // SHA-1 of the certificate; without a readable key what the identifier tells (40 hex digits, base64 of 20
    // bytes); empty when neither does. Upper-case hex.
    QString thumbprint() const;
    bool isPublicCertificate() const; // AsymmetricX509Cert for Verify
    bool isExpired(const QDateTime &now) const;
    // The same certificate: by key, or, only where the key is absent, by identifier (SHA-1 or SHA-256).
    bool holds(const crypto::Certificate &wanted) const;
    // What makes this entry the same as another one for a comparison of two readings.
    QString fingerprint() const;
};

KeyCredential parseKeyCredential(const QJsonObject &entry);
QList<KeyCredential> parseKeyCredentials(const QJsonArray &entries);

}
