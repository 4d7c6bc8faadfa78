#pragma once

#include "net/KerberosTickets.h"

#include <gssapi/gssapi.h>

namespace passerelle::net {

// A negotiation with MIT GSSAPI: RFC 4121 tokens, bare (scheme Kerberos) or inside SPNEGO (Negotiate).
class GssapiExchange : public TokenExchange {
public:
    GssapiExchange(std::shared_ptr<KerberosTickets> tickets, TicketScheme scheme, std::string host,
                   std::string channelBinding);
    ~GssapiExchange() override;

    Step step(std::string_view token) override;
    std::optional<Sealed> seal(std::string_view plain) override;
    std::optional<std::string> unseal(std::string_view header, std::string_view body) override;

private:
    std::optional<Step> prepare(); // a Step when it fails
    Step failure(OM_uint32 major, OM_uint32 minor, const char *call) const;

    const std::shared_ptr<KerberosTickets> m_tickets;
    const TicketScheme m_scheme;
    const std::string m_host;
    std::string m_binding;
    gss_cred_id_t m_credential = GSS_C_NO_CREDENTIAL;
    gss_name_t m_server = GSS_C_NO_NAME;
    gss_ctx_id_t m_context = GSS_C_NO_CONTEXT;
    bool m_complete = false;
};

}
