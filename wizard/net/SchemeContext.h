#pragma once

#include "net/SessionSignIn.h"

namespace passerelle::net {

// Finds the scheme of a connection and leaves the rest to the context of that scheme. Without a fixed scheme the first
// request goes out empty and anonymous, and the strongest scheme of the answer is taken. Falls back to Basic only if
// that is allowed, over TLS, and when no ticket can be had for a reason that has nothing to do with the password.
class SchemeContext : public SecurityContext {
public:
    explicit SchemeContext(std::shared_ptr<SessionSignIn::Shared> shared);

    QByteArray schemeName() const override;
    void connected(const Channel &channel) override;
    void protect(HttpRequest request, std::function<void(Protected)> ready) override;
    Verdict inspect(HttpResponse &response) override;
    HttpError brokenBecause() const override;
    bool sentCredentials() const override { return m_inner && m_inner->sentCredentials(); }

private:
    void use(SchemePreference scheme);
    void noteOffers(const HttpResponse &response);
    bool choose();
    Verdict nothingToChoose(const HttpResponse &response);
    bool basicRemains(const Protected &outcome) const;

    const std::shared_ptr<SessionSignIn::Shared> m_shared;
    SchemePreference m_scheme = SchemePreference::Auto; // of m_inner
    std::unique_ptr<SecurityContext> m_inner;
    std::unique_ptr<SecurityContext> m_retired;
    Channel m_channel;
    HttpError m_broken;
};

}
