#include "auth/DeviceSignIn.h"

#include "auth/Logging.h"
#include "auth/SessionCheck.h"
#include "core/Scrub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace passerelle::auth {

using core::FailureCode;

namespace {

// Numbers come as strings too (cloud.md a.5).
int number(const QJsonValue &value, int otherwise)
{
    bool ok = value.isDouble();
    const double seconds = ok ? value.toDouble() : value.toString().toDouble(&ok);
    return ok && seconds >= 0 && seconds < 1e6 ? static_cast<int>(seconds) : otherwise;
}

bool isOnThisWeb(const QUrl &url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty()
        && url.userInfo().isEmpty();
}

constexpr int slowDownStep = 5; // seconds, RFC 8628 3.5
constexpr int longestInterval = 60;

}

DeviceSignIn::DeviceSignIn(NetworkAccess &network, const core::Clock &clock, DeviceSignInRequest request)
    : m_network(network)
    , m_clock(clock)
    , m_request(std::move(request))
{
    for (QTimer *timer : { &m_pause, &m_deadline })
        timer->setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &DeviceSignIn::poll);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        core::Values values = sentenceValues();
        values.insert(QStringLiteral("reason"), QStringLiteral("code-expired"));
        stopWith({ FailureCode::EntraTimeout, values, QStringLiteral("the code has expired"), true });
    });
}

DeviceSignIn::~DeviceSignIn() = default;

QByteArray DeviceSignIn::scopeText() const
{
    return QByteArrayLiteral("openid profile ") + m_request.scopes.join(QLatin1Char(' ')).toUtf8();
}

core::Values DeviceSignIn::sentenceValues() const
{
    return { { QStringLiteral("tenant"), m_request.tenant.id },
             { QStringLiteral("domain"), m_request.domain },
             { QStringLiteral("scope"), shownScopes(m_request.scopes) },
             { QStringLiteral("login"), m_network.cloud().login.authority() },
             { QStringLiteral("host"), m_request.tenant.tokenEndpoint.host() },
             { QStringLiteral("list"), m_network.cloud().hostList() },
             { QStringLiteral("method"), QStringLiteral("device") } };
}

HttpRequest DeviceSignIn::formRequest(const QUrl &url, const FormFields &fields) const
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = { { "Content-Type", "application/x-www-form-urlencoded" },
                        { "Accept", "application/json" } };
    request.body = core::Secret(formEncoded(fields));
    return request;
}

void DeviceSignIn::doStart()
{
    const Tenant &tenant = m_request.tenant;
    if (!m_network.cloud().isLogin(tenant.deviceEndpoint)
        || !m_network.cloud().isLogin(tenant.tokenEndpoint)) {
        fail({ FailureCode::EntraCloud, sentenceValues(), tenant.deviceEndpoint.host(), false });
        return;
    }
    HttpRequest request = formRequest(
        tenant.deviceEndpoint, { { "client_id", m_request.clientId.toUtf8() }, { "scope", scopeText() } });
    m_call = core::run(m_network.call(std::move(request)), this, [this](core::Result<HttpReply> &reply) {
        m_call = nullptr;
        if (reply)
            readCode(reply.value());
        else
            fail(reply.failure());
    });
}

void DeviceSignIn::readCode(HttpReply &reply)
{
    qCInfo(lcAuth).noquote() << logLine("POST", m_request.tenant.deviceEndpoint, reply);
    const QJsonObject o = QJsonDocument::fromJson(reply.body).object();
    const SignInError error = parseSignInError(reply.body);
    core::Secret::wipe(reply.body);
    if (reply.problem != NetworkProblem::None || o.isEmpty()) {
        fail(networkFailure(m_request.tenant.deviceEndpoint, reply, m_network.cloud()));
        return;
    }
    if (!error.error.isEmpty()) {
        fail(signInFailure(error, SignInPhase::Device, sentenceValues()));
        return;
    }
    DeviceCode code;
    code.userCode = core::displayable(o[QLatin1String("user_code")].toString(), 64);
    QString address = o[QLatin1String("verification_uri")].toString();
    if (address.isEmpty())
        address = o[QLatin1String("verification_url")].toString(); // the older shape
    code.verificationUri = QUrl(address, QUrl::StrictMode);
    m_deviceCode = core::Secret(o[QLatin1String("device_code")].toString().toUtf8());
    if (code.userCode.isEmpty() || m_deviceCode.isEmpty() || !isOnThisWeb(code.verificationUri)) {
        fail(
            { FailureCode::UnknownSignIn, {}, QStringLiteral("no usable device code in the answer"), false });
        return;
    }
    const int life = std::clamp(number(o[QLatin1String("expires_in")], 900), 1, 3600);
    m_interval = std::clamp(number(o[QLatin1String("interval")], 5), 1, longestInterval);
    code.expiryUtc = m_clock.nowUtc().addSecs(life);
    m_deadline.start(m_request.second * life);
    pollLater(m_interval);
    emit codeReady(code);
}

