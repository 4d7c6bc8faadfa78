#include "net/TicketContext.h"

#include "net/ChannelBinding.h"
#include "net/EncryptedBody.h"

namespace passerelle::net {

namespace {

QByteArray withoutParameters(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

void setHeader(QList<HttpHeader> &headers, const QByteArray &name, const QByteArray &value)
{
    headers.removeIf([&](const HttpHeader &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    headers.append({ name, value });
}

std::string_view viewOf(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

HttpError forgotten()
{
    HttpError error;
    error.kind = HttpError::Kind::Dropped;
    error.requestSent = true;
    error.technical = QStringLiteral("the server does not know the signed-in connection any more");
    return error;
}

HttpError damaged(const char *technical)
{
    HttpError error;
    error.kind = HttpError::Kind::Damaged;
    error.technical = QString::fromLatin1(technical);
    return error;
}

}

TicketContext::TicketContext(TicketScheme scheme, std::shared_ptr<SessionSignIn::Shared> shared)
    : m_scheme(scheme)
    , m_shared(std::move(shared))
{
    m_limit.setSingleShot(true);
}

QByteArray TicketContext::schemeName() const
{
    return m_scheme == TicketScheme::Kerberos ? QByteArrayLiteral("Kerberos") : QByteArrayLiteral("Negotiate");
}

QByteArray TicketContext::protocol() const
{
    return m_scheme == TicketScheme::Kerberos ? QByteArrayLiteral("application/HTTP-Kerberos-session-encrypted")
                                              : QByteArrayLiteral("application/HTTP-SPNEGO-session-encrypted");
}

void TicketContext::connected(const Channel &channel)
{
    m_steps.forget();
    m_limit.stop();
    m_channel = channel;
    m_state = State::Start;
    m_exchange.reset();
    m_serverToken.clear();
    m_renewed = false;
}

void TicketContext::protect(HttpRequest request, std::function<void(Protected)> ready)
{
    if (m_state == State::Established) {
        ready(encryptsBodies() ? sealed(std::move(request)) : Protected(std::move(request)));
        return;
    }
    if (!m_shared->tickets) {
        ready(signInError(SignInTrouble::Unsupported, QStringLiteral("no Kerberos on this system")));
        return;
    }
    if (!m_exchange)
        m_exchange = m_shared->tickets->begin(m_scheme, m_channel.host.toLower().toStdString(),
                                              channelBinding(m_channel.peerCertificate).toStdString());
    // Domain controllers that swallow every question would hold the library for minutes.
    m_limit.disconnect();
    QObject::connect(&m_limit, &QTimer::timeout, &m_limit, [this, request, ready] {
        m_steps.forget();
        stepTaken({ TokenExchange::State::Failed, {}, SignInTrouble::KdcUnreachable, "no ticket within the time limit" }, request, ready);
    });
    m_limit.start(m_shared->settings.ticketTimeout);
    m_steps.run(m_exchange, std::exchange(m_serverToken, {}),
                [this, request = std::move(request), ready = std::move(ready)](const TokenExchange::Step &step) {
                    m_limit.stop();
                    stepTaken(step, request, ready);
                });
}

void TicketContext::stepTaken(const TokenExchange::Step &step, HttpRequest request,
                              const std::function<void(Protected)> &ready)
{
    if (step.state == TokenExchange::State::Failed || step.token.empty()) {
        m_exchange.reset();
        m_state = State::Start;
        const bool refused = step.state == TokenExchange::State::Complete; // a 401 that proves both sides
        const SignInTrouble silent = refused ? SignInTrouble::NotAdmitted : SignInTrouble::Other;
        ready(signInError(step.state == TokenExchange::State::Failed ? step.trouble : silent, QString::fromStdString(step.technical)));
        return;
    }
    m_state = State::Negotiating;
    m_sent = true;
    m_bodyWentAlong = !encryptsBodies();
    if (!m_bodyWentAlong)
        request.body.clear(); // nothing to encrypt it with yet
    setHeader(request.headers, "Authorization", schemeName() + ' ' + QByteArray::fromStdString(step.token).toBase64());
    ready(std::move(request));
}

SecurityContext::Protected TicketContext::sealed(HttpRequest request)
{
    const std::optional<TokenExchange::Sealed> sealed = m_exchange->seal(viewOf(request.body));
    if (!sealed)
        return damaged("the request cannot be encrypted");
    QByteArray original = "application/soap+xml;charset=UTF-8";
    for (const HttpHeader &header : std::as_const(request.headers)) {
        if (header.name.compare("Content-Type", Qt::CaseInsensitive) == 0)
            original = header.value;
    }
    const EncryptedBody body{ original, request.body.size() + static_cast<qsizetype>(sealed->padding),
                              QByteArray::fromStdString(sealed->header), QByteArray::fromStdString(sealed->body) };
    request.body = body.toBytes(protocol());
    setHeader(request.headers, "Content-Type", EncryptedBody::contentType(protocol()));
    return request;
}

// The token of this scheme among the challenges; null when the server sent none.
std::optional<QByteArray> TicketContext::tokenOf(const HttpResponse &response) const
{
    for (const QByteArray &challenge : response.headerAll("WWW-Authenticate")) {
        const qsizetype blank = challenge.indexOf(' ');
        if (blank < 0 || challenge.left(blank).compare(schemeName(), Qt::CaseInsensitive) != 0)
            continue;
        const auto token =
            QByteArray::fromBase64Encoding(challenge.mid(blank + 1).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
        return token ? token.decoded : QByteArray("");
    }
    return std::nullopt;
}

SecurityContext::Verdict TicketContext::inspect(HttpResponse &response)
{
    if (m_state != State::Established)
        return negotiated(response);
    if (response.status == 401 && !m_channel.encrypted) // anybody may have written it; the request may have been carried out
        return broken(forgotten());
    if (response.status == 401) // the server forgot the connection; it did not look at the request
        return std::exchange(m_renewed, true) ? Verdict::Deliver : refused();
    m_renewed = false;
    return encryptsBodies() ? unsealed(response) : Verdict::Deliver;
}

SecurityContext::Verdict TicketContext::refused()
{
    m_exchange.reset();
    m_state = State::Start;
    return Verdict::Again;
}

SecurityContext::Verdict TicketContext::negotiated(HttpResponse &response)
{
    const std::optional<QByteArray> token = tokenOf(response);
    if (response.status == 401) {
        if (token && m_exchange) {
            m_serverToken = token->toStdString();
            return Verdict::Again;
        }
        m_exchange.reset();
        m_state = State::Start;
        return Verdict::Deliver;
    }
    if (!token) {
        m_exchange.reset();
        m_state = State::Start;
        if (response.status >= 300 && mayPassUnprotected(response))
            return Verdict::Deliver;
        return broken(signInError(SignInTrouble::NotMutual, QStringLiteral("no token in the server's answer")));
    }
    const TokenExchange::Step step = m_exchange->step(viewOf(*token));
    if (step.state != TokenExchange::State::Complete) {
        const bool failed = step.state == TokenExchange::State::Failed;
        return broken(signInError(failed ? step.trouble : SignInTrouble::NotMutual, QString::fromStdString(step.technical)));
    }
    m_state = State::Established;
    m_shared->report.completed = true;
    m_shared->report.bodiesEncrypted = encryptsBodies();
    if (m_bodyWentAlong)
        return Verdict::Deliver;
    if (response.status < 300)
        return Verdict::Again;
    return mayPassUnprotected(response) ? Verdict::Deliver : broken(damaged("an answer without encryption"));
}

bool TicketContext::mayPassUnprotected(const HttpResponse &response)
{
    const QByteArray type = response.header("Content-Type");
    if (withoutParameters(type) == "application/soap+xml" || EncryptedBody::isEncrypted(type))
        return false;
    return response.status / 100 != 2 || withoutParameters(type) == "text/html";
}

SecurityContext::Verdict TicketContext::unsealed(HttpResponse &response)
{
    const QByteArray type = response.header("Content-Type");
    if (!EncryptedBody::isEncrypted(type) && m_channel.encrypted)
        return Verdict::Deliver; // over TLS, from a server that has proven its identity
    if (!EncryptedBody::isEncrypted(type))
        return mayPassUnprotected(response) ? Verdict::Deliver : broken(damaged("an answer without encryption"));
    const std::optional<EncryptedBody> body = EncryptedBody::read(type, response.body);
    if (!body)
        return broken(damaged("malformed multipart/encrypted"));
    const std::optional<std::string> plain = m_exchange->unseal(viewOf(body->header), viewOf(body->ciphertext));
    if (!plain)
        return broken(damaged("the answer cannot be decrypted"));
    const qsizetype padding = body->length - static_cast<qsizetype>(plain->size());
    if (padding < 0 || padding > 16) // RC4 counts one byte of padding
        return broken(damaged("the answer has another length than announced"));
    response.body = QByteArray::fromStdString(*plain);
    setHeader(response.headers, "Content-Type", body->originalType);
    return Verdict::Deliver;
}

SecurityContext::Verdict TicketContext::broken(HttpError error)
{
    m_broken = std::move(error);
    m_exchange.reset();
    m_state = State::Start;
    return Verdict::Broken;
}

}
