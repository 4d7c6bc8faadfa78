#include "psrp/WsmanEndpoint.h"

#include "org/HttpFaults.h"

#include <QTimer>
#include <QUrl>

namespace lab {

namespace {

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

QByteArray balancerCookie(const QByteArray &cookie)
{
    return "lab=" + QByteArray::number(qChecksum(cookie));
}

// The first cmdlet of the pipeline that a Command describes or a Receive asks about, as its client named it.
QString cmdletOf(const Shell &shell, const SoapRequest &soap)
{
    if (const XmlElement *line = soap.body.child("CommandLine"))
        return line->childText("Command").trimmed();
    const XmlElement *receive = soap.body.child("Receive");
    const XmlElement *desired = receive ? receive->child("DesiredStream") : nullptr;
    const ShellCommand *command =
        desired ? shell.command(desired->attributes.value("CommandId").toUpper()) : nullptr;
    return command && command->request ? command->request->statements.first().first().name : QString();
}

QByteArray cookieFrom(const HttpRequest &request, const QByteArray &name)
{
    for (const QByteArray &part : request.header("Cookie").split(';')) {
        if (part.trimmed().startsWith(name + '='))
            return part.trimmed().mid(name.size() + 1);
    }
    return {};
}

}

WsmanEndpoint::WsmanEndpoint(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_security(world)
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
    Failure denied;
    const auto opened = m_security.open(exchange, call.journalNumber, &denied);
    if (denied)
        return refuse(call, *denied);
    if (!opened)
        return;
    if (request.method != "POST")
        return sendPage(call, 405, "405");
    if (!acceptableQuery(request.query()))
        return sendPage(call, 400, "Bad query");
    if (request.mediaType() != "application/soap+xml" && request.mediaType() != "multipart/encrypted")
        return sendPage(call, 415, "415");

    SoapFault fault;
    const auto soap = readSoap(opened->envelope, &fault);
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
            failure = create(call, *opened);
    } else {
        failure = findShell(call);
        const bool receives = soap->operation == "Receive"; // a Command comes with its cmdlet later
        if (!failure && interfere(call, receives ? subjectsOf(call) : QStringList{soap->operation}))
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
    // Without its cookies the request reaches another back end.
    const HttpRequest &request = call.exchange->request;
    const QByteArray cookie = shell->cookie.toLatin1();
    if (m_world.isOn("requireCookie") && cookieFrom(request, "X-BackEndCookie") != cookie)
        return fault::unknownShell();
    if (m_world.isOn("balancerCookie") && cookieFrom(request, "MS-WSMAN") != balancerCookie(cookie))
        return fault::unknownShell();
    if (m_world.isOn("shellBoundToConnection") && shell->connection != request.connection)
        return fault::unknownShell();
    call.cmdlet = cmdletOf(*shell, call.soap);
    if (m_world.faults.take("shell-expired", "exchange", subjectsOf(call))) {
        closeShell(shell);
        return fault::unknownShell();
    }
    shell->lastActivity = QDateTime::currentDateTimeUtc();
    call.shell = shell;
    return std::nullopt;
}

// What a fault may name: the operation, or with it the cmdlet it belongs to ("Receive New-MailUser").
QStringList WsmanEndpoint::subjectsOf(const Call &call) const
{
    QStringList subjects{call.soap.operation};
    if (!call.cmdlet.isEmpty())
        subjects << call.soap.operation + ' ' + call.cmdlet;
    return subjects;
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
    if (call.shell && call.soap.operation == "Create") {
        const QByteArray cookie = call.shell->cookie.toLatin1();
        response.headers.emplaceBack("Set-Cookie",
                                     "X-BackEndCookie=" + cookie + "; path=/PowerShell; secure; HttpOnly");
        if (m_world.isOn("balancerCookie"))
            response.headers.emplaceBack(
                "Set-Cookie", "MS-WSMAN=" + balancerCookie(cookie) + "; path=/PowerShell; secure; HttpOnly");
    }
    const QStringList subjects = subjectsOf(call);
    if (const auto slow = m_world.faults.take("slow-answer", "exchange", subjects)) {
        response.pieceBytes = std::max(1, slow->value("bytes").toInt(100));
        response.pieceMs = slow->value("ms").toInt(20);
    }
    response.halved = m_world.faults.take("cut-answer", "exchange", subjects).has_value();
    m_security.answer(*call.exchange, std::move(response), call.soap.operation);
}

void WsmanEndpoint::sendPage(const Call &call, int status, const QByteArray &text)
{
    m_security.answer(*call.exchange,
                      HttpResponse::html(status, "<html><body>" + text + "</body></html>", exchangeHeaders()),
                      {});
}

void WsmanEndpoint::reply(const Call &call, const QString &body)
{
    send(call, 200, writeSoap(call.soap, body, m_world.text("language")));
}

void WsmanEndpoint::refuse(const Call &call, const SoapFault &fault)
{
    send(call, m_world.number("faultStatus"),
         writeFault(call.soap.messageId, fault, "ex1.contoso.fr", m_world.text("language")));
}

}
