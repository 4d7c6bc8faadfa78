#pragma once

#include "core/Clock.h"
#include "model/SetupState.h"
#include "net/HttpExchange.h"
#include "net/NetworkSettings.h"
#include "protocols/psrp/WsmanTrouble.h"
#include "services/Connections.h"
#include "services/ExchangeSession.h"
#include "services/LeftShells.h"

#include <QPointer>
#include <QSslCertificate>

namespace passerelle::services {

// The connection test of page 2, stage by stage, and the session that comes out of it.
class PsrpExchangeConnection : public ExchangeConnection {
    Q_OBJECT
public:
    PsrpExchangeConnection(ExchangeSession &session, model::SetupState &state, net::NetworkSettings &network,
                           const core::Clock &clock, const model::CallLog &calls, QObject *parent = nullptr);

    bool isConnected() const override { return m_connected; }
    void connectWith(core::Secret password) override;
    void disconnectFrom() override;
    QByteArray presentedFingerprint() const override { return m_presented; }
    bool presentedAnother() const override;
    void trustPresentedCertificate() override;
    QUrl redirectTarget() const override { return m_redirect; }
    void acceptRedirect() override;
    void cancel() override;

private:
    void begin();
    void takeTrust();
    void probe();
    void probed(const net::HttpExchange::Outcome &outcome);
    void refused(const net::HttpError &error);
    bool judgeClock(const net::HttpResponse &response);  // false: too far off to go on
    void freeLeftShells();
    void openSession();
    void opened(const core::Result<psrp::PoolInfo> &result);
    void refusedSession(core::Failure failure);
    void tellSchemes();
    bool isSignedIn(const core::Failure &failure) const;
    void checkRoles();
    void readOrganization();
    void conclude(std::optional<core::Failure> failure);
    psrp::ConnectionSettings settings() const;
    QUrl address() const;  // as the person gave it
    QUrl target() const;   // where this attempt goes: there, or where they agreed to be sent
    QString host() const;  // of the target, in lower case
    QString port() const;
    psrp::WsmanPeer peer() const;
    bool isPinned(const QSslCertificate &certificate) const;
    QString signInRow() const;
    template <class Op, class Then> void perform(Op *operation, Then then);

    ExchangeSession &m_session;
    model::SetupState &m_state;
    net::NetworkSettings &m_network;
    const core::Clock &m_clock;
    LeftShells m_shells;
    model::ExchangeAccess m_access;
    core::Secret m_password;
    QByteArray m_presented;
    QString m_presentedBy; // host
    QUrl m_redirect;
    struct Consent {
        QUrl from, to;
    };
    Consent m_consent; // for the next attempt, if it goes to the same address
    QUrl m_follow; // of this attempt
    QPointer<core::Operation> m_current;
    bool m_connected = false;
    bool m_cancelled = false;
};

}
