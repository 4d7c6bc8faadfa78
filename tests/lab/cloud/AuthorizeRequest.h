#pragma once

#include "cloud/Clients.h"
#include "net/HttpMessage.h"

#include <QJsonObject>

#include <optional>

namespace lab {

// What a client asks of the authorize endpoint or of the device flow, after every parameter was checked.
struct AuthorizeRequest {
    QString clientId;
    QStringList scopes;
    Asked asked;
    QJsonObject claims; // of a claims challenge or of client capabilities
    bool clientInfo = false;
    // Only with a browser of the client's own:
    QString redirectUri;
    QString responseMode; // query or form_post
    QString state;
    QString nonce;
    QString challenge;
    QString prompt;
    QString loginHint;
};

std::optional<AuthorizeRequest> readAuthorizeRequest(const World &world, const QByteArray &query,
                                                     SignInError *error);

// Scopes and claims of a request into `request`; the client was found before.
bool readWanted(const World &world, const Client &client, const QList<QPair<QString, QString>> &fields,
                AuthorizeRequest *request, SignInError *error);

}
