#pragma once

#include "net/HttpConnection.h"
#include "net/HttpResponseParser.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>

#include <optional>

namespace passerelle::net {

// What an HttpConnection does on its socket: set-up, one request, its answer, time limits. Private to the
// folder.
class HttpConnection::Wire : public QObject {
public:
    Wire(const QUrl &baseUrl, NetworkSettings networkSettings);
    ~Wire() override;

    void start(HttpExchange *exchange);
    void cancel(HttpExchange *exchange);
    void forget(HttpExchange *exchange);
    void close();
    bool isOpen() const;
    bool isBusy() const { return m_exchange; }
    bool hasSent() const { return m_exchange && m_requestSent; }
    QSslCertificate peerCertificate() const { return m_peerCertificate; }

    const QUrl base;
    const NetworkSettings settings;
    std::unique_ptr<SecurityContext> context;

private:
    enum class Phase { Closed, Connecting, Handshake, Idle, Protecting, Awaiting };

    void openSocket();
    void tcpConnected();
    void opened();
    void protect();
    void write(HttpRequest &request); // overwrites what it says about the person
    std::chrono::milliseconds limitFor(const HttpRequest &request) const;
    void tlsErrors(const QList<QSslError> &errors);
    void tlsAlert(QSsl::AlertLevel level, QSsl::AlertType type);
    void readMore();
    void answerComplete();
    void socketFailed(QAbstractSocket::SocketError error);
    void timeLimitReached();
    void finish(HttpExchange::Outcome outcome);
    void fail(HttpError::Kind kind, const QString &technical);
    void giveUp(HttpError error);
    void dropSocket();
    bool usesTls() const { return base.scheme() == u"https"; }
    HttpError::Stage stage() const;

    QSslSocket *m_socket = nullptr;
    QTimer m_timeLimit;
    QElapsedTimer m_signInClock; // since the exchange asked the security context for the first time
    Phase m_phase = Phase::Closed;
    HttpExchange *m_exchange = nullptr;
    std::optional<HttpResponseParser> m_parser;
    QSslCertificate m_peerCertificate;
    QList<QSslCertificate> m_refusedChain;
    QList<TlsProblem> m_tlsProblems;
    QString m_tlsErrorTexts;
    bool m_requestSent = false;
    bool m_nameFound = false;
    int m_leg = 0; // counts calls of protect(), so that a late answer is recognised
    int m_legsLeft = 0;
    QList<HttpHeader> m_legHeaders; // of the answers of a negotiation, for whoever gets the last one
};

}
