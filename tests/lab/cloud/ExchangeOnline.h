#pragma once

#include "cloud/OnlineCmdlets.h"
#include "cloud/SignIn.h"
#include "net/HttpConnection.h"

namespace lab {

// Exchange Online's undocumented InvokeCommand (cloud.md c): one cmdlet per POST.
class ExchangeOnline : public QObject {
public:
    ExchangeOnline(World &world, SignIn &signIn, QObject *parent);
    void handle(const std::shared_ptr<HttpExchange> &exchange);

private:
    struct Page {
        QString cmdlet;
        QJsonArray rest;
    };

    std::optional<HttpResponse> refuse(const HttpRequest &request, const QString &path) const;
    HttpResponse unauthorized(const QString &claims) const;
    HttpResponse invoke(const HttpRequest &request, int number);
    HttpResponse answerFor(const QJsonObject &input, const HttpRequest &request, int number);
    HttpResponse paged(QJsonObject body, const QJsonArray &all, const QString &cmdlet,
                       const HttpRequest &request);
    bool holdsRole(const SignIn::Grant &grant) const;

    World &m_world;
    SignIn &m_signIn;
    QHash<QString, Page> m_pages; // by $skiptoken
};

}
