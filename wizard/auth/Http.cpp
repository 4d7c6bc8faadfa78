#include "auth/Http.h"

#include "auth/CloudEndpoints.h"
#include "core/Scrub.h"

#include <QLocale>

namespace passerelle::auth {

QByteArray HttpReply::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QDateTime HttpReply::date() const
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(header("Date")),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (time.isValid())
        time.setTimeSpec(Qt::UTC);
    return time;
}

bool HttpReply::isJson() const
{
    return header("Content-Type").toLower().contains("json");
}

QString logLine(const QByteArray &method, const QUrl &url, const HttpReply &reply)
{
    // Only what is named here ever reaches the log: no query, no body, no header but the request ids.
    QString line = QStringLiteral("%1 %2%3 %4 in %5 ms")
                       .arg(QString::fromLatin1(method), url.host(), url.path(),
                            reply.status ? QString::number(reply.status) : QStringLiteral("no answer"))
                       .arg(reply.milliseconds);
    for (const char *name : { "request-id", "client-request-id", "x-ms-request-id", "Retry-After" }) {
        const QByteArray value = reply.header(name);
        if (!value.isEmpty())
            line += QStringLiteral(", %1 %2").arg(QLatin1String(name), QString::fromLatin1(value.left(64)));
    }
    return core::displayable(line, 512);
}

core::Failure networkFailure(const QUrl &url, const HttpReply &reply, const CloudEndpoints &cloud)
{
    core::Failure failure{ core::FailureCode::EntraNet,
                           { { QStringLiteral("host"), url.host() },
                             { QStringLiteral("list"), cloud.hostList() } },
                           {},
                           true };
    QStringList technical;
    if (reply.status)
        technical << QStringLiteral("HTTP %1").arg(reply.status);
    switch (reply.problem) {
    case NetworkProblem::None:
        technical << QStringLiteral("unexpected content: %1")
                         .arg(QString::fromLatin1(reply.header("Content-Type").left(80)));
        break;
    case NetworkProblem::Unreachable:
        technical << QStringLiteral("unreachable");
        break;
    case NetworkProblem::TimedOut:
        technical << QStringLiteral("timed out");
        break;
    case NetworkProblem::Tls:
        technical << QStringLiteral("TLS");
        break;
    case NetworkProblem::ProxySignIn:
        technical << QStringLiteral("the proxy asks for a sign-in");
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("proxy-account"));
        break;
    case NetworkProblem::ProxyUnreachable:
        technical << QStringLiteral("the proxy does not answer");
        failure.values.insert(QStringLiteral("reason"), QStringLiteral("proxy"));
        break;
    case NetworkProblem::TooLarge:
        technical << QStringLiteral("answer too large");
        break;
    case NetworkProblem::HostNotAllowed:
        technical << QStringLiteral("host is not in the list of this cloud");
        failure.retryable = false;
        break;
    }
    if (!reply.problemText.isEmpty())
        technical << reply.problemText;
    if (!reply.certificateIssuer.isEmpty())
        technical << QStringLiteral("certificate issued by %1").arg(reply.certificateIssuer);
    failure.technical = core::scrub(core::displayable(technical.join(QLatin1String("; ")), 1024));
    return failure;
}

}
