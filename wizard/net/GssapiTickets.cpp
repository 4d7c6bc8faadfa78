#include "net/GssapiTickets.h"

#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>

#include <array>

namespace passerelle::net {

namespace {

// 1.2.840.113554.1.2.2 and 1.3.6.1.5.5.2
std::array<unsigned char, 9> kerberosBytes{ 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02 };
std::array<unsigned char, 6> spnegoBytes{ 0x2B, 0x06, 0x01, 0x05, 0x05, 0x02 };
gss_OID_desc kerberosMechanism{ kerberosBytes.size(), kerberosBytes.data() };
gss_OID_desc spnegoMechanism{ spnegoBytes.size(), spnegoBytes.data() };
gss_OID_set_desc onlyKerberos{ 1, &kerberosMechanism };

constexpr OM_uint32 wantedFlags =
    GSS_C_MUTUAL_FLAG | GSS_C_REPLAY_FLAG | GSS_C_SEQUENCE_FLAG | GSS_C_CONF_FLAG | GSS_C_INTEG_FLAG;

// GSSAPI takes pointers to what it only reads.
gss_buffer_desc bufferOf(std::string_view text)
{
    return { text.size(), const_cast<char *>(text.data()) };
}

std::string textOf(const gss_buffer_desc &buffer)
{
    return buffer.length == 0 ? std::string() : std::string(static_cast<const char *>(buffer.value), buffer.length);
}

std::string statusText(OM_uint32 status, int type)
{
    OM_uint32 minor = 0;
    OM_uint32 more = 0;
    gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
    if (gss_display_status(&minor, status, type, &kerberosMechanism, &more, &text) != GSS_S_COMPLETE)
        return {};
    const std::string out = textOf(text);
    gss_release_buffer(&minor, &text);
    return out;
}

}

GssapiExchange::GssapiExchange(std::shared_ptr<KerberosTickets> tickets, TicketScheme scheme, std::string host,
                               std::string channelBinding)
    : m_tickets(std::move(tickets))
    , m_scheme(scheme)
    , m_host(std::move(host))
    , m_binding(std::move(channelBinding))
{
}

GssapiExchange::~GssapiExchange()
{
    OM_uint32 minor = 0;
    gss_delete_sec_context(&minor, &m_context, GSS_C_NO_BUFFER);
    gss_release_name(&minor, &m_server);
    gss_release_cred(&minor, &m_credential);
}

TokenExchange::Step GssapiExchange::failure(OM_uint32 major, OM_uint32 minor, const char *call) const
{
    // Minor codes of errors are signed numbers of the Kerberos library.
    const SignInTrouble told = kerberosTrouble(static_cast<int>(minor));
    Step step;
    step.technical = std::string(call) + ' ' + std::to_string(major) + '/' + std::to_string(static_cast<int>(minor))
        + ": " + statusText(major, GSS_C_GSS_CODE) + "; " + statusText(minor, GSS_C_MECH_CODE);
    if (m_context != GSS_C_NO_CONTEXT) // our token went out: what failed is the server's answer
        step.trouble = told == SignInTrouble::ClockSkew ? told : SignInTrouble::NotMutual;
    else if (GSS_ROUTINE_ERROR(major) == GSS_S_CREDENTIALS_EXPIRED)
        step.trouble = SignInTrouble::TicketExpired;
    else if (GSS_ROUTINE_ERROR(major) == GSS_S_NO_CRED)
        step.trouble = SignInTrouble::NoTicket;
    else
        step.trouble = told == SignInTrouble::None ? SignInTrouble::Other : told;
    return step;
}

std::optional<TokenExchange::Step> GssapiExchange::prepare()
{
    const KerberosTickets::Found found = m_tickets->ticketFor(m_host);
    if (found.trouble != SignInTrouble::None)
        return Step{ State::Failed, {}, found.trouble, found.technical };
    OM_uint32 minor = 0;
    gss_key_value_element_desc place{ "ccache", found.cache.c_str() };
    gss_key_value_set_desc store{ 1, &place };
    gss_OID_set_desc mechanism{ 1, m_scheme == TicketScheme::Negotiate ? &spnegoMechanism : &kerberosMechanism };
    OM_uint32 major = gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &mechanism, GSS_C_INITIATE,
                                            &store, &m_credential, nullptr, nullptr);
    if (GSS_ERROR(major))
        return failure(major, minor, "gss_acquire_cred_from");
    if (m_scheme == TicketScheme::Negotiate) // whatever else is installed, no weaker scheme is offered
        major = gss_set_neg_mechs(&minor, m_credential, &onlyKerberos);
    if (GSS_ERROR(major))
        return failure(major, minor, "gss_set_neg_mechs");
    // As a Kerberos name and not as service@host: the library would ask name servers for another name of the host.
    gss_buffer_desc name = bufferOf(found.service);
    major = gss_import_name(&minor, &name, GSS_KRB5_NT_PRINCIPAL_NAME, &m_server);
    if (GSS_ERROR(major))
        return failure(major, minor, "gss_import_name");
    return std::nullopt;
}

