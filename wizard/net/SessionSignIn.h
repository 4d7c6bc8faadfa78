#pragma once

#include "net/SecurityContext.h"
#include "net/SignInSettings.h"
#include "net/TokenExchange.h"

#include <memory>

namespace passerelle::net {

// What the connections of one session know together: who signs in, what the server offers, what worked. An
// account signs in to the domain once for all of them. Interface thread.
class SessionSignIn {
public:
    explicit SessionSignIn(SignInSettings settings);
    // With another source of tickets than the one of the system.
    SessionSignIn(SignInSettings settings, std::shared_ptr<TicketSource> tickets);
    ~SessionSignIn();

    // The context of one more connection. It may outlive this object.
    std::unique_ptr<SecurityContext> newContext() const;

    const SignInReport &report() const;
    // For a session over TLS: encrypt the bodies inside it too. Without TLS they always are.
    void setBodiesEncryptedInsideTls(bool encrypted);
    bool bodiesEncryptedInsideTls() const;

    struct Shared;

private:
    std::shared_ptr<Shared> m_shared;
};

struct SessionSignIn::Shared {
    SignInSettings settings;
    std::shared_ptr<TicketSource> tickets;
    SignInReport report;
    SchemePreference chosen = SchemePreference::Auto; // Auto until one is
    bool encryptInsideTls = false;
};

}
