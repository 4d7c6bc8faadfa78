#include "psrp/Soap.h"

#include <QRegularExpression>
#include <QSet>

namespace lab {

namespace {

const QString transferAction = "http://schemas.xmlsoap.org/ws/2004/09/transfer/";
const QString shellAction = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/";
const QString anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
const QString exchangeResource = "http://schemas.microsoft.com/powershell/Microsoft.Exchange";

bool isTrue(const QString &value)
{
    return value == "true" || value == "1";
}

QString operationOf(const QString &action)
{
    static const QSet<QString> transfer = {"Create", "Delete"};
    static const QSet<QString> shell = {"Command", "Send", "Receive", "Signal"};
    if (action.startsWith(transferAction) && transfer.contains(action.mid(transferAction.size())))
        return action.mid(transferAction.size());
    if (action.startsWith(shellAction) && shell.contains(action.mid(shellAction.size())))
        return action.mid(shellAction.size());
    return {};
}

class HeaderReader {
public:
    HeaderReader(SoapRequest *request, SoapFault *fault)
        : m_request(request)
        , m_fault(fault)
    {
    }

    bool read(const XmlElement &header);

private:
    bool addressing(const XmlElement &header);
    bool wsman(const XmlElement &header);
    bool selectors(const XmlElement &header);
    bool fail(const SoapFault &fault)
    {
        *m_fault = fault;
        return false;
    }

    SoapRequest *m_request;
    SoapFault *m_fault;
};

bool HeaderReader::read(const XmlElement &header)
{
    if (header.space == ns::addressing)
        return addressing(header);
    if (header.space == ns::wsman)
        return wsman(header);
    static const QSet<QString> known = {"DataLocale", "SessionId",  "OperationID",
                                        "SequenceId", "ActivityId", "CompressionType"};
    if (header.space == ns::microsoft && known.contains(header.name))
        return true;
    return !isTrue(header.attributes.value("mustUnderstand")) || fail(fault::notUnderstood(header.name));
}

bool HeaderReader::addressing(const XmlElement &header)
{
    if (header.name == "To") {
        m_request->to = header.text;
    } else if (header.name == "Action") {
        m_request->action = header.text.trimmed();
        m_request->operation = operationOf(m_request->action);
    } else if (header.name == "MessageID") {
        m_request->messageId = header.text.trimmed();
        if (!m_request->messageId.startsWith("uuid:", Qt::CaseInsensitive)
            || QUuid::fromString(m_request->messageId.mid(5)).isNull())
            return fail(fault::badHeader("MessageID is not a uuid"));
    } else if (header.name == "ReplyTo") {
        if (header.childText("Address").trimmed() != anonymous)
            return fail(fault::badHeader("ReplyTo is not the anonymous address"));
    } else if (isTrue(header.attributes.value("mustUnderstand"))) {
        return fail(fault::notUnderstood(header.name));
    }
    return true;
}

bool HeaderReader::wsman(const XmlElement &header)
{
    if (header.name == "ResourceURI") {
        if (header.text.trimmed() != exchangeResource)
            return fail(fault::unknownResource(header.text.trimmed()));
    } else if (header.name == "MaxEnvelopeSize") {
        bool ok = false;
        m_request->maximumEnvelope = header.text.trimmed().toInt(&ok);
        if (!ok || m_request->maximumEnvelope < 8192)
            return fail(fault::badHeader("MaxEnvelopeSize is too small"));
    } else if (header.name == "OperationTimeout") {
        const qint64 ms = durationMs(header.text.trimmed());
        if (ms <= 0)
            return fail(fault::badHeader("OperationTimeout is not a positive duration"));
        m_request->timeoutMs = int(std::min<qint64>(ms, 900000));
    } else if (header.name == "SelectorSet") {
        return selectors(header);
    } else if (header.name != "Locale" && header.name != "OptionSet"
               && isTrue(header.attributes.value("mustUnderstand"))) {
        return fail(fault::notUnderstood(header.name));
    }
    return true;
}

bool HeaderReader::selectors(const XmlElement &header)
{
    for (const XmlElement &selector : header.children) {
        if (!selector.is(ns::wsman, "Selector") || selector.attributes.value("Name") != "ShellId")
            return fail(fault::unknownShell());
        m_request->shellId = selector.text.trimmed();
    }
    return true;
}

}

SoapFault fault::timedOut()
{
    return {2150858793, "w:TimedOut",
            "The WS-Management service cannot complete the operation within the time "
            "specified in OperationTimeout.",
            "OperationTimeout", false};
}

SoapFault fault::unknownShell()
{
    return {
        2150858843, "w:InvalidSelectors",
        "[FailureCategory=WSMan-InvalidShellID] The request contained invalid selectors for the resource.",
        "UnexpectedSelectors", false};
}

SoapFault fault::badHeader(const QString &text)
{
    return {2150858767, "a:InvalidMessageInformationHeader", text, {}, false};
}

SoapFault fault::badBody(const QString &text)
{
    return {2150858817, "w:SchemaValidationError", text, {}, false};
}

SoapFault fault::notUnderstood(const QString &header)
{
    return {2150858770, "s:MustUnderstand", "The header " + header + " is not understood.", {}, false};
}

SoapFault fault::unknownResource(const QString &resource)
{
    return {2150858811, "a:DestinationUnreachable",
            "The WS-Management service cannot process the request. The resource URI (" + resource
                + ") was not found in the WS-Management catalog.",
            "InvalidResourceURI", false};
}

SoapFault fault::plugin(const QString &text)
{
    return {2152992672, "w:InternalError", text, {}, true};
}

qint64 durationMs(const QString &text)
{
    static const QRegularExpression pattern(
        "^P(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?$");
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch() || text.size() < 3)
        return -1;
    const qint64 minutes = (match.captured(1).toLongLong() * 24 + match.captured(2).toLongLong()) * 60
        + match.captured(3).toLongLong();
    return minutes * 60000 + qint64(match.captured(4).toDouble() * 1000);
}

