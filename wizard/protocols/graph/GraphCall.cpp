#include "protocols/graph/GraphCall.h"

#include "auth/ClaimsChallenge.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QUuid>
#include <cmath>

namespace passerelle::graph {

namespace {

Q_LOGGING_CATEGORY(lcGraph, "passerelle.graph", QtInfoMsg)

constexpr int longestPause = 300; // seconds; a longer one is told to the user instead of being waited for

}

int secondsBefore(int attempt, std::optional<int> told, double jitter)
{
    if (told)
        return *told;
    const double base = std::pow(2.0, attempt - 1);
    return static_cast<int>(std::ceil(base + base / 4 * jitter));
}

GraphCall::GraphCall(auth::NetworkAccess &network, auth::TokenStore &tokens, const RetryPolicy &retry,
                     GraphRequest request)
    : m_network(network)
    , m_tokens(tokens)
    , m_retry(retry)
    , m_request(std::move(request))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &GraphCall::send);
}

void GraphCall::doStart()
{
    if (m_tokens.nearExpiry() && m_tokens.canRefresh())
        refreshThenSend();
    else
        send();
}

void GraphCall::send()
{
    const auth::Session *session = m_tokens.session();
    if (!session) {
        fail({ core::FailureCode::SessionLost, {}, QStringLiteral("not signed in"), false });
        return;
    }
    ++m_attempt;
    m_generation = m_tokens.generation();
    auth::HttpRequest request;
    request.method = m_request.method;
    request.url = m_request.url;
    request.bearer = session->accessToken.duplicate();
    request.headers = { { "Accept", "application/json" },
                        { "client-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces) } };
    if (!m_request.body.isEmpty()) {
        request.headers.emplaceBack("Content-Type", "application/json");
        request.body = core::Secret(QJsonDocument(m_request.body).toJson(QJsonDocument::Compact));
    }
    m_writing = m_request.access == Access::Write;
    m_current =
        core::run(m_network.call(std::move(request)), this, [this](const core::Result<auth::HttpReply> &r) {
            m_current = nullptr;
            m_writing = false;
            if (r)
                read(*r);
            else
                cancelled();
        });
}

void GraphCall::read(const auth::HttpReply &reply)
{
    qCInfo(lcGraph).noquote() << auth::logLine(m_request.method, m_request.url, reply);
    const bool redirected = reply.status >= 300 && reply.status < 400;
    if (reply.problem != auth::NetworkProblem::None || redirected) {
        fail(auth::networkFailure(m_request.url, reply, m_network.cloud()));
        return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (reply.status < 300) {
        if (document.isObject())
            succeed(document.object());
        else if (reply.status == 204 || (reply.body.isEmpty() && m_request.access == Access::Write))
            succeed({});
        else // a page of something between this PC and Microsoft (b.7)
            fail(auth::networkFailure(m_request.url, reply, m_network.cloud()));
        return;
    }
    const GraphError error = parseGraphError(reply.status, document.object(), reply.header("request-id"));
    if (reply.status == 401)
        onTokenRefused(error, reply.header("WWW-Authenticate"));
    else if (!document.isObject() && !isTransient(reply.status))
        fail(auth::networkFailure(m_request.url, reply, m_network.cloud()));
    else
        onError(error, reply);
}

void GraphCall::onTokenRefused(const GraphError &error, const QByteArray &challenge)
{
    const auto claims = auth::claimsChallenge(challenge);
    const core::Failure refused = graphFailure(error, m_request.access, m_request.subject);
    if (isCancelling()) {
        cancelled();
    } else if (claims) { // a refresh would bring the same token again
        renewThenSend(*claims, refused);
    } else if (!m_refreshed && m_tokens.session() && m_tokens.generation() != m_generation) {
        m_refreshed = true; // somebody else has renewed it meanwhile
        send();
    } else if (!m_refreshed && m_tokens.canRefresh()) {
        refreshThenSend();
    } else {
        renewThenSend({}, refused);
    }
}

void GraphCall::refreshThenSend()
{
    m_refreshed = true;
    m_current = core::run(m_tokens.refresh(), this, [this](const core::Outcome &outcome) {
        m_current = nullptr;
        if (isCancelling())
            cancelled();
        else if (outcome)
            send();
        else if (outcome.failure().code == core::FailureCode::SessionLost)
            renewThenSend({}, outcome.failure());
        else
            fail(outcome.failure());
    });
}

void GraphCall::renewThenSend(const QByteArray &claims, const core::Failure &otherwise)
{
    if (m_renewed || !m_tokens.canRenew()) {
        fail(otherwise);
        return;
    }
    m_renewed = true;
    auto *renewal = m_tokens.renew(auth::Resource::Graph, claims);
    m_current = core::run(renewal, this, [this](const core::Outcome &outcome) {
        m_current = nullptr;
        if (isCancelling())
            cancelled();
        else if (outcome)
            send();
        else
            fail(outcome.failure());
    });
}

void GraphCall::onError(const GraphError &error, const auth::HttpReply &reply)
{
    const auto told = retryAfter(reply.header("Retry-After"), QDateTime::currentDateTimeUtc());
    const auto reason = error.status == 429 ? core::WaitReason::Throttled : core::WaitReason::Busy;
    if (m_request.access == Access::Read && isTransient(error.status) && waitAndRepeat(told, reason))
        return;
    core::Failure failure = graphFailure(error, m_request.access, m_request.subject);
    if (failure.code == core::FailureCode::EntraRole && m_tokens.session())
        failure.values.insert(QStringLiteral("user"), m_tokens.session()->userPrincipalName);
    if (failure.retryable)
        failure.values.insert(QStringLiteral("n"), QString::number(secondsBefore(m_attempt, told, 0)));
    fail(std::move(failure));
}

bool GraphCall::waitAndRepeat(std::optional<int> told, core::WaitReason reason)
{
    if (m_attempt >= m_retry.tries || isCancelling())
        return false;
    const double jitter = m_retry.jitter ? m_retry.jitter() : QRandomGenerator::global()->generateDouble();
    const int seconds = secondsBefore(m_attempt, told, jitter);
    if (seconds > longestPause)
        return false;
    emit waiting(seconds, m_attempt, reason);
    m_pause.start(m_retry.second * seconds);
    return true;
}

void GraphCall::doCancel()
{
    if (m_writing)
        return; // the answer decides
    m_pause.stop();
    if (m_current)
        m_current->cancel();
    else
        cancelled();
}

void GraphCall::cancelled()
{
    fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
