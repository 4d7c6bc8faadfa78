#include "lab/test/CloudProbe.h"

#include <QJsonArray>
#include <QTemporaryFile>
#include <QTest>

// The sign-in hosts of the lab: clouds, clients, device flow, sessions, error bodies (cloud.md a).
class TestLabCloudSignIn : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void clouds();
    void governmentScopes();
    void errorBodies_data();
    void errorBodies();
    void deviceShapes();
    void deviceRefusals();
    void pendingAndSlow();
    void ownClient();
    void sessionOfABrowser();
    void revoked();
    void guest();

private:
    QString authorizeUrl(const QString &client, const QString &scope, const QString &more = {}) const;
    LabProcess::Answer poll(const QString &deviceCode)
    {
        return m_probe->login("token",
                              "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id="
                                  + QByteArray(CloudProbe::graphClient)
                                  + "&device_code=" + deviceCode.toLatin1());
    }

    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<CloudProbe> m_probe;
    const QByteArray m_graphScope = "https://graph.microsoft.com/Application.ReadWrite.All";
    const QByteArray m_deviceForm =
        "client_id=" + QByteArray(CloudProbe::graphClient) + "&scope=openid+Application.ReadWrite.All";
};

void TestLabCloudSignIn::initTestCase()
{
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
    m_probe = std::make_unique<CloudProbe>(*m_lab);
}

void TestLabCloudSignIn::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

QString TestLabCloudSignIn::authorizeUrl(const QString &client, const QString &scope,
                                         const QString &more) const
{
    return m_lab->url("login", '/' + m_probe->tenant() + "/oauth2/v2.0/authorize")
        + "?response_type=code&state=s&nonce=n&redirect_uri=http%3A%2F%2Flocalhost%3A4321%2F&code_challenge_"
          "method=S256"
          "&code_challenge="
        + QString(43, 'c') + "&client_id=" + client
        + "&scope=" + QString::fromLatin1(QUrl::toPercentEncoding(scope)) + more;
}

// cloud.md a.1, a.2: only the cloud of the tenant knows it
void TestLabCloudSignIn::clouds()
{
    const QString path = "/contoso.fr/v2.0/.well-known/openid-configuration";
    const QJsonObject logins = m_lab->ready().value("logins").toObject();
    QCOMPARE(logins.keys(), (QStringList{"bleu", "china", "delos", "worldwide"}));
    for (const QString &home : logins.keys()) {
        m_probe->set({{"cloud", home}});
        for (const QString &asked : logins.keys()) {
            const LabProcess::Answer answer = m_lab->send("GET", logins.value(asked).toString() + path);
            QCOMPARE(answer.status, asked == home ? 200 : 400);
            if (asked == home)
                QVERIFY(answer.json()
                            .value("token_endpoint")
                            .toString()
                            .startsWith(logins.value(home).toString()));
            else
                QCOMPARE(answer.json().value("error").toString(), QString("invalid_tenant"));
        }
    }
    QCOMPARE(m_lab->control("POST", "/faults", {{"switches", QJsonObject{{"cloud", "mars"}}}}).status, 400);
}

void TestLabCloudSignIn::governmentScopes()
{
    const QString path = m_lab->url("login", "/contoso.fr/v2.0/.well-known/openid-configuration");
    m_probe->set({{"tenantRegionSubScope", "DODCON"}});
    const QJsonObject found = m_lab->send("GET", path).json();
    QCOMPARE(found.value("tenant_region_sub_scope").toString(), QString("DODCON"));
    QCOMPARE(found.value("tenant_region_scope").toString(), QString("USGov"));
    const QString client = CloudProbe::graphClient;
    QCOMPARE(m_lab->send("GET", authorizeUrl(client, "https://graph.microsoft.us/Application.ReadWrite.All"))
                 .status,
             200);
    const LabProcess::Answer wrong =
        m_lab->send("GET", authorizeUrl(client, QString::fromLatin1(m_graphScope)));
    QCOMPARE(wrong.status, 400);
    QVERIFY(wrong.body.contains("AADSTS500011"));
}

void TestLabCloudSignIn::errorBodies_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("error");
    const auto rows = [](const char *error, std::initializer_list<int> numbers) {
        for (const int number : numbers)
            QTest::addRow("%d", number) << number << error;
    };
    rows("invalid_grant",
         {50020, 50034, 50053, 50126, 50173, 700082, 70008, 70043, 501481, 54005, 70000, 65001});
    rows("interaction_required", {50072, 50074, 50076, 50079, 50158, 53000, 53003, 50105, 500021, 50140});
    rows("invalid_resource", {500011, 650052, 650057});
    rows("unauthorized_client", {700016, 70001, 50194});
    rows("invalid_client", {7000218, 700025});
    rows("temporarily_unavailable", {90033, 90055});
    rows("login_required", {50058});
    rows("invalid_scope", {70011});
    rows("access_denied", {65004});
}

