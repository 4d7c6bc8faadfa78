#pragma once

#include "cloud/AuthorizeRequest.h"
#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

// The sign-in host: discovery, authorize page, token endpoint. Codes and tokens live in memory only.
class SignIn : public QObject {
public:
    // Who an access token speaks for, and until when.
    struct Grant {
        QString user; // id of the Entra user
        QString clientId;
        QStringList scopes;
        QString resource;
        QDateTime expires;
    };

    SignIn(World &world, QObject *parent);
    void handle(const std::shared_ptr<HttpExchange> &exchange);
    std::optional<Grant> grantOf(const QByteArray &accessToken) const;

private:
    struct Code {
        AuthorizeRequest request;
        QString user;
        QDateTime issued;
        bool used = false;
    };
    using Fields = QList<QPair<QString, QString>>;

    // SignIn.cpp
    HttpResponse discovery(const QString &tenant) const;
    HttpResponse authorize(const HttpRequest &request, const QString &tenant);
    HttpResponse decide(const HttpRequest &request);
    HttpResponse sendBack(const AuthorizeRequest &request, Fields fields, bool french) const;
    bool ownsName(const QString &tenant) const;

    // TokenEndpoint.cpp
    HttpResponse token(const HttpRequest &request);
    HttpResponse redeemCode(const Fields &fields);
    HttpResponse refresh(const Fields &fields);
    HttpResponse issue(const AuthorizeRequest &request, const QString &user);
    HttpResponse tokenFailure(const SignInError &error, const QJsonObject &more = {}) const;
    HttpResponse withDate(HttpResponse response) const;

    World &m_world;
    QHash<QString, AuthorizeRequest> m_flows;
    QHash<QString, Code> m_codes;
    QHash<QString, Code> m_refresh;
    QHash<QString, Grant> m_grants;
};

}
