#pragma once

#include "net/XmlTree.h"

#include <QUuid>

namespace lab {

namespace ns {
inline constexpr auto soap = "http://www.w3.org/2003/05/soap-envelope";
inline constexpr auto addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
inline constexpr auto wsman = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
inline constexpr auto microsoft = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
inline constexpr auto shell = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
inline constexpr auto powershell = "http://schemas.microsoft.com/powershell";
}

struct SoapRequest {
    QString operation; // Create, Command, Send, Receive, Signal, Delete
    QString action;
    QString messageId;
    QString to;
    QString shellId;
    int maximumEnvelope = 153600;
    int timeoutMs = 60000;
    XmlElement body;
};

struct SoapFault {
    quint32 code = 0; // WSManFault/@Code
    QString subcode; // with prefix: "w:TimedOut"
    QString text;
    QString detail; // last part of the FaultDetail URI; may be empty
    bool provider = false; // text inside f:ProviderFault, Message and Reason stay empty
};

namespace fault {
SoapFault timedOut();
SoapFault unknownShell();
SoapFault badHeader(const QString &text);
SoapFault badBody(const QString &text);
SoapFault notUnderstood(const QString &header);
SoapFault unknownResource(const QString &resource);
SoapFault plugin(const QString &text);
}

// Reads an envelope for the Exchange shell; every header and its values are checked.
std::optional<SoapRequest> readSoap(const QByteArray &bytes, SoapFault *fault);

QByteArray writeSoap(const SoapRequest &request, const QString &body, const QString &language);
QByteArray writeFault(const QString &relatesTo, const SoapFault &fault, const QString &machine,
                      const QString &language);

// xs:duration of days, hours, minutes and seconds; -1 when malformed.
qint64 durationMs(const QString &text);

}