// cloud.md a.8
void TestLabCloudSignIn::errorBodies()
{
    QFETCH(int, number);
    QFETCH(QString, error);
    m_probe->fault({{"kind", "token-error"}, {"code", number}, {"count", 1}});
    const LabProcess::Answer answer = poll("x");
    const QJsonObject body = answer.json();
    QCOMPARE(answer.status, number == 90033 || number == 90055 ? 503 : error == "invalid_client" ? 401 : 400);
    QCOMPARE(body.value("error").toString(), error);
    QCOMPARE(body.value("error_codes").toArray(), QJsonArray{number});
    QVERIFY(body.value("error_description").toString().startsWith(QString("AADSTS%1: ").arg(number)));
    for (const char *part : {"\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: "})
        QVERIFY(body.value("error_description").toString().contains(part));
    QCOMPARE(body.value("error_uri").toString(),
             "https://login.microsoftonline.com/error?code=" + QString::number(number));
    QVERIFY(!body.value("correlation_id").toString().isEmpty()
            && !body.value("trace_id").toString().isEmpty());
}

// cloud.md a.5: today's shape and the older one
void TestLabCloudSignIn::deviceShapes()
{
    const QJsonObject now = m_probe->login("devicecode", m_deviceForm).json();
    QCOMPARE(
        now.keys(),
        (QStringList{"device_code", "expires_in", "interval", "message", "user_code", "verification_uri"}));
    QCOMPARE(now.value("expires_in").toInt(), 900);
    QCOMPARE(now.value("interval").toInt(), 5);
    QCOMPARE(now.value("user_code").toString().size(), 9);
    QVERIFY(now.value("message").toString().contains(now.value("user_code").toString()));
    QVERIFY(m_probe->login("devicecode?mkt=fr-FR", m_deviceForm)
                .json()
                .value("message")
                .toString()
                .startsWith("Pour"));
    m_probe->set({{"deviceOldShape", true}});
    const QJsonObject old = m_probe->login("devicecode", m_deviceForm).json();
    QCOMPARE(old.value("expires_in").toString(), QString("900"));
    QCOMPARE(old.value("interval").toString(), QString("5"));
    QVERIFY(old.contains("verification_url") && !old.contains("verification_uri"));
}

void TestLabCloudSignIn::deviceRefusals()
{
    const auto code = [this](const QByteArray &form) {
        const LabProcess::Answer answer = m_probe->login("devicecode", form);
        return answer.json().value("error_codes").toArray().at(0).toInt();
    };
    QCOMPARE(code(QByteArray(m_deviceForm).replace("14d82eec", "00000000")), 700016);
    QCOMPARE(code(m_deviceForm + "&surprise=1"), 9002313);
    QCOMPARE(code(QByteArray(m_deviceForm).replace("Application.ReadWrite.All", "Everything")), 70011);
    QCOMPARE(code(m_deviceForm + "+https%3A%2F%2Foutlook.office365.com%2F.default"), 28000);
    QCOMPARE(
        code(QByteArray(m_deviceForm)
                 .replace("Application.ReadWrite.All", "https%3A%2F%2Foutlook.office365.com%2F.default")),
        65002);
    QCOMPARE(poll("never-given").json().value("error").toString(), QString("bad_verification_code"));
    for (const QJsonObject &order : {QJsonObject{{"action", "approve"}}, QJsonObject{{"action", "dance"}},
                                     QJsonObject{{"action", "approve"}, {"who", "me"}}})
        QCOMPARE(m_lab->control("POST", "/device", order).status, 400);
    m_probe->set({{"deviceSeconds", 0}});
    const QString late = m_probe->login("devicecode", m_deviceForm).json().value("device_code").toString();
    QCOMPARE(poll(late).json().value("error").toString(), QString("expired_token"));
}

void TestLabCloudSignIn::pendingAndSlow()
{
    m_probe->set({{"devicePending", 2}, {"deviceSlowDown", 1}, {"deviceErrorStatus", 403}});
    const QJsonObject flow = m_probe->login("devicecode", m_deviceForm).json();
    QCOMPARE(
        m_lab->control("POST", "/device", {{"action", "approve"}, {"user_code", flow.value("user_code")}})
            .status,
        204);
    QStringList seen;
    LabProcess::Answer answer;
    for (int i = 0; i < 4; ++i) {
        answer = poll(flow.value("device_code").toString());
        seen << answer.json().value("error").toString("token") + ' ' + QString::number(answer.status);
    }
    QCOMPARE(seen,
             (QStringList{"slow_down 403", "authorization_pending 403", "authorization_pending 403",
                          "token 200"}));
    QCOMPARE(poll(flow.value("device_code").toString()).json().value("error").toString(),
             QString("bad_verification_code")); // used up
}

