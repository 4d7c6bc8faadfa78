#include "web/Probes.h"

#include "org/HttpFaults.h"
#include "pki/Certificate.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QUuid>

namespace lab {

namespace {

const char exchangeId[] = "00000002-0000-0ff1-ce00-000000000000";

QByteArray strangeCertificate()
{
    static const QByteArray der = [] {
        const Key key = Key::ec();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return issueCertificate({"Microsoft Exchange Server Auth Certificate",
                                 now.addDays(-900),
                                 now.addDays(900),
                                 false,
                                 {},
                                 {}},
                                key, key);
    }();
    return der;
}

QByteArray publishedCertificate(const World &world)
{
    const QString which = world.text("metadataCertificate");
    if (which == "other")
        return strangeCertificate();
    const QJsonObject config = world.directory.all("authConfig").value(0);
    return world.certificateDer(
        config.value(which == "next" ? "NextCertificateThumbprint" : "CurrentCertificateThumbprint")
            .toString());
}

HttpHeaders siteHeaders()
{
    return {{"Server", "Microsoft-IIS/10.0"},
            {"request-id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)},
            {"X-FEServer", "EX1"},
            {"X-Powered-By", "ASP.NET"}};
}

int journal(World &world, const char *area, const std::shared_ptr<HttpExchange> &exchange)
{
    const HttpRequest &request = exchange->request;
    const int number = world.journal.add({area,
                                          "http",
                                          QString(area) + " probe",
                                          {},
                                          QString::fromLatin1(request.method),
                                          request.path(),
                                          false,
                                          request.connection});
    exchange->onEnd = [&world, number](int status) { world.journal.end(number, status); };
    return number;
}

HttpResponse preAuthentication(bool redirect)
{
    if (redirect)
        return HttpResponse::html(302, "<html><body>Moved</body></html>",
                                  {{"Server", "BigIP"}, {"Location", "https://mail.contoso.fr/my.policy"}});
    return HttpResponse::html(
        200,
        "<html><head><title>Connexion</title></head><body><form method=\"post\"><input "
        "name=\"username\"><input type=\"password\" name=\"password\"></form></body></html>",
        {{"Server", "BigIP"}});
}

QByteArray bearerChallenge(const World &world, bool tokenSent)
{
    QString tenant = world.text("ewsTenant");
    QStringList issuers;
    for (const QJsonObject &server : world.directory.all("authServers")) {
        if (server.value("Type").toString() != "MicrosoftACS" || !server.value("Enabled").toBool())
            continue;
        issuers << "00000001-0000-0000-c000-000000000000@"
                + (tenant.isEmpty() ? server.value("Realm").toString() : tenant);
    }
    QString text = QString("Bearer client_id=\"%1\", trusted_issuers=\"%2\", "
                           "token_types=\"app_asserted_user_v1 service_asserted_app_v1\"")
                       .arg(exchangeId, issuers.join(','));
    for (const QJsonObject &server : world.directory.all("authServers")) {
        if (server.value("IsDefaultAuthorizationEndpoint").toBool())
            text += ", authorization_uri=\"https://login.windows.net/common/oauth2/authorize\"";
    }
    if (tokenSent)
        text += ", error=\"invalid_token\"";
    return text.toLatin1();
}

}

void answerMetadata(World &world, const std::shared_ptr<HttpExchange> &exchange)
{
    journal(world, "metadata", exchange);
    if (interfereHttp(world, "metadata", {exchange->request.path()}, exchange))
        return;
    if (exchange->request.method != "GET")
        return exchange->answer(HttpResponse::html(405, "<html><body>405</body></html>", siteHeaders()));
    if (world.text("metadataCertificate") == "none")
        return exchange->answer(HttpResponse::html(404, "<html><body>404</body></html>", siteHeaders()));
    const QByteArray der = publishedCertificate(world);
    const QByteArray x5t = QCryptographicHash::hash(der, QCryptographicHash::Sha1)
                               .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QString realm = "contoso.fr";
    const QString issuer = QString(exchangeId) + '@' + realm;
    const QJsonObject key{
        {"usage", "signing"},
        {"keyinfo", QJsonObject{{"x5t", QString::fromLatin1(x5t)}}},
        {"keyvalue",
         QJsonObject{{"type", "x509Certificate"}, {"value", QString::fromLatin1(der.toBase64())}}}};
    const QJsonObject endpoint{{"location", "https://ex1.contoso.fr:444/autodiscover/metadata/json/1"},
                               {"protocol", "OAuth2"},
                               {"usage", "metadata"}};
    exchange->answer(HttpResponse::json(
        200,
        QJsonObject{{"id", "_" + world.directory.all("organizationConfig").value(0).value("Guid").toString()},
                    {"version", "1.0"},
                    {"name", "Exchange"},
                    {"realm", realm},
                    {"serviceName", exchangeId},
                    {"issuer", issuer},
                    {"allowedAudiences", QJsonArray{issuer}},
                    {"keys", QJsonArray{key}},
                    {"endpoints", QJsonArray{endpoint}}},
        siteHeaders()));
}

void answerEws(World &world, const std::shared_ptr<HttpExchange> &exchange)
{
    journal(world, "ews", exchange);
    if (interfereHttp(world, "ews", {exchange->request.path()}, exchange))
        return;
    const HttpRequest &request = exchange->request;
    if (request.method != "GET" && request.method != "POST")
        return exchange->answer(HttpResponse::html(405, "<html><body>405</body></html>", siteHeaders()));
    const QString kind = world.text("ewsChallenge");
    if (kind == "form" || kind == "redirect")
        return exchange->answer(preAuthentication(kind == "redirect"));
    HttpResponse response = HttpResponse::html(401, "<html><body>401</body></html>", siteHeaders());
    const QByteArray authorization = request.header("Authorization").trimmed();
    if (kind == "bearer") {
        const bool tokenSent = authorization.startsWith("Bearer ");
        response.headers.emplaceBack("WWW-Authenticate", bearerChallenge(world, tokenSent));
        if (tokenSent)
            response.headers.emplaceBack("x-ms-diagnostics",
                                         "2000001;reason=\"The token cannot be parsed.\";"
                                         "error_category=\"invalid_token\"");
    }
    if (kind != "nothing") {
        response.headers.emplaceBack("WWW-Authenticate", "Negotiate");
        response.headers.emplaceBack("WWW-Authenticate", "NTLM");
    }
    exchange->answer(response);
}

}
