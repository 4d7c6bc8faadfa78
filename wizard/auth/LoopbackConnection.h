#pragma once

#include "auth/LoopbackServer.h"

#include <QTcpSocket>
#include <QTimer>

namespace passerelle::auth {

// One connection of the loopback server: reads one request within the limits, gives one answer, closes.
class LoopbackConnection : public QObject {
    Q_OBJECT
public:
    // Takes the socket over.
    LoopbackConnection(QTcpSocket *socket, const LoopbackLimits &limits, QObject *parent);
    ~LoopbackConnection() override;

    const QByteArray &method() const { return m_method; }
    QByteArray path() const;
    QByteArrayView query() const;
    QByteArray
    header(const char *name) const; // empty also when it comes twice: an ambiguous request is refused
    QByteArrayView body() const { return m_body; }

    // `headers` are whole lines without line end. Then the connection closes.
    void answer(int status, const QByteArray &reason, const QList<QByteArray> &headers,
                const QByteArray &content);
    void refuse(int status, const QByteArray &reason); // plain text, nothing of the request in it

signals:
    void requestRead(); // at most once
    void closed();

private:
    void onReadyRead();
    bool readHead();
    bool readBodyLength();
    void wipe();

    QTcpSocket *m_socket;
    const LoopbackLimits m_limits;
    QTimer m_timer;
    QByteArray m_buffer; // wiped: it holds the code
    QByteArray m_method, m_target, m_body;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    qsizetype m_bodyLength = -1; // not known yet
    bool m_done = false;
};

}
