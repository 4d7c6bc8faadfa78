#pragma once

#include "cloud/GraphQuery.h"
#include "cloud/SignIn.h"
#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

// Microsoft Graph v1.0, as far as the procedure needs it. Anything else is refused.
class Graph : public QObject {
public:
    Graph(World &world, SignIn &signIn, QObject *parent);
    void handle(const std::shared_ptr<HttpExchange> &exchange);

private:
    // One operation, of the outer request or of a batch item. `path` is below /v1.0.
    struct Operation {
        QByteArray method;
        QString path;
        QByteArray query;
        QByteArray contentType;
        QByteArray body;
        SignIn::Grant grant;
        bool changed = false;
    };

    // Graph.cpp
    HttpResponse perform(Operation &operation);
    HttpResponse route(Operation &operation);
    HttpResponse collection(const Operation &operation, const QString &name, const QString &type,
                            const QStringList &properties, const QStringList &filters) const;
    HttpResponse me(const Operation &operation) const;
    HttpResponse memberOf(const Operation &operation) const;
    bool mayWrite(const SignIn::Grant &grant) const;
    QStringList rolesOf(const SignIn::Grant &grant) const;

    // Batch.cpp
    HttpResponse batch(const Operation &operation, quint64 connection);

    // ServicePrincipals.cpp
    HttpResponse servicePrincipals(Operation &operation);
    HttpResponse listPrincipals(const Operation &operation);
    HttpResponse readPrincipal(const Operation &operation, const QJsonObject &principal);
    HttpResponse patchPrincipal(Operation &operation, const QJsonObject &principal);
    HttpResponse createPrincipal(Operation &operation);
    QJsonObject shown(const QJsonObject &principal, const GraphQuery &query) const;
    void letSomebodyElseWrite(const Operation &operation, const QJsonObject &principal);

    World &m_world;
    SignIn &m_signIn;
};

}
