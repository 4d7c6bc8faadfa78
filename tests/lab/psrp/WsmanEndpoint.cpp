#include "psrp/WsmanEndpoint.h"

#include "org/HttpFaults.h"

#include <QTimer>
#include <QUrl>

namespace lab {

namespace {

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

bool acceptableQuery(const QByteArray &query)
{
    static const QStringList known = {"psversion", "serializationlevel", "exchclientver", "clientapplication",
                                      "targetserver"};
    if (query.isEmpty())
        return true;
    for (const QByteArray &pair : query.split(';')) {
        if (!known.contains(QString::fromLatin1(pair.left(pair.indexOf('='))).toLower())
            || !pair.contains('='))
            return false;
    }
    return true;
}

// The body of an answer that a client could take part of: what the shell's cookie is worth.
QByteArray cookieFrom(const HttpRequest &request)
{
    for (const QByteArray &part : request.header("Cookie").split(';')) {
        if (part.trimmed().startsWith("X-BackEndCookie="))
            return part.trimmed().mid(16);
    }
    return {};
}

}

WsmanEndpoint::WsmanEndpoint(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_runner(world)
{
    auto *sweep = new QTimer(this);
    connect(sweep, &QTimer::timeout, this, [this] {
        const QDateTime limit = QDateTime::currentDateTimeUtc().addSecs(-900);
        for (Shell *shell : shells()) {
            if (shell->lastActivity < limit)
                closeShell(shell);
        }
    });
    sweep->start(10000);
}

QList<Shell *> WsmanEndpoint::shells() const
{
    QList<Shell *> list = m_shells.values();
    std::sort(list.begin(), list.end(), [](const Shell *a, const Shell *b) { return a->opened < b->opened; });
    return list;
}

void WsmanEndpoint::closeAll()
{
    for (Shell *shell : shells())
        closeShell(shell);
}

void WsmanEndpoint::closeShell(Shell *shell)
{
    m_shells.remove(shell->id);
    for (const Shell::Waiting &waiting : std::as_const(shell->waiting))
        refuse({waiting.exchange, waiting.soap, waiting.journalNumber, nullptr}, fault::unknownShell());
    delete shell;
}

bool WsmanEndpoint::authenticate(const HttpExchange &exchange, QString *user, HttpResponse *refusal) const
{
    const QStringList schemes = m_world.list("schemes");
    const QByteArray given = exchange.request.header("Authorization");
    if (schemes.contains("Basic") && given.startsWith("Basic ")) {
        const QByteArray pair = QByteArray::fromBase64(given.mid(6));
        const qsizetype colon = pair.indexOf(':');
        *user = QString::fromUtf8(pair.left(colon));
        const bool known = user->compare(userName(), Qt::CaseInsensitive) == 0
            || user->compare("adm.exchange@contoso.fr", Qt::CaseInsensitive) == 0;
        if (colon > 0 && known && QString::fromUtf8(pair.mid(colon + 1)) == password())
            return true;
    }
    *refusal =
        HttpResponse::html(401, "<html><body><h2>401 - Unauthorized</h2></body></html>", exchangeHeaders());
    for (const QString &scheme : schemes)
        refusal->headers.emplaceBack("WWW-Authenticate",
                                     scheme == "Basic" ? QByteArray("Basic realm=\"ex1.contoso.fr\"")
                                                       : scheme.toLatin1());
    return false;
}

void WsmanEndpoint::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    Call call;
    call.exchange = exchange;
    call.journalNumber = m_world.journal.add({"exchange",
                                              "wsman",
                                              "Request",
                                              {},
                                              QString::fromLatin1(request.method),
                                              request.path(),
                                              false,
                                              request.connection});
    exchange->onEnd = [this, number = call.journalNumber](int status) {
        m_world.journal.end(number, status);
    };
    if (interfereHttp(m_world, "exchange", {request.path()}, exchange))
        return;
    QString user;
    HttpResponse refusal;
    if (!authenticate(*exchange, &user, &refusal))
        return exchange->answer(refusal);
    if (request.method != "POST")
        return exchange->answer(HttpResponse::html(405, "<html><body>405</body></html>", exchangeHeaders()));
    if (!acceptableQuery(request.query()))
        return exchange->answer(
            HttpResponse::html(400, "<html><body>Bad query</body></html>", exchangeHeaders()));
    if (request.mediaType() != "application/soap+xml")
        return exchange->answer(HttpResponse::html(415, "<html><body>415</body></html>", exchangeHeaders()));

    SoapFault fault;
    const auto soap = readSoap(request.body, &fault);
    if (!soap)
        return refuse(call, fault);
    call.soap = *soap;
    if (request.path().compare("/wsman", Qt::CaseInsensitive) == 0)
        return refuse(call,
                      fault::unknownResource("http://schemas.microsoft.com/powershell/Microsoft.Exchange"));
    QJsonObject details;
    if (!soap->shellId.isEmpty())
        details.insert("shell", soap->shellId.toUpper());
    m_world.journal.rename(call.journalNumber, soap->operation, details);

    Failure failure;
    if (soap->operation == "Create") {
        if (!interfere(call, {"Create"}))
            failure = create(call, user);
    } else {
        failure = findShell(call);
        if (!failure && interfere(call, {soap->operation}))
            return;
        if (failure)
            return refuse(call, *failure);
        if (soap->operation == "Command")
            failure = command(call);
        else if (soap->operation == "Send")
            failure = sendInput(call);
        else if (soap->operation == "Receive")
            failure = receive(call);
        else if (soap->operation == "Signal")
            failure = signal(call);
        else
            failure = remove(call);
    }
    if (failure)
        refuse(call, *failure);
}

WsmanEndpoint::Failure WsmanEndpoint::findShell(Call &call)
{
    Shell *shell = m_shells.value(call.soap.shellId.toUpper());
    if (!shell)
        return fault::unknownShell();
    if (m_world.isOn("requireCookie") && cookieFrom(call.exchange->request) != shell->cookie.toLatin1())
        return fault::unknownShell(); // without its cookie the request reaches another back end
    if (m_world.faults.take("shell-expired", "exchange", {call.soap.operation})) {
        closeShell(shell);
        return fault::unknownShell();
    }
    shell->lastActivity = QDateTime::currentDateTimeUtc();
    call.shell = shell;
    return std::nullopt;
}

bool WsmanEndpoint::interfere(Call &call, const QStringList &subjects)
{
    if (const auto found = m_world.faults.take("wsman-fault", "exchange", subjects)) {
        SoapFault fault;
        fault.code = quint32(found->value("code").toDouble(2150859046.0));
        fault.subcode = found->value("subcode").toString("w:InternalError");
        fault.text = found->value("text").toString("The lab was told to fail.");
        fault.provider = found->value("provider").toBool();
        refuse(call, fault);
        return true;
    }
    if (call.soap.operation == "Receive" && m_world.faults.take("timed-out", "exchange", subjects)) {
        refuse(call, fault::timedOut());
        return true;
    }
    return interfereHttp(m_world, "exchange", subjects, call.exchange);
}

void WsmanEndpoint::send(const Call &call, int status, const QByteArray &text)
{
    HttpResponse response;
    response.status = status;
    response.headers = exchangeHeaders();
    response.headers.emplaceBack("Content-Type", "application/soap+xml;charset=UTF-8");
    response.body = text;
    response.chunked = m_world.isOn("chunked");
    const QString compression = m_world.text("gzip");
    if (compression == "always"
        || (compression == "accepted" && call.exchange->request.header("Accept-Encoding").contains("gzip"))) {
        response.body = gzip(text);
        response.headers.emplaceBack("Content-Encoding", "gzip");
    }
    if (call.shell && call.soap.operation == "Create") {
        const QByteArray cookie = call.shell->cookie.toLatin1();
        response.headers.emplaceBack("Set-Cookie",
                                     "X-BackEndCookie=" + cookie + "; path=/PowerShell; secure; HttpOnly");
    }
    call.exchange->answer(response);
}

void WsmanEndpoint::reply(const Call &call, const QString &body)
{
    send(call, 200, writeSoap(call.soap, body, m_world.text("language")));
}

void WsmanEndpoint::refuse(const Call &call, const SoapFault &fault)
{
    send(call, 500, writeFault(call.soap.messageId, fault, "ex1.contoso.fr", m_world.text("language")));
}

}
