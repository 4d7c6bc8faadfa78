#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>

namespace passerelle::psrp {

// The part of an envelope that one operation decides: action, options and body (reference psrp.md 5).
struct WsmanRequest {
    QByteArray action;
    QByteArray options; // w:Option elements, or empty
    QByteArray body;
    QString shellId; // selector; empty for Create
    // Carried out twice it does no harm, so it may be repeated when a gateway says "busy": that answer does not prove
    // that the request was not passed on. False for what takes something away (Receive) and, unless its caller knows
    // better, for what starts something (Command, Send).
    bool harmless = false;

    static WsmanRequest create(const QString &shellId, const QByteArray &fragments);
    static WsmanRequest command(const QString &shellId, const QString &commandId, const QString &name,
                                const QByteArray &fragment);
    // An empty commandId addresses the pool.
    static WsmanRequest send(const QString &shellId, const QString &commandId, const QByteArray &stream,
                             const QByteArray &fragment);
    static WsmanRequest receive(const QString &shellId, const QString &commandId);
    static WsmanRequest signal(const QString &shellId, const QString &commandId, const QByteArray &code);
    static WsmanRequest remove(const QString &shellId);
};

// What every envelope of one client has in common.
struct WsmanSession {
    QString url;
    QString configurationName;
    QString sessionId;
    int maxEnvelopeSize = 153'600;
    std::chrono::milliseconds operationTimeout{ 60'000 };
};

// The complete SOAP envelope, UTF-8.
QByteArray wsmanEnvelope(const WsmanSession &session, const WsmanRequest &request, const QString &messageId);

}
