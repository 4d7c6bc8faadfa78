#include "net/HttpWire.h"

#include "core/Secret.h"
#include "net/RequestHead.h"
#include "net/TlsSetup.h"

#include <QNetworkProxy>

namespace passerelle::net {

namespace {

// A fast server must neither fill the memory nor keep the event loop from turning.
constexpr qint64 readAtOnce = 64 * 1024;
constexpr qint64 readBuffer = 256 * 1024;

constexpr int mostLegs = 6; // requests that one negotiation may take

// A balancer may set its cookie, and a front end give its name, with the first answer already.
bool outlivesItsLeg(const HttpHeader &header)
{
    for (const char *name : { "Set-Cookie", "X-FEServer", "X-CalculatedBETarget" }) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

}

HttpConnection::Wire::Wire(const QUrl &baseUrl, NetworkSettings networkSettings)
    : base(baseUrl)
    , settings(std::move(networkSettings))
{
    m_timeLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, &Wire::timeLimitReached);
}

HttpConnection::Wire::~Wire()
{
    dropSocket();
}

bool HttpConnection::Wire::isOpen() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState
        && (!usesTls() || m_socket->isEncrypted());
}

void HttpConnection::Wire::start(HttpExchange *exchange)
{
    if (m_exchange) {
        exchange->finish(HttpError{ HttpError::Kind::Dropped,
                                    HttpError::Stage::Answer,
                                    QStringLiteral("another request is in flight"),
                                    {},
                                    {},
                                    false });
        return;
    }
    m_exchange = exchange;
    m_requestSent = false;
    m_legsLeft = mostLegs;
    m_signInClock.invalidate();
    m_legHeaders.clear();
    if (isOpen())
        protect();
    else
        openSocket();
}

void HttpConnection::Wire::openSocket()
{
    dropSocket();
    m_phase = Phase::Connecting;
    m_nameFound = false;
    m_tlsProblems.clear();
    m_tlsErrorTexts.clear();
    m_refusedChain.clear();
    m_socket = new QSslSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(readBuffer);
    connect(m_socket, &QSslSocket::hostFound, this, [this] { m_nameFound = true; });
    connect(m_socket, &QSslSocket::connected, this, &Wire::tcpConnected);
    connect(m_socket, &QSslSocket::encrypted, this, &Wire::opened);
    connect(m_socket, &QSslSocket::sslErrors, this, &Wire::tlsErrors);
    connect(m_socket, &QSslSocket::alertSent, this, &Wire::tlsAlert);
    connect(m_socket, &QSslSocket::alertReceived, this, &Wire::tlsAlert);
    connect(m_socket, &QSslSocket::readyRead, this, &Wire::readMore);
    connect(m_socket, &QSslSocket::errorOccurred, this, &Wire::socketFailed);
    m_timeLimit.start(settings.connectTimeout);
    const QString host = base.host();
    const quint16 port = static_cast<quint16>(base.port(usesTls() ? 443 : 80));
    const auto [address, mappedPort] = settings.hosts.resolve(host, port);
    if (usesTls()) {
        m_socket->setSslConfiguration(tlsConfiguration(settings.trust));
        m_socket->connectToHostEncrypted(address, mappedPort, host);
    } else {
        m_socket->connectToHost(address, mappedPort);
    }
}

void HttpConnection::Wire::tcpConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (usesTls()) {
        m_phase = Phase::Handshake;
        m_timeLimit.start(settings.tlsTimeout);
    } else {
        opened();
    }
}

void HttpConnection::Wire::tlsErrors(const QList<QSslError> &errors)
{
    const QList<QSslCertificate> chain = m_socket->peerCertificateChain();
    const QByteArray pinned = settings.trust.pinnedFingerprints.value(base.host().toLower());
    if (!pinned.isEmpty() && !chain.isEmpty() && chain.first().digest(QCryptographicHash::Sha256) == pinned) {
        m_socket->ignoreSslErrors(errors);
        return;
    }
    m_refusedChain = chain;
    QStringList texts;
    for (const QSslError &error : errors) {
        if (const TlsProblem problem = tlsProblem(error); !m_tlsProblems.contains(problem))
            m_tlsProblems.append(problem);
        texts.append(error.errorString());
    }
    m_tlsErrorTexts = texts.join(QStringLiteral("; "));
}

// Either side may be the one that finds the other's protocol too old.
void HttpConnection::Wire::tlsAlert(QSsl::AlertLevel, QSsl::AlertType type)
{
    if (type == QSsl::AlertType::ProtocolVersion && m_phase == Phase::Handshake && m_tlsProblems.isEmpty())
        m_tlsProblems.append(TlsProblem::ProtocolTooOld);
}

