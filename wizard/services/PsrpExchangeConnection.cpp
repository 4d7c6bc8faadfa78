#include "services/PsrpExchangeConnection.h"

#include "inspection/OrganizationReading.h"
#include "net/HttpProbe.h"
#include "services/RoleCheck.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QSslCertificate>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;
using namespace std::chrono_literals;

static QString key(const char *name) { return QLatin1String(name); }

PsrpExchangeConnection::PsrpExchangeConnection(ExchangeSession &session, model::SetupState &state,
                                               net::NetworkSettings &network, const core::Clock &clock,
                                               const model::CallLog &calls, QObject *parent)
    : ExchangeConnection(parent), m_session(session), m_state(state), m_network(network), m_clock(clock)
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

void PsrpExchangeConnection::connectTo(const QString &server, const QString &user, core::Secret password)
{
    if (isRunning())
        return;
    m_server = server.trimmed();
    m_user = user.trimmed();
    m_password = std::move(password);
    m_presented.clear();
    m_connected = false;
    m_cancelled = false;
    QList<model::Finding> rows;
    for (const char *id : {"exchange.name", "exchange.port", "exchange.tls", "exchange.clock", "exchange.signin",
                           "exchange.powershell", "exchange.roles", "exchange.organization"})
        rows.append({key(id), Verdict::Pending, {{key("host"), m_server}, {key("user"), m_user}}, {}, {}, -1, {}});
    begin(rows);
    probe();
}

void PsrpExchangeConnection::probe()
{
    mark(key("exchange.name"), Verdict::Running);
    const QUrl url(QStringLiteral("https://%1/PowerShell/").arg(m_server));
    if (!url.isValid() || url.host().isEmpty()) {
        const core::Values values {{key("host"), m_server}, {key("stage"), key("name")}};
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
        const bool pinned = m_network.trust.pinnedFingerprints.contains(m_server.toLower());
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
    mark(key("exchange.name"), Verdict::Pass, {{key("host"), m_server}});
    mark(key("exchange.port"), Verdict::Pass, {{key("port"), key("443")}});
    if (judgeClock(std::get<net::HttpResponse>(outcome)))
        openSession();
    else
        conclude(core::Failure {Code::ClockSkew, {}, {}, true});
}

void PsrpExchangeConnection::refused(const net::HttpError &error)
{
    using Stage = net::HttpError::Stage;
    const auto reached = [&](Stage stage) { return error.stage > stage; };
    core::Values values {{key("host"), m_server}};
    if (reached(Stage::Name))
        mark(key("exchange.name"), Verdict::Pass, values);
    if (reached(Stage::Port))
        mark(key("exchange.port"), Verdict::Pass, {{key("port"), key("443")}});
    const bool untrusted = error.kind == net::HttpError::Kind::TlsUntrusted;
    if (untrusted && !error.chain.isEmpty()) {
        m_presented = error.chain.first().digest(QCryptographicHash::Sha256);
        values.insert(key("fingerprint"), QString::fromLatin1(m_presented.toHex(':').toUpper()));
        values.insert(key("reason"), error.tlsErrors.join(QStringLiteral(", ")));
    }
    const Code code = untrusted ? Code::ExTlsTrust : Code::ExUnreachable;
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

void PsrpExchangeConnection::openSession()
{
    mark(key("exchange.signin"), Verdict::Running);
    psrp::ConnectionSettings settings;
    settings.url = QUrl(QStringLiteral("https://%1/PowerShell/").arg(m_server));
    settings.user = m_user;
    settings.password = std::move(m_password);
    settings.scheme = net::SchemePreference::Basic;
    settings.network = m_network;
    perform(m_session.open(std::move(settings)), [this](const core::Result<psrp::PoolInfo> &result) { opened(result); });
}

void PsrpExchangeConnection::opened(const core::Result<psrp::PoolInfo> &result)
{
    if (!result) {
        const core::Failure &failure = result.failure();
        const bool account = failure.code == Code::ExSignIn || failure.code == Code::ExKrbOnly;
        // Only these come after the account was accepted.
        const bool inside = failure.code == Code::RbacNone || failure.code == Code::ExShellQuota || failure.code == Code::SessionLost;
        if (!account)
            mark(key("exchange.signin"), inside ? Verdict::Pass : Verdict::NotTested);
        mark(account ? key("exchange.signin") : key("exchange.powershell"), Verdict::Fail, failure.values, failure.code);
        conclude(failure);
        return;
    }
    mark(key("exchange.signin"), Verdict::Pass);
    const QString frontEnd = result->frontEnd.isEmpty() ? m_server : result->frontEnd;
    mark(key("exchange.powershell"), Verdict::Pass, {{key("server"), frontEnd}, {key("version"), result->powerShellVersion}},
         {}, {QStringLiteral("X-FEServer: ") + result->frontEnd, QStringLiteral("X-CalculatedBETarget: ") + result->backEnd});
    checkRoles();
}

void PsrpExchangeConnection::checkRoles()
{
    mark(key("exchange.roles"), Verdict::Running);
    perform(new RoleCheck(m_session, m_state.mode()), [this](const core::Result<RoleCheckResult> &result) {
        if (!result) {
            conclude(result.failure());
            return;
        }
        // Told here, decided on the prerequisites page, which knows what will really be needed.
        if (result->missing.isEmpty())
            mark(key("exchange.roles"), Verdict::Pass, {{key("n"), QString::number(result->cmdlets)}});
        else
            mark(key("exchange.roles"), Verdict::Attention, {{key("list"), result->missing.join(QStringLiteral(", "))}}, Code::RbacPartial);
        readOrganization();
    });
}

void PsrpExchangeConnection::readOrganization()
{
    mark(key("exchange.organization"), Verdict::Running);
    perform(new inspection::OrganizationReading(m_session, m_server, m_user), [this](const core::Result<model::ExchangeFacts> &result) {
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

void PsrpExchangeConnection::trustPresentedCertificate()
{
    if (!m_presented.isEmpty())
        m_network.trust.pinnedFingerprints.insert(m_server.toLower(), m_presented);
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
