#include "psrp/WsmanSecurity.h"

#include "kerberos/EncryptedBody.h"
#include "org/Accounts.h"
#include "org/HttpFaults.h"
#include "pki/Certificate.h"

namespace lab {

namespace {

HttpResponse page(int status, const QByteArray &text)
{
    return HttpResponse::html(status, "<html><body><h2>" + text + "</h2></body></html>", exchangeHeaders());
}

QByteArray protocolOf(const QByteArray &scheme)
{
    return scheme == "Kerberos" ? QByteArray("application/HTTP-Kerberos-session-encrypted")
                                : QByteArray("application/HTTP-SPNEGO-session-encrypted");
}

}

HttpHeaders exchangeHeaders()
{
    return {{"Server", "Microsoft-IIS/10.0"},
             {"request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)},
             {"X-CalculatedBETarget", "ex1.contoso.fr"},
             {"X-FEServer", "EX1"},
             {"X-AspNet-Version", "4.0.30319"},
             {"X-Powered-By", "ASP.NET"},
             {"Cache-Control", "private"}};
}

// The state of one connection.
struct WsmanSecurity::Context : ConnectionState {
    QByteArray scheme; // as offered: Kerberos, Negotiate
    std::unique_ptr<Acceptor> acceptor;
    bool established = false;
    bool encrypting = false; // the request being answered was encrypted
    QByteArray lastToken; // goes with the next answer
    QByteArray previousBody; // for the fault that repeats a message
    QString user;
    bool hasRoles = false;
};

WsmanSecurity::WsmanSecurity(World &world)
    : m_world(world)
{
}

void WsmanSecurity::refuse(HttpExchange &exchange, const QByteArray &scheme, const QByteArray &token) const
{
    HttpResponse response = page(401, "401 - Unauthorized");
    if (!token.isEmpty()) {
        response.headers.emplaceBack("WWW-Authenticate", scheme + ' ' + token.toBase64());
        return exchange.answer(response);
    }
    for (const QString &offered : m_world.list("schemes"))
        response.headers.emplaceBack("WWW-Authenticate",
                                     offered == "Basic" ? QByteArray("Basic realm=\"ex1.contoso.fr\"")
                                                        : offered.toLatin1());
    exchange.answer(response);
}

bool WsmanSecurity::basic(const QByteArray &given, Opened *opened) const
{
    const QByteArray pair = QByteArray::fromBase64(given);
    const qsizetype colon = pair.indexOf(':');
    const QString user = QString::fromUtf8(pair.left(colon));
    const bool known = user.compare(accounts::user, Qt::CaseInsensitive) == 0
        || user.compare("adm.exchange@contoso.fr", Qt::CaseInsensitive) == 0;
    opened->user = user;
    return colon > 0 && known && pair.mid(colon + 1) == accounts::password;
}

std::optional<WsmanSecurity::Opened> WsmanSecurity::open(const std::shared_ptr<HttpExchange> &exchange,
                                                         int journalNumber, std::optional<SoapFault> *fault)
{
    const HttpRequest &request = exchange->request;
    const QByteArray given = request.header("Authorization");
    const QByteArray scheme = given.left(given.indexOf(' '));
    const bool offered = m_world.list("schemes").contains(QString::fromLatin1(scheme));
    Opened opened;
    opened.envelope = request.body;
    if (!given.isEmpty() && scheme == "Basic") {
        exchange->setState(nullptr);
        if (!offered || !basic(given.mid(6), &opened)) {
            refuse(*exchange);
            return std::nullopt;
        }
        if (request.mediaType() == "multipart/encrypted") {
            exchange->answer(page(415, "415"));
            return std::nullopt;
        }
        return opened;
    }
    if (m_world.faults.take("context-forgotten", "exchange", {request.path()}))
        exchange->setState(nullptr);
    if (!given.isEmpty()) {
        const QByteArray token = QByteArray::fromBase64(given.mid(scheme.size() + 1));
        if (!offered || (scheme != "Kerberos" && scheme != "Negotiate") || m_world.keytab.isEmpty()) {
            exchange->setState(nullptr);
            refuse(*exchange);
            return std::nullopt;
        }
        if (!negotiate(*exchange, scheme, token))
            return std::nullopt;
    }
    auto *context = dynamic_cast<Context *>(exchange->state());
    if (!context || !context->established) {
        refuse(*exchange);
        return std::nullopt;
    }
    opened.user = context->user;
    opened.hasRoles = context->hasRoles;
    context->encrypting = request.mediaType() == "multipart/encrypted";
    if (request.body.isEmpty() && !given.isEmpty()) { // the context alone; messages follow on this connection
        m_world.journal.rename(journalNumber, "SignIn", {});
        HttpResponse response;
        response.headers = exchangeHeaders();
        answer(*exchange, response, "SignIn");
        return std::nullopt;
    }
    if (context->encrypting ? !decrypt(*exchange, *context, &opened.envelope)
                            : !acceptsPlain(*exchange, fault))
        return std::nullopt;
    return opened;
}

void WsmanSecurity::note(const HttpExchange &exchange, const QByteArray &scheme, int status,
                         const QJsonObject &details)
{
    const int number = m_world.journal.add({"exchange",
                                             "sign-in",
                                             QString::fromLatin1(scheme),
                                             details,
                                             {},
                                             {},
                                             false,
                                             exchange.request.connection});
    m_world.journal.end(number, status);
}

bool WsmanSecurity::negotiate(HttpExchange &exchange, const QByteArray &scheme, const QByteArray &token)
{
    auto *context = dynamic_cast<Context *>(exchange.state());
    if (!context || context->established || context->scheme != scheme) {
        const QString protection = m_world.text("extendedProtection");
        Acceptor::Demands demands;
        demands.keytab = m_world.keytab;
        demands.mechanism =
            scheme == "Kerberos" ? Acceptor::Mechanism::Kerberos : Acceptor::Mechanism::Negotiate;
        if (protection != "None" && exchange.request.secure)
            demands.channelBindings = tlsServerEndPoint(exchange.request.serverCertificate);
        demands.bindingsRequired = protection == "Require" && exchange.request.secure;
        auto fresh = std::make_unique<Context>();
        fresh->scheme = scheme;
        fresh->acceptor = std::make_unique<Acceptor>(demands);
        context = fresh.get();
        exchange.setState(std::move(fresh));
    }
    QByteArray reply;
    const Acceptor::Step step = context->acceptor->step(token, &reply);
    if (step == Acceptor::Step::More) {
        refuse(exchange, scheme, reply);
        return false;
    }
    const bool told = m_world.faults.take("sign-in-refused", "exchange", {"SignIn"}).has_value();
    if (step == Acceptor::Step::Refused || told) {
        note(exchange, scheme, 401,
             {{"refused", told ? QString("the lab was told to") : context->acceptor->problem()}});
        exchange.setState(nullptr);
        refuse(exchange);
        return false;
    }
    context->established = true;
    context->lastToken = reply;
    const QString principal = context->acceptor->principal();
    const QString user = m_world.switchValue("kerberosUsers").toObject().value(principal).toString();
    context->hasRoles = !user.isEmpty();
    context->user = context->hasRoles ? user : "CONTOSO\\" + principal.section('@', 0, 0);
    note(exchange, scheme, 200, {{"principal", principal}, {"service", context->acceptor->service()}});
    return true;
}

bool WsmanSecurity::decrypt(HttpExchange &exchange, Context &context, QByteArray *envelope)
{
    const HttpRequest &request = exchange.request;
    const QString policy = m_world.text("encryption");
    QString problem;
    const auto body = readEncryptedBody(request.header("Content-Type"), request.body, &problem);
    if (policy == "never" || (body && body->protocol != protocolOf(context.scheme))) {
        exchange.answer(page(415, "415"));
        return false;
    }
    const auto plain = body ? context.acceptor->unwrap(body->sealed) : std::nullopt;
    if (!plain || plain->size() != body->length) {
        exchange.setState(nullptr); // whoever loses the sequence begins again
        exchange.answer(page(400, "400 - Bad Request"));
        return false;
    }
    *envelope = *plain;
    return true;
}

bool WsmanSecurity::acceptsPlain(HttpExchange &exchange, std::optional<SoapFault> *fault)
{
    const QString policy = m_world.text("encryption");
    if (policy == "optional" || policy == "never" || (policy == "transport" && exchange.request.secure))
        return true;
    const QString way = m_world.text("plainRefusal");
    if (way == "415")
        answer(exchange, page(415, "415"), "Request");
    else if (way == "500")
        answer(exchange, page(500, "500 - Internal Server Error"), "Request");
    else
        *fault = SoapFault{5, "w:AccessDenied", "Access is denied.", {}, false};
    return false;
}

HttpResponse WsmanSecurity::encrypted(Context &context, HttpResponse response, const QString &operation)
{
    const auto told = [&](const char *kind) {
        return m_world.faults.take(kind, "exchange", {operation}).has_value();
    };
    if (told("plain-answer"))
        return response;
    EncryptedBody body;
    body.protocol = protocolOf(context.scheme);
    if (told("wrong-protocol"))
        body.protocol = "application/HTTP-CredSSP-session-encrypted";
    body.length = response.body.size() + (told("wrong-length") ? 1 : 0);
    if (told("message-gap"))
        context.acceptor->wrap(response.body); // counted, never sent
    body.sealed = context.acceptor->wrap(response.body);
    if (told("broken-cipher"))
        body.sealed.data[body.sealed.data.size() / 2] =
            char(body.sealed.data.at(body.sealed.data.size() / 2) ^ 0x20);
    const QByteArray text = writeEncryptedBody(body, m_world.isOn("delimiterSpace"));
    const bool again = !context.previousBody.isEmpty() && told("message-repeated");
    response.body = again ? context.previousBody : text;
    context.previousBody = text;
    for (auto &[name, value] : response.headers) {
        if (name == "Content-Type")
            value = encryptedContentType(body.protocol);
    }
    return response;
}

HttpResponse WsmanSecurity::compressed(const HttpRequest &request, HttpResponse response) const
{
    const QString way = m_world.text("gzip");
    if (way == "always" || (way == "accepted" && request.header("Accept-Encoding").contains("gzip"))) {
        response.body = gzip(response.body);
        response.headers.emplaceBack("Content-Encoding", "gzip");
    }
    return response;
}

void WsmanSecurity::answer(HttpExchange &exchange, HttpResponse response, const QString &operation)
{
    const bool soap = std::any_of(response.headers.begin(), response.headers.end(), [](const auto &header) {
        return header.first == "Content-Type" && header.second.startsWith("application/soap+xml");
    });
    auto *context = dynamic_cast<Context *>(exchange.state());
    if (!context || !context->established)
        return exchange.answer(soap ? compressed(exchange.request, response) : response);
    if (context->encrypting && soap)
        response = encrypted(*context, response, operation);
    if (soap)
        response = compressed(exchange.request, response);
    if (!context->lastToken.isEmpty()) {
        if (m_world.faults.take("sign-in-wrong-token", "exchange", {operation}))
            context->lastToken.back() = char(context->lastToken.back() ^ 0x11);
        if (!m_world.faults.take("sign-in-without-token", "exchange", {operation}))
            response.headers.emplaceBack("WWW-Authenticate",
                                         context->scheme + ' ' + context->lastToken.toBase64());
        context->lastToken.clear();
    }
    response.headers.emplaceBack("Persistent-Auth", "true");
    exchange.answer(response);
}

}
