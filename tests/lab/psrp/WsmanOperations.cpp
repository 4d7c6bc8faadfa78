#include "psrp/WsmanEndpoint.h"

#include "org/HttpFaults.h"
#include "psrp/OpenRefusal.h"

#include <QTimer>

namespace lab {

namespace {

const QString doneState = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done";

// Strict base64: alphabet, padding, white space allowed.
std::optional<QByteArray> fromBase64(const QString &text)
{
    QByteArray bytes = text.toLatin1().simplified().replace(' ', "");
    const auto decoded = QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || bytes.size() % 4 != 0)
        return std::nullopt;
    return *decoded;
}

const XmlElement *onlyChild(const XmlElement &body, const QString &name)
{
    return body.children.size() == 1 && body.children.first().is(ns::shell, name) ? &body.children.first()
                                                                                  : nullptr;
}

bool validGuid(const QString &text)
{
    return text.size() == 36 && !QUuid::fromString(text).isNull();
}

}

WsmanEndpoint::Failure WsmanEndpoint::create(Call &call, const WsmanSecurity::Opened &opened)
{
    const XmlElement *element = onlyChild(call.soap.body, "Shell");
    if (!element || !call.soap.shellId.isEmpty())
        return fault::badBody("Create wants one rsp:Shell and no selector");
    std::optional<QByteArray> creation;
    for (const XmlElement &child : element->children) {
        if (child.is(ns::powershell, "creationXml"))
            creation = fromBase64(child.text);
        else if (child.is(ns::shell, "InputStreams") && child.text.trimmed() != "stdin pr")
            return fault::badBody("InputStreams must be stdin pr");
        else if (child.is(ns::shell, "OutputStreams") && child.text.trimmed() != "stdout")
            return fault::badBody("OutputStreams must be stdout");
        else if (child.space != ns::shell
                 || !QStringList{"InputStreams", "OutputStreams", "IdleTimeOut"}.contains(child.name))
            return fault::badBody("unknown element " + child.name);
    }
    QString id = element->attributes.value("ShellId").toUpper();
    if (!creation || (!id.isEmpty() && !validGuid(id)) || m_shells.contains(id))
        return fault::badBody("creationXml or ShellId is wrong");
    if (id.isEmpty() || m_world.isOn("shellIdDiffers"))
        id = QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();

    auto *shell = new Shell(id, opened.user, this);
    shell->connection = call.exchange->request.connection;
    shell->maximumEnvelope = call.soap.maximumEnvelope;
    shell->fragmentSize = m_world.number("fragmentSize");
    shell->byteOrderMark = m_world.isOn("byteOrderMark");
    QList<QByteArray> messages;
    QString error;
    Failure failure;
    if (!shell->input.feed(*creation, &messages, &error))
        failure = fault::plugin(error);
    for (const QByteArray &bytes : messages) {
        const auto message = readMessage(bytes);
        if (!failure)
            failure = message ? poolMessage(shell, *message)
                              : fault::plugin("a message is not addressed to the server");
    }
    if (!failure && !shell->initialised)
        failure = fault::plugin("creationXml lacks SESSION_CAPABILITY or INIT_RUNSPACEPOOL");
    if (failure) {
        delete shell;
        return failure;
    }
    shell->cookie = "S-1-5-21-1004336348-1177238915-682003330-1137="
        + QString::fromLatin1(QUuid::createUuid().toRfc4122().toBase64());
    if (const auto refusal = m_world.faults.take("open-refused", "exchange", {"Create"}))
        shell->refusal = openRefusal(refusal->value("reason").toString("no-roles"), opened.user,
                                     m_world.number("maximumShells"), refusal->value("text").toString());
    else if (!opened.hasRoles)
        shell->refusal = openRefusal("no-roles", opened.user, 0, {});
    else if (m_shells.size() >= m_world.number("maximumShells"))
        shell->refusal = openRefusal("too-many-sessions", opened.user, m_world.number("maximumShells"), {});
    m_shells.insert(id, shell);
    call.shell = shell;
    m_world.journal.rename(call.journalNumber, "Create", {{"shell", id}});
    reply(call,
          "<x:ResourceCreated><a:Address>" + call.soap.to.toHtmlEscaped()
              + "</a:Address><a:ReferenceParameters><w:ResourceURI>http://schemas.microsoft.com/powershell/"
                "Microsoft.Exchange</w:ResourceURI><w:SelectorSet><w:Selector Name=\"ShellId\">"
              + id
              + "</w:Selector></w:SelectorSet></a:ReferenceParameters></"
                "x:ResourceCreated><rsp:Shell><rsp:ShellId>"
              + id
              + "</rsp:ShellId><rsp:ResourceUri>http://schemas.microsoft.com/powershell/Microsoft.Exchange"
                "</rsp:ResourceUri><rsp:Owner>CONTOSO\\adm.exchange</rsp:Owner><rsp:ClientIP>127.0.0.1</"
                "rsp:ClientIP>"
                "<rsp:IdleTimeOut>PT900.000S</rsp:IdleTimeOut><rsp:InputStreams>stdin pr</rsp:InputStreams>"
                "<rsp:OutputStreams>stdout</rsp:OutputStreams><rsp:ShellRunTime>P0DT0H0M0S</rsp:ShellRunTime>"
                "<rsp:ShellInactivity>P0DT0H0M0S</rsp:ShellInactivity></rsp:Shell>");
    return std::nullopt;
}

