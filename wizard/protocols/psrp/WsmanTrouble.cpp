#include "protocols/psrp/WsmanTrouble.h"

#include "core/Scrub.h"
#include "net/SecurityContext.h"
#include "protocols/psrp/ServerDecoration.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

namespace passerelle::psrp {

using core::Failure;
using core::FailureCode;
using net::HttpError;

namespace {

constexpr qsizetype shownBodyLength = 200;
constexpr qsizetype shownNameLength = 300; // of what a certificate says about itself

QString technicalText(const QStringList &parts, const WsmanPeer &peer)
{
    QStringList kept = parts;
    if (!peer.requestId.isEmpty())
        kept.append(QStringLiteral("request-id ") + peer.requestId);
    kept.removeAll(QString());
    return core::scrub(core::displayable(kept.join(QStringLiteral("; "))));
}

QString stageName(HttpError::Stage stage)
{
    switch (stage) {
    case HttpError::Stage::Name:
        return QStringLiteral("name");
    case HttpError::Stage::Port:
        return QStringLiteral("port");
    case HttpError::Stage::Tls:
        return QStringLiteral("tls");
    case HttpError::Stage::Answer:
        break;
    }
    return QStringLiteral("answer");
}

// The domain as the user wrote it, else that of the server.
QString realmOf(const WsmanPeer &peer)
{
    const qsizetype at = peer.user.lastIndexOf(u'@');
    const qsizetype backslash = peer.user.indexOf(u'\\');
    if (at >= 0)
        return peer.user.mid(at + 1);
    return backslash > 0 ? peer.user.left(backslash) : peer.host.section(u'.', 1);
}

// Whose certificate it is, who issued it, and the date at which it ended or will begin.
void describe(const QSslCertificate &certificate, bool early, core::Values &values)
{
    QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    const QDateTime date = early ? certificate.effectiveDate() : certificate.expiryDate();
    const auto shown = [](const QString &text) { return core::displayable(text.left(shownNameLength)); };
    values.insert(QStringLiteral("names"), shown(names.join(QStringLiteral(", "))));
    values.insert(QStringLiteral("issuer"), shown(certificate.issuerInfo(QSslCertificate::CommonName).join(u' ')));
    values.insert(QStringLiteral("date"), date.toUTC().date().toString(Qt::ISODate));
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256);
    values.insert(QStringLiteral("fingerprint"), QString::fromLatin1(digest.toHex(':').toUpper()));
}

Failure untrusted(const HttpError &error, const WsmanPeer &peer)
{
    core::Values values{ { QStringLiteral("host"), peer.host },
                         { QStringLiteral("reason"), error.tlsErrors.join(QStringLiteral(", ")) } };
    if (!error.chain.isEmpty())
        describe(error.chain.first(), error.tlsProblems.contains(net::TlsProblem::NotYetValid), values);
    return { FailureCode::ExTlsTrust, values, technicalText({ error.technical }, peer), false };
}

FailureCode fromSignIn(net::SignInTrouble trouble)
{
    using Trouble = net::SignInTrouble;
    switch (trouble) {
    case Trouble::NoTicket:
    case Trouble::TicketExpired:
        return FailureCode::ExKrbTicket;
    case Trouble::WrongPassword:
    case Trouble::UnknownUser:
        return FailureCode::ExSignIn;
    case Trouble::PasswordExpired:
    case Trouble::AccountBlocked:
        return FailureCode::ExAccount;
    case Trouble::NotAdmitted:
        return FailureCode::ExNotAdmitted;
    case Trouble::UnknownService:
        return FailureCode::ExKrbSpn;
    case Trouble::UnknownRealm:
        return FailureCode::ExKrbRealm;
    case Trouble::KdcUnreachable:
        return FailureCode::ExKrbKdc;
    case Trouble::ClockSkew:
        return FailureCode::ClockSkew;
    case Trouble::NotMutual:
        return FailureCode::ExKrbMutual;
    case Trouble::OnlyBasic:
        return FailureCode::ExBasicOnly;
    case Trouble::NoScheme:
    case Trouble::Unsupported:
        return FailureCode::ExKrbOnly;
    case Trouble::None:
    case Trouble::Other:
        break;
    }
    return FailureCode::UnknownExchange;
}

Failure fromHttp(const HttpError &error, const WsmanPeer &peer)
{
    const core::Values host{ { QStringLiteral("host"), peer.host } };
    switch (error.kind) {
    case HttpError::Kind::TlsUntrusted:
        return untrusted(error, peer);
    case HttpError::Kind::Cancelled:
        return { FailureCode::Cancelled, host, {}, true };
    case HttpError::Kind::BadReply: // something answers on the port, but not a web server
        return { FailureCode::ExWrongVdir, host, technicalText({ error.technical }, peer), false };
    case HttpError::Kind::Unsafe:
        return { FailureCode::ExBasicHttp, host, technicalText({ error.technical }, peer), false };
    case HttpError::Kind::SignIn:
        return { fromSignIn(error.signIn),
                 { { QStringLiteral("host"), peer.host },
                   { QStringLiteral("user"), peer.user },
                   { QStringLiteral("realm"), realmOf(peer) } },
                 technicalText({ error.technical }, peer),
                 error.signIn == net::SignInTrouble::KdcUnreachable };
    case HttpError::Kind::TooLarge:
        return { FailureCode::ExTooLarge, host, technicalText({ error.technical }, peer), false };
    case HttpError::Kind::Damaged:
        return { FailureCode::ExDamaged, host, technicalText({ error.technical }, peer), true };
    case HttpError::Kind::TlsHandshake:
        if (error.tlsProblems.contains(net::TlsProblem::ProtocolTooOld))
            return { FailureCode::Tls12Server, host, technicalText({ error.technical }, peer), false };
        break;
    case HttpError::Kind::NameNotFound:
    case HttpError::Kind::Refused:
    case HttpError::Kind::TimedOut:
    case HttpError::Kind::Dropped:
        break;
    }
    const int port = peer.url.port(peer.url.scheme() == u"http" ? 80 : 443);
    return { FailureCode::ExUnreachable,
             { { QStringLiteral("host"), peer.host },
               { QStringLiteral("stage"), stageName(error.stage) },
               { QStringLiteral("port"), QString::number(port) } },
             technicalText({ error.technical }, peer),
             true };
}

// A redirect is followed only after the user agreed to the new address (reference psrp.md 3.8).
std::optional<Failure> fromRedirect(const HttpRefusal &refusal, const WsmanPeer &peer)
{
    if (refusal.status < 300 || refusal.status > 399 || refusal.location.isEmpty())
        return std::nullopt;
    const QUrl target = peer.url.resolved(QUrl(refusal.location, QUrl::StrictMode));
    const bool downgrade = peer.url.scheme() == u"https" && target.scheme() != u"https";
    const bool web = target.scheme() == u"https" || target.scheme() == u"http";
    if (!target.isValid() || target.host().isEmpty() || !web || downgrade || target == peer.url)
        return std::nullopt;
    return Failure{ FailureCode::ExRedirect,
                    { { QStringLiteral("host"), peer.host },
                      { QStringLiteral("newHost"), target.host() },
                      { QStringLiteral("url"), target.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo) } },
                    technicalText({ QStringLiteral("HTTP %1").arg(refusal.status), refusal.location }, peer),
                    false };
}