// cloud.md a.3, a.4: redirects, permissions and device flow of a customer's registration
void TestLabCloudSignIn::ownClient()
{
    QTemporaryFile scenario;
    QVERIFY(scenario.open());
    scenario.write(
        R"({"add":{"applications":[{"id":"@guid:own object@","appId":"aaaaaaaa-0000-4000-8000-000000000001",
        "displayName":"Passerelle","publicClient":{"redirectUris":["http://localhost/back"]},"isFallbackPublicClient":false,
        "requiredResourceAccess":[{"resourceAppId":"00000003-0000-0000-c000-000000000000"}]}]}})");
    scenario.flush();
    LabProcess lab({"--scenario", scenario.fileName()});
    CloudProbe probe(lab);
    const QString own = "aaaaaaaa-0000-4000-8000-000000000001";
    const auto page = [&](const QString &redirect, const QString &scope) {
        const QString url =
            authorizeUrl(own, scope)
                .replace(m_lab->ready().value("login").toString(), lab.ready().value("login").toString())
                .replace("http%3A%2F%2Flocalhost%3A4321%2F", redirect);
        return lab.send("GET", url);
    };
    const QString graph = QString::fromLatin1(m_graphScope);
    QCOMPARE(page("http%3A%2F%2Flocalhost%3A9999%2Fback", graph).status, 200); // the port does not matter
    QVERIFY(page("http%3A%2F%2Flocalhost%3A9999%2FBack", graph).body.contains("AADSTS50011"));
    QVERIFY(page("http%3A%2F%2F127.0.0.1%3A9999%2Fback", graph).body.contains("AADSTS50011"));
    QVERIFY(page("http%3A%2F%2Flocalhost%2Fback", "https://outlook.office365.com/.default")
                .body.contains("AADSTS650057"));
    QCOMPARE(probe.login("devicecode", "client_id=" + own.toLatin1() + "&scope=openid")
                 .json()
                 .value("error_codes")
                 .toArray()
                 .at(0)
                 .toInt(),
             7000218);
}

// Silent where somebody signed in with this browser before
void TestLabCloudSignIn::sessionOfABrowser()
{
    const QString client = CloudProbe::graphClient;
    const QString graph = QString::fromLatin1(m_graphScope);
    const LabProcess::Answer page = m_lab->send("GET", authorizeUrl(client, graph));
    QCOMPARE(page.status, 200);
    const QString html = QString::fromUtf8(page.body);
    const QString flow = html.section("name=\"flow\" value=\"", 1).section('"', 0, 0);
    const LabProcess::Answer decided =
        m_lab->send("POST", m_lab->url("login", '/' + m_probe->tenant() + "/login"),
                    "flow=" + flow.toLatin1() + "&account=admin%40contosofr.onmicrosoft.com&decision=sign-in",
                    {{"Content-Type", "application/x-www-form-urlencoded"}});
    QCOMPARE(decided.status, 302);
    const QByteArray cookie = decided.header("Set-Cookie");
    for (const char *part : {"ESTSAUTHPERSISTENT=", "; Secure", "; HttpOnly"})
        QVERIFY(cookie.contains(part));
    const auto silent = [&](const QString &more) {
        return m_lab->send(
            "GET", authorizeUrl(CloudProbe::exchangeClient, "https://outlook.office365.com/.default", more),
            {}, {{"Cookie", cookie.split(';').first()}});
    };
    QVERIFY(silent("").header("Location").contains("code="));
    QVERIFY(silent("&prompt=none").header("Location").contains("code="));
    QVERIFY(silent("&login_hint=admin%40contosofr.onmicrosoft.com").header("Location").contains("code="));
    QVERIFY(silent("&prompt=none&login_hint=lecteur%40contosofr.onmicrosoft.com")
                .header("Location")
                .contains("50058"));
    QCOMPARE(silent("&prompt=select_account").status, 200);
    QCOMPARE(m_lab
                 ->send("GET", m_lab->url("login", '/' + m_probe->tenant() + "/oauth2/v2.0/logout"), {},
                        {{"Cookie", cookie.split(';').first()}})
                 .status,
             200);
    QVERIFY(silent("&prompt=none").header("Location").contains("50058"));
}

void TestLabCloudSignIn::revoked()
{
    const QJsonObject tokens = m_probe->token(CloudProbe::graphClient, m_graphScope);
    m_probe->graphBearer = tokens.value("access_token").toString().toLatin1();
    QCOMPARE(m_probe->graph("GET", "/me").status, 200);
    QCOMPARE(m_lab->control("POST", "/session", {{"action", "revoke"}}).status, 204);
    QCOMPARE(m_probe->graph("GET", "/me").status, 401);
    const QJsonObject refused =
        m_probe
            ->login("token",
                    "grant_type=refresh_token&client_id=" + QByteArray(CloudProbe::graphClient)
                        + "&refresh_token=" + tokens.value("refresh_token").toString().toLatin1())
            .json();
    QCOMPARE(refused.value("error_codes").toArray(), QJsonArray{50173});
}

void TestLabCloudSignIn::guest()
{
    m_probe->set({{"guest", true}});
    const QString token =
        m_probe->token(CloudProbe::graphClient, m_graphScope).value("id_token").toString().section('.', 1, 1);
    const QJsonObject claims =
        QJsonDocument::fromJson(QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding))
            .object();
    QCOMPARE(claims.value("acct").toInt(), 1);
}

QTEST_GUILESS_MAIN(TestLabCloudSignIn)
#include "tst_lab_cloud_signin.moc"
