#pragma once

#include "cloud/SignInErrors.h"

#include <QStringList>

#include <optional>

namespace lab {

class World;

// A public client: one of Microsoft's (cloud.md a.3) or one of the directory's `applications`.
struct Client {
    QString id;
    QStringList redirects; // registered ones
    bool graph = false; // may call Graph
    bool exchange = false; // may call Exchange Online
    bool deviceFlow = true;
    bool own = false; // registered by the customer
};

std::optional<Client> findClient(const World &world, const QString &id);

// Whether `uri` is one of the registered ones: of http://localhost the port does not matter, everything else
// does.
bool acceptsRedirect(const Client &client, const QString &uri);

// What the scopes of one request ask for.
struct Asked {
    QString resource; // "graph", "exchange", or "" when only OpenID scopes were asked
    QString audience; // "https://graph.microsoft.com"
    QStringList permissions; // "Application.ReadWrite.All"
};

// Nothing, with *error, when a scope is unknown, two resources are mixed or the client may not have them.
std::optional<Asked> readScopes(const World &world, const Client &client, const QStringList &scopes,
                                SignInError *error);

}
