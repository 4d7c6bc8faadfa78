#include "net/SspiTickets.h"

#include <array>
#include <cstdio>
#include <cstring>

namespace passerelle::net {

namespace {

constexpr unsigned long wantedFlags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT
    | ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY;
constexpr unsigned long neededFlags = ISC_RET_MUTUAL_AUTH | ISC_RET_REPLAY_DETECT | ISC_RET_SEQUENCE_DETECT
    | ISC_RET_CONFIDENTIALITY | ISC_RET_INTEGRITY;

std::vector<wchar_t> wideBytes(const char *utf8, std::size_t size)
{
    std::vector<wchar_t> wide;
    const int length = size == 0 ? 0 : MultiByteToWideChar(CP_UTF8, 0, utf8, static_cast<int>(size), nullptr, 0);
    wide.resize(static_cast<std::size_t>(length) + 1);
    if (length > 0)
        MultiByteToWideChar(CP_UTF8, 0, utf8, static_cast<int>(size), wide.data(), length);
    wide.back() = L'\0';
    return wide;
}

std::wstring wideText(const std::string &utf8)
{
    return wideBytes(utf8.data(), utf8.size()).data();
}

// RFC 2744 bindings without addresses.
std::vector<unsigned char> bindingsOf(const std::string &applicationData)
{
    if (applicationData.empty())
        return {};
    SEC_CHANNEL_BINDINGS head{};
    head.cbApplicationDataLength = static_cast<unsigned long>(applicationData.size());
    head.dwApplicationDataOffset = sizeof(head);
    std::vector<unsigned char> bytes(sizeof(head) + applicationData.size());
    std::memcpy(bytes.data(), &head, sizeof(head));
    std::memcpy(bytes.data() + sizeof(head), applicationData.data(), applicationData.size());
    return bytes;
}

unsigned short *units(std::vector<wchar_t> &text)
{
    return reinterpret_cast<unsigned short *>(text.data());
}

SecBuffer bufferOf(unsigned long type, void *bytes, std::size_t size)
{
    SecBuffer buffer{};
    buffer.BufferType = type;
    buffer.cbBuffer = static_cast<unsigned long>(size);
    buffer.pvBuffer = bytes;
    return buffer;
}

template <std::size_t N> SecBufferDesc descriptionOf(std::array<SecBuffer, N> &buffers, std::size_t count = N)
{
    SecBufferDesc description{};
    description.ulVersion = SECBUFFER_VERSION;
    description.cBuffers = static_cast<unsigned long>(count);
    description.pBuffers = buffers.data();
    return description;
}

}

SignInTrouble sspiTrouble(SECURITY_STATUS status)
{
    switch (status) {
    case SEC_E_OK:
        return SignInTrouble::None;
    case SEC_E_NO_CREDENTIALS:
    case SEC_E_UNKNOWN_CREDENTIALS:
        return SignInTrouble::NoTicket;
    case SEC_E_CONTEXT_EXPIRED:
        return SignInTrouble::TicketExpired;
    case SEC_E_LOGON_DENIED:
        return SignInTrouble::WrongPassword;
    case SEC_E_TARGET_UNKNOWN:
    case SEC_E_WRONG_PRINCIPAL:
        return SignInTrouble::UnknownService;
    case SEC_E_NO_AUTHENTICATING_AUTHORITY:
        return SignInTrouble::KdcUnreachable;
    case SEC_E_TIME_SKEW:
        return SignInTrouble::ClockSkew;
    case SEC_E_MUTUAL_AUTH_FAILED:
    case SEC_E_BAD_BINDINGS:
        return SignInTrouble::NotMutual;
    case SEC_E_SECPKG_NOT_FOUND:
        return SignInTrouble::Unsupported;
    default:
        return SignInTrouble::Other;
    }
}

SspiExchange::SspiExchange(std::shared_ptr<const TicketAccount> account, TicketScheme scheme, const std::string &host,
                           const std::string &channelBinding)
    : m_account(std::move(account))
    , m_scheme(scheme)
    , m_target(wideText("HTTP/" + host))
    , m_binding(bindingsOf(channelBinding))
{
}

SspiExchange::~SspiExchange()
{
    if (m_hasContext)
        DeleteSecurityContext(&m_context);
    if (m_hasCredential)
        FreeCredentialsHandle(&m_credential);
}

TokenExchange::Step SspiExchange::failure(SECURITY_STATUS status, const char *call) const
{
    char number[16];
    std::snprintf(number, sizeof(number), "%08lX", static_cast<unsigned long>(status));
    Step step;
    step.technical = std::string(call) + " 0x" + number;
    const SignInTrouble told = sspiTrouble(status);
    // Once our token went out, what failed is the server's answer.
    step.trouble = m_hasContext && told != SignInTrouble::ClockSkew ? SignInTrouble::NotMutual : told;
    return step;
}

SECURITY_STATUS SspiExchange::acquire()
{
    const std::string &typed = m_account->user;
    const std::size_t backslash = typed.find('\\');
    const bool split = backslash != std::string::npos;
    const std::string name = split ? typed.substr(backslash + 1) : typed;
    std::vector<wchar_t> user = wideBytes(name.data(), name.size());
    std::vector<wchar_t> domain = wideBytes(typed.data(), split ? backslash : 0);
    std::vector<wchar_t> password = wideBytes(m_account->password.data(), m_account->password.size());
    // Negotiate may pick NTLM, which proves nothing about the server and does not protect the messages: excluded.
    std::vector<wchar_t> packages = wideBytes("!ntlm", 5);
    SEC_WINNT_AUTH_IDENTITY_EXW identity{};
    identity.Version = SEC_WINNT_AUTH_IDENTITY_VERSION;
    identity.Length = sizeof(identity);
    identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    if (!m_account->currentSession) {
        identity.User = units(user);
        identity.UserLength = static_cast<unsigned long>(user.size() - 1);
        identity.Domain = units(domain);
        identity.DomainLength = static_cast<unsigned long>(domain.size() - 1);
        identity.Password = units(password);
        identity.PasswordLength = static_cast<unsigned long>(password.size() - 1);
    }
    if (m_scheme == TicketScheme::Negotiate) {
        identity.PackageList = units(packages);
        identity.PackageListLength = static_cast<unsigned long>(packages.size() - 1);
    }
    const bool nothingToSay = m_account->currentSession && m_scheme == TicketScheme::Kerberos;
    std::wstring package = m_scheme == TicketScheme::Kerberos ? L"Kerberos" : L"Negotiate";
    TimeStamp expiry{};
    const SECURITY_STATUS status =
        AcquireCredentialsHandleW(nullptr, package.data(), SECPKG_CRED_OUTBOUND, nullptr,
                                  nothingToSay ? nullptr : &identity, nullptr, nullptr, &m_credential, &expiry);
    SecureZeroMemory(password.data(), password.size() * sizeof(wchar_t));
    m_hasCredential = status == SEC_E_OK;
    return status;
}

TokenExchange::Step SspiExchange::step(std::string_view token)
{
    if (!m_hasCredential) {
        if (const SECURITY_STATUS status = acquire(); status != SEC_E_OK)
            return failure(status, "AcquireCredentialsHandle");
    }
    std::string received(token);
    std::array<SecBuffer, 2> in{};
    std::size_t inputs = 0;
    if (!received.empty())
        in[inputs++] = bufferOf(SECBUFFER_TOKEN, received.data(), received.size());
    if (!m_binding.empty())
        in[inputs++] = bufferOf(SECBUFFER_CHANNEL_BINDINGS, m_binding.data(), m_binding.size());
    std::array<SecBuffer, 1> out{ bufferOf(SECBUFFER_TOKEN, nullptr, 0) };
    SecBufferDesc input = descriptionOf(in, inputs);
    SecBufferDesc output = descriptionOf(out);
    unsigned long flags = 0;
    TimeStamp expiry{};
    std::wstring target = m_target;
    SECURITY_STATUS status = InitializeSecurityContextW(
        &m_credential, m_hasContext ? &m_context : nullptr, target.data(), wantedFlags | ISC_REQ_ALLOCATE_MEMORY, 0,
        SECURITY_NATIVE_DREP, inputs > 0 ? &input : nullptr, 0, &m_context, &output, &flags, &expiry);
    if (status == SEC_I_COMPLETE_NEEDED || status == SEC_I_COMPLETE_AND_CONTINUE) {
        const SECURITY_STATUS completed = CompleteAuthToken(&m_context, &output);
        if (completed != SEC_E_OK)
            status = completed;
        else
            status = status == SEC_I_COMPLETE_NEEDED ? SEC_E_OK : SEC_I_CONTINUE_NEEDED;
    }
    Step step;
    if (out[0].pvBuffer) {
        step.token.assign(static_cast<const char *>(out[0].pvBuffer), out[0].cbBuffer);
        FreeContextBuffer(out[0].pvBuffer);
    }
    if (status != SEC_E_OK && status != SEC_I_CONTINUE_NEEDED)
        return failure(status, "InitializeSecurityContext");
    m_hasContext = true;
    if (status == SEC_I_CONTINUE_NEEDED) {
        step.state = State::Continue;
    } else if ((flags & neededFlags) != neededFlags) {
        step.trouble = SignInTrouble::NotMutual;
        step.technical = "the security context lacks a protection, flags " + std::to_string(flags);
    } else {
        step.state = State::Complete;
        m_complete = true;
    }
    return step;
}

std::optional<TokenExchange::Sealed> SspiExchange::seal(std::string_view plain)
{
    SecPkgContext_Sizes sizes{};
    if (!m_complete || QueryContextAttributesW(&m_context, SECPKG_ATTR_SIZES, &sizes) != SEC_E_OK)
        return std::nullopt;
    std::string header(sizes.cbSecurityTrailer, '\0');
    std::string body(plain);
    std::string padding(sizes.cbBlockSize, '\0');
    std::array<SecBuffer, 3> parts{ bufferOf(SECBUFFER_TOKEN, header.data(), header.size()),
                                    bufferOf(SECBUFFER_DATA, body.data(), body.size()),
                                    bufferOf(SECBUFFER_PADDING, padding.data(), padding.size()) };
    SecBufferDesc message = descriptionOf(parts);
    if (EncryptMessage(&m_context, 0, &message, 0) != SEC_E_OK)
        return std::nullopt;
    header.resize(parts[0].cbBuffer);
    padding.resize(parts[2].cbBuffer);
    return Sealed{ header, body + padding, padding.size() };
}

std::optional<std::string> SspiExchange::unseal(std::string_view header, std::string_view body)
{
    std::string token(header);
    token += body;
    std::array<SecBuffer, 2> parts{ bufferOf(SECBUFFER_STREAM, token.data(), token.size()),
                                    bufferOf(SECBUFFER_DATA, nullptr, 0) };
    SecBufferDesc message = descriptionOf(parts);
    unsigned long quality = 0;
    if (!m_complete || DecryptMessage(&m_context, &message, 0, &quality) != SEC_E_OK
        || quality == SECQOP_WRAP_NO_ENCRYPT)
        return std::nullopt;
    return std::string(static_cast<const char *>(parts[1].pvBuffer), parts[1].cbBuffer);
}

namespace {

class SspiTickets : public TicketSource {
public:
    explicit SspiTickets(TicketAccount account)
        : m_account(std::make_shared<const TicketAccount>(std::move(account)))
    {
    }
    std::shared_ptr<TokenExchange> begin(TicketScheme scheme, const std::string &host,
                                         const std::string &channelBinding) override
    {
        return std::make_shared<SspiExchange>(m_account, scheme, host, channelBinding);
    }

private:
    const std::shared_ptr<const TicketAccount> m_account;
};

}

std::shared_ptr<TicketSource> systemTickets(TicketAccount account)
{
    return std::make_shared<SspiTickets>(std::move(account));
}

}