// A ticket that was refused although it could be had.
bool isClockSkew(const HttpRefusal &refusal, const WsmanPeer &peer)
{
    constexpr qint64 most = 300; // seconds, problems.md CLOCK-SKEW
    const bool ticket = peer.credentialsSent && (peer.scheme == u"Kerberos" || peer.scheme == u"Negotiate");
    return ticket && refusal.clockOffset && qAbs(*refusal.clockOffset) > most;
}

Failure fromRefusal(const HttpRefusal &refusal, const WsmanPeer &peer)
{
    if (std::optional<Failure> redirect = fromRedirect(refusal, peer))
        return *redirect;
    Failure failure{ FailureCode::UnknownExchange,
                     { { QStringLiteral("host"), peer.host },
                       { QStringLiteral("status"), QString::number(refusal.status) } },
                     technicalText({ QStringLiteral("HTTP %1").arg(refusal.status), refusal.contentType,
                                     refusal.offeredSchemes.join(u' '), refusal.text },
                                   peer),
                     false };
    const auto offers = [&](QLatin1StringView scheme) { return refusal.offeredSchemes.contains(scheme); };
    if (refusal.status == 401) {
        const bool integrated = offers(QLatin1StringView("kerberos"))
            || offers(QLatin1StringView("negotiate")) || offers(QLatin1StringView("ntlm"));
        const bool ticketTried = peer.credentialsSent && (peer.scheme == u"Kerberos" || peer.scheme == u"Negotiate");
        const bool ticketRefused = ticketTried && refusal.offeredSchemes.contains(peer.scheme, Qt::CaseInsensitive);
        if (!peer.credentialsSent && !offers(QLatin1StringView("basic"))) // nothing on offer that may be used
            failure.code = FailureCode::ExKrbOnly;
        else if (isClockSkew(refusal, peer))
            failure.code = FailureCode::ClockSkew;
        else if (ticketTried && !ticketRefused && !integrated && offers(QLatin1StringView("basic")))
            failure.code = FailureCode::ExBasicOnly;
        else if (integrated && !ticketRefused && !offers(QLatin1StringView("basic")))
            failure.code = FailureCode::ExKrbOnly;
        else
            failure.code = FailureCode::ExSignIn;
        failure.values.insert(QStringLiteral("user"), peer.user);
    } else if (refusal.status >= 500) {
        failure.code = FailureCode::ExHttp500;
        failure.retryable = refusal.status == 503;
    } else if (refusal.status == 429) {
        failure.code = FailureCode::ExShellQuota;
        failure.retryable = true;
    } else if (refusal.status == 200 || (refusal.status >= 300 && refusal.status < 400)
               || refusal.status == 403 || refusal.status == 404 || refusal.status == 405 || refusal.status == 415
               || (refusal.contentType == u"text/html" && refusal.status != 413)) { // 413: a limit of IIS
        failure.code = FailureCode::ExWrongVdir;
    }
    return failure;
}

