#include "protocols/exo/InvokeCommand.h"

#include "auth/ClaimsChallenge.h"

#include <QJsonDocument>
#include <QLocale>
#include <QLoggingCategory>
#include <QUuid>
#include <algorithm>
#include <cmath>

namespace passerelle::exo {

namespace {

Q_LOGGING_CATEGORY(lcExo, "passerelle.exo", QtInfoMsg)

constexpr int longestPause = 300; // seconds; a longer one is told to the user instead of being waited for

// Routes to the right server. Values come from a token: whatever could end the header line is refused.
std::optional<QByteArray> anchorMailbox(const auth::Session &session)
{
    QString user = session.userPrincipalName;
    if (user.isEmpty()) // the mailbox the service itself uses when there is no user (cloud.md c.1)
        user = QStringLiteral("SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@") + session.tenantId;
    const bool clean = std::none_of(user.cbegin(), user.cend(),
                                    [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
    return clean ? std::optional("UPN:" + user.toUtf8()) : std::nullopt;
}

// Seconds of a Retry-After header: a number, fractional too, or a date.
std::optional<int> toldWait(const QByteArray &value, const QDateTime &now)
{
    bool ok = false;
    const double seconds = value.toDouble(&ok);
    if (ok && std::isfinite(seconds) && seconds >= 0 && seconds < 1e6)
        return static_cast<int>(std::ceil(seconds));
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(value),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return static_cast<int>(std::clamp<qint64>(now.secsTo(date), 0, 1'000'000));
}

// What the failure is about: the object, else the cmdlet.
QString subjectOf(const Cmdlet &cmdlet)
{
    for (const auto &[parameter, value] : cmdlet.parameters) {
        if (parameter == u"Identity" || parameter == u"Name")
            return value.toString();
    }
    return cmdlet.name;
}

}

int secondsBefore(int attempt, std::optional<int> told)
{
    return told ? *told : 3 * attempt;
}

InvokeCommand::InvokeCommand(auth::NetworkAccess &network, TokenSource &tokens, ServiceHost &host,
                             QByteArray connectionId, const Patience &patience, Cmdlet cmdlet)
    : m_network(network)
    , m_tokens(tokens)
    , m_host(host)
    , m_connectionId(std::move(connectionId))
    , m_patience(patience)
    , m_cmdlet(std::move(cmdlet))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &InvokeCommand::send);
}

void InvokeCommand::doStart()
{
    if (m_tokens.nearExpiry() && m_tokens.canRefresh())
        refreshThenSend();
    else
        send();
}

QUrl InvokeCommand::firstAddress() const
{
    const QString tenant = m_tokens.session()->tenantId;
    const auth::CloudEndpoints &cloud = m_network.cloud();
    const QUrl host = m_host.index == 0 ? cloud.exchange : cloud.exchangeAlso.value(m_host.index - 1, cloud.exchange);
    return QUrl::fromEncoded(host.toEncoded(QUrl::StripTrailingSlash)
                             + "/adminapi/beta/" + QUrl::toPercentEncoding(tenant) + "/InvokeCommand");
}

void InvokeCommand::send()
{
    const auth::Session *session = m_tokens.session();
    if (!session) {
        fail({ core::FailureCode::SessionLost,
               {},
               QStringLiteral("not signed in to Exchange Online"),
               false });
        return;
    }
    const auto anchor = anchorMailbox(*session);
    if (!anchor) {
        fail({ core::FailureCode::UnknownExo, {}, QStringLiteral("the account name cannot be sent"), false });
        return;
    }
    ++m_attempt;
    if (m_address.isEmpty())
        m_asked = m_host.index;
    m_generation = m_tokens.generation();
    auth::HttpRequest request;
    request.method = "POST";
    request.url = m_address.isEmpty() ? firstAddress() : m_address;
    request.bearer = session->accessToken.duplicate();
    request.silence = longestSilence;
    request.headers = { { "Content-Type", "application/json; charset=utf-8" },
                        { "X-AnchorMailbox", *anchor },
                        { "X-CmdletName", m_cmdlet.name.toLatin1() },
                        { "Prefer", "odata.maxpagesize=1000" },
                        { "connection-id", m_connectionId },
                        { "client-request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces) },
                        { "X-ResponseFormat", "json" },
                        { "Accept", "application/json" } };
    request.body = core::Secret(QJsonDocument(m_cmdlet.toJson()).toJson(QJsonDocument::Compact));
    m_address = request.url;
    m_writing = !m_cmdlet.isRead();
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

void InvokeCommand::read(const auth::HttpReply &reply)
{
    qCInfo(lcExo).noquote() << m_cmdlet.name << auth::logLine("POST", m_address, reply);
    const bool redirected = reply.status >= 300 && reply.status < 400;
    if (reply.problem != auth::NetworkProblem::None || redirected) {
        failOrMove(auth::networkFailure(m_address, reply, m_network.cloud()));
        return;
    }
    if (reply.status < 300) {
        auto page = parsePage(reply);
        if (page)
            take(std::move(*page));
        else // a page of something between this PC and Microsoft
            failOrMove(auth::networkFailure(m_address, reply, m_network.cloud()));
        return;
    }
    const ServiceError error = parseServiceError(reply);
    const bool foreignPage = reply.header("Content-Type").toLower().contains("html") && !error.isBusy;
    if (foreignPage)
        failOrMove(auth::networkFailure(m_address, reply, m_network.cloud()));
    else if (reply.status == 401)
        onTokenRefused(error, reply.header("WWW-Authenticate"));
    else
        onError(error, reply);
}

void InvokeCommand::take(Page page)
{
    if (!page.errors.isEmpty()) {
        fail(serviceFailure(parseErrorText(page.errors.first()), subjectOf(m_cmdlet)));
        return;
    }
    m_answer.objects += page.objects;
    m_answer.warnings += page.warnings;
    ++m_pages;
    if (page.next.isEmpty()) {
        succeed(std::move(m_answer));
    } else if (isCancelling()) {
        cancelled();
    } else if (m_pages == maxPages || !m_cmdlet.isRead()) {
        fail({ core::FailureCode::UnknownExo, {}, QStringLiteral("list without end"), false });
    } else {
        m_address = page.next; // passes the host check like any other
        m_attempt = 0;
        send();
    }
}

void InvokeCommand::onTokenRefused(const ServiceError &error, const QByteArray &challenge)
{
    const auto claims = auth::claimsChallenge(challenge);
    const core::Failure refused = serviceFailure(error, {});
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

void InvokeCommand::refreshThenSend()
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

void InvokeCommand::renewThenSend(const QByteArray &claims, const core::Failure &otherwise)
{
    if (m_renewed || !m_tokens.canRenew()) {
        fail(otherwise);
        return;
    }
    m_renewed = true;
    m_current = core::run(m_tokens.renew(claims), this, [this](const core::Outcome &outcome) {
        m_current = nullptr;
        if (isCancelling())
            cancelled();
        else if (outcome)
            send();
        else
            fail(outcome.failure());
    });
}

void InvokeCommand::onError(const ServiceError &error, const auth::HttpReply &reply)
{
    const auto told = toldWait(reply.header("Retry-After"), QDateTime::currentDateTimeUtc());
    core::Failure failure = serviceFailure(error, subjectOf(m_cmdlet));
    const bool throttled = failure.code == core::FailureCode::GraphThrottle;
    const auto reason = throttled ? core::WaitReason::Throttled : core::WaitReason::Busy;
    if (m_cmdlet.isRead() && error.isBusy && waitAndRepeat(told, reason))
        return;
    if (failure.retryable)
        failure.values.insert(QStringLiteral("n"), QString::number(secondsBefore(m_attempt, told)));
    failOrMove(std::move(failure));
}

// This host does not serve the interface, or is no host of it at all: perhaps another one of the cloud does.
void InvokeCommand::failOrMove(core::Failure failure)
{
    const bool elsewhere =
        failure.code == core::FailureCode::ExoApi || failure.code == core::FailureCode::EntraNet;
    if (!elsewhere || isCancelling() || !tryNextHost())
        fail(std::move(failure));
}

bool InvokeCommand::tryNextHost()
{
    if (!m_cmdlet.isRead() || m_pages > 0)
        return false;
    if (m_host.index == m_asked) { // unless another call has moved on already
        if (m_host.index == m_network.cloud().exchangeAlso.size()) {
            m_host.index = 0;
            return false;
        }
        ++m_host.index;
    } else if (m_host.index < m_asked) {
        return false; // all were asked
    }
    m_address.clear();
    m_attempt = 0;
    send();
    return true;
}

bool InvokeCommand::waitAndRepeat(std::optional<int> told, core::WaitReason reason)
{
    const int seconds = secondsBefore(m_attempt, told);
    if (m_attempt >= m_patience.tries || isCancelling() || seconds > longestPause)
        return false;
    emit waiting(seconds, m_attempt, reason);
    m_pause.start(m_patience.second * seconds);
    return true;
}

void InvokeCommand::doCancel()
{
    if (m_writing)
        return; // the answer decides
    m_pause.stop();
    if (m_current)
        m_current->cancel();
    else
        cancelled();
}

void InvokeCommand::cancelled()
{
    fail({ core::FailureCode::Cancelled, {}, {}, true });
}

}
