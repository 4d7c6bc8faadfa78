#pragma once

#include "auth/NetworkAccess.h"
#include "auth/Session.h"
#include "core/Clock.h"

#include <optional>

namespace passerelle::auth {

// The session in use, in memory only. Everybody who calls Graph asks it for the token at the moment of the
// call.
class TokenStore : public QObject {
    Q_OBJECT
public:
    // `network` and `clock` must outlive the store.
    TokenStore(NetworkAccess &network, const core::Clock &clock, QObject *parent = nullptr);

    void accept(Session session);
    void signOut(); // wipes the tokens

    const Session *session() const { return m_session ? &*m_session : nullptr; }
    bool canRefresh() const;
    bool nearExpiry() const; // less than five minutes left
    // Counts the tokens seen so far: tells whether a refused token has been replaced meanwhile.
    int generation() const { return m_generation; }

    // One refresh with the refresh token; SessionLost when it is refused or there is none (reference cloud.md
    // a.6).
    core::OperationOf<core::Nothing> *refresh();

signals:
    void sessionChanged();

private:
    friend class RefreshTokens;

    NetworkAccess &m_network;
    const core::Clock &m_clock;
    std::optional<Session> m_session;
    int m_generation = 0;
};

}
