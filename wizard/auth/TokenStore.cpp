#include "auth/TokenStore.h"

#include "auth/TokenRequest.h"

namespace passerelle::auth {

namespace {

constexpr qint64 refreshBefore = 300; // seconds, a.6

core::Failure sessionLost(const QString &technical)
{
    return { core::FailureCode::SessionLost, {}, technical, false };
}

}

// One use of the refresh token. The store may be signed out meanwhile: the answer is then thrown away.
class RefreshTokens : public core::OperationOf<core::Nothing> {
public:
    RefreshTokens(TokenStore &store, Resource resource)
        : m_store(&store)
        , m_resource(resource)
    {
    }

protected:
    void doStart() override
    {
        if (!m_store || !m_store->canRefresh(m_resource)) {
            fail(sessionLost(QStringLiteral("no refresh token")));
            return;
        }
        const Session &session = *m_store->entry(m_resource);
        m_generation = m_store->generation(m_resource);
        FormFields fields{ { "grant_type", "refresh_token" },
                           { "client_id", session.clientId.toUtf8() },
                           { "refresh_token", session.refreshToken.reveal().toByteArray() },
                           { "scope", session.scope.toUtf8() } };
        auto *request = new TokenRequest(m_store->m_network, session.tokenEndpoint, std::move(fields),
                                         SignInPhase::Refresh,
                                         { { QStringLiteral("login"), session.tokenEndpoint.authority() },
                                           { QStringLiteral("host"), session.tokenEndpoint.host() },
                                           { QStringLiteral("list"), m_store->m_network.cloud().hostList() } });
        m_request = core::run(request, this, [this](core::Result<TokenAnswer> &answer) {
            if (answer)
                take(answer.value());
            else
                fail(answer.failure());
        });
    }

    void doCancel() override
    {
        if (m_request)
            m_request->cancel();
    }

private:
    void take(TokenAnswer &answer)
    {
        if (!m_store || !m_store->entry(m_resource) || m_store->generation(m_resource) != m_generation) {
            fail(sessionLost(QStringLiteral("signed out during the refresh")));
            return;
        }
        Session &session = *m_store->entry(m_resource);
        session.accessToken = std::move(answer.accessToken);
        if (!answer.refreshToken.isEmpty())
            session.refreshToken = std::move(answer.refreshToken);
        session.expiry = m_store->m_clock.nowUtc().addSecs(answer.expiresIn);
        m_store->changed(m_resource);
        succeed({});
    }

    QPointer<TokenStore> m_store;
    Resource m_resource;
    QPointer<TokenRequest> m_request;
    int m_generation = 0;
};

// One interactive sign-in for the account that is signed in.
class RenewTokens : public core::OperationOf<core::Nothing> {
public:
    RenewTokens(TokenStore &store, Resource resource, QByteArray claims)
        : m_store(&store)
        , m_resource(resource)
        , m_claims(std::move(claims))
    {
    }

protected:
    void doStart() override
    {
        Session *old = m_store ? m_store->entry(m_resource) : nullptr;
        auto *signIn = old && m_store->m_renewal ? m_store->m_renewal(m_resource, m_claims) : nullptr;
        if (!signIn) {
            fail(sessionLost(QStringLiteral("nobody to sign in again")));
            return;
        }
        m_account = old->objectId;
        m_generation = m_store->generation(m_resource);
        if (!m_claims.isEmpty())
            old->accessToken = {};
        m_signIn = core::run(signIn, this, [this](core::Result<Session> &session) {
            if (session)
                take(session.value());
            else
                fail(session.failure());
        });
    }

    void doCancel() override
    {
        if (m_signIn)
            m_signIn->cancel();
    }

private:
    void take(Session &session)
    {
        const bool sameStore =
            m_store && m_store->entry(m_resource) && m_store->generation(m_resource) == m_generation;
        if (!sameStore) {
            fail(sessionLost(QStringLiteral("signed out meanwhile")));
        } else if (session.objectId != m_account) { // consent was given under the other one
            fail(sessionLost(QStringLiteral("signed in with another account")));
        } else {
            m_store->accept(std::move(session), m_resource);
            succeed({});
        }
    }

    QPointer<TokenStore> m_store;
    Resource m_resource;
    QByteArray m_claims;
    QString m_account;
    int m_generation = 0;
    QPointer<core::Operation> m_signIn;
};

TokenStore::TokenStore(NetworkAccess &network, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_clock(clock)
{
}

void TokenStore::changed(Resource resource)
{
    ++m_entries[resource].generation;
    emit sessionChanged();
}

void TokenStore::accept(Session session, Resource resource)
{
    m_entries[resource].session = std::make_shared<Session>(std::move(session));
    changed(resource);
}

void TokenStore::signOut()
{
    bool any = false;
    for (Entry &entry : m_entries) {
        if (!entry.session)
            continue;
        entry.session.reset(); // Secret wipes itself
        ++entry.generation;
        any = true;
    }
    if (any)
        emit sessionChanged();
}

const Session *TokenStore::session(Resource resource) const
{
    const Session *session = entry(resource);
    return session && !session->accessToken.isEmpty() ? session : nullptr;
}

bool TokenStore::canRefresh(Resource resource) const
{
    const Session *session = entry(resource);
    return session && !session->refreshToken.isEmpty();
}

bool TokenStore::nearExpiry(Resource resource) const
{
    const Session *session = entry(resource);
    return session && m_clock.nowUtc().secsTo(session->expiry) < refreshBefore;
}

core::OperationOf<core::Nothing> *TokenStore::refresh(Resource resource)
{
    return new RefreshTokens(*this, resource);
}

bool TokenStore::canRenew(Resource resource) const
{
    return m_renewal && entry(resource);
}

core::OperationOf<core::Nothing> *TokenStore::renew(Resource resource, const QByteArray &claims)
{
    return new RenewTokens(*this, resource, claims);
}

}
