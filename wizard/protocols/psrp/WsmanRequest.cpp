#include "protocols/psrp/WsmanRequest.h"

#include "protocols/psrp/WsmanNames.h"

namespace passerelle::psrp {

namespace {

constexpr qsizetype longestCommandText = 255; // the element is decoration; Windows cuts it as well

QByteArray xml(const QString &text)
{
    return text.toHtmlEscaped().toUtf8();
}

QByteArray duration(std::chrono::milliseconds time)
{
    return "PT" + QByteArray::number(static_cast<double>(qMax<qint64>(time.count(), 1)) / 1000.0, 'f', 3)
        + 'S';
}

QByteArray commandAttribute(const QString &commandId)
{
    return commandId.isEmpty() ? QByteArray() : " CommandId=\"" + xml(commandId) + '"';
}

}

WsmanRequest WsmanRequest::create(const QString &shellId, const QByteArray &fragments)
{
    return {
        wsman::actionCreate,
        R"(<w:Option Name="protocolversion" MustComply="true">2.3</w:Option>)",
        "<rsp:Shell ShellId=\"" + xml(shellId)
            + "\"><rsp:InputStreams>stdin pr</rsp:InputStreams><rsp:OutputStreams>stdout</rsp:OutputStreams>"
              "<creationXml xmlns=\"http://schemas.microsoft.com/powershell\">"
            + fragments.toBase64() + "</creationXml></rsp:Shell>",
        {},
        true
    };
}

WsmanRequest WsmanRequest::command(const QString &shellId, const QString &commandId, const QString &name,
                                   const QByteArray &fragment)
{
    return { wsman::actionCommand,
             {},
             "<rsp:CommandLine" + commandAttribute(commandId) + "><rsp:Command>"
                 + xml(name.left(longestCommandText)) + "</rsp:Command><rsp:Arguments>" + fragment.toBase64()
                 + "</rsp:Arguments></rsp:CommandLine>",
             shellId };
}

WsmanRequest WsmanRequest::send(const QString &shellId, const QString &commandId, const QByteArray &stream,
                                const QByteArray &fragment)
{
    return { wsman::actionSend,
             {},
             "<rsp:Send><rsp:Stream Name=\"" + stream + '"' + commandAttribute(commandId) + '>'
                 + fragment.toBase64() + "</rsp:Stream></rsp:Send>",
             shellId };
}

WsmanRequest WsmanRequest::receive(const QString &shellId, const QString &commandId)
{
    return { wsman::actionReceive, R"(<w:Option Name="WSMAN_CMDSHELL_OPTION_KEEPALIVE">TRUE</w:Option>)",
             "<rsp:Receive><rsp:DesiredStream" + commandAttribute(commandId)
                 + ">stdout</rsp:DesiredStream></rsp:Receive>",
             shellId };
}

WsmanRequest WsmanRequest::signal(const QString &shellId, const QString &commandId, const QByteArray &code)
{
    return { wsman::actionSignal,
             {},
             "<rsp:Signal" + commandAttribute(commandId) + "><rsp:Code>" + code + "</rsp:Code></rsp:Signal>",
             shellId,
             true };
}

WsmanRequest WsmanRequest::remove(const QString &shellId)
{
    return { wsman::actionDelete, {}, {}, shellId, true };
}

QByteArray wsmanEnvelope(const WsmanSession &session, const WsmanRequest &request, const QString &messageId)
{
    QByteArray out =
        R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope")"
        R"( xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing")"
        R"( xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd")"
        R"( xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd")"
        R"( xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"><s:Header><a:To>)";
    out += xml(session.url);
    out += R"(</a:To><a:ReplyTo><a:Address s:mustUnderstand="true">)"
           R"(http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>)"
           R"(<a:Action s:mustUnderstand="true">)";
    out += request.action;
    out += "</a:Action><a:MessageID>uuid:" + xml(messageId);
    out += R"(</a:MessageID><w:ResourceURI s:mustUnderstand="true">)";
    out += wsman::resourcePrefix + xml(session.configurationName);
    out += R"(</w:ResourceURI><w:MaxEnvelopeSize s:mustUnderstand="true">)";
    out += QByteArray::number(session.maxEnvelopeSize);
    out +=
        R"(</w:MaxEnvelopeSize><w:Locale xml:lang="en-US" s:mustUnderstand="false"/>)"
        R"(<p:DataLocale xml:lang="en-US" s:mustUnderstand="false"/><p:SessionId s:mustUnderstand="false">uuid:)";
    out += xml(session.sessionId) + "</p:SessionId><w:OperationTimeout>" + duration(session.operationTimeout);
    out += "</w:OperationTimeout>";
    if (!request.options.isEmpty())
        out += R"(<w:OptionSet s:mustUnderstand="true">)" + request.options + "</w:OptionSet>";
    if (!request.shellId.isEmpty())
        out += R"(<w:SelectorSet><w:Selector Name="ShellId">)" + xml(request.shellId)
            + "</w:Selector></w:SelectorSet>";
    return out + "</s:Header><s:Body>" + request.body + "</s:Body></s:Envelope>";
}

}