TokenExchange::Step GssapiExchange::step(std::string_view token)
{
    if (m_server == GSS_C_NO_NAME) {
        if (std::optional<Step> failed = prepare())
            return *failed;
    }
    OM_uint32 minor = 0;
    OM_uint32 flags = 0;
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    gss_channel_bindings_struct bindings{};
    bindings.application_data = bufferOf(m_binding);
    const OM_uint32 major = gss_init_sec_context(
        &minor, m_credential, &m_context, m_server,
        m_scheme == TicketScheme::Negotiate ? &spnegoMechanism : &kerberosMechanism, wantedFlags, 0,
        m_binding.empty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings, token.empty() ? GSS_C_NO_BUFFER : &input, nullptr,
        &output, &flags, nullptr);
    Step step;
    if (GSS_ERROR(major)) {
        step = failure(major, minor, "gss_init_sec_context");
    } else if (major & GSS_S_CONTINUE_NEEDED) {
        step.state = State::Continue;
        step.token = textOf(output);
    } else if ((flags & wantedFlags) != wantedFlags) {
        step.trouble = SignInTrouble::NotMutual;
        step.technical = "the security context lacks a protection, flags " + std::to_string(flags);
    } else {
        step.state = State::Complete;
        step.token = textOf(output);
        m_complete = true;
    }
    OM_uint32 ignored = 0;
    gss_release_buffer(&ignored, &output);
    return step;
}

// Reference psrp.md 3.3: HEADER, DATA and PADDING give the rotated token whose first part is the header.
std::optional<TokenExchange::Sealed> GssapiExchange::seal(std::string_view plain)
{
    if (!m_complete)
        return std::nullopt;
    std::string body(plain);
    std::array<gss_iov_buffer_desc, 3> parts{};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    parts[1].buffer = { body.size(), body.data() };
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    OM_uint32 minor = 0;
    int confidential = 0;
    const OM_uint32 major =
        gss_wrap_iov(&minor, m_context, 1, GSS_C_QOP_DEFAULT, &confidential, parts.data(), parts.size());
    std::optional<Sealed> sealed;
    if (major == GSS_S_COMPLETE && confidential != 0)
        sealed = Sealed{ textOf(parts[0].buffer), body + textOf(parts[2].buffer), parts[2].buffer.length };
    gss_release_iov_buffer(&minor, parts.data(), parts.size());
    return sealed;
}

std::optional<std::string> GssapiExchange::unseal(std::string_view header, std::string_view body)
{
    if (!m_complete)
        return std::nullopt;
    std::string token(header);
    token += body;
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    OM_uint32 minor = 0;
    int confidential = 0;
    // Anything but COMPLETE, the order of messages included, is a failure.
    const OM_uint32 major = gss_unwrap(&minor, m_context, &input, &output, &confidential, nullptr);
    std::optional<std::string> plain;
    if (major == GSS_S_COMPLETE && confidential != 0)
        plain = textOf(output);
    gss_release_buffer(&minor, &output);
    return plain;
}

namespace {

class GssapiTickets : public TicketSource {
public:
    explicit GssapiTickets(TicketAccount account)
        : m_tickets(std::make_shared<KerberosTickets>(std::move(account)))
    {
    }
    std::shared_ptr<TokenExchange> begin(TicketScheme scheme, const std::string &host,
                                         const std::string &channelBinding) override
    {
        return std::make_shared<GssapiExchange>(m_tickets, scheme, host, channelBinding);
    }

private:
    const std::shared_ptr<KerberosTickets> m_tickets;
};

}

std::shared_ptr<TicketSource> systemTickets(TicketAccount account)
{
    return std::make_shared<GssapiTickets>(std::move(account));
}

}
