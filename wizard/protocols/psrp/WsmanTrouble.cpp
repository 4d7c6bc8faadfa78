#include "protocols/psrp/WsmanTrouble.h"

#include "core/Scrub.h"
#include "protocols/psrp/ServerDecoration.h"

#include <QCryptographicHash>

namespace passerelle::psrp {

using core::Failure;
using core::FailureCode;
using net::HttpError;

namespace {

constexpr qsizetype shownBodyLength = 200;

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

Failure untrusted(const HttpError &error, const WsmanPeer &peer)
{
    const QByteArray digest =
        error.chain.isEmpty() ? QByteArray() : error.chain.first().digest(QCryptographicHash::Sha256);
    return { FailureCode::ExTlsTrust,
             { { QStringLiteral("host"), peer.host },
               { QStringLiteral("fingerprint"), QString::fromLatin1(digest.toHex(':').toUpper()) },
               { QStringLiteral("reason"), error.tlsErrors.join(QStringLiteral(", ")) } },
             technicalText({ error.technical }, peer),
             false };
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
    case HttpError::Kind::Damaged:
        return { FailureCode::UnknownExchange, host, technicalText({ error.technical }, peer), false };
    case HttpError::Kind::NameNotFound:
    case HttpError::Kind::Refused:
    case HttpError::Kind::TimedOut:
    case HttpError::Kind::TlsHandshake:
    case HttpError::Kind::Dropped:
        break;
    }
    return { FailureCode::ExUnreachable,
             { { QStringLiteral("host"), peer.host }, { QStringLiteral("stage"), stageName(error.stage) } },
             technicalText({ error.technical }, peer),
             true };
}

Failure fromRefusal(const HttpRefusal &refusal, const WsmanPeer &peer)
{
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
        failure.code = integrated && !offers(QLatin1StringView("basic")) ? FailureCode::ExKrbOnly
                                                                         : FailureCode::ExSignIn;
        failure.values.insert(QStringLiteral("user"), peer.user);
    } else if (refusal.status >= 500) {
        failure.code = FailureCode::ExHttp500;
        failure.retryable = refusal.status == 503;
    } else if (refusal.status == 429) {
        failure.code = FailureCode::ExShellQuota;
        failure.retryable = true;
    } else if (refusal.status == 200 || (refusal.status >= 300 && refusal.status < 400)
               || refusal.status == 403 || refusal.status == 404 || refusal.status == 405
               || refusal.contentType == u"text/html") {
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
        return FailureCode::ExWrongVdir;
    case 2150859173: // too many shells
    case 2150859174: // too many concurrent operations
        return FailureCode::ExShellQuota;
    case 5: // access denied
    case 1326: // logon failure
        return FailureCode::ExSignIn;
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

QStringList schemesOf(const net::HttpResponse &response)
{
    QStringList schemes;
    for (const QByteArray &challenge : response.headerAll("WWW-Authenticate")) {
        const QString scheme =
            QString::fromLatin1(challenge.trimmed().split(' ').value(0)).toLower().remove(u',');
        if (!scheme.isEmpty() && !schemes.contains(scheme))
            schemes.append(scheme);
    }
    return schemes;
}

}

HttpRefusal HttpRefusal::fromResponse(const net::HttpResponse &response)
{
    HttpRefusal refusal;
    refusal.status = response.status;
    const QByteArray type = response.header("Content-Type");
    refusal.contentType = QString::fromLatin1(type.split(';').first().trimmed().toLower());
    refusal.offeredSchemes = schemesOf(response);
    const QByteArray location = response.header("Location");
    refusal.text = location.isEmpty() ? QString::fromUtf8(response.body.left(shownBodyLength)).simplified()
                                      : QString::fromLatin1(location);
    return refusal;
}

Failure toFailure(const WsmanTrouble &trouble, const WsmanPeer &peer)
{
    return std::visit(ToFailure{ peer }, trouble);
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

bool isDropped(const WsmanTrouble &trouble)
{
    const HttpError *error = std::get_if<HttpError>(&trouble);
    return error && error->kind == HttpError::Kind::Dropped;
}

}
