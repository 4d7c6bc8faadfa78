#include "net/KerberosTickets.h"

#include "net/AccountName.h"

#include <krb5/krb5.h>

#include <algorithm>
#include <utility>

namespace passerelle::net {

// What one ticketFor() has in its hands.
struct KerberosTickets::Call {
    krb5_context context = nullptr;
    krb5_principal service = nullptr;
    krb5_ccache cache = nullptr;
    std::string serverRealm;
    Found found;

    Call() = default;
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    ~Call()
    {
        if (cache)
            krb5_cc_close(context, cache);
        if (service)
            krb5_free_principal(context, service);
        if (context)
            krb5_free_context(context);
    }

    bool good() const { return found.trouble == SignInTrouble::None; }
    void refuse(long code)
    {
        found.trouble = kerberosTrouble(code);
        found.technical = "Kerberos " + std::to_string(code);
        if (!context)
            return;
        const char *text = krb5_get_error_message(context, static_cast<krb5_error_code>(code));
        found.technical += std::string(": ") + text;
        krb5_free_error_message(context, text);
    }
    void refuse(SignInTrouble trouble, std::string technical)
    {
        found.trouble = trouble;
        found.technical = std::move(technical);
    }
    void nameService(const std::string &host);
    krb5_error_code passwordTicket(const KerberosName &name, const char *password, std::string &cacheName);
};

SignInTrouble kerberosTrouble(long code)
{
    switch (code) {
    case 0:
        return SignInTrouble::None;
    case KRB5_FCC_NOFILE:
    case KRB5_CC_NOTFOUND:
    case KRB5_CC_UNKNOWN_TYPE:
    case KRB5_CC_BADNAME:
    case KRB5_NO_TKT_IN_RLM:
        return SignInTrouble::NoTicket;
    case KRB5KRB_AP_ERR_TKT_EXPIRED:
        return SignInTrouble::TicketExpired;
    case KRB5KDC_ERR_PREAUTH_FAILED:
    case KRB5KRB_AP_ERR_BAD_INTEGRITY:
        return SignInTrouble::WrongPassword;
    case KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN:
        return SignInTrouble::UnknownUser;
    case KRB5KDC_ERR_KEY_EXP:
        return SignInTrouble::PasswordExpired;
    case KRB5KDC_ERR_CLIENT_REVOKED:
    case KRB5KDC_ERR_NAME_EXP:
    case KRB5KDC_ERR_CLIENT_NOTYET:
    case KRB5KDC_ERR_POLICY:
        return SignInTrouble::AccountBlocked;
    case KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN:
    case KRB5KDC_ERR_MUST_USE_USER2USER:
        return SignInTrouble::UnknownService;
    case KRB5_REALM_UNKNOWN:
    case KRB5_REALM_CANT_RESOLVE:
    case KRB5_CONFIG_NODEFREALM:
    case KRB5KDC_ERR_WRONG_REALM:
        return SignInTrouble::UnknownRealm;
    case KRB5_KDC_UNREACH:
        return SignInTrouble::KdcUnreachable;
    case KRB5KRB_AP_ERR_SKEW:
    case KRB5KRB_AP_ERR_TKT_NYV:
    case KRB5_KDCREP_SKEW:
        return SignInTrouble::ClockSkew;
    default:
        return SignInTrouble::Other;
    }
}

KerberosTickets::KerberosTickets(TicketAccount account)
    : m_account(std::move(account))
{
}

KerberosTickets::~KerberosTickets()
{
    krb5_context context = nullptr;
    krb5_ccache cache = nullptr;
    if (m_cache.empty() || krb5_init_context(&context) != 0)
        return;
    if (krb5_cc_resolve(context, m_cache.c_str(), &cache) == 0)
        krb5_cc_destroy(context, cache);
    krb5_free_context(context);
}

// HTTP/<host> with the realm that this computer's settings name for the host, else without: then the domain
// controllers of the account are asked where it belongs. Name servers are not asked for another name of the host.
void KerberosTickets::Call::nameService(const std::string &host)
{
    for (const char c : host) {
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
        if (!plain)
            return refuse(SignInTrouble::UnknownService, "no service has the name HTTP/" + host);
    }
    std::string realm;
    char **realms = nullptr;
    if (krb5_get_host_realm(context, host.c_str(), &realms) == 0) {
        if (realms[0])
            realm = realms[0];
        krb5_free_host_realm(context, realms);
    }
    const std::size_t dot = host.find('.');
    serverRealm = !realm.empty() || dot == std::string::npos ? realm : upperCase(host.substr(dot + 1));
    const krb5_error_code code = krb5_build_principal(context, &service, static_cast<unsigned int>(realm.size()),
                                                      realm.c_str(), "HTTP", host.c_str(), nullptr);
    if (code != 0)
        return refuse(code);
    found.service = "HTTP/" + host + '@' + realm;
}

KerberosTickets::Found KerberosTickets::ticketFor(const std::string &host)
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    Call call;
    if (const krb5_error_code code = krb5_init_context(&call.context); code != 0) {
        call.context = nullptr;
        call.refuse(code);
    } else {
        call.nameService(host);
    }
    if (!call.good())
        return call.found;
    const bool signedIn = !m_cache.empty();
    if (m_account.currentSession)
        useSession(call);
    else
        signIn(call);
    if (!call.good())
        return call.found;
    int code = requestServiceTicket(call);
    const bool aged = code == KRB5KRB_AP_ERR_TKT_EXPIRED || code == KRB5_CC_NOTFOUND;
    if (aged && signedIn && !m_account.currentSession) {
        krb5_cc_destroy(call.context, std::exchange(call.cache, nullptr));
        m_cache.clear();
        signIn(call);
        code = call.good() ? requestServiceTicket(call) : 0;
    }
    if (code != 0)
        call.refuse(code);
    return call.found;
}

