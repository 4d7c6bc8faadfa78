#pragma once

#include "net/SessionSignIn.h"
#include "net/StepRunner.h"

#include <QTimer>

namespace passerelle::net {

// Kerberos or Negotiate on one connection (RFC 4559, reference psrp.md 3.2), and the encryption of the bodies where TLS
// does not do it (3.3). The exchange of tokens is the system's: GSSAPI or SSPI. Everything it negotiated goes with
// the TCP connection. An answer counts only when it is protected or comes over TLS from a server that has proven its
// identity. Of a protected one the labels around the ciphertext are forgiving (a stray blank, any boundary, another
// `protocol=`): what counts is authentic or is not. Only `Length=` has to fit, give or take the padding of up to 16 bytes
// that RC4 and block ciphers count (3.3): a body of another size than announced was put together by somebody else.
class TicketContext : public SecurityContext {
public:
    TicketContext(TicketScheme scheme, std::shared_ptr<SessionSignIn::Shared> shared);

    QByteArray schemeName() const override;
    void connected(const Channel &channel) override;
    void protect(HttpRequest request, std::function<void(Protected)> ready) override;
    Verdict inspect(HttpResponse &response) override;
    HttpError brokenBecause() const override { return m_broken; }
    bool sentCredentials() const override { return m_sent; }

    // An answer that nobody vouches for may still be a refusal of a web server, but never an answer of the service.
    static bool mayPassUnprotected(const HttpResponse &response);

private:
    enum class State { Start, Negotiating, Established };

    bool encryptsBodies() const { return !m_channel.encrypted || m_shared->encryptInsideTls; }
    QByteArray protocol() const;
    void stepTaken(const TokenExchange::Step &step, HttpRequest request, const std::function<void(Protected)> &ready);
    Protected sealed(HttpRequest request);
    Verdict negotiated(HttpResponse &response);
    Verdict unsealed(HttpResponse &response);
    Verdict refused();
    Verdict broken(HttpError error);
    std::optional<QByteArray> tokenOf(const HttpResponse &response) const;

    const TicketScheme m_scheme;
    const std::shared_ptr<SessionSignIn::Shared> m_shared;
    Channel m_channel;
    State m_state = State::Start;
    std::shared_ptr<TokenExchange> m_exchange;
    std::string m_serverToken; // of the last answer, for the next step
    bool m_bodyWentAlong = false; // the real body travelled with the token
    bool m_renewed = false; // a 401 on an established connection was answered once
    bool m_sent = false;
    HttpError m_broken;
    QTimer m_limit; // of the step under way
    StepRunner m_steps;
};

}