// From what Exchange writes in brackets: [FailureCategory=AuthZ-CmdletAccessDeniedException]
std::optional<FailureCode> fromCategory(const QString &category)
{
    if (category == u"AuthZ-CmdletAccessDeniedException")
        return FailureCode::RbacNone;
    if (category == u"AuthZ-AuthorizationException") // concurrency and budget refusals alike
        return FailureCode::ExShellQuota;
    if (category == u"WSMan-InvalidShellID")
        return FailureCode::SessionLost;
    return std::nullopt;
}

FailureCode fromFaultCode(quint32 code)
{
    switch (code) {
    case WsmanFault::unknownShell:
    case 995: // operation aborted
    case 1115: // shutting down
        return FailureCode::SessionLost;
    case 2150858811: // resource URI not found
    case 2150858754: // invalid resource URI
    case 2150859027: // URL not available
    case 2150858868: // operation not supported
    case 2150859161: // a redirect, whose target only a 3xx would tell
    case 2150859191: // a redirect to nowhere
    case 2147942402: // file not found: a WinRM of commands, not of PowerShell
        return FailureCode::ExWrongVdir;
    case 2150859173: // too many shells
    case 2150859174: // too many concurrent operations
        return FailureCode::ExShellQuota;
    case 1326: // logon failure
        return FailureCode::ExSignIn;
    // Who can read a fault has signed in: it is Exchange that lets the account in nowhere (reference psrp.md 2.4).
    case WsmanFault::accessDenied:
    case 2150858819: // what Exchange says when remote PowerShell is off for the account
        return FailureCode::ExNotAdmitted;
    case 1311: // no logon server
        return FailureCode::ExKrbKdc;
    case 2148074243: // SSPI: target unknown
        return FailureCode::ExKrbSpn;
    case 2150859022: // scheme not acceptable
    case 2150858981: // explicit credentials required
    case 2150859195: // an IP address cannot be used
        return FailureCode::ExKrbOnly;
    case 2150858980: // server not trusted
        return FailureCode::ExKrbMutual;
    case 2150859026: // HTTP service unavailable
    case 2150859120: // HTTP error
        return FailureCode::ExHttp500;
    case 2150859046: // network
    case 2150858770: // cannot connect
        return FailureCode::ExUnreachable;
    default:
        return FailureCode::UnknownExchange;
    }
}

Failure fromFault(const WsmanFault &fault, const WsmanPeer &peer)
{
    const ServerDecoration decoration = ServerDecoration::parse(fault.text);
    const FailureCode code = fromCategory(decoration.failureCategory).value_or(fromFaultCode(fault.code));
    const QString number = QString::number(fault.code);
    return { code,
             { { QStringLiteral("host"), peer.host },
               { QStringLiteral("user"), peer.user },
               { QStringLiteral("code"), number } },
             technicalText({ QStringLiteral("fault ") + number, fault.subcode, fault.text }, peer),
             code == FailureCode::SessionLost || code == FailureCode::ExShellQuota };
}

struct ToFailure {
    const WsmanPeer &peer;
    Failure operator()(const HttpError &error) const { return fromHttp(error, peer); }
    Failure operator()(const HttpRefusal &refusal) const { return fromRefusal(refusal, peer); }
    Failure operator()(const WsmanFault &fault) const { return fromFault(fault, peer); }
    Failure operator()(const BrokenReply &broken) const { return brokenReply(broken.reason, peer); }
};

// Of the Date header (RFC 9110); nullopt when it has none or it cannot be read.
std::optional<qint64> clockOffsetOf(const net::HttpResponse &response)
{
    QDateTime there = QLocale::c().toDateTime(QString::fromLatin1(response.header("Date")),
                                              QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    there.setTimeSpec(Qt::UTC);
    return there.isValid() ? std::optional(QDateTime::currentDateTimeUtc().secsTo(there)) : std::nullopt;
}

}