void KerberosTickets::useSession(Call &call)
{
    krb5_principal client = nullptr;
    if (krb5_cc_select(call.context, call.service, &call.cache, &client) != 0)
        call.cache = nullptr;
    if (client)
        krb5_free_principal(call.context, client);
    client = nullptr;
    krb5_error_code code = call.cache ? 0 : krb5_cc_default(call.context, &call.cache);
    if (code == 0)
        code = krb5_cc_get_principal(call.context, call.cache, &client);
    if (client)
        krb5_free_principal(call.context, client);
    if (code != 0)
        call.refuse(code);
}

void KerberosTickets::signIn(Call &call)
{
    if (!m_cache.empty()) {
        if (const krb5_error_code code = krb5_cc_resolve(call.context, m_cache.c_str(), &call.cache); code != 0)
            call.refuse(code);
        return;
    }
    std::vector<char> password(m_account.password.size() + 1, '\0'); // as long as it has to be: never moved
    std::copy(m_account.password.begin(), m_account.password.end(), password.begin());
    krb5_error_code told = 0;
    bool done = false;
    for (const KerberosName &name : kerberosNames(m_account.user, call.serverRealm)) {
        const krb5_error_code code = call.passwordTicket(name, password.data(), m_cache);
        done = code == 0;
        const SignInTrouble trouble = kerberosTrouble(code);
        // An answer about the account says more than one about the realm.
        if (told == 0 || kerberosTrouble(told) == SignInTrouble::UnknownRealm)
            told = code;
        if (trouble != SignInTrouble::UnknownRealm && trouble != SignInTrouble::UnknownUser)
            break;
    }
    for (volatile char &byte : password)
        byte = 0;
    if (!done && told == 0)
        call.refuse(SignInTrouble::UnknownUser, "no account name");
    else if (!done)
        call.refuse(told);
}

krb5_error_code KerberosTickets::Call::passwordTicket(const KerberosName &name, const char *password,
                                                      std::string &cacheName)
{
    krb5_principal client = nullptr;
    krb5_get_init_creds_opt *options = nullptr;
    krb5_creds credentials{};
    char *fullName = nullptr;
    std::string realm = name.realm;
    krb5_error_code code = 0;
    if (realm.empty()) {
        char *usual = nullptr;
        code = krb5_get_default_realm(context, &usual);
        if (code == 0)
            realm = usual;
        krb5_free_default_realm(context, usual);
    }
    if (code == 0)
        code = krb5_build_principal(context, &client, static_cast<unsigned int>(realm.size()), realm.c_str(),
                                    name.user.c_str(), nullptr);
    if (code == 0) {
        client->type = name.enterprise ? KRB5_NT_ENTERPRISE_PRINCIPAL : KRB5_NT_PRINCIPAL;
        code = krb5_get_init_creds_opt_alloc(context, &options);
    }
    if (code == 0) {
        krb5_get_init_creds_opt_set_canonicalize(options, name.enterprise ? 1 : 0);
        krb5_get_init_creds_opt_set_forwardable(options, 0);
        code = krb5_get_init_creds_password(context, &credentials, client, password, nullptr, nullptr, 0, nullptr,
                                            options);
    }
    if (code == 0)
        code = krb5_cc_new_unique(context, "MEMORY", nullptr, &cache);
    if (code == 0)
        code = krb5_cc_initialize(context, cache, credentials.client);
    if (code == 0)
        code = krb5_cc_store_cred(context, cache, &credentials);
    if (code == 0)
        code = krb5_cc_get_full_name(context, cache, &fullName);
    if (code == 0)
        cacheName = fullName;
    else if (cache)
        krb5_cc_destroy(context, std::exchange(cache, nullptr));
    krb5_free_string(context, fullName);
    krb5_free_cred_contents(context, &credentials);
    krb5_get_init_creds_opt_free(context, options);
    krb5_free_principal(context, client);
    return code;
}

// Puts the ticket into the cache, unless it is there.
int KerberosTickets::requestServiceTicket(Call &call)
{
    krb5_creds wanted{};
    krb5_creds *got = nullptr;
    char *fullName = nullptr;
    krb5_error_code code = krb5_cc_get_principal(call.context, call.cache, &wanted.client);
    wanted.server = call.service;
    if (code == 0)
        code = krb5_get_credentials(call.context, 0, call.cache, &wanted, &got);
    if (code == 0)
        code = krb5_cc_get_full_name(call.context, call.cache, &fullName);
    if (code == 0)
        call.found.cache = fullName;
    krb5_free_string(call.context, fullName);
    krb5_free_creds(call.context, got);
    krb5_free_principal(call.context, wanted.client);
    return code;
}

}
