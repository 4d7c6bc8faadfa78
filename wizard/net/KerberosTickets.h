#pragma once

#include "net/TokenExchange.h"

#include <mutex>
#include <string>

namespace passerelle::net {

// Tickets from MIT Kerberos: the sign-in with a password, and the ticket for the Exchange server.
//
// The Kerberos calls are made here, before GSSAPI is asked, because only they tell reliably what went wrong: the
// minor codes of GSSAPI may be renumbered by its mechanism layer. They also know enterprise names
// (user@suffix where the suffix is no realm), which gss_acquire_cred_with_password cannot ask for. The
// tickets of a typed account live in a memory cache of its own, which is destroyed with this object.
class KerberosTickets {
public:
    // Where the ticket for the server is, or why there is none.
    struct Found {
        std::string cache; // full name of the credential cache
        std::string service; // principal of the server, as text
        SignInTrouble trouble = SignInTrouble::None;
        std::string technical;
    };

    explicit KerberosTickets(TicketAccount account);
    ~KerberosTickets();
    KerberosTickets(const KerberosTickets &) = delete;
    KerberosTickets &operator=(const KerberosTickets &) = delete;

    // May wait for name servers and domain controllers. One caller at a time gets in.
    Found ticketFor(const std::string &host);

private:
    struct Call;
    void signIn(Call &call);
    void useSession(Call &call);
    int requestServiceTicket(Call &call);

    std::mutex m_mutex;
    const TicketAccount m_account;
    std::string m_cache; // of the typed account, once it has signed in
};

// From an error code of the Kerberos library, which is also the minor code of GSSAPI for it.
SignInTrouble kerberosTrouble(long code);

}