void HttpConnection::Wire::opened()
{
    m_timeLimit.stop();
    m_phase = Phase::Idle;
    m_peerCertificate = m_socket->peerCertificate();
    if (context)
        context->connected({ base.host(), usesTls(), m_peerCertificate });
    if (m_exchange)
        protect();
}

void HttpConnection::Wire::protect()
{
    m_phase = Phase::Protecting;
    m_timeLimit.stop(); // the context keeps its own
    if (!m_signInClock.isValid())
        m_signInClock.start();
    const int leg = ++m_leg;
    if (!context) {
        HttpRequest plain = m_exchange->m_request;
        write(plain);
        return;
    }
    context->protect(m_exchange->m_request,
                     [guard = QPointer<Wire>(this), leg](SecurityContext::Protected ready) {
                         if (!guard || guard->m_leg != leg || guard->m_phase != Phase::Protecting)
                             return;
                         if (HttpError *error = std::get_if<HttpError>(&ready))
                             guard->giveUp(std::move(*error));
                         else
                             guard->write(std::get<HttpRequest>(ready));
                     });
}

// A leg of a negotiation that leaves the body at home has what is left of the budget; one with the body has the time of
// the exchange, and a server that drags out the negotiation uses it up.
std::chrono::milliseconds HttpConnection::Wire::limitFor(const HttpRequest &request) const
{
    using std::chrono::milliseconds;
    const milliseconds left = settings.signInBudget - milliseconds(m_signInClock.elapsed());
    const bool withoutBody = request.body.isEmpty() && !m_exchange->m_request.body.isEmpty();
    const milliseconds limit = withoutBody ? qMin(m_exchange->m_timeout, left) : qMin(m_exchange->m_timeout, left + m_exchange->m_timeout);
    return qMax(limit, milliseconds(1));
}

void HttpConnection::Wire::write(HttpRequest &request)
{
    // Closed while the context was preparing, or the server spoke without being asked: that is no answer to what follows.
    if (!isOpen() || m_socket->bytesAvailable() > 0) {
        if (--m_legsLeft <= 0)
            fail(HttpError::Kind::Dropped, QStringLiteral("the server closes every connection"));
        else
            openSocket();
        return;
    }
    m_phase = Phase::Awaiting;
    m_timeLimit.start(limitFor(request));
    HttpResponseParser::Limits limits;
    limits.body = settings.largestBody;
    m_parser.emplace(request.method, limits);
    m_requestSent = m_requestSent || !request.body.isEmpty() || m_exchange->m_request.body.isEmpty();
    QByteArray bytes = requestHead(base, request);
    bytes += request.body;
    m_socket->write(bytes);
    core::Secret::wipe(bytes); // may carry a password; what waits in the socket itself is out of reach
    for (HttpHeader &header : request.headers) {
        if (header.name.compare("Authorization", Qt::CaseInsensitive) == 0)
            core::Secret::wipe(header.value);
    }
}

void HttpConnection::Wire::readMore()
{
    if (m_phase != Phase::Awaiting) {
        if (m_phase == Phase::Idle && m_socket->bytesAvailable() > 0)
            dropSocket(); // nothing was asked for
        return;
    }
    switch (m_parser->feed(m_socket->read(readAtOnce))) {
    case HttpResponseParser::State::Done:
        m_parser->feed(m_socket->readAll()); // what follows the answer spoils the connection
        answerComplete();
        break;
    case HttpResponseParser::State::Failed:
        fail(m_parser->tooLarge() ? HttpError::Kind::TooLarge : HttpError::Kind::BadReply, m_parser->error());
        break;
    default:
        if (m_socket->bytesAvailable() > 0)
            QMetaObject::invokeMethod(this, &Wire::readMore, Qt::QueuedConnection);
        break;
    }
}

