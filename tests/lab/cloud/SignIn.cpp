#include "cloud/SignIn.h"

#include "cloud/AuthorizePage.h"
#include "cloud/Jwt.h"
#include "org/HttpFaults.h"

#include <QJsonArray>
#include <QTimer>
#include <QUrl>
#include <QUuid>

namespace lab {

namespace {

QString newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject loggable(const HttpRequest &request)
{
    QList<QPair<QString, QString>> fields;
    parseForm(request.method == "POST" ? request.body : request.query(), &fields);
    if (formHas(fields, "claims"))
        fields.emplaceBack("claims_asked", "yes");
    QJsonObject shown;
    for (const char *name : {"client_id", "scope", "response_mode", "response_type", "prompt", "grant_type",
                             "decision", "account", "login_hint", "redirect_uri", "mkt", "claims_asked"}) {
        if (formHas(fields, name))
            shown.insert(name, formValue(fields, name));
    }
    return shown;
}

QString sessionCookie(const HttpRequest &request)
{
    for (const QByteArray &pair : request.header("Cookie").split(';')) {
        if (pair.trimmed().startsWith("ESTSAUTHPERSISTENT="))
            return QString::fromLatin1(pair.trimmed().mid(19));
    }
    return {};
}

}

SignIn::SignIn(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
    , m_devices(world)
{
    world.onReset.append([this] { forget(); });
}

void SignIn::forget()
{
    m_flows.clear();
    m_codes.clear();
    m_browserSessions.clear();
    m_devices.forget();
}

void SignIn::revoke()
{
    m_revoked = QDateTime::currentDateTimeUtc();
    m_grants.clear();
    m_browserSessions.clear();
}

void SignIn::handle(const std::shared_ptr<HttpExchange> &exchange, const QString &cloud)
{
    const HttpRequest &request = exchange->request;
    const QString path = request.path();
    const QString tenant = path.section('/', 1, 1);
    const QString rest = path.section('/', 2);
    static const QHash<QString, QString> names = {{"v2.0/.well-known/openid-configuration", "discovery"},
                                                  {"oauth2/v2.0/authorize", "authorize"},
                                                  {"oauth2/v2.0/token", "token"},
                                                  {"oauth2/v2.0/devicecode", "devicecode"},
                                                  {"discovery/v2.0/keys", "keys"},
                                                  {"oauth2/v2.0/logout", "logout"},
                                                  {"login", "decision"}};
    const QString name = path == "/devicelogin" ? path.mid(1) : names.value(rest, "unknown path");
    const int number =
        m_world.journal.add({"login", "http", name, loggable(request), QString::fromLatin1(request.method),
                             path, false, request.connection});
    exchange->onEnd = [this, number](int status) { m_world.journal.end(number, status); };
    if (interfereHttp(m_world, "login", {path, name}, exchange))
        return;
    const auto go = [this, exchange, name, path, tenant, cloud] {
        HttpResponse response = answer(exchange->request, name, tenant, cloud);
        spoilAnswer(m_world, "login", {path, name}, &response);
        exchange->answer(response);
    };
    if (const int wait = delayFor(m_world, "login", {path, name}); wait > 0)
        QTimer::singleShot(wait, this, go);
    else
        go();
}

HttpResponse SignIn::answer(const HttpRequest &request, const QString &name, const QString &tenant,
                            const QString &cloud)
{
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    if (cloud != m_world.text("cloud")) // the tenant does not live here
        return tokenFailure({90002, "invalid_tenant", "Tenant '" + tenant + "' not found.", {}, 400});
    if (name == "discovery" && get && request.query().isEmpty())
        return withDate(discovery(tenant));
    if (name == "authorize" && get)
        return authorize(request, tenant);
    if (name == "decision" && post)
        return decide(request);
    if (name == "token" && post && ownsName(tenant))
        return withDate(token(request));
    if (name == "devicecode" && post && ownsName(tenant))
        return withDate(deviceCode(request));
    if (name == "devicelogin" && (get || post) && request.query().isEmpty())
        return m_devices.page(request);
    if (name == "keys" && get)
        return HttpResponse::json(200, QJsonObject{{"keys", QJsonArray{publicJwk(m_world.tokenKey())}}});
    if (name == "logout" && get)
        return signOut(request);
    return signInHtml(
        404,
        errorPage(
            {900561, "invalid_request", "The endpoint does not exist or does not take this method.", {}, 404},
            newGuid(), false));
}

HttpResponse SignIn::signOut(const HttpRequest &request)
{
    static const QStringList known = {"post_logout_redirect_uri", "logout_hint", "client_id", "state"};
    Fields fields;
    bool readable = parseForm(request.query(), &fields);
    for (const auto &[name, value] : std::as_const(fields))
        readable = readable && known.contains(name);
    const bool french = prefersFrench(request.header("Accept-Language"));
    if (!readable)
        return signInHtml(400, errorPage(signInError(9002313), newGuid(), french));
    m_browserSessions.remove(sessionCookie(request));
    HttpResponse response = signInHtml(200, signedOutPage(french));
    response.headers.emplaceBack("Set-Cookie",
                                 "ESTSAUTHPERSISTENT=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None");
    return response;
}

HttpResponse SignIn::authorize(const HttpRequest &request, const QString &tenant)
{
    const bool french = prefersFrench(request.header("Accept-Language"));
    SignInError error{90002, "invalid_tenant", "Tenant '" + tenant + "' not found.", {}, 400};
    if (!ownsName(tenant))
        return signInHtml(400, errorPage(error, newGuid(), french));
    const auto asked = readAuthorizeRequest(m_world, request.query(), &error);
    if (!asked)
        return signInHtml(400, errorPage(error, newGuid(), french));
    m_world.secrets.note("state", asked->state);
    m_world.secrets.note("nonce", asked->nonce);
    // Somebody signed in with this browser before: silent where the client allows it.
    const QString known = m_browserSessions.value(sessionCookie(request));
    const QString name = m_world.directory.find("entraUsers", known)
                             .value_or(QJsonObject())
                             .value("userPrincipalName")
                             .toString();
    const bool same = !name.isEmpty()
        && (asked->loginHint.isEmpty() || asked->loginHint.compare(name, Qt::CaseInsensitive) == 0);
    if (same && (asked->prompt.isEmpty() || asked->prompt == "none"))
        return approve(*asked, known, french);
    if (asked->prompt == "none")
        return sendBack(*asked,
                        {{"error", "login_required"},
                         {"error_description",
                          "AADSTS50058: A silent sign-in request was sent but no user is signed in."}},
                        french);
    const QString flow = randomText(24);
    m_flows.insert(flow, *asked);
    return signInHtml(200,
                      signInPage('/' + m_world.tenantId() + "/login", flow,
                                 m_world.directory.all("entraUsers"), *asked,
                                 m_world.tenant().value("name").toString(), french));
}

HttpResponse SignIn::decide(const HttpRequest &request)
{
    const bool french = prefersFrench(request.header("Accept-Language"));
    Fields fields;
    const bool readable =
        request.mediaType() == "application/x-www-form-urlencoded" && parseForm(request.body, &fields);
    const QString flow = formValue(fields, "flow");
    if (!readable || !m_flows.contains(flow))
        return signInHtml(400,
                          errorPage({50058, "invalid_request", "The sign-in page is too old.", {}, 400},
                                    newGuid(), french));
    const AuthorizeRequest asked = m_flows.take(flow);
    if (formValue(fields, "decision") != "sign-in")
        return sendBack(asked,
                        {{"error", "access_denied"},
                         {"error_subcode", "cancel"},
                         {"error_description", "AADSTS65004: User declined to consent to access the app."}},
                        french);
    if (const QString code = m_world.text("signInDenied"); !code.isEmpty()) {
        const SignInError denied = signInError(code.toInt());
        return sendBack(asked,
                        {{"error", denied.error},
                         {"error_description",
                          QString("AADSTS%1: %2\r\nTrace ID: %3\r\nCorrelation ID: %4\r\nTimestamp: %5")
                              .arg(code, denied.text, newGuid(), newGuid(),
                                   QDateTime::currentDateTimeUtc().toString("yyyy-MM-dd HH:mm:ss") + 'Z')}},
                        french);
    }
    for (const QJsonObject &user : m_world.directory.all("entraUsers")) {
        if (user.value("userPrincipalName").toString() != formValue(fields, "account"))
            continue;
        const QString session = randomText(32);
        m_browserSessions.insert(session, user.value("id").toString());
        HttpResponse response = approve(asked, user.value("id").toString(), french);
        response.headers.emplaceBack("Set-Cookie",
                                     "ESTSAUTHPERSISTENT=" + session.toLatin1()
                                         + "; Path=/; Secure; HttpOnly; SameSite=None");
        return response;
    }
    return signInHtml(400, errorPage(signInError(50034), newGuid(), french));
}

HttpResponse SignIn::approve(const AuthorizeRequest &asked, const QString &user, bool french)
{
    const QString code = "0." + randomText(48);
    m_world.secrets.note("code", code);
    m_codes.insert(code, {asked, user, QDateTime::currentDateTimeUtc(), false});
    Fields back{{"code", code}};
    if (asked.clientInfo)
        back.emplaceBack("client_info", clientInfo(user));
    back.emplaceBack("session_state", newGuid());
    return sendBack(asked, back, french);
}

HttpResponse SignIn::sendBack(const AuthorizeRequest &request, Fields fields, bool french) const
{
    fields.emplaceBack("state", request.state);
    QString target = request.redirectUri;
    if (!target.endsWith('/'))
        target += '/'; // registered without a path: Entra answers with one
    if (request.responseMode == "form_post")
        return signInHtml(200, formPostPage(target, fields, french));
    QByteArray query;
    for (const auto &[name, value] : fields)
        query += (query.isEmpty() ? "" : "&") + name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    HttpResponse response = signInHtml(302, "<html><body>Moved</body></html>");
    response.headers.emplaceBack("Location", target.toLatin1() + '?' + query);
    return response;
}

}
