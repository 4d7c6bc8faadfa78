#pragma once

#include "auth/Session.h"
#include "auth/Tenant.h"
#include "auth/TokenRequest.h"

namespace passerelle::auth {

struct SessionExpectations {
    Tenant tenant;
    QString clientId;
    QByteArray nonce; // empty: the flow has none (device code)
    QString scope; // as asked, for a later refresh
    QString domain; // {domain} of EntraTenantWrong
    QDateTime now;
};

// The answer of the token endpoint as a session, once the checks of reference cloud.md a.7 hold. Fails with
// ClockSkew, EntraTenantWrong {tenant, domain} or UnknownSignIn.
core::Result<Session> sessionFrom(TokenAnswer &answer, const SessionExpectations &expected);

// Scopes as a person may have to approve them: offline_access, there for the refresh token only, is left out.
QString shownScopes(QStringList scopes);

}