void DeviceSignIn::pollLater(int seconds)
{
    m_pause.start(m_request.second * seconds);
}

void DeviceSignIn::poll()
{
    HttpRequest request = formRequest(m_request.tenant.tokenEndpoint,
                                      { { "grant_type", "urn:ietf:params:oauth:grant-type:device_code" },
                                        { "client_id", m_request.clientId.toUtf8() },
                                        { "device_code", m_deviceCode.reveal().toByteArray() } });
    m_call = core::run(m_network.call(std::move(request)), this, [this](core::Result<HttpReply> &reply) {
        m_call = nullptr;
        if (reply)
            readPoll(reply.value());
        else
            fail(reply.failure());
    });
}

// What counts is the body: the status is 400 for most of the waiting, and 403 or others have been seen.
void DeviceSignIn::readPoll(HttpReply &reply)
{
    qCInfo(lcAuth).noquote() << logLine("POST", m_request.tenant.tokenEndpoint, reply);
    const SignInError error = parseSignInError(reply.body);
    const bool outage = reply.problem != NetworkProblem::None || reply.status == 429
        || (reply.status >= 500 && error.error.isEmpty());
    if (outage) { // the person may be typing the code this minute: only the expiry ends it
        core::Secret::wipe(reply.body);
        if (reply.problem == NetworkProblem::HostNotAllowed || reply.problem == NetworkProblem::Tls) {
            stopWith(networkFailure(m_request.tenant.tokenEndpoint, reply, m_network.cloud()));
            return;
        }
        m_backOff = m_backOff ? std::min(m_backOff * 2, longestInterval) : m_interval;
        pollLater(m_interval + m_backOff);
        return;
    }
    m_backOff = 0;
    if (!error.error.isEmpty()) {
        core::Secret::wipe(reply.body);
        onPollRefused(error);
        return;
    }
    if (reply.status != 200 || !reply.isJson()) {
        core::Secret::wipe(reply.body);
        stopWith(networkFailure(m_request.tenant.tokenEndpoint, reply, m_network.cloud()));
        return;
    }
    auto answer = parseTokenAnswer(reply.body);
    if (!answer) {
        stopWith(answer.failure());
        return;
    }
    answer.value().serverDate = reply.date();
    m_deadline.stop();
    m_deviceCode = {};
    finishWith(sessionFrom(answer.value(),
                           { m_request.tenant,
                             m_request.clientId,
                             {},
                             QString::fromUtf8(scopeText()),
                             sentenceValues().value(QStringLiteral("domain")),
                             m_clock.nowUtc() }));
}

// The rows of cloud.md a.5.
void DeviceSignIn::onPollRefused(const SignInError &error)
{
    const auto is = [&error](const char *name) { return error.error == QLatin1String(name); };
    if (is("authorization_pending")) {
        pollLater(m_interval);
        return;
    }
    if (is("slow_down")) {
        m_interval = std::min(m_interval + slowDownStep, longestInterval);
        pollLater(m_interval);
        return;
    }
    core::Failure failure = signInFailure(error, SignInPhase::Device, sentenceValues());
    // The word of the RFC comes without a number, or with the one that says the person did it; a policy has others.
    const bool byPerson = is("access_denied") && (error.number == 0 || error.number == 65004);
    if (is("authorization_declined") || byPerson) {
        failure.code = FailureCode::Cancelled;
    } else if (is("expired_token") || is("bad_verification_code")) {
        failure.code = FailureCode::EntraTimeout;
        failure.values.insert(QStringLiteral("reason"), is("expired_token") ? QStringLiteral("code-expired")
                                                                            : QStringLiteral("code-wrong"));
        failure.retryable = is("expired_token");
    } else if (failure.values.value(QStringLiteral("reason")) == u"policy") {
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("code")); // the browser may be let through
    }
    stopWith(std::move(failure));
}

void DeviceSignIn::stopWith(core::Failure failure)
{
    m_pause.stop();
    m_deadline.stop();
    m_deviceCode = {};
    if (m_call) {
        m_call->disconnect(this);
        delete m_call;
    }
    fail(std::move(failure));
}

void DeviceSignIn::doCancel()
{
    stopWith({ FailureCode::Cancelled, {}, {}, true });
}

}
