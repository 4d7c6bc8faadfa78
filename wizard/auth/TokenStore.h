#pragma once

#include "auth/NetworkAccess.h"
#include "auth/Session.h"
#include "core/Clock.h"

#include <QMap>
#include <functional>
#include <memory>

namespace passerelle::auth {

// A token is good for one of them only (reference cloud.md a.3).
enum class Resource { Graph, ExchangeOnline };

// The sessions in use, one per resource, in memory only. Everybody who calls a resource asks for the token at
// the moment of the call.
class TokenStore : public QObject {
    Q_OBJECT
public:
    // `network` and `clock` must outlive the store.
    TokenStore(NetworkAccess &network, const core::Clock &clock, QObject *parent = nullptr);

    void accept(Session session, Resource resource = Resource::Graph);
    void signOut(); // wipes all tokens

    // Nothing when not signed in, or when the token was withdrawn by a challenge.
    const Session *session(Resource resource = Resource::Graph) const;
    bool canRefresh(Resource resource = Resource::Graph) const;
    bool nearExpiry(Resource resource = Resource::Graph) const; // less than five minutes left
    // Counts the tokens seen so far: tells whether a refused token has been replaced meanwhile.
    int generation(Resource resource = Resource::Graph) const { return m_entries.value(resource).generation; }

    // One refresh with the refresh token; SessionLost when it is refused or there is none (reference cloud.md
    // a.6).
    core::OperationOf<core::Nothing> *refresh(Resource resource = Resource::Graph);

    // How to sign in again while work goes on: an operation that is not started, for the account of
    // `session`. `claims` is empty or the JSON of a challenge.
    using Renewal = std::function<core::OperationOf<Session> *(Resource resource, const QByteArray &claims)>;
    void setRenewal(Renewal renewal) { m_renewal = std::move(renewal); }
    bool canRenew(Resource resource = Resource::Graph) const;
    // One interactive sign-in; the old token is dropped at once when `claims` is not empty. SessionLost when
    // another account came back.
    core::OperationOf<core::Nothing> *renew(Resource resource, const QByteArray &claims);

signals:
    void sessionChanged();

private:
    friend class RefreshTokens;
    friend class RenewTokens;

    struct Entry {
        std::shared_ptr<Session> session;
        int generation = 0;
    };
    Session *entry(Resource resource) const { return m_entries.value(resource).session.get(); }
    void changed(Resource resource);

    NetworkAccess &m_network;
    const core::Clock &m_clock;
    QMap<Resource, Entry> m_entries;
    Renewal m_renewal;
};

}
