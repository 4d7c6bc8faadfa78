#pragma once

#include "net/SignInTrouble.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle::net {

// The security library of the system (GSSAPI, SSPI), without Qt: the Windows half can be compiled where Qt for
// Windows is not at hand, and a test can put its own in place. Texts are UTF-8.

enum class TicketScheme { Kerberos, Negotiate };

// One negotiation and the protection that comes out of it, for one TCP connection. Not for two threads at once,
// but it may move from one to another.
class TokenExchange {
public:
    enum class State { Continue, Complete, Failed };
    struct Step {
        State state = State::Failed;
        std::string token; // for the server; may be empty
        SignInTrouble trouble = SignInTrouble::None; // Failed
        std::string technical; // Failed
    };
    // A protected message: what stands before the ciphertext, and the ciphertext with its padding.
    struct Sealed {
        std::string header;
        std::string body;
        std::size_t padding = 0;
    };

    virtual ~TokenExchange() = default;

    // `token` came from the server; empty the first time. The first step may wait for domain controllers and
    // belongs on a thread that may wait; later ones only compute. Complete means that the server has proven its
    // identity and that confidentiality, integrity and order are protected.
    virtual Step step(std::string_view token) = 0;

    // Once complete. nullopt: the context is of no use any more (a message was lost, repeated or changed).
    virtual std::optional<Sealed> seal(std::string_view plain) = 0;
    virtual std::optional<std::string> unseal(std::string_view header, std::string_view body) = 0;
};

// Who signs in. The password is overwritten when it goes.
struct TicketAccount {
    bool currentSession = false;
    std::string user; // as typed
    std::vector<char> password;

    TicketAccount() = default;
    TicketAccount(TicketAccount &&) = default;
    TicketAccount &operator=(TicketAccount &&) = delete;
    ~TicketAccount()
    {
        for (volatile char &byte : password)
            byte = 0;
    }
};

// Where the connections of one session get their tickets: an account signs in once for all of them. Any thread.
class TicketSource {
public:
    virtual ~TicketSource() = default;
    // Neither waits nor fails: that is for the first step. `host` is the server's own name, `channelBinding`
    // the application data of the TLS connection ("tls-server-end-point:" and a hash) or empty.
    virtual std::shared_ptr<TokenExchange> begin(TicketScheme scheme, const std::string &host,
                                                 const std::string &channelBinding) = 0;
};

// The one of this system.
std::shared_ptr<TicketSource> systemTickets(TicketAccount account);

}
