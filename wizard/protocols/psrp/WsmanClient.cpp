#include "protocols/psrp/WsmanClient.h"

#include "core/Scrub.h"
#include "protocols/psrp/Guid.h"
#include "protocols/psrp/WsmanNames.h"

#include <QTimer>

namespace passerelle::psrp {

namespace {

constexpr int mostRepeats = 2;

net::NetworkSettings limited(net::NetworkSettings network)
{
    network.largestBody = Limits().bodySize;
    return network;
}

bool isSoap(const net::HttpResponse &response)
{
    const QByteArray type = response.header("Content-Type").toLower();
    return type.split(';').first().trimmed() == "application/soap+xml";
}

}

WsmanClient::WsmanClient(const ConnectionSettings &settings, std::shared_ptr<WsmanShared> shared,
                         QObject *parent)
    : QObject(parent)
    , m_connection(settings.address(), limited(settings.network))
    , m_shared(std::move(shared))
    , m_busyRetryDelay(settings.busyRetryDelay)
{
    m_connection.setSecurityContext(m_shared->signIn->newContext());
}

bool WsmanClient::credentialsSent() const
{
    return m_connection.securityContext()->sentCredentials();
}

WsmanCall::WsmanCall(WsmanClient &client, WsmanRequest request, std::chrono::milliseconds timeout,
                     QObject *parent)
    : core::Operation(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_timeout(timeout)
{
}

WsmanCall::~WsmanCall()
{
    delete m_exchange;
}

void WsmanCall::doStart()
{
    send();
}

void WsmanCall::doCancel()
{
    if (m_exchange)
        m_exchange->cancel();
    else
        finish(WsmanTrouble(net::HttpError{ net::HttpError::Kind::Cancelled, {}, {}, {}, {}, false }));
}

void WsmanCall::send()
{
    m_messageId = guidText(QUuid::createUuid());
    net::HttpRequest request;
    request.method = "POST";
    request.headers = { { "Content-Type", "application/soap+xml;charset=UTF-8" },
                        { "User-Agent", "Passerelle" } };
    if (const QByteArray cookies = m_client.m_shared->cookies.header(); !cookies.isEmpty())
        request.headers.append({ "Cookie", cookies });
    request.body = wsmanEnvelope(m_client.m_shared->session, m_request, m_messageId);
    ++m_client.m_shared->requests;
    m_exchange = m_client.m_connection.send(std::move(request), m_timeout);
    connect(m_exchange, &core::Operation::finished, this, &WsmanCall::answered);
    m_exchange->start();
}

// After the body was sent in its other form: only an answer of WSMan itself shows that this form was wanted.
static bool isNoBetter(const WsmanTrouble &trouble)
{
    return isBodyUnwanted(trouble) || !std::holds_alternative<WsmanFault>(trouble);
}

void WsmanCall::answered()
{
    const net::HttpExchange::Outcome outcome = m_exchange->outcome();
    m_exchange->deleteLater();
    m_exchange = nullptr;
    if (const auto *error = std::get_if<net::HttpError>(&outcome)) {
        finish(WsmanTrouble(*error));
        return;
    }
    const auto &response = std::get<net::HttpResponse>(outcome);
    WsmanShared &shared = *m_client.m_shared;
    shared.cookies.take(response);
    shared.requestId = core::displayable(QString::fromLatin1(response.header("request-id").left(100)));
    for (const auto &[name, target] :
         { std::pair("X-FEServer", &shared.frontEnd), std::pair("X-CalculatedBETarget", &shared.backEnd) }) {
        if (const QByteArray value = response.header(name); !value.isEmpty())
            *target = core::displayable(QString::fromLatin1(value.left(255)));
    }
    if (repeatBusy(response))
        return;
    Outcome result = read(response);
    if (repeatEncrypted(result))
        return;
    const auto *trouble = std::get_if<WsmanTrouble>(&result);
    if (m_plainTrouble && trouble && isNoBetter(*trouble))
        result = *m_plainTrouble;
    finish(std::move(result));
}

bool WsmanCall::repeatBusy(const net::HttpResponse &response)
{
    const bool busy = isBusyStatus(response.status) && !isSoap(response);
    if (!busy || !m_request.harmless || m_repeats >= mostRepeats || isCancelling())
        return false;
    const auto delay = m_client.m_busyRetryDelay * (m_repeats == 0 ? 1 : 3);
    ++m_repeats;
    QTimer::singleShot(delay, this, [this] {
        if (!isCancelling())
            send();
    });
    return true;
}

// Reference psrp.md 3.5: which of the two forms the front end wants over TLS is not known beforehand.
bool WsmanCall::repeatEncrypted(const Outcome &outcome)
{
    WsmanShared &shared = *m_client.m_shared;
    const auto *trouble = std::get_if<WsmanTrouble>(&outcome);
    const bool unwanted = trouble && isBodyUnwanted(*trouble);
    if (m_plainTrouble) {
        if (trouble && isNoBetter(*trouble)) // the first answer is the one that counts
            shared.signIn->setBodiesEncryptedInsideTls(false);
        return false;
    }
    const net::SignInReport &report = shared.signIn->report();
    const bool plainInTls = report.completed && !report.bodiesEncrypted && report.used != u"Basic"
        && m_client.m_connection.base().scheme() == u"https";
    if (!plainInTls)
        return false;
    if (!unwanted || shared.plainBodiesWork || isCancelling()) {
        shared.plainBodiesWork = shared.plainBodiesWork || !trouble;
        return false;
    }
    m_plainTrouble = *trouble;
    shared.signIn->setBodiesEncryptedInsideTls(true);
    send();
    return true;
}

WsmanCall::Outcome WsmanCall::read(const net::HttpResponse &response) const
{
    if (m_request.action == wsman::actionDelete && response.body.isEmpty() && response.status / 100 == 2)
        return WsmanReply{};
    if (!isSoap(response))
        return WsmanTrouble(HttpRefusal::fromResponse(response));
    WsmanReply reply = WsmanReply::parse(response.body);
    if (!reply.error.isEmpty())
        return WsmanTrouble(BrokenReply{ reply.error });
    // A fault may come from where the request could not even be read; it hands nothing over.
    const bool anonymousFault = reply.fault && reply.relatesTo.isEmpty();
    if (!anonymousFault && reply.relatesTo.compare(m_messageId, Qt::CaseInsensitive) != 0) {
        m_client.drop();
        return WsmanTrouble(net::HttpError{ net::HttpError::Kind::Dropped,
                                            net::HttpError::Stage::Answer,
                                            QStringLiteral("the answer belongs to another request"),
                                            {},
                                            {},
                                            true });
    }
    if (reply.fault)
        return WsmanTrouble(*reply.fault);
    if (response.status / 100 != 2)
        return WsmanTrouble(HttpRefusal::fromResponse(response));
    return reply;
}

void WsmanCall::finish(Outcome outcome)
{
    m_outcome = std::move(outcome);
    done();
}

}
