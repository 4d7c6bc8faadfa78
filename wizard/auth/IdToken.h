#pragma once

#include "core/Failure.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QString>
#include <optional>

namespace passerelle::auth {

// The claims of an id_token. The signature is not checked: the token comes over TLS from the token endpoint
// itself (OIDC Core 3.1.3.7 rule 6; reference cloud.md a.7).
struct IdToken {
    QString audience, issuer, tenantId, nonce, version;
    QString objectId, userName, displayName;
    qint64 expires = 0, notBefore = 0, issuedAt = 0; // seconds since 1970
    bool isGuest = false;
};

struct IdTokenExpectations {
    QString clientId;
    QString issuer;
    QString tenantId;
    QByteArray nonce;
    QDateTime now; // of this PC
    QDateTime serverDate; // Date header of the answer that brought the token; may be invalid
    bool withoutNonce = false; // the device code flow has none
};

std::optional<IdToken> parseIdToken(QByteArrayView jwt);

// Nothing when every check of a.7 holds; EntraTenantWrong {tenant}, ClockSkew {seconds} or UnknownSignIn.
std::optional<core::Failure> checkIdToken(const IdToken &token, const IdTokenExpectations &expected);

// ClockSkew {seconds} when this PC is more than five minutes off (problems.md CLOCK-SKEW).
std::optional<core::Failure> checkClock(const QDateTime &now, const QDateTime &serverDate);

}
