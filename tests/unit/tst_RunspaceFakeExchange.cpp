#include "tst_RunspaceFakeExchange.h"

#include <QXmlStreamReader>
#include <QtEndian>

namespace passerelle::test {

namespace wire {

QByteArray message(quint32 type, const QByteArray &xml, const QByteArray &pipelineId)
{
    QByteArray head(8, '\0');
    qToLittleEndian(quint32(1), head.data());
    qToLittleEndian(type, head.data() + 4);
    return head + QByteArray(16, 'p') + pipelineId + xml;
}

QByteArray fragments(const QList<QByteArray> &messages, quint64 firstObject, qsizetype slice)
{
    QByteArray out;
    for (const QByteArray &whole : messages) {
        for (qsizetype at = 0, number = 0; at < whole.size(); at += slice, ++number) {
            const QByteArray part = whole.mid(at, slice);
            QByteArray head(21, '\0');
            qToBigEndian(firstObject, head.data());
            qToBigEndian(quint64(number), head.data() + 8);
            head[16] = static_cast<char>((at == 0 ? 1 : 0) | (at + slice >= whole.size() ? 2 : 0));
            qToBigEndian(quint32(part.size()), head.data() + 17);
            out += head + part;
        }
        ++firstObject;
    }
    return out;
}

ServerReply soap(const WsmanSeen &request, const QByteArray &body, int status, const QByteArray &headers)
{
    const QByteArray envelope =
        "<s:Envelope xml:lang=\"zh-CN\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
        " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
        " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
        " xmlns:rsp=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell\"><s:Header><a:Action>u/"
        + request.action + "Response</a:Action><a:RelatesTo>" + request.messageId.toLower()
        + "</a:RelatesTo></s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    return ServerReply::make(
        status, request.action == "Create" ? "application/soap+xml" : "application/soap+xml;charset=UTF-8",
        envelope, "request-id: fake-" + QByteArray::number(status) + "\r\n" + headers);
}

ServerReply fault(const WsmanSeen &request, quint32 code, const QByteArray &text, int status)
{
    return soap(
        request,
        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text/></s:Reason><s:Detail>"
        "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\""
            + QByteArray::number(code) + "\"><f:Message>" + text
            + "</f:Message></f:WSManFault></s:Detail></s:Fault>",
        status);
}

ServerReply receive(const WsmanSeen &request, const QByteArray &bytes, bool done, const QByteArray &headers)
{
    QByteArray body = "<rsp:ReceiveResponse>";
    const QByteArray id =
        request.commandId.isEmpty() ? QByteArray() : " CommandId=\"" + request.commandId + '"';
    if (!bytes.isEmpty())
        body += "<rsp:Stream Name=\"stdout\"" + id + ">" + bytes.toBase64() + "</rsp:Stream>";
    if (done)
        body += "<rsp:CommandState" + id
            + " State=\"http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done\"/>";
    return soap(request, body + "</rsp:ReceiveResponse>", 200, headers);
}

QByteArray pipelineState(int state, const QByteArray &more)
{
    return message(0x00041006,
                   "<Obj RefId=\"0\"><MS><I32 N=\"PipelineState\">" + QByteArray::number(state) + "</I32>"
                       + more + "</MS></Obj>");
}

QByteArray errorRecord(const QByteArray &reason, const QByteArray &name)
{
    return "<Obj" + (name.isEmpty() ? QByteArray() : " N=\"" + name + '"')
        + " RefId=\"9\"><TN "
          "RefId=\"9\"><T>System.Management.Automation.ErrorRecord</T></TN><ToString>text</ToString><MS>"
          "<S N=\"ErrorCategory_Reason\">"
        + reason + "</S></MS></Obj>";
}

}

static WsmanSeen decode(const ServerRequest &request)
{
    WsmanSeen seen;
    seen.http = request;
    seen.envelope = request.body;
    QXmlStreamReader xml(request.body);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        if (attributes.hasAttribute("CommandId"))
            seen.commandId = attributes.value("CommandId").toUtf8();
        if (xml.name() == u"Stream")
            seen.stream = attributes.value("Name").toUtf8();
        if (xml.name() == u"Action")
            seen.action = xml.readElementText().section('/', -1).toUtf8();
        else if (xml.name() == u"MessageID")
            seen.messageId = xml.readElementText().toUtf8();
        else if (xml.name() == u"Selector")
            seen.shellId = xml.readElementText().toUtf8();
        else if (xml.name() == u"Code")
            seen.code = xml.readElementText().toUtf8();
        else if (xml.name() == u"creationXml" || xml.name() == u"Arguments" || xml.name() == u"Stream")
            seen.payload = QByteArray::fromBase64(xml.readElementText().toLatin1());
    }
    return seen;
}

FakeExchange::FakeExchange()
    : server([this](const ServerRequest &request) { return answer(request); })
{
    server.useTls(identity);
}

QStringList FakeExchange::actions() const
{
    QStringList names;
    for (const WsmanSeen &one : seen)
        names.append(one.action);
    return names;
}

int FakeExchange::count(const QByteArray &action) const
{
    return int(actions().count(QString(action)));
}

ServerReply FakeExchange::answer(const ServerRequest &http)
{
    const WsmanSeen request = decode(http);
    seen.append(request);
    if (script) {
        if (const std::optional<ServerReply> reply = script(request))
            return *reply;
    }
    if (request.action == "Create")
        return wire::soap(request, "<rsp:Shell><rsp:ShellId>SERVER-CHOSEN-ID</rsp:ShellId></rsp:Shell>");
    if (request.action == "Receive" && request.commandId.isEmpty()) {
        if (count("Receive") == 1)
            return wire::receive(request, wire::fragments({ wire::message(0x00010002, wire::capability) }),
                                 false);
        return wire::receive(request, wire::fragments({ wire::message(0x00021005, wire::opened) }, 2664),
                             false);
    }
    if (request.action == "Command")
        return wire::soap(request,
                          "<rsp:CommandResponse><rsp:CommandId>" + request.commandId.toLower()
                              + "</rsp:CommandId></rsp:CommandResponse>");
    if (request.action == "Receive")
        return wire::receive(
            request,
            wire::fragments({ wire::message(0x00041004, "<S>result</S>"), wire::pipelineState(4) }, 2700),
            true);
    if (request.action == "Delete")
        return ServerReply::make(200, {}, {});
    return wire::soap(request, {});
}

}