std::optional<SoapRequest> readSoap(const QByteArray &bytes, SoapFault *fault)
{
    const auto envelope = parseXml(bytes);
    if (!envelope || !envelope->is(ns::soap, "Envelope") || envelope->children.size() != 2
        || !envelope->children.at(0).is(ns::soap, "Header")
        || !envelope->children.at(1).is(ns::soap, "Body")) {
        *fault = fault::badBody("not a SOAP 1.2 envelope");
        return std::nullopt;
    }
    SoapRequest request;
    request.body = envelope->children.at(1);
    HeaderReader reader(&request, fault);
    bool resource = false;
    for (const XmlElement &header : envelope->children.at(0).children) {
        if (!reader.read(header))
            return std::nullopt;
        resource = resource || header.is(ns::wsman, "ResourceURI");
    }
    if (request.operation.isEmpty()) {
        *fault = {2150858868, "a:ActionNotSupported", "The action is not supported.", {}, false};
        return std::nullopt;
    }
    if (request.messageId.isEmpty() || !resource || request.to.isEmpty()) {
        *fault = fault::badHeader("MessageID, To or ResourceURI is missing");
        return std::nullopt;
    }
    return request;
}

namespace {

QString envelope(const QString &action, const QString &relatesTo, const QString &body,
                 const QString &language)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces).toUpper();
    return "<s:Envelope xml:lang=\"" + language + "\" xmlns:s=\"" + ns::soap + "\" xmlns:a=\""
        + ns::addressing + "\" xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\" xmlns:w=\""
        + ns::wsman + "\" xmlns:rsp=\"" + ns::shell + "\" xmlns:p=\"" + ns::microsoft
        + "\"><s:Header><a:Action>" + action + "</a:Action><a:MessageID>uuid:" + id + "</a:MessageID><a:To>"
        + anonymous + "</a:To><a:RelatesTo>" + relatesTo.toHtmlEscaped() + "</a:RelatesTo></s:Header><s:Body>"
        + body + "</s:Body></s:Envelope>";
}

}

QByteArray writeSoap(const SoapRequest &request, const QString &body, const QString &language)
{
    return envelope(request.action + "Response", request.messageId, body, language).toUtf8();
}

QByteArray writeFault(const QString &relatesTo, const SoapFault &fault, const QString &machine,
                      const QString &language)
{
    const QString prefix = fault.subcode.section(':', 0, 0);
    const bool sender =
        prefix == "a" || fault.subcode == "w:InvalidSelectors" || fault.subcode == "s:MustUnderstand";
    const QString text = fault.text.toHtmlEscaped();
    const QString message = fault.provider
        ? "<f:ProviderFault provider=\"PowerShellplugin\" path=\"%windir%\\system32\\pwrshplugin.dll\">"
            + text + "</f:ProviderFault>"
        : text;
    const QString detail = fault.detail.isEmpty()
        ? QString()
        : "<w:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/" + fault.detail
            + "</w:FaultDetail>";
    const QString body =
        QString("<s:Fault><s:Code><s:Value>s:%1</s:Value><s:Subcode><s:Value>%2</s:Value></s:Subcode>"
                "</s:Code><s:Reason><s:Text xml:lang=\"%3\">")
            .arg(sender ? "Sender" : "Receiver", fault.subcode, language)
        + (fault.provider ? QString() : text) + "</s:Text></s:Reason><s:Detail>" + detail
        + QString(
              "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"%1\" "
              "Machine=\"%2\"><f:Message>")
              .arg(QString::number(fault.code), machine)
        + message + "</f:Message></f:WSManFault></s:Detail></s:Fault>";
    const QString action = prefix == "a" ? QString("http://schemas.xmlsoap.org/ws/2004/08/addressing/fault")
                                         : QString("http://schemas.dmtf.org/wbem/wsman/1/wsman/fault");
    return envelope(action, relatesTo, body, language).toUtf8();
}

}