WsmanEndpoint::Failure WsmanEndpoint::command(Call &call)
{
    const XmlElement *line = onlyChild(call.soap.body, "CommandLine");
    if (!line || !line->child("Command"))
        return fault::badBody("Command wants one rsp:CommandLine");
    QString id = line->attributes.value("CommandId");
    if (id.isEmpty())
        id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!validGuid(id) || call.shell->command(id))
        return fault::badBody("CommandId is wrong or in use");
    if (call.shell->refusal)
        return call.shell->refusal;
    const auto bytes = fromBase64(line->childText("Arguments"));
    if (!bytes || bytes->isEmpty())
        return fault::badBody("Arguments is not base64");
    call.shell->maximumEnvelope = call.soap.maximumEnvelope;
    ShellCommand *command = call.shell->addCommand(id);
    if (const Failure failure = commandMessages(call, command, *bytes)) {
        call.shell->removeCommand(id);
        return failure;
    }
    QStringList names;
    if (command->request)
        names << command->request->statements.first().first().name;
    m_world.journal.rename(call.journalNumber, "Command",
                           {{"shell", call.shell->id}, {"command", command->id}, {"cmdlet", names.value(0)}});
    if (interfereHttp(m_world, "exchange", names, call.exchange)) {
        call.shell->removeCommand(command->id);
        return std::nullopt;
    }
    start(call.shell, command, call.exchange->request.connection);
    if (m_world.faults.take("drop-after", "exchange", names)) {
        call.exchange->drop();
        return std::nullopt;
    }
    reply(call,
          "<rsp:CommandResponse><rsp:CommandId>" + wireId(command->id)
              + "</rsp:CommandId></rsp:CommandResponse>");
    return std::nullopt;
}

WsmanEndpoint::Failure WsmanEndpoint::sendInput(Call &call)
{
    const XmlElement *send = onlyChild(call.soap.body, "Send");
    if (!send || send->children.isEmpty())
        return fault::badBody("Send wants rsp:Send with streams");
    for (const XmlElement &stream : send->children) {
        const QString name = stream.attributes.value("Name");
        const auto bytes = fromBase64(stream.text);
        if (!stream.is(ns::shell, "Stream") || (name != "stdin" && name != "pr") || !bytes)
            return fault::badBody("a stream is wrong");
        const QString id = stream.attributes.value("CommandId");
        if (!id.isEmpty()) {
            ShellCommand *command = call.shell->command(id);
            if (!command)
                return fault::unknownShell();
            if (const Failure failure = commandMessages(call, command, *bytes))
                return failure;
            start(call.shell, command, call.exchange->request.connection);
            continue;
        }
        QList<QByteArray> messages;
        QString error;
        if (!call.shell->input.feed(*bytes, &messages, &error))
            return fault::plugin(error);
        for (const QByteArray &one : messages) {
            const auto message = readMessage(one);
            const Failure failure = message ? poolMessage(call.shell, *message)
                                            : fault::plugin("a message is not for the server");
            if (failure)
                return failure;
        }
    }
    reply(call, "<rsp:SendResponse/>");
    return std::nullopt;
}

WsmanEndpoint::Failure WsmanEndpoint::receive(Call &call)
{
    const XmlElement *receive = onlyChild(call.soap.body, "Receive");
    const XmlElement *desired = receive ? receive->child("DesiredStream") : nullptr;
    if (!desired || receive->children.size() != 1 || desired->text.trimmed() != "stdout")
        return fault::badBody("Receive wants one DesiredStream, stdout");
    const QString id = desired->attributes.value("CommandId").toUpper();
    if (call.shell->refusal)
        return call.shell->refusal;
    ShellCommand *command = id.isEmpty() ? nullptr : call.shell->command(id);
    if (!id.isEmpty() && !command)
        return fault::unknownShell();
    if (call.shell->waiting.contains(id))
        return SoapFault{2150859174, "w:QuotaLimit", "Another Receive is pending on this stream.", {}, false};
    call.shell->maximumEnvelope = call.soap.maximumEnvelope;
    call.shell->waiting.insert(id, {call.exchange, call.soap, call.journalNumber});
    deliver(call.shell, id);
    if (!call.shell->waiting.contains(id))
        return std::nullopt;
    QTimer::singleShot(call.soap.timeoutMs, call.shell,
                       [this, shell = call.shell, id, message = call.soap.messageId] {
                           if (shell->waiting.value(id).soap.messageId != message)
                               return;
                           const Shell::Waiting late = shell->waiting.take(id);
                           refuse({late.exchange, late.soap, late.journalNumber, shell}, fault::timedOut());
                       });
    return std::nullopt;
}

