#pragma once

#include "net/TokenExchange.h"

// The core of the Windows half: no Qt, so that any compiler for Windows can judge it.
#ifndef SECURITY_WIN32
#define SECURITY_WIN32
#endif
#include <windows.h>

#include <security.h>

namespace passerelle::net {

// A negotiation with the security support provider of Windows. Tickets and their cache are the system's.
class SspiExchange : public TokenExchange {
public:
    SspiExchange(std::shared_ptr<const TicketAccount> account, TicketScheme scheme, const std::string &host,
                 const std::string &channelBinding);
    ~SspiExchange() override;
    SspiExchange(const SspiExchange &) = delete;
    SspiExchange &operator=(const SspiExchange &) = delete;

    Step step(std::string_view token) override;
    std::optional<Sealed> seal(std::string_view plain) override;
    std::optional<std::string> unseal(std::string_view header, std::string_view body) override;

private:
    SECURITY_STATUS acquire();
    Step failure(SECURITY_STATUS status, const char *call) const;

    const std::shared_ptr<const TicketAccount> m_account;
    const TicketScheme m_scheme;
    const std::wstring m_target; // HTTP/<host>
    std::vector<unsigned char> m_binding; // SEC_CHANNEL_BINDINGS and what it points to; empty without TLS
    CredHandle m_credential{};
    CtxtHandle m_context{};
    bool m_hasCredential = false;
    bool m_hasContext = false;
    bool m_complete = false;
};

SignInTrouble sspiTrouble(SECURITY_STATUS status);

}
