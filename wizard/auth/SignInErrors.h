#pragma once

#include "core/Failure.h"

#include <QByteArray>
#include <QString>

namespace passerelle::auth {

// An error of the authorize or token endpoint (reference cloud.md a.8). All of it is text of a stranger.
struct SignInError {
    QString error; // "invalid_grant"
    QString suberror; // "consent_required"; in a redirect, error_subcode: "cancel"
    QString description;
    int number = 0; // 50076 of AADSTS50076, 0 when none is told
    QString correlationId;
    QString time;
};

enum class SignInPhase { Browser, Redeem, Refresh, Device };

// From the JSON body of the token endpoint; `error` empty when it is no such body.
SignInError parseSignInError(const QByteArray &json);
// From the parameters of a redirect; number, correlation id and time are read out of the description.
SignInError redirectError(const QString &error, const QString &subcode, const QString &description);

// Decided on `error` first; the number only chooses among the reasons that `error` leaves open. Values:
// number, reason (which case of the code it is, where the remedy depends on it), correlationId, time, link
// (Microsoft's page about the number, with `login`), and `extra` (login, tenant, domain, scope, host, list:
// whatever the sentence may need). An outage is EntraBusy and retryable.
core::Failure signInFailure(const SignInError &error, SignInPhase phase, const core::Values &extra = {});

}
