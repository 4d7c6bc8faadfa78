#pragma once

#include "core/Secret.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace passerelle::auth {

// A signed-in account with one access token. Move-only, in memory only. Names are for display and come from a
// stranger; the account is identified by objectId and tenantId.
struct Session {
    core::Secret accessToken;
    core::Secret refreshToken; // empty unless offline_access was granted
    QDateTime expiry; // UTC
    QString tenantId;
    QString objectId;
    QString userPrincipalName;
    QString displayName;
    QStringList grantedScopes;
    bool isGuest = false;
    qint64 clockOffsetSeconds = 0; // server time minus time of this PC, at sign-in

    // What a refresh needs.
    QUrl tokenEndpoint;
    QString clientId;
    QString scope;
};

}