void HttpConnection::Wire::answerComplete()
{
    m_timeLimit.stop();
    HttpResponse response = m_parser->takeResponse();
    const bool keepsAlive = m_parser->keepsAlive();
    m_phase = Phase::Idle;
    const auto verdict = context ? context->inspect(response) : SecurityContext::Verdict::Deliver;
    if (!keepsAlive)
        dropSocket();
    switch (verdict) {
    case SecurityContext::Verdict::Deliver:
        // Cookies of a later answer replace those of an earlier one; of the others the first is read.
        for (const HttpHeader &header : std::exchange(m_legHeaders, {})) {
            if (header.name.compare("Set-Cookie", Qt::CaseInsensitive) == 0)
                response.headers.prepend(header);
            else
                response.headers.append(header);
        }
        finish(std::move(response));
        break;
    case SecurityContext::Verdict::Again:
        for (const HttpHeader &header : std::as_const(response.headers)) {
            if (outlivesItsLeg(header))
                m_legHeaders.prepend(header);
        }
        if (--m_legsLeft <= 0)
            fail(HttpError::Kind::BadReply, QStringLiteral("the sign-in does not come to an end"));
        else if (keepsAlive)
            protect();
        else
            openSocket();
        break;
    case SecurityContext::Verdict::Broken:
        giveUp(context->brokenBecause());
        break;
    }
}

void HttpConnection::Wire::socketFailed(QAbstractSocket::SocketError error)
{
    const QString text = m_socket->errorString();
    switch (m_phase) {
    case Phase::Closed:
        return;
    case Phase::Connecting:
        if (error == QAbstractSocket::HostNotFoundError)
            fail(HttpError::Kind::NameNotFound, text);
        else
            fail(error == QAbstractSocket::SocketTimeoutError ? HttpError::Kind::TimedOut
                                                              : HttpError::Kind::Refused,
                 text);
        return;
    case Phase::Handshake:
        if (m_refusedChain.isEmpty())
            fail(HttpError::Kind::TlsHandshake, text);
        else
            fail(HttpError::Kind::TlsUntrusted, m_tlsErrorTexts);
        return;
    case Phase::Idle:
    case Phase::Protecting:
        m_socket->abort(); // the next write opens a new one
        return;
    case Phase::Awaiting:
        while (m_phase == Phase::Awaiting && m_socket && m_socket->bytesAvailable() > 0)
            readMore();
        if (m_phase != Phase::Awaiting || !m_exchange)
            return;
        if (m_parser->finish() == HttpResponseParser::State::Done)
            answerComplete();
        else
            fail(HttpError::Kind::Dropped, text + QStringLiteral(": ") + m_parser->error());
        return;
    }
}

HttpError::Stage HttpConnection::Wire::stage() const
{
    switch (m_phase) {
    case Phase::Connecting:
        return m_nameFound ? HttpError::Stage::Port : HttpError::Stage::Name;
    case Phase::Handshake:
        return HttpError::Stage::Tls;
    default:
        return HttpError::Stage::Answer;
    }
}

void HttpConnection::Wire::timeLimitReached()
{
    if (m_exchange)
        fail(HttpError::Kind::TimedOut, QStringLiteral("no answer within the time limit"));
    else
        dropSocket();
}

void HttpConnection::Wire::fail(HttpError::Kind kind, const QString &technical)
{
    HttpError error{ kind, stage(), technical, {}, {}, m_requestSent };
    if (kind == HttpError::Kind::TlsUntrusted || kind == HttpError::Kind::TlsHandshake) {
        error.chain = m_refusedChain;
        error.tlsProblems = m_tlsProblems;
        for (const TlsProblem problem : std::as_const(m_tlsProblems))
            error.tlsErrors.append(tlsProblemName(problem));
    }
    dropSocket();
    finish(std::move(error));
}

// The security context says why.
void HttpConnection::Wire::giveUp(HttpError error)
{
    error.stage = stage();
    error.requestSent = m_requestSent;
    dropSocket();
    finish(std::move(error));
}

void HttpConnection::Wire::finish(HttpExchange::Outcome outcome)
{
    m_timeLimit.stop();
    ++m_leg;
    if (m_phase != Phase::Closed)
        m_phase = Phase::Idle;
    if (HttpExchange *exchange = std::exchange(m_exchange, nullptr))
        exchange->finish(std::move(outcome));
}

void HttpConnection::Wire::cancel(HttpExchange *exchange)
{
    if (exchange == m_exchange)
        fail(HttpError::Kind::Cancelled, {});
}

void HttpConnection::Wire::forget(HttpExchange *exchange)
{
    if (exchange != m_exchange)
        return;
    m_exchange = nullptr;
    m_timeLimit.stop();
    dropSocket();
}

void HttpConnection::Wire::close()
{
    if (m_exchange)
        fail(HttpError::Kind::Dropped, QStringLiteral("the connection was closed on this side"));
    dropSocket();
}

void HttpConnection::Wire::dropSocket()
{
    m_phase = Phase::Closed;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater();
    m_socket = nullptr;
}

}
