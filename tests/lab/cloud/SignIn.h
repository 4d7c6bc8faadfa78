#pragma once

#include "cloud/AuthorizeRequest.h"
#include "cloud/DeviceFlow.h"
#include "net/HttpConnection.h"
#include "org/World.h"

namespace lab {

// The sign-in host: discovery, authorize page, device flow, token endpoint. Codes, tokens and sessions of
// browsers live in memory only.
class SignIn : public QObject {
public:
    // Who an access token speaks for, and until when.
    struct Grant {
        QString user; // id of the Entra user
        QString clientId;
        QStringList scopes;
        QString resource; // "graph", "exchange"
        QJsonObject claims; // asked for with it
        QDateTime expires;
    };

    SignIn(World &world, QObject *parent);
    // `cloud`: whose sign-in host was addressed: worldwide, china, bleu, delos.
    void handle(const std::shared_ptr<HttpExchange> &exchange, const QString &cloud);
    std::optional<Grant> grantOf(const QByteArray &authorization) const; // value of an Authorization header
    DeviceFlow &devices() { return m_devices; }
    void revoke(); // as after a change of password: every token and every session of a browser ends

private:
    struct Code {
        AuthorizeRequest request;
        QString user;
        QDateTime issued;
        bool used = false;
    };
    using Fields = QList<QPair<QString, QString>>;

    // SignIn.cpp
    HttpResponse answer(const HttpRequest &request, const QString &name, const QString &tenant,
                        const QString &cloud);
    HttpResponse authorize(const HttpRequest &request, const QString &tenant);
    HttpResponse decide(const HttpRequest &request);
    HttpResponse approve(const AuthorizeRequest &asked, const QString &user, bool french);
    HttpResponse sendBack(const AuthorizeRequest &request, Fields fields, bool french) const;
    HttpResponse signOut(const HttpRequest &request);
    void forget();

    // Discovery.cpp
    HttpResponse discovery(const QString &tenant) const;
    bool ownsName(const QString &tenant) const;

    // TokenEndpoint.cpp
    HttpResponse token(const HttpRequest &request);
    HttpResponse redeemCode(const Fields &fields);
    HttpResponse redeemDevice(const Fields &fields);
    HttpResponse refresh(const Fields &fields);
    HttpResponse deviceCode(const HttpRequest &request);
    HttpResponse tokenFailure(const SignInError &error, const QJsonObject &more = {}) const;
    HttpResponse withDate(HttpResponse response) const;

    // Tokens.cpp
    HttpResponse issue(const AuthorizeRequest &request, const QString &user);
    QString idTokenFor(const AuthorizeRequest &asked, const QJsonObject &user, const QString &tenant,
                       qint64 now) const;
    QString clientInfo(const QString &user) const;

    World &m_world;
    DeviceFlow m_devices;
    QHash<QString, AuthorizeRequest> m_flows;
    QHash<QString, Code> m_codes;
    QHash<QString, Code> m_refresh;
    QHash<QString, Grant> m_grants;
    QHash<QString, QString> m_browserSessions; // cookie → user
    QDateTime m_revoked;
};

}
