#include "cloud/SignIn.h"

#include "cloud/AuthorizePage.h"
#include "cloud/Jwt.h"
#include "org/HttpFaults.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUuid>

namespace lab {

namespace {

QString newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

HttpResponse pageOf(int status, const QByteArray &html)
{
    return HttpResponse::html(status, html,
                              {{"Cache-Control", "no-store"},
                               {"Referrer-Policy", "no-referrer"},
                               {"X-Frame-Options", "DENY"},
                               {"x-ms-request-id", newGuid().toLatin1()}});
}

QJsonObject loggable(const HttpRequest &request)
{
    QList<QPair<QString, QString>> fields;
    parseForm(request.method == "POST" ? request.body : request.query(), &fields);
    QJsonObject shown;
    for (const char *name : {"client_id", "scope", "response_mode", "response_type", "prompt", "grant_type",
                             "decision", "account", "login_hint", "redirect_uri"}) {
        if (formHas(fields, name))
            shown.insert(name, formValue(fields, name));
    }
    return shown;
}

}

SignIn::SignIn(World &world, QObject *parent)
    : QObject(parent)
    , m_world(world)
{
}

void SignIn::handle(const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    const QString path = request.path();
    const QString tenant = path.section('/', 1, 1);
    const QString rest = path.section('/', 2);
    static const QHash<QString, QString> names = {{"v2.0/.well-known/openid-configuration", "discovery"},
                                                  {"oauth2/v2.0/authorize", "authorize"},
                                                  {"oauth2/v2.0/token", "token"},
                                                  {"discovery/v2.0/keys", "keys"},
                                                  {"oauth2/v2.0/logout", "logout"},
                                                  {"login", "decision"}};
    const QString name = names.value(rest, "unknown path");
    const int number =
        m_world.journal.add({"login", "http", name, loggable(request), QString::fromLatin1(request.method),
                             path, false, request.connection});
    exchange->onEnd = [this, number](int status) { m_world.journal.end(number, status); };
    if (interfereHttp(m_world, "login", {path, name}, exchange))
        return;
    const bool get = request.method == "GET";
    if (name == "discovery" && get && request.query().isEmpty())
        return exchange->answer(withDate(discovery(tenant)));
    if (name == "authorize" && get)
        return exchange->answer(authorize(request, tenant));
    if (name == "decision" && request.method == "POST")
        return exchange->answer(decide(request));
    if (name == "token" && request.method == "POST" && ownsName(tenant))
        return exchange->answer(withDate(token(request)));
    if (name == "keys" && get)
        return exchange->answer(
            HttpResponse::json(200, QJsonObject{{"keys", QJsonArray{publicJwk(m_world.tokenKey)}}}));
    if (name == "logout" && get)
        return exchange->answer(
            pageOf(200, "<!DOCTYPE html><html lang=\"en\"><title>Signed out</title></html>"));
    exchange->answer(pageOf(404,
                            errorPage({900561, "invalid_request",
                                       "The endpoint does not exist or does not take "
                                       "this method."},
                                      newGuid(), false)));
}

bool SignIn::ownsName(const QString &tenant) const
{
    if (tenant.compare(m_world.tenantId(), Qt::CaseInsensitive) == 0)
        return true;
    for (const QJsonObject &domain : m_world.directory.all("domains")) {
        if (domain.value("id").toString().compare(tenant, Qt::CaseInsensitive) == 0)
            return domain.value("isVerified").toBool();
    }
    return false;
}

HttpResponse SignIn::discovery(const QString &tenant) const
{
    const bool common = tenant == "common" || tenant == "organizations";
    if (!common && !ownsName(tenant)) {
        return tokenFailure({90002, "invalid_tenant",
                             "Tenant '" + tenant
                                 + "' not found. Check to make sure you have the correct tenant ID and are "
                                   "signing into the correct cloud."});
    }
    const QString id = common ? tenant : m_world.tenantId();
    const QString base = m_world.loginUrl + '/' + id;
    QJsonObject document{
        {"token_endpoint", base + "/oauth2/v2.0/token"},
        {"token_endpoint_auth_methods_supported",
         QJsonArray{"client_secret_post", "private_key_jwt", "client_secret_basic"}},
        {"jwks_uri", base + "/discovery/v2.0/keys"},
        {"response_modes_supported", QJsonArray{"query", "fragment", "form_post"}},
        {"subject_types_supported", QJsonArray{"pairwise"}},
        {"id_token_signing_alg_values_supported", QJsonArray{"ES256"}},
        {"response_types_supported", QJsonArray{"code", "id_token", "code id_token", "id_token token"}},
        {"scopes_supported", QJsonArray{"openid", "profile", "email", "offline_access"}},
        {"issuer", m_world.loginUrl + '/' + (common ? QString("{tenantid}") : id) + "/v2.0"},
        {"request_uri_parameter_supported", false},
        {"authorization_endpoint", base + "/oauth2/v2.0/authorize"},
        {"http_logout_supported", true},
        {"frontchannel_logout_supported", true},
        {"end_session_endpoint", base + "/oauth2/v2.0/logout"},
        {"tenant_region_scope", common ? QJsonValue() : QJsonValue("EU")},
        {"cloud_instance_name", "microsoftonline.com"},
        {"cloud_graph_host_name", "graph.windows.net"},
        {"msgraph_host", QUrl(m_world.graphUrl).authority()},
        {"rbac_url", "https://pas.windows.net"}};
    if (const QString sub = m_world.text("tenantRegionSubScope"); !sub.isEmpty())
        document.insert("tenant_region_sub_scope", sub);
    return HttpResponse::json(200, document);
}

HttpResponse SignIn::authorize(const HttpRequest &request, const QString &tenant)
{
    const bool french = prefersFrench(request.header("Accept-Language"));
    SignInError error{90002, "invalid_tenant", "Tenant '" + tenant + "' not found."};
    if (!ownsName(tenant))
        return pageOf(400, errorPage(error, newGuid(), french));
    const auto asked = readAuthorizeRequest(request.query(), m_world.graphUrl, &error);
    if (!asked)
        return pageOf(400, errorPage(error, newGuid(), french));
    if (asked->prompt == "none")
        return sendBack(*asked,
                        {{"error", "login_required"},
                         {"error_description",
                          "AADSTS50058: A silent sign-in request was sent but no user is signed in."}},
                        french);
    const QString flow = randomText(24);
    m_flows.insert(flow, *asked);
    return pageOf(200,
                  signInPage('/' + m_world.tenantId() + "/login", flow, m_world.directory.all("entraUsers"),
                             *asked, m_world.tenant().value("name").toString(), french));
}

HttpResponse SignIn::decide(const HttpRequest &request)
{
    const bool french = prefersFrench(request.header("Accept-Language"));
    Fields fields;
    const bool readable =
        request.mediaType() == "application/x-www-form-urlencoded" && parseForm(request.body, &fields);
    const QString flow = formValue(fields, "flow");
    if (!readable || !m_flows.contains(flow))
        return pageOf(
            400, errorPage({50058, "invalid_request", "The sign-in page is too old."}, newGuid(), french));
    const AuthorizeRequest asked = m_flows.take(flow);
    if (formValue(fields, "decision") != "sign-in")
        return sendBack(asked,
                        {{"error", "access_denied"},
                         {"error_subcode", "cancel"},
                         {"error_description", "AADSTS65004: User declined to consent to access the app."}},
                        french);
    if (const QString code = m_world.text("signInDenied"); !code.isEmpty())
        return sendBack(asked,
                        {{"error", "access_denied"},
                         {"error_description", "AADSTS" + code + ": Access has been blocked by a policy."}},
                        french);
    for (const QJsonObject &user : m_world.directory.all("entraUsers")) {
        if (user.value("userPrincipalName").toString() != formValue(fields, "account"))
            continue;
        const QString code = "0." + randomText(48);
        m_codes.insert(code, {asked, user.value("id").toString(), QDateTime::currentDateTimeUtc(), false});
        Fields back{{"code", code}};
        if (asked.clientInfo) {
            const QJsonObject info{{"uid", user.value("id")}, {"utid", m_world.tenantId()}};
            back.emplaceBack("client_info",
                             QString::fromLatin1(QJsonDocument(info)
                                                     .toJson(QJsonDocument::Compact)
                                                     .toBase64(QByteArray::Base64UrlEncoding
                                                               | QByteArray::OmitTrailingEquals)));
        }
        back.emplaceBack("session_state", newGuid());
        return sendBack(asked, back, french);
    }
    return pageOf(400,
                  errorPage({50034, "invalid_request", "The user account does not exist in this directory."},
                            newGuid(), french));
}

HttpResponse SignIn::sendBack(const AuthorizeRequest &request, Fields fields, bool french) const
{
    fields.emplaceBack("state", request.state);
    QString target = request.redirectUri;
    if (!target.endsWith('/'))
        target += '/'; // registered without a path: Entra answers with one
    if (request.responseMode == "form_post")
        return pageOf(200, formPostPage(target, fields, french));
    QByteArray query;
    for (const auto &[name, value] : fields)
        query += (query.isEmpty() ? "" : "&") + name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    HttpResponse response = pageOf(302, "<html><body>Moved</body></html>");
    response.headers.emplaceBack("Location", target.toLatin1() + '?' + query);
    return response;
}

std::optional<SignIn::Grant> SignIn::grantOf(const QByteArray &accessToken) const
{
    const auto found = m_grants.constFind(QString::fromLatin1(accessToken));
    if (found == m_grants.constEnd() || found->expires < QDateTime::currentDateTimeUtc())
        return std::nullopt;
    return *found;
}

}
