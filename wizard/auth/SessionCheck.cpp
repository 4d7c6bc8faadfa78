#include "auth/SessionCheck.h"

#include "auth/IdToken.h"

namespace passerelle::auth {

core::Result<Session> sessionFrom(TokenAnswer &answer, const SessionExpectations &expected)
{
    if (const auto skew = checkClock(expected.now, answer.serverDate))
        return *skew;
    const auto token = parseIdToken(answer.idToken.reveal());
    if (!token) {
        return core::Failure{
            core::FailureCode::UnknownSignIn, {}, QStringLiteral("no readable id_token"), false
        };
    }
    auto problem =
        checkIdToken(*token,
                     { expected.clientId, expected.tenant.issuer, expected.tenant.id, expected.nonce,
                       expected.now, answer.serverDate, expected.nonce.isEmpty() });
    if (problem) {
        problem->values.insert(QStringLiteral("domain"), expected.domain);
        return std::move(*problem);
    }
    Session session;
    session.accessToken = std::move(answer.accessToken);
    session.refreshToken = std::move(answer.refreshToken);
    session.expiry = expected.now.addSecs(answer.expiresIn);
    session.tenantId = expected.tenant.id;
    session.objectId = token->objectId;
    session.userPrincipalName = token->userName;
    session.displayName = token->displayName;
    session.grantedScopes = answer.scope.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    session.isGuest = token->isGuest;
    session.clockOffsetSeconds = answer.serverDate.isValid() ? expected.now.secsTo(answer.serverDate) : 0;
    session.tokenEndpoint = expected.tenant.tokenEndpoint;
    session.clientId = expected.clientId;
    session.scope = expected.scope;
    return session;
}

QString shownScopes(QStringList scopes)
{
    scopes.removeAll(QStringLiteral("offline_access"));
    return scopes.join(u' ');
}

}
