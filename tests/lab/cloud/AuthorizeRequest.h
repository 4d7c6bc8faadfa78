#pragma once

#include "net/HttpMessage.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace lab {

// What a client asks of the authorize endpoint, after every parameter was checked.
struct AuthorizeRequest {
    QString clientId;
    QString redirectUri;
    QStringList scopes;
    QString responseMode; // query or form_post
    QString state;
    QString nonce;
    QString challenge;
    QString prompt;
    QString loginHint;
    bool clientInfo = false;
    QString resource; // "graph", "exchange", or "" when only OpenID scopes were asked
};

struct SignInError {
    int code = 0; // AADSTS number
    QString error; // OAuth word
    QString text;
};

std::optional<AuthorizeRequest> readAuthorizeRequest(const QByteArray &query, const QString &graphUrl,
                                                     SignInError *error);

// Which API the scopes belong to; false with *error when they are unknown or belong to two.
bool resourceOf(const QStringList &scopes, const QString &clientId, const QString &graphUrl,
                QString *resource, SignInError *error);

bool knownClient(const QString &clientId);

}
