#include "services/PsrpExchangeConnection.h"

#include "core/Key.h"
#include "inspection/OrganizationReading.h"
#include "net/HttpProbe.h"
#include "protocols/psrp/RunspacePool.h"
#include "services/RoleCheck.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QSet>
#include <QSslCertificate>

#include <utility>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;
using namespace std::chrono_literals;

using core::key;

PsrpExchangeConnection::PsrpExchangeConnection(ExchangeSession &session, model::SetupState &state,
                                               net::NetworkSettings &network, const core::Clock &clock,
                                               const model::CallLog &calls, QObject *parent)
    : ExchangeConnection(parent), m_session(session), m_state(state), m_network(network), m_clock(clock), m_shells(session, state)
{
    follow(calls);
}

template <class Op, class Then>
void PsrpExchangeConnection::perform(Op *operation, Then then)
{
    m_current = operation;
    core::run(operation, this, [this, then = std::move(then)](const auto &result) {
        m_current = nullptr;
        if (m_cancelled)
            conclude(core::Failure {Code::Cancelled, {}, {}, true});
        else
            then(result);
    });
}

void PsrpExchangeConnection::connectWith(core::Secret password)
{
    if (isRunning())
        return;
    m_access = m_state.exchangeAccess();
    m_password = std::move(password);
    m_presented.clear();
    m_presentedBy.clear();
    m_redirect.clear();
    const Consent consent = std::exchange(m_consent, {});
    m_follow = consent.from == address() ? consent.to : QUrl();
    m_connected = false;
    m_cancelled = false;
    begin();
    takeTrust();
    probe();
}

void PsrpExchangeConnection::begin()
{
    const core::Values values {{key("host"), host()}, {key("user"), m_access.user}, {key("port"), port()}};
    QList<model::Finding> rows;
    for (const QString &id : {key("exchange.name"), key("exchange.port"), key("exchange.tls"), key("exchange.clock"),
                              key("exchange.scheme"), signInRow(), key("exchange.powershell"), key("exchange.roles"),
                              key("exchange.organization")})
        rows.append({id, Verdict::Pending, values, {}, {}, -1, {}});
    Activity::begin(rows);
    if (target().scheme() == u"http")
        mark(key("exchange.tls"), Verdict::NotApplicable);
}

// What the run file says was accepted, for the hosts it names and no others.
void PsrpExchangeConnection::takeTrust()
{
    m_network.trust.pinnedFingerprints.clear();
    for (auto it = m_access.trusted.begin(); it != m_access.trusted.end(); ++it)
        m_network.trust.pinnedFingerprints.insert(it.key(), QByteArray::fromHex(it.value().toLatin1()));
}

QUrl PsrpExchangeConnection::address() const
{
    return QUrl(QStringLiteral("%1://%2/PowerShell/").arg(m_access.http ? key("http") : key("https"), m_access.server));
}

QString PsrpExchangeConnection::signInRow() const
{
    return m_access.currentSession ? key("exchange.signin.session") : key("exchange.signin");
}

QUrl PsrpExchangeConnection::target() const
{
    psrp::ConnectionSettings where;
    where.url = address();
    where.consentedRedirect = m_follow;
    return where.address();
}

QString PsrpExchangeConnection::host() const
{
    const QString host = target().host();
    return host.isEmpty() ? m_access.server : host;
}

QString PsrpExchangeConnection::port() const
{
    const QUrl url = target();
    return QString::number(url.port(url.scheme() == u"http" ? 80 : 443));
}

psrp::WsmanPeer PsrpExchangeConnection::peer() const
{
    return {host(), m_access.user, false, {}, target(), {}};
}

bool PsrpExchangeConnection::isPinned(const QSslCertificate &certificate) const
{
    const QString accepted = m_access.trusted.value(host());
    return !accepted.isEmpty() && accepted.toLatin1() == certificate.digest(QCryptographicHash::Sha256).toHex();
}

void PsrpExchangeConnection::probe()
{
    mark(key("exchange.name"), Verdict::Running);
    const QUrl url = target();
    if (!url.isValid() || url.host().isEmpty()) {
        const core::Values values {{key("host"), host()}, {key("stage"), key("name")}};
        mark(key("exchange.name"), Verdict::Fail, values, Code::ExUnreachable);
        conclude(core::Failure {Code::ExUnreachable, values, url.errorString(), false});
        return;
    }
    auto *probe = new net::HttpProbe(url, {"GET", {}, {}, {}}, m_network, 20s);
    m_current = probe;
    probe->setParent(this);
    connect(probe, &core::Operation::finished, this, [this, probe] {
        probe->deleteLater();
        m_current = nullptr;
        if (m_cancelled) {
            conclude(core::Failure {Code::Cancelled, {}, {}, true});
            return;
        }
        const QSslCertificate peer = probe->peerCertificate();
        const QString issuer = peer.issuerInfo(QSslCertificate::CommonName).join(u' ');
        if (!peer.isNull())
            mark(key("exchange.tls"), isPinned(peer) ? Verdict::Attention : Verdict::Pass, {{key("issuer"), issuer}}, {}, {issuer});
        probed(probe->outcome());
    });
    probe->start();
}

