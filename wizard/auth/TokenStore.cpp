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
    explicit RefreshTokens(TokenStore &store)
        : m_store(&store)
    {
    }

protected:
    void doStart() override
    {
        if (!m_store || !m_store->canRefresh()) {
            fail(sessionLost(QStringLiteral("no refresh token")));
            return;
        }
        const Session &session = *m_store->m_session;
        m_generation = m_store->m_generation;
        FormFields fields{ { "grant_type", "refresh_token" },
                           { "client_id", session.clientId.toUtf8() },
                           { "refresh_token", session.refreshToken.reveal().toByteArray() },
                           { "scope", session.scope.toUtf8() } };
        auto *request = new TokenRequest(m_store->m_network, session.tokenEndpoint, std::move(fields),
                                         SignInPhase::Refresh, {});
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
        if (!m_store || !m_store->m_session || m_store->m_generation != m_generation) {
            fail(sessionLost(QStringLiteral("signed out during the refresh")));
            return;
        }
        Session &session = *m_store->m_session;
        session.accessToken = std::move(answer.accessToken);
        if (!answer.refreshToken.isEmpty())
            session.refreshToken = std::move(answer.refreshToken);
        session.expiry = m_store->m_clock.nowUtc().addSecs(answer.expiresIn);
        ++m_store->m_generation;
        emit m_store->sessionChanged();
        succeed({});
    }

    QPointer<TokenStore> m_store;
    QPointer<TokenRequest> m_request;
    int m_generation = 0;
};

TokenStore::TokenStore(NetworkAccess &network, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_clock(clock)
{
}

void TokenStore::accept(Session session)
{
    m_session = std::move(session);
    ++m_generation;
    emit sessionChanged();
}

void TokenStore::signOut()
{
    if (!m_session)
        return;
    m_session.reset(); // Secret wipes itself
    ++m_generation;
    emit sessionChanged();
}

bool TokenStore::canRefresh() const
{
    return m_session && !m_session->refreshToken.isEmpty();
}

bool TokenStore::nearExpiry() const
{
    return m_session && m_clock.nowUtc().secsTo(m_session->expiry) < refreshBefore;
}

core::OperationOf<core::Nothing> *TokenStore::refresh()
{
    return new RefreshTokens(*this);
}

}
