#include "protocols/psrp/WsmanReply.h"

#include "protocols/psrp/Base64.h"
#include "protocols/psrp/WsmanNames.h"
#include "protocols/psrp/XmlGuard.h"

#include <QXmlStreamReader>

namespace passerelle::psrp {

namespace {

QString lastPart(const QString &uri, QChar separator)
{
    return uri.mid(uri.lastIndexOf(separator) + 1).trimmed();
}

// Walks through an envelope once and keeps what the clients of it ask for.
class EnvelopeReader {
public:
    EnvelopeReader(QByteArrayView envelope, const Limits &limits)
        : m_xml(QByteArray::fromRawData(envelope.data(), envelope.size()))
        , m_limits(limits)
    {
    }

    WsmanReply read();

private:
    void start();
    void characters();
    void end();
    bool is(const char16_t *nameSpace, QStringView name) const
    {
        return m_xml.name() == name && m_xml.namespaceUri() == QStringView(nameSpace);
    }
    void startShellElement();
    void endStream();
    void endFaultText();
    void checkLimits();
    QString id(QStringView text);

    QXmlStreamReader m_xml;
    const Limits &m_limits;
    WsmanReply m_reply;
    WsmanFault m_fault;
    QString m_text; // of the element that is open
    QStringList m_path;
    QString m_providerText;
    QString m_messageText;
    QString m_reasonText;
    int m_elements = 0;
    bool m_isEnvelope = false;
    bool m_hasFault = false;
    bool m_inShellSelector = false;
    bool m_inProviderFault = false;
};

WsmanReply EnvelopeReader::read()
{
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            start();
            break;
        case QXmlStreamReader::EndElement:
            end();
            break;
        case QXmlStreamReader::Characters:
            characters();
            break;
        case QXmlStreamReader::DTD:
            m_xml.raiseError(QStringLiteral("declarations are not accepted"));
            break;
        default:
            break;
        }
    }
    if (m_xml.hasError() || !m_isEnvelope) {
        WsmanReply broken;
        broken.error = m_xml.hasError() ? m_xml.errorString() : QStringLiteral("not a SOAP envelope");
        return broken;
    }
    if (m_hasFault) {
        for (const QString &text : { m_providerText, m_messageText, m_reasonText }) {
            if (m_fault.text.isEmpty())
                m_fault.text = text.trimmed();
        }
        m_reply.fault = m_fault;
    }
    return std::move(m_reply);
}

void EnvelopeReader::characters()
{
    QString &text = m_inProviderFault ? m_providerText : m_text; // the former may have elements inside
    if (text.size() + m_xml.text().size() > m_limits.textLength * 2)
        m_xml.raiseError(QStringLiteral("text too long"));
    else
        text += m_xml.text();
}

void EnvelopeReader::checkLimits()
{
    if (++m_elements > m_limits.soapElements || m_path.size() > m_limits.soapDepth
        || m_xml.attributes().size() > m_limits.attributes)
        m_xml.raiseError(QStringLiteral("envelope over its limits"));
}

QString EnvelopeReader::id(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    if (trimmed.size() > m_limits.idLength) {
        m_xml.raiseError(QStringLiteral("id too long"));
        return {};
    }
    return trimmed.toString();
}

void EnvelopeReader::start()
{
    checkLimits();
    m_text.clear();
    const bool first = m_path.isEmpty();
    m_path.append(m_xml.name().toString());
    if (first) {
        m_isEnvelope = is(wsman::soapNamespace, u"Envelope");
        if (!m_isEnvelope)
            m_xml.raiseError(QStringLiteral("not a SOAP envelope"));
    } else if (is(wsman::soapNamespace, u"Fault")) {
        m_hasFault = true;
    } else if (is(wsman::faultNamespace, u"WSManFault")) {
        if (m_fault.code == 0) // a provider may quote another fault inside
            m_fault.code = m_xml.attributes().value(QLatin1StringView("Code")).toUInt();
    } else if (is(wsman::faultNamespace, u"ProviderFault")) {
        m_inProviderFault = true;
    } else if (is(wsman::wsmanNamespace, u"Selector")) {
        m_inShellSelector = m_xml.attributes().value(QLatin1StringView("Name")) == u"ShellId";
    } else if (m_xml.namespaceUri() == QStringView(wsman::shellNamespace)) {
        startShellElement();
    }
}

void EnvelopeReader::startShellElement()
{
    const QXmlStreamAttributes attributes = m_xml.attributes();
    if (m_xml.name() == u"Stream")
        m_reply.streams.append({ id(attributes.value(QLatin1StringView("Name"))),
                                 id(attributes.value(QLatin1StringView("CommandId"))),
                                 {} });
    else if (m_xml.name() == u"CommandState")
        m_reply.commandDone = attributes.value(QLatin1StringView("State")).endsWith(u"/CommandState/Done");
    else if (m_xml.name() == u"Shell" && m_reply.shellId.isEmpty())
        m_reply.shellId = id(attributes.value(QLatin1StringView("ShellId")));
}

void EnvelopeReader::end()
{
    if (is(wsman::addressingNamespace, u"Action")) {
        m_reply.action = lastPart(m_text, u'/');
    } else if (is(wsman::addressingNamespace, u"RelatesTo")) {
        m_reply.relatesTo = id(lastPart(m_text, u':'));
    } else if (is(wsman::shellNamespace, u"Stream")) {
        endStream();
    } else if (is(wsman::shellNamespace, u"ShellId")) {
        m_reply.shellId = id(m_text);
    } else if (is(wsman::wsmanNamespace, u"Selector") && m_inShellSelector) {
        m_reply.shellId = id(m_text);
        m_inShellSelector = false;
    } else if (is(wsman::shellNamespace, u"CommandId")) {
        m_reply.commandId = id(m_text);
    } else if (m_hasFault) {
        endFaultText();
    }
    m_path.removeLast();
    m_text.clear();
}

void EnvelopeReader::endStream()
{
    auto bytes = decodeBase64(m_text.toLatin1());
    if (bytes)
        m_reply.streams.last().bytes = std::move(*bytes);
    else
        m_xml.raiseError(QStringLiteral("stream is not base64"));
}

void EnvelopeReader::endFaultText()
{
    const qsizetype depth = m_path.size();
    if (is(wsman::soapNamespace, u"Value") && depth > 1 && m_path[depth - 2] == u"Subcode")
        m_fault.subcode = lastPart(m_text, u':');
    else if (is(wsman::wsmanNamespace, u"FaultDetail"))
        m_fault.detail = lastPart(m_text, u'/');
    else if (is(wsman::faultNamespace, u"ProviderFault"))
        m_inProviderFault = false;
    else if (is(wsman::faultNamespace, u"Message"))
        m_messageText = m_text;
    else if (is(wsman::soapNamespace, u"Text"))
        m_reasonText = m_text;
}

}

WsmanReply WsmanReply::parse(QByteArrayView envelope, const Limits &limits)
{
    if (const char *reason = refuseXml(envelope, limits.soapElements, limits.attributes)) {
        WsmanReply refused;
        refused.error = QLatin1StringView(reason);
        return refused;
    }
    return EnvelopeReader(envelope, limits).read();
}

}