HttpRefusal HttpRefusal::fromResponse(const net::HttpResponse &response)
{
    HttpRefusal refusal;
    refusal.status = response.status;
    const QByteArray type = response.header("Content-Type");
    refusal.contentType = QString::fromLatin1(type.split(';').first().trimmed().toLower());
    for (const QString &scheme : net::offeredSchemes(response))
        refusal.offeredSchemes.append(scheme.toLower());
    refusal.clockOffset = clockOffsetOf(response);
    const QByteArray location = response.header("Location").left(2048);
    refusal.location = QString::fromLatin1(location);
    refusal.text = location.isEmpty() ? QString::fromUtf8(response.body.left(shownBodyLength)).simplified()
                                      : QString::fromLatin1(location);
    return refusal;
}

Failure toFailure(const WsmanTrouble &trouble, const WsmanPeer &peer)
{
    return std::visit(ToFailure{ peer }, trouble);
}

Failure failureInSession(const WsmanTrouble &trouble, const WsmanPeer &peer, bool harmless)
{
    Failure failure = toFailure(trouble, peer);
    const HttpError *error = std::get_if<HttpError>(&trouble);
    const HttpRefusal *refusal = std::get_if<HttpRefusal>(&trouble);
    // It may have been passed on; without TLS it may even be forged.
    const bool passedOn = refusal && !harmless && (refusal->status >= 500 || isBusyStatus(refusal->status));
    const bool gateway =
        refusal && (refusal->status == 502 || refusal->status == 504 || peer.url.scheme() == u"http" || passedOn);
    const bool lost = gateway || (error
        && (error->kind == HttpError::Kind::Dropped || error->kind == HttpError::Kind::Damaged
            || error->kind == HttpError::Kind::BadReply || (error->kind == HttpError::Kind::TimedOut && error->stage == HttpError::Stage::Answer)));
    if (!lost)
        return failure;
    failure.code = FailureCode::SessionLost;
    failure.retryable = true;
    failure.values.insert(QStringLiteral("sent"), gateway || error->requestSent ? QStringLiteral("maybe") : QStringLiteral("no"));
    return failure;
}

Failure toFailure(const std::optional<ErrorRecord> &poolError, const WsmanPeer &peer)
{
    Failure failure = brokenReply(QStringLiteral("the server broke the runspace pool"), peer);
    if (!poolError)
        return failure;
    const ServerDecoration decoration = ServerDecoration::parse(poolError->message);
    QString category = poolError->failureCategory;
    if (category.isEmpty())
        category = decoration.failureCategory;
    if (category.isEmpty() && !poolError->reason.isEmpty())
        category = QStringLiteral("AuthZ-") + poolError->reason;
    failure.code = fromCategory(category).value_or(FailureCode::UnknownExchange);
    failure.retryable = failure.code == FailureCode::ExShellQuota;
    failure.technical = technicalText({ poolError->fullyQualifiedErrorId, poolError->message }, peer);
    return failure;
}

Failure brokenReply(const QString &reason, const WsmanPeer &peer)
{
    return { FailureCode::UnknownExchange,
             { { QStringLiteral("host"), peer.host } },
             technicalText({ reason }, peer),
             false };
}

bool isTimeoutFault(const WsmanTrouble &trouble)
{
    const WsmanFault *fault = std::get_if<WsmanFault>(&trouble);
    return fault && fault->isTimeout();
}

bool isUnknownShellFault(const WsmanTrouble &trouble)
{
    const WsmanFault *fault = std::get_if<WsmanFault>(&trouble);
    return fault && fault->code == WsmanFault::unknownShell;
}

bool isBodyUnwanted(const WsmanTrouble &trouble)
{
    if (const HttpRefusal *refusal = std::get_if<HttpRefusal>(&trouble))
        return refusal->status == 415 || refusal->status == 500;
    const WsmanFault *fault = std::get_if<WsmanFault>(&trouble);
    return fault && (fault->code == WsmanFault::accessDenied || (fault->code == 0 && fault->subcode == u"AccessDenied"));
}

bool isDropped(const WsmanTrouble &trouble)
{
    const HttpError *error = std::get_if<HttpError>(&trouble);
    return error && error->kind == HttpError::Kind::Dropped;
}

bool isBusyStatus(int status)
{
    return status == 503 || status == 429 || status == 425;
}

bool isBusy(const WsmanTrouble &trouble)
{
    const HttpRefusal *refusal = std::get_if<HttpRefusal>(&trouble);
    return refusal && isBusyStatus(refusal->status);
}

}
