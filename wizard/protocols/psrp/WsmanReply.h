#pragma once

#include "protocols/psrp/Limits.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace passerelle::psrp {

// A SOAP fault (reference psrp.md 6). The code decides; the texts are localised.
struct WsmanFault {
    static constexpr quint32 timedOut = 2150858793;
    static constexpr quint32 unknownShell = 2150858843;
    static constexpr quint32 accessDenied = 5;

    quint32 code = 0; // of f:WSManFault; 0 when the fault has none
    QString subcode; // w:TimedOut, without prefix: TimedOut
    QString detail; // last part of w:FaultDetail
    QString text; // ProviderFault, else Message, else Reason

    bool isTimeout() const { return code == timedOut || (code == 0 && subcode == u"TimedOut"); }
};

// A decoded answer of the WSMan service.
struct WsmanReply {
    struct Stream {
        QString name;
        QString commandId;
        QByteArray bytes;
    };

    QString action; // without its base URI
    QString relatesTo; // message id without "uuid:", empty when absent
    QString shellId;
    QString commandId; // of a CommandResponse
    QList<Stream> streams;
    bool commandDone = false;
    std::optional<WsmanFault> fault;
    QString error; // not an envelope that can be accepted: nothing else counts

    // Body of a response with content type application/soap+xml.
    static WsmanReply parse(QByteArrayView envelope, const Limits &limits = {});
};

}
