#pragma once

#include "auth/Form.h"
#include "auth/Pkce.h"
#include "auth/SignIn.h"
#include "tst_SignInServer.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

// A sign-in service of a few lines: an authorize page that only remembers what it was asked, a browser that
// brings the answer back, and a token endpoint with the checks of the real one (reference cloud.md a.4).
class SmallEntra {
public:
    static constexpr char tenantId[] = "11111111-2222-3333-4444-555555555555";

    SmallEntra()
        : https([this](const LocalHttps::Request &incoming) { return token(incoming); })
        , network({ "lab", https.url(), https.url("/graph"), "client-1" })
    {
        network.trustAlso({ https.ca });
        const QString base = https.url().toString() + QLatin1Char('/') + QLatin1String(tenantId);
        request.tenant = { QLatin1String(tenantId),
                           QUrl(base + "/oauth2/v2.0/authorize"),
                           QUrl(base + "/oauth2/v2.0/token"),
                           base + "/v2.0",
                           "EU",
                           {} };
        request.clientId = "client-1";
        request.scopes = QStringList{ "https://graph/Application.ReadWrite.All", "offline_access" };
        request.loginHint = "admin+x@contoso.com";
        request.browserTexts =
            QStringList{ "Vous pouvez fermer cette fenêtre.", "You may close this window." };
    }

    // What the browser was sent to, decoded.
    void open(const QUrl &address)
    {
        authorizeUrl = address;
        const auto fields = passerelle::auth::parseForm(address.query(QUrl::FullyEncoded).toLatin1());
        asked = fields ? *fields : QHash<QByteArray, QByteArray>();
    }
    quint16 port() const
    {
        return static_cast<quint16>(QUrl(QString::fromLatin1(asked["redirect_uri"])).port());
    }

    // The browser coming back with a form. Returns what it was answered.
    QByteArray post(const QByteArray &form)
    {
        return send("POST / HTTP/1.1\r\nHost: localhost:" + QByteArray::number(port())
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    + QByteArray::number(form.size()) + "\r\n\r\n" + form);
    }
    QByteArray get(const QByteArray &target)
    {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(port())
                    + "\r\n\r\n");
    }
    QByteArray comeBack(const QByteArray &code = "SENTINEL-code+/=1")
    {
        return post("code=" + code.toPercentEncoding() + "&state=" + asked["state"].toPercentEncoding()
                    + "&session_state=s");
    }

    static QByteArray part(const QJsonObject &object)
    {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }

    QJsonObject claims() const
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch() + serverOffset;
        QJsonObject out{ { "aud", "client-1" },
                         { "iss", request.tenant.issuer },
                         { "tid", QLatin1String(tenantId) },
                         { "nonce", QString::fromLatin1(asked["nonce"]) },
                         { "ver", "2.0" },
                         { "oid", "oid-1" },
                         { "preferred_username", "admin@contoso.com" },
                         { "name", "Admin" },
                         { "exp", now + 3600 },
                         { "nbf", now },
                         { "iat", now } };
        for (auto it = otherClaims.begin(); it != otherClaims.end(); ++it)
            out[it.key()] = it.value();
        return out;
    }

    QByteArray date() const
    {
        return "Date: "
            + QLocale::c()
                  .toString(QDateTime::currentDateTimeUtc().addSecs(serverOffset),
                            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                  .toLatin1()
            + "\r\nx-ms-request-id: aaaaaaaa-0000-0000-0000-000000000001\r\n";
    }

    QByteArray token(const LocalHttps::Request &incoming)
    {
        if (override)
            return override(incoming);
        const auto form = *passerelle::auth::parseForm(incoming.body);
        lastForm = form;
        if (form["grant_type"] == "refresh_token") {
            return LocalHttps::json(200,
                                    { { "token_type", "Bearer" },
                                      { "access_token", "SENTINEL-access-2" },
                                      { "refresh_token", "SENTINEL-refresh-2" },
                                      { "expires_in", "3599" } },
                                    date());
        }
        const bool right = form["grant_type"] == "authorization_code" && form["code"] == "SENTINEL-code+/=1"
            && form["client_id"] == "client-1" && form["redirect_uri"] == asked["redirect_uri"]
            && passerelle::auth::pkceChallenge(form["code_verifier"]) == asked["code_challenge"]
            && !form.contains("client_secret");
        if (!right || codeUsed)
            return LocalHttps::json(400,
                                    { { "error", "invalid_grant" },
                                      { "error_codes", QJsonArray{ 54005 } },
                                      { "error_description", "AADSTS54005: already redeemed" } });
        codeUsed = true;
        return LocalHttps::json(
            200,
            { { "token_type", "Bearer" },
              { "scope", "openid https://graph/Application.ReadWrite.All" },
              { "expires_in", 3599 },
              { "access_token", "SENTINEL-access-1" },
              { "refresh_token", "SENTINEL-refresh-1" },
              { "id_token", QString::fromLatin1("eyJhbGciOiJSUzI1NiJ9." + part(claims()) + ".c2ln") } },
            date());
    }

    QUrl authorizeUrl;
    QHash<QByteArray, QByteArray> asked, lastForm;
    QJsonObject otherClaims;
    qint64 serverOffset = 0;
    bool codeUsed = false;
    std::function<QByteArray(const LocalHttps::Request &)> override;

    LocalHttps https;
    passerelle::auth::NetworkAccess network;
    passerelle::core::Clock clock;
    passerelle::auth::SignInRequest request;

private:
    QByteArray send(const QByteArray &bytes)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port());
        QByteArray answer;
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
        socket.write(bytes);
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 3000);
        return answer;
    }
};
