#pragma once

#include "auth/TokenStore.h"
#include "core/Operation.h"
#include "core/Secret.h"

namespace passerelle::exo {

// Where the access token for Exchange Online comes from. Kept narrow: a sign-in for a second resource only
// has to offer this.
class TokenSource {
public:
    virtual ~TokenSource() = default;

    // Null while nobody is signed in for Exchange Online; valid until the event loop runs again.
    virtual const auth::Session *session() const = 0;
    // Counts the tokens seen so far: tells whether a refused one has been replaced meanwhile.
    virtual int generation() const = 0;
    virtual bool canRefresh() const = 0;
    virtual bool nearExpiry() const = 0;
    virtual core::OperationOf<core::Nothing> *refresh() = 0;
    // One interactive sign-in; `claims` is empty or the JSON of a challenge (cloud.md a.9).
    virtual bool canRenew() const = 0;
    virtual core::OperationOf<core::Nothing> *renew(const QByteArray &claims) = 0;
};

// The tokens for Exchange Online in the store of all sessions, which must outlive it.
class StoredTokens : public TokenSource {
public:
    explicit StoredTokens(auth::TokenStore &store)
        : m_store(store)
    {
    }

    const auth::Session *session() const override { return m_store.session(resource); }
    int generation() const override { return m_store.generation(resource); }
    bool canRefresh() const override { return m_store.canRefresh(resource); }
    bool nearExpiry() const override { return m_store.nearExpiry(resource); }
    core::OperationOf<core::Nothing> *refresh() override { return m_store.refresh(resource); }
    bool canRenew() const override { return m_store.canRenew(resource); }
    core::OperationOf<core::Nothing> *renew(const QByteArray &claims) override
    {
        return m_store.renew(resource, claims);
    }

private:
    static constexpr auth::Resource resource = auth::Resource::ExchangeOnline;

    auth::TokenStore &m_store;
};

}
