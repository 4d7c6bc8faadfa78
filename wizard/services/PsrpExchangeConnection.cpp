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
    : ExchangeConnection(parent), m_session(session), m_state(state), m_network(network), m_clock(clock)
{
    follow(calls);
    connect(&m_session, &ExchangeSession::shellIdChanged, this, &PsrpExchangeConnection::rememberShell);
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
    const core::Values values {{key("host"), m_access.server}, {key("user"), m_access.user}, {key("port"), port()}};
    QList<model::Finding> rows;
    for (const QString &id : {key("exchange.name"), key("exchange.port"), key("exchange.tls"), key("exchange.clock"),
                              key("exchange.scheme"), signInRow(), key("exchange.powershell"), key("exchange.roles"),
                              key("exchange.organization")})
        rows.append({id, Verdict::Pending, values, {}, {}, -1, {}});
    Activity::begin(rows);
    if (m_access.http)
        mark(key("exchange.tls"), Verdict::NotApplicable);
}

// What the run file says was accepted, for the hosts it names and no others.
void PsrpExchangeConnection::takeTrust()
{
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

QString PsrpExchangeConnection::port() const
{
    const QUrl url = address();
    return QString::number(url.port(m_access.http ? 80 : 443));
}

void PsrpExchangeConnection::probe()
{
    mark(key("exchange.name"), Verdict::Running);
    const QUrl url = address();
    if (!url.isValid() || url.host().isEmpty()) {
        const core::Values values {{key("host"), m_access.server}, {key("stage"), key("name")}};
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
        const bool pinned = m_access.trusted.contains(address().host().toLower());
        if (!peer.isNull())
            mark(key("exchange.tls"), pinned ? Verdict::Attention : Verdict::Pass, {{key("issuer"), issuer}}, {}, {issuer});
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
    mark(key("exchange.name"), Verdict::Pass, {{key("host"), m_access.server}});
    mark(key("exchange.port"), Verdict::Pass, {{key("port"), port()}});
    if (judgeClock(std::get<net::HttpResponse>(outcome)))
        freeLeftShell();
    else
        conclude(core::Failure {Code::ClockSkew, {}, {}, true});
}

static void describe(const QSslCertificate &certificate, bool early, core::Values &values)
{
    QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    const QDateTime date = early ? certificate.effectiveDate() : certificate.expiryDate();
    values.insert(key("names"), names.join(QStringLiteral(", ")));
    values.insert(key("issuer"), certificate.issuerInfo(QSslCertificate::CommonName).join(u' '));
    values.insert(key("date"), date.toUTC().date().toString(Qt::ISODate));
}

void PsrpExchangeConnection::refused(const net::HttpError &error)
{
    using Stage = net::HttpError::Stage;
    const auto reached = [&](Stage stage) { return error.stage > stage; };
    core::Values values {{key("host"), m_access.server}};
    if (reached(Stage::Name))
        mark(key("exchange.name"), Verdict::Pass, values);
    if (reached(Stage::Port))
        mark(key("exchange.port"), Verdict::Pass, {{key("port"), port()}});
    const bool untrusted = error.kind == net::HttpError::Kind::TlsUntrusted;
    if (untrusted && !error.chain.isEmpty()) {
        m_presented = error.chain.first().digest(QCryptographicHash::Sha256);
        values.insert(key("fingerprint"), QString::fromLatin1(m_presented.toHex(':').toUpper()));
        values.insert(key("reason"), error.tlsErrors.join(QStringLiteral(", ")));
        describe(error.chain.first(), error.tlsErrors.contains(QStringLiteral("not-yet-valid")), values);
    }
    const bool tooOld = error.tlsProblems.contains(net::TlsProblem::ProtocolTooOld);
    const Code code = untrusted ? Code::ExTlsTrust : tooOld ? Code::Tls12Server : Code::ExUnreachable;
    const char *row = error.stage == Stage::Name ? "exchange.name"
        : error.stage == Stage::Port             ? "exchange.port"
        : error.stage == Stage::Tls              ? "exchange.tls"
                                                 : "exchange.powershell";
    const char *stageNames[] = {"name", "port", "tls", "answer"};
    values.insert(key("stage"), key(stageNames[static_cast<int>(error.stage)]));
    mark(key(row), Verdict::Fail, values, code, error.tlsErrors);
    conclude(core::Failure {code, values, error.technical, true});
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

// A shell that a crash left on this server still counts against the account's sessions (psrp.md 2.4).
void PsrpExchangeConnection::freeLeftShell()
{
    const QString shellId = m_access.shellId;
    if (shellId.isEmpty() || shellId == m_session.shellId() || QUrl(m_access.shellUrl) != settings().address()) {
        openSession();
        return;
    }
    perform(psrp::RunspacePool::deleteShell(settings(), shellId, this), [this](const core::Result<core::Nothing> &freed) {
        if (!freed && isSignIn(freed.failure().code)) {  // a second attempt would count towards a lock-out
            refusedSession(freed.failure());
            return;
        }
        if (freed)
            rememberShell({});
        openSession();
    });
}

void PsrpExchangeConnection::openSession()
{
    mark(key("exchange.scheme"), Verdict::Running);
    perform(m_session.open(settings()), [this](const core::Result<psrp::PoolInfo> &result) { opened(result); });
}

void PsrpExchangeConnection::rememberShell(const QString &shellId)
{
    model::ExchangeAccess access = m_state.exchangeAccess();
    access.shellId = shellId;
    access.shellUrl = shellId.isEmpty() ? QString() : settings().address().toString();
    m_state.setExchangeAccess(std::move(access));
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
    // Only these come after the account was accepted.
    const bool inside = failure.code == Code::RbacNone || failure.code == Code::ExShellQuota || failure.code == Code::SessionLost;
    const bool account = isSignIn(failure.code);
    if (!account)
        mark(signInRow(), inside ? Verdict::Pass : Verdict::NotTested, {{key("scheme"), report.used}});
    mark(account ? signInRow() : key("exchange.powershell"), Verdict::Fail, failure.values, failure.code);
    conclude(failure);
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
    const QString frontEnd = result->frontEnd.isEmpty() ? m_access.server : result->frontEnd;
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
    perform(new inspection::OrganizationReading(m_session, m_access.server, m_access.user), [this](const core::Result<model::ExchangeFacts> &result) {
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
    const QString accepted = m_access.trusted.value(address().host().toLower());
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
    access.trusted.insert(address().host().toLower(), QString::fromLatin1(m_presented.toHex()));
    m_state.setExchangeAccess(std::move(access));
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