void PsrpExchangeConnection::probed(const net::HttpExchange::Outcome &outcome)
{
    if (const auto *error = std::get_if<net::HttpError>(&outcome)) {
        refused(*error);
        return;
    }
    mark(key("exchange.name"), Verdict::Pass, {{key("host"), host()}});
    mark(key("exchange.port"), Verdict::Pass, {{key("port"), port()}});
    if (judgeClock(std::get<net::HttpResponse>(outcome)))
        freeLeftShells();
    else
        conclude(core::Failure {Code::ClockSkew, {}, {}, true});
}

void PsrpExchangeConnection::refused(const net::HttpError &error)
{
    using Stage = net::HttpError::Stage;
    if (error.stage > Stage::Name)
        mark(key("exchange.name"), Verdict::Pass, {{key("host"), host()}});
    if (error.stage > Stage::Port)
        mark(key("exchange.port"), Verdict::Pass, {{key("port"), port()}});
    if (error.kind == net::HttpError::Kind::TlsUntrusted && !error.chain.isEmpty()) {
        m_presented = error.chain.first().digest(QCryptographicHash::Sha256);
        m_presentedBy = host();
    }
    core::Failure failure = psrp::toFailure(error, peer());
    failure.retryable = true;
    const char *row = error.stage == Stage::Name ? "exchange.name"
        : error.stage == Stage::Port             ? "exchange.port"
        : error.stage == Stage::Tls              ? "exchange.tls"
                                                 : "exchange.powershell";
    mark(key(row), Verdict::Fail, failure.values, failure.code, error.tlsErrors);
    conclude(failure);
}

// problems.md CLOCK-SKEW: warn above two minutes, block above five.
bool PsrpExchangeConnection::judgeClock(const net::HttpResponse &response)
{
    const QDateTime server = QLocale::c().toDateTime(QString::fromLatin1(response.header("Date")), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!server.isValid()) {
        mark(key("exchange.clock"), Verdict::NotTested);
        return true;
    }
    const QDateTime utc(server.date(), server.time(), Qt::UTC);
    const qint64 seconds = qAbs(utc.secsTo(m_clock.nowUtc()));
    mark(key("exchange.clock"), seconds > 300 ? Verdict::Fail : seconds > 120 ? Verdict::Attention : Verdict::Pass,
         {{key("seconds"), QString::number(seconds)}}, seconds > 300 ? std::optional(Code::ClockSkew) : std::nullopt);
    return seconds <= 300;
}

psrp::ConnectionSettings PsrpExchangeConnection::settings() const
{
    psrp::ConnectionSettings settings;
    settings.url = address();
    settings.consentedRedirect = m_follow;
    settings.user = m_access.user;
    settings.password = m_password.duplicate();
    settings.useCurrentSession = m_access.currentSession;
    settings.basicAllowed = m_access.basicAllowed && !m_access.currentSession;
    settings.network = m_network;
    return settings;
}

static bool isSignIn(Code code)
{
    static const QSet<Code> codes {Code::ExSignIn, Code::ExKrbOnly,  Code::ExBasicOnly, Code::ExKrbTicket, Code::ExKrbSpn,  Code::ExKrbRealm,
                                   Code::ExKrbKdc, Code::ExKrbMutual, Code::ExNotAdmitted, Code::ExAccount,  Code::ExBasicHttp, Code::ClockSkew};
    return codes.contains(code);
}

// A second attempt with a refused account would count towards a lock-out.
void PsrpExchangeConnection::freeLeftShells()
{
    if (!m_shells.any(target())) {
        openSession();
        return;
    }
    perform(m_shells.free(settings(), isSignIn), [this](const core::Outcome &freed) {
        if (freed)
            openSession();
        else
            refusedSession(freed.failure());
    });
}

void PsrpExchangeConnection::openSession()
{
    mark(key("exchange.scheme"), Verdict::Running);
    perform(m_session.open(settings()), [this](const core::Result<psrp::PoolInfo> &result) { opened(result); });
}

void PsrpExchangeConnection::tellSchemes()
{
    const net::SignInReport report = m_session.signInReport();
    if (report.offered.isEmpty() && report.used.isEmpty()) {
        mark(key("exchange.scheme"), Verdict::NotTested);
        return;
    }
    mark(key("exchange.scheme"), Verdict::Pass, {{key("list"), report.offered.join(QStringLiteral(", "))}}, {},
         {QStringLiteral("WWW-Authenticate: ") + report.offered.join(QStringLiteral(", "))});
}

