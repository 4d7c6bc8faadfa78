#pragma once

#include "core/Operation.h"
#include "net/HttpConnection.h"
#include "net/SessionSignIn.h"
#include "protocols/psrp/ConnectionSettings.h"
#include "protocols/psrp/SessionCookies.h"
#include "protocols/psrp/WsmanRequest.h"
#include "protocols/psrp/WsmanTrouble.h"

#include <QPointer>

#include <memory>
#include <variant>

namespace passerelle::psrp {

// What the connections of one pool share.
struct WsmanShared {
    WsmanSession session;
    SessionCookies cookies;
    QString frontEnd; // X-FEServer
    QString backEnd; // X-CalculatedBETarget
    QString requestId; // of the last answer
    int requests = 0; // sent so far, authentication not counted
    std::shared_ptr<net::SessionSignIn> signIn;
    bool plainBodiesWork = false; // the service answered a body that only TLS protected
};

class WsmanClient;

// One WSMan operation. A harmless one repeats itself while the server says it is busy (503, 429, 425), any other comes
// back as busy; the first of a session is sent once more with an encrypted body inside TLS when the plain one is not
// accepted (reference psrp.md 3.5).
class WsmanCall : public core::Operation {
    Q_OBJECT
public:
    using Outcome = std::variant<WsmanReply, WsmanTrouble>;

    WsmanCall(WsmanClient &client, WsmanRequest request, std::chrono::milliseconds timeout, QObject *parent);
    ~WsmanCall() override;

    const Outcome &outcome() const { return m_outcome; }

protected:
    void doStart() override;
    void doCancel() override;

private:
    void send();
    void answered();
    Outcome read(const net::HttpResponse &response) const;
    bool repeatBusy(const net::HttpResponse &response);
    bool repeatEncrypted(const Outcome &outcome);
    void finish(Outcome outcome);

    WsmanClient &m_client;
    WsmanRequest m_request;
    std::chrono::milliseconds m_timeout;
    QString m_messageId;
    QPointer<net::HttpExchange> m_exchange;
    int m_repeats = 0;
    std::optional<WsmanTrouble> m_plainTrouble; // of the body that was not encrypted
    Outcome m_outcome;
};

// One HTTP connection to the WSMan service, one operation at a time.
class WsmanClient : public QObject {
    Q_OBJECT
public:
    WsmanClient(const ConnectionSettings &settings, std::shared_ptr<WsmanShared> shared,
                QObject *parent = nullptr);

    // Starts an operation; `owner` owns it, and `then(const WsmanCall::Outcome &)` is called unless owner
    // dies first.
    template <class Then>
    WsmanCall *call(WsmanRequest request, std::chrono::milliseconds timeout, QObject *owner, Then then)
    {
        auto *operation = new WsmanCall(*this, std::move(request), timeout, owner);
        QObject::connect(operation, &core::Operation::finished, owner,
                         [operation, then = std::move(then)]() mutable {
                             operation->deleteLater();
                             then(operation->outcome());
                         });
        operation->start();
        return operation;
    }

    bool isBusy() const { return m_connection.isBusy(); }
    bool hasSent() const { return m_connection.hasSent(); }
    bool credentialsSent() const;
    void drop() { m_connection.close(); } // a running operation ends with Dropped

private:
    friend class WsmanCall;
    net::HttpConnection m_connection;
    std::shared_ptr<WsmanShared> m_shared;
    std::chrono::milliseconds m_busyRetryDelay;
};

}