WsmanEndpoint::Failure WsmanEndpoint::signal(Call &call)
{
    const XmlElement *signal = onlyChild(call.soap.body, "Signal");
    const XmlElement *code = signal ? signal->child("Code") : nullptr;
    if (!code)
        return fault::badBody("Signal wants a Code");
    const QString id = signal->attributes.value("CommandId").toUpper();
    ShellCommand *command = call.shell->command(id);
    const QString text = code->text.trimmed();
    const bool terminate = text == "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/Terminate"
        || text == "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/terminate";
    if (!command && !(terminate && call.shell->finished.contains(id)))
        return fault::unknownShell();
    if (!command) {
        call.shell->finished.removeAll(id);
    } else if (terminate) {
        call.shell->removeCommand(command->id);
    } else if (text == "powershell/signal/crtl_c" || text == "powershell/signal/ctrl_c") {
        stop(call.shell, command);
    } else {
        return fault::badBody("unknown signal");
    }
    reply(call, "<rsp:SignalResponse/>");
    return std::nullopt;
}

WsmanEndpoint::Failure WsmanEndpoint::remove(Call &call)
{
    if (!call.soap.body.children.isEmpty())
        return fault::badBody("Delete has no body");
    Shell *shell = call.shell;
    call.shell = nullptr;
    closeShell(shell);
    reply(call, {});
    return std::nullopt;
}

void WsmanEndpoint::deliver(Shell *shell, const QString &stream)
{
    ShellCommand *command = stream.isEmpty() ? nullptr : shell->command(stream);
    const OutQueue &queue = command ? command->output : shell->output;
    if (shell->waiting.contains(stream) && queue.ready())
        answerReceive(shell, shell->waiting.take(stream), stream);
}

QString WsmanEndpoint::wireId(const QString &id) const
{
    return m_world.isOn("lowerCaseIds") ? id.toLower() : id;
}

OutQueue::Portion WsmanEndpoint::nextPortion(OutQueue &queue, qsizetype room)
{
    const qsizetype element = m_world.number("streamBytes");
    const qsizetype perReceive = m_world.number("streamBytesPerReceive");
    if (element <= 0 && perReceive <= 0)
        return queue.take(room, m_world.number("fragmentsPerReceive"));
    // Elements cost 150 bytes each: small ones carry little.
    const qsizetype most = element <= 0 ? room / 4 * 3 : room / ((element + 2) / 3 * 4 + 150) * element;
    OutQueue::Portion portion = queue.takeBytes(perReceive > 0 ? std::min(perReceive, most) : most);
    const QByteArray all = portion.fragments.value(0);
    portion.fragments.clear();
    for (qsizetype i = 0; i<all.size(); i += element> 0 ? element : all.size())
        portion.fragments.append(all.mid(i, element > 0 ? element : -1));
    return portion;
}

void WsmanEndpoint::answerReceive(Shell *shell, const Shell::Waiting &waiting, const QString &stream)
{
    ShellCommand *command = stream.isEmpty() ? nullptr : shell->command(stream);
    OutQueue &queue = command ? command->output : shell->output;
    const OutQueue::Portion portion = nextPortion(queue, waiting.soap.maximumEnvelope - 2000);
    const QString attribute = command ? " CommandId=\"" + wireId(command->id) + '"' : QString();
    QString body = "<rsp:ReceiveResponse>";
    for (const QByteArray &fragment : portion.fragments)
        body += "<rsp:Stream Name=\"stdout\"" + attribute + '>' + QString::fromLatin1(fragment.toBase64())
            + "</rsp:Stream>";
    if (m_world.isOn("emptyStreams"))
        body += "<rsp:Stream Name=\"stdout\"" + attribute + "/>";
    if (command && portion.finished)
        body += "<rsp:CommandState" + attribute + " State=\"" + doneState
            + "\"><rsp:ExitCode>0</rsp:ExitCode></rsp:CommandState>";
    const QString cmdlet =
        command && command->request ? command->request->statements.first().first().name : QString();
    reply({waiting.exchange, waiting.soap, waiting.journalNumber, shell, cmdlet},
          body + "</rsp:ReceiveResponse>");
    if (command && portion.finished) {
        shell->finished.append(command->id);
        shell->removeCommand(command->id);
    }
}

}
