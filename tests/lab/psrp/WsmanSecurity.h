#pragma once

#include "net/HttpConnection.h"
#include "org/World.h"
#include "psrp/Soap.h"

namespace lab {

// What IIS in front of Exchange adds to every answer.
HttpHeaders exchangeHeaders();

// Sign-in and message encryption of /PowerShell (psrp.md 3): one connection has one security context. Opens
// the requests before the rest reads them and closes the answers after the rest wrote them.
class WsmanSecurity {
public:
    explicit WsmanSecurity(World &world);

    struct Opened {
        QString user; // "CONTOSO\adm.exchange"
        bool hasRoles = true; // false: the domain knows the user, Exchange does not
        QByteArray envelope;
    };
    // Empty when the request ends here: it was answered with 200 (a context without a message), 401 or 415,
    // or refuses a plain body with the fault.
    std::optional<Opened> open(const std::shared_ptr<HttpExchange> &exchange, int journalNumber,
                               std::optional<SoapFault> *fault);

    // Sends an answer to an opened request: encrypted when the request was, with what the scheme still has to
    // say.
    void answer(HttpExchange &exchange, HttpResponse response, const QString &operation);

private:
    struct Context;

    void refuse(HttpExchange &exchange, const QByteArray &scheme = {}, const QByteArray &token = {}) const;
    bool basic(const QByteArray &given, Opened *opened) const;
    void note(const HttpExchange &exchange, const QByteArray &scheme, int status, const QJsonObject &details);
    // False when answered.
    bool negotiate(HttpExchange &exchange, const QByteArray &scheme, const QByteArray &token);
    bool decrypt(HttpExchange &exchange, Context &context, QByteArray *envelope);
    bool acceptsPlain(HttpExchange &exchange, std::optional<SoapFault> *fault);
    HttpResponse compressed(const HttpRequest &request, HttpResponse response) const;
    HttpResponse encrypted(Context &context, HttpResponse response, const QString &operation);

    World &m_world;
};

}
