#include "cloud/ExchangeOnline.h"

#include "cloud/Claims.h"
#include "cloud/Jwt.h"
#include "cloud/OnlineShapes.h"
#include "org/HttpFaults.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimer>
#include <QUuid>

namespace lab {

namespace {

HttpResponse finished(HttpResponse response, const HttpRequest &request)
{
    const QDateTime reset = QDateTime::currentDateTimeUtc().addSecs(300);
    response.headers.emplaceBack("request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    if (request.has("client-request-id"))
        response.headers.emplaceBack("client-request-id", request.header("client-request-id"));
    response.headers.emplaceBack("X-FEServer", "PA7P264CA0001");
    response.headers.emplaceBack("X-BEServer", "PR0P264MB0002");
    response.headers.emplaceBack("Rate-Limit-Limit", "30000");
    response.headers.emplaceBack("Rate-Limit-Remaining", "29999");
    response.headers.emplaceBack("Rate-Limit-Reset", reset.toString(Qt::ISODateWithMs).toLatin1());
    return response;
}

// "UPN:" or "APP:" and a mailbox of the tenant, or the system mailbox of app-only calls.
bool routes(const World &world, const QString &anchor)
{
    static const QString system = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";
    if (!anchor.startsWith("UPN:") && !anchor.startsWith("APP:"))
        return false;
    const QString name = anchor.mid(4);
    if (name.startsWith(system, Qt::CaseInsensitive)) {
        const QString domain = name.mid(system.size());
        return domain.compare(world.tenantId(), Qt::CaseInsensitive) == 0
            || world.directory.find("domains", domain);
    }
    for (const QJsonObject &user : world.directory.all("entraUsers")) {
        if (user.value("userPrincipalName").toString().compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

HttpResponse badBody(const QString &why)
{
    return onlineRefusal(400, "BadRequest", why);
}

}

ExchangeOnline::ExchangeOnline(World &world, SignIn &signIn, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_signIn(signIn)
{
    world.onReset.append([this] { m_pages.clear(); });
}

void ExchangeOnline::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    const QString path = request.path();
    const QJsonObject input = QJsonDocument::fromJson(request.body).object().value("CmdletInput").toObject();
    const QString cmdlet = input.value("CmdletName").toString();
    QJsonObject shown = input.value("Parameters").toObject();
    if (!request.query().isEmpty())
        shown.insert("query", QString::fromLatin1(request.query()));
    const int number = m_world.journal.add(
        {"exo", cmdlet.isEmpty() ? "http" : "cmdlet", cmdlet.isEmpty() ? path : cmdlet, shown,
         QString::fromLatin1(request.method), path, onlineCmdletWrites(cmdlet), request.connection});
    exchange->onEnd = [this, number](int status) { m_world.journal.end(number, status); };
    if (interfereHttp(m_world, "exo", {path, cmdlet}, exchange))
        return;
    const auto go = [this, exchange, number, cmdlet, path] {
        const HttpRequest &r = exchange->request;
        const auto refusal = refuse(r, path);
        HttpResponse response = finished(refusal ? *refusal : invoke(r, number), r);
        if (m_world.faults.take("drop-after", "exo", {path, cmdlet}))
            return exchange->drop();
        spoilAnswer(m_world, "exo", {path, cmdlet}, &response);
        exchange->answer(response);
    };
    if (const int wait = delayFor(m_world, "exo", {path, cmdlet}); wait > 0)
        QTimer::singleShot(wait, this, go);
    else
        go();
}

HttpResponse ExchangeOnline::unauthorized(const QString &claims) const
{
    HttpResponse response{401, {}, {}, false, -1};
    QByteArray challenge =
        "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", "
        "trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", "
        "token_types=\"app_asserted_user_v1 service_asserted_app_v1\", authorization_uri=\""
        + m_world.homeLogin().toLatin1() + "/common/oauth2/authorize\", error=\""
        + (claims.isEmpty() ? "invalid_token" : "insufficient_claims") + '"';
    if (!claims.isEmpty())
        challenge += ", claims=\"" + claims.toLatin1() + '"';
    response.headers.emplaceBack("WWW-Authenticate", challenge);
    return response;
}

bool ExchangeOnline::holdsRole(const SignIn::Grant &grant) const
{
    const QJsonObject user = m_world.directory.find("entraUsers", grant.user).value_or(QJsonObject());
    return user.value("userPrincipalName").toString().startsWith("admin@")
        && (m_world.list("exchangeRoles").contains("Exchange Administrator")
            || m_world.list("roles").contains("Global Administrator"));
}

std::optional<HttpResponse> ExchangeOnline::refuse(const HttpRequest &request, const QString &path) const
{
    static const QRegularExpression form("^/adminapi/([^/]+)/([^/]+)/InvokeCommand$");
    const auto match = form.match(path);
    if (!match.hasMatch())
        return onlineRefusal(404, "NotFound", "The lab has no such resource: " + path);
    const QString served = m_world.text("exoHost");
    if (!served.isEmpty() && served != QString::fromLatin1(request.header("Host")))
        return HttpResponse{404, {}, {}, false, -1};
    const auto grant = m_signIn.grantOf(request.header("Authorization"));
    if (!grant || grant->resource != "exchange")
        return unauthorized({});
    if (const QString claims = claimsWanted(m_world, *grant); !claims.isEmpty())
        return unauthorized(claims == plainRefusal ? QString() : claims);
    if (match.captured(1) != "beta" || request.method != "POST")
        return onlineRefusal(405, "MethodNotAllowed", "The requested resource does not support this method.");
    if (match.captured(2).compare(m_world.tenantId(), Qt::CaseInsensitive) != 0)
        return onlineRefusal(403, "Forbidden", "The token belongs to another organization.");
    if (!routes(m_world, QString::fromUtf8(request.header("X-AnchorMailbox"))))
        return onlineRefusal(400, "ErrorIncorrectRoutingHint",
                             "The routing hint of the request is not correct.");
    return std::nullopt;
}

HttpResponse ExchangeOnline::invoke(const HttpRequest &request, int number)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &parse);
    const QJsonObject body = document.object();
    if (request.mediaType() != "application/json" || !document.isObject())
        return badBody("The request body is not JSON.");
    const QJsonObject input = body.value("CmdletInput").toObject();
    if (body.keys() != QStringList{"CmdletInput"} || !body.value("CmdletInput").isObject())
        return badBody("The body holds CmdletInput and nothing else.");
    if (input.keys() != QStringList{"CmdletName", "Parameters"} || !input.value("CmdletName").isString())
        return badBody("CmdletInput holds CmdletName and Parameters.");
    if (!input.value("Parameters").isObject())
        return badBody("Value cannot be null. Parameter name: Parameters");
    const QString cmdlet = input.value("CmdletName").toString();
    if (request.has("X-CmdletName")
        && QString::fromLatin1(request.header("X-CmdletName")).compare(cmdlet, Qt::CaseInsensitive) != 0)
        return badBody("X-CmdletName names another cmdlet than the body.");
    const auto grant = m_signIn.grantOf(request.header("Authorization"));
    if (!knownOnlineCmdlet(cmdlet)
        || m_world.list("onlineHiddenCmdlets").contains(cmdlet, Qt::CaseInsensitive) || !holdsRole(*grant))
        return onlineForbidden();
    if (const auto fault = m_world.faults.take("exo-throttled", "exo", {cmdlet}))
        return onlineThrottled(fault->value("status").toInt(429),
                               fault->value("retryAfter").toVariant().toByteArray());
    if (const auto fault = m_world.faults.take("cmdlet-error", "exo", {cmdlet}))
        return onlineError(
            {fault->value("status").toInt(400),
             fault->value("exception").toString("Microsoft.Exchange.Data.DataSourceOperationException"),
             fault->value("message").toString("The lab was told to fail.")});
    return answerFor(input, request, number);
}

HttpResponse ExchangeOnline::answerFor(const QJsonObject &input, const HttpRequest &request, int number)
{
    QList<QPair<QString, QString>> query;
    bool readable = parseForm(request.query(), &query);
    for (const auto &[name, value] : std::as_const(query))
        readable = readable && (name == "$select" || name == "$skiptoken");
    if (!readable)
        return badBody("The query option is not supported.");
    const QString cmdlet = input.value("CmdletName").toString();
    QStringList select = formValue(query, "$select").split(',', Qt::SkipEmptyParts);
    QJsonObject body{{"@odata.context",
                      m_world.homeExo() + "/adminapi/beta/" + m_world.tenantId()
                          + "/$metadata#Collection(Exchange.GenericHashTable)"},
                     {"adminapi.warnings@odata.type", "#Collection(String)"},
                     {"@adminapi.warnings", QJsonArray{}}};
    if (formHas(query, "$skiptoken")) {
        const Page page = m_pages.take(formValue(query, "$skiptoken"));
        if (page.cmdlet != cmdlet)
            return badBody("Expired or Invalid pagination request. Default Expiry time is 00:30:00");
        return paged(body, page.rest, cmdlet, request);
    }
    const OnlineOutcome outcome = runOnlineCmdlet(m_world, cmdlet, input.value("Parameters").toObject());
    if (outcome.failure)
        return onlineError(*outcome.failure);
    if (outcome.changed)
        m_world.journal.end(number, QJsonValue(), true);
    if (outcome.changed) {
        if (const auto fault = m_world.faults.take("applied-then-status", "exo", {cmdlet}))
            return HttpResponse::html(fault->value("status").toInt(504),
                                      "<html><body>Gateway Timeout</body></html>");
    }
    QStringList warnings = outcome.warnings;
    while (const auto fault = m_world.faults.take("cmdlet-warning", "exo", {cmdlet})) {
        warnings << fault->value("message").toString("The lab warns.");
        if (!fault->contains("count"))
            break;
    }
    body.insert("@adminapi.warnings", QJsonArray::fromStringList(warnings));
    if (!outcome.confirmation.isEmpty())
        body.insert("@adminapi.confirmationmessage", outcome.confirmation);
    QJsonArray shaped;
    for (const QJsonValue &value : outcome.value)
        shaped.append(onlineShape(value.toObject(), select));
    HttpResponse response = paged(body, shaped, cmdlet, request);
    if (!warnings.isEmpty())
        response.headers.emplaceBack("X-Warnings", warnings.join("; ").toUtf8());
    return response;
}

HttpResponse ExchangeOnline::paged(QJsonObject body, const QJsonArray &all, const QString &cmdlet,
                                   const HttpRequest &request)
{
    static const QRegularExpression wanted("odata\\.maxpagesize=([0-9]+)");
    const auto match = wanted.match(QString::fromLatin1(request.header("Prefer")));
    int size = match.hasMatch() ? match.captured(1).toInt() : 1000;
    if (const int limit = m_world.number("exoPageSize"); limit > 0)
        size = std::min(size, limit);
    QJsonArray shown;
    Page rest{cmdlet, {}};
    for (qsizetype i = 0; i < all.size(); ++i)
        (i < size || size < 1 ? shown : rest.rest).append(all.at(i));
    body.insert("value", shown);
    if (!rest.rest.isEmpty()) {
        const QString token = randomText(18);
        m_pages.insert(token, rest);
        const QString host = m_world.text("exoNextLinkHost");
        body.insert("@odata.nextLink",
                    (host.isEmpty() ? m_world.homeExo() : host) + "/adminapi/beta/" + m_world.tenantId()
                        + "/InvokeCommand?%24skiptoken=" + token);
    }
    return HttpResponse::json(200, body);
}

}