void PsrpExchangeConnection::refusedSession(core::Failure failure)
{
    const net::SignInReport report = m_session.signInReport();
    tellSchemes();
    if (failure.code == Code::ExRedirect)
        m_redirect = QUrl(failure.values.value(key("url")));
    const bool basicOnly = report.offered == QStringList {key("Basic")} && report.used.isEmpty();
    if (basicOnly && !m_access.basicAllowed && !m_access.http)
        failure.code = Code::ExBasicOnly;
    const bool account = isSignIn(failure.code);
    if (!account)
        mark(signInRow(), isSignedIn(failure) ? Verdict::Pass : Verdict::NotTested, {{key("user"), m_access.user}, {key("scheme"), report.used}});
    mark(account ? signInRow() : key("exchange.powershell"), Verdict::Fail, failure.values, failure.code);
    conclude(failure);
}

// Whether the account had been accepted when this came. A web server that is busy says so to anybody.
bool PsrpExchangeConnection::isSignedIn(const core::Failure &failure) const
{
    const net::SignInReport report = m_session.signInReport();
    const bool beforeExchange = failure.values.contains(key("status"));  // an HTTP answer, not one of WSMan
    if (beforeExchange)
        return report.completed && report.used != u"Basic";
    return failure.code == Code::RbacNone || failure.code == Code::ExShellQuota || failure.code == Code::SessionLost;
}

void PsrpExchangeConnection::opened(const core::Result<psrp::PoolInfo> &result)
{
    if (!result) {
        refusedSession(result.failure());
        return;
    }
    tellSchemes();
    const core::Values how {{key("user"), m_access.user}, {key("scheme"), result->signIn.used}};
    mark(signInRow(), Verdict::Pass, how, {},
         {result->signIn.used, result->signIn.bodiesEncrypted ? key("multipart/encrypted") : key("application/soap+xml")});
    const QString frontEnd = result->frontEnd.isEmpty() ? host() : result->frontEnd;
    mark(key("exchange.powershell"), Verdict::Pass, {{key("server"), frontEnd}, {key("version"), result->powerShellVersion}},
         {}, {QStringLiteral("X-FEServer: ") + result->frontEnd, QStringLiteral("X-CalculatedBETarget: ") + result->backEnd});
    checkRoles();
}

void PsrpExchangeConnection::checkRoles()
{
    mark(key("exchange.roles"), Verdict::Running);
    perform(new RoleCheck(m_session, m_state.mode(), m_state.settings()), [this](const core::Result<RoleCheckResult> &result) {
        if (!result) {
            conclude(result.failure());
            return;
        }
        // Told here, decided on the prerequisites page, which knows what will really be needed.
        const QStringList missing = result->missing + result->missingWrites;
        const QString comma = QStringLiteral(", ");
        if (!missing.isEmpty())
            mark(key("exchange.roles"), Verdict::Attention, {{key("list"), missing.join(comma)}}, Code::RbacPartial);
        else if (!result->unlisted.isEmpty())
            mark(key("exchange.roles"), Verdict::Attention, {{key("list"), result->unlisted.join(comma)}}, {}, result->unlisted);
        else
            mark(key("exchange.roles"), Verdict::Pass, {{key("n"), QString::number(result->cmdlets)}});
        readOrganization();
    });
}

void PsrpExchangeConnection::readOrganization()
{
    mark(key("exchange.organization"), Verdict::Running);
    const QString server = m_follow.isValid() ? host() : m_access.server;
    perform(new inspection::OrganizationReading(m_session, server, m_access.user), [this](const core::Result<model::ExchangeFacts> &result) {
        if (!result) {
            const core::Failure &failure = result.failure();
            mark(key("exchange.organization"), Verdict::Fail, failure.values, failure.code);
            conclude(failure);
            return;
        }
        const model::ExchangeFacts &facts = *result;
        mark(key("exchange.organization"), Verdict::Pass,
             {{key("organization"), facts.organization},
              {key("version"), facts.servers.isEmpty() ? QString() : facts.servers.first().version},
              {key("servers"), QString::number(facts.servers.size())}});
        m_state.setExchange(facts);
        m_connected = true;
        conclude(std::nullopt);
    });
}

void PsrpExchangeConnection::conclude(std::optional<core::Failure> failure)
{
    m_password = {};
    end(std::move(failure));
}

void PsrpExchangeConnection::disconnectFrom()
{
    m_connected = false;
    if (auto *close = m_session.close())
        core::run(close, this, [](const auto &) {});
    emit changed();
}

bool PsrpExchangeConnection::presentedAnother() const
{
    const QString accepted = m_access.trusted.value(m_presentedBy);
    return !m_presented.isEmpty() && !accepted.isEmpty() && accepted.toLatin1() != m_presented.toHex();
}

void PsrpExchangeConnection::acceptRedirect()
{
    m_consent = {address(), m_redirect};
}

void PsrpExchangeConnection::trustPresentedCertificate()
{
    if (m_presented.isEmpty())
        return;
    model::ExchangeAccess access = m_state.exchangeAccess();
    access.trusted.insert(m_presentedBy, QString::fromLatin1(m_presented.toHex()));
    m_state.setExchangeAccess(std::move(access));
    if (m_follow.isValid())  // the consent to go there stands
        m_consent = {address(), m_follow};
}

void PsrpExchangeConnection::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    if (m_current)
        m_current->cancel();
}

}
