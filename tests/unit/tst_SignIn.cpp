#include "auth/TokenStore.h"
#include "tst_SignInLab.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTcpServer>

using namespace passerelle;
using namespace passerelle::auth;
using namespace std::chrono_literals;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)

namespace {

// A sign-in that has been started and has asked for its browser.
struct Attempt {
    explicit Attempt(SmallEntra &e)
        : entra(e)
        , signIn(e.network, e.clock, e.request)
        , finished(&signIn, &core::Operation::finished)
    {
        QObject::connect(&signIn, &SignIn::browserRequested, &signIn,
                         [this](const QUrl &url) { entra.open(url); });
        signIn.start();
    }
    bool ends() { return !finished.isEmpty() || finished.wait(5000); }
    FailureCode code() { return signIn.result().failure().code; }

    SmallEntra &entra;
    SignIn signIn;
    QSignalSpy finished;
};

QStringList logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged << message;
}

bool canConnect(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(300);
}

}

class TestSignIn : public QObject {
    Q_OBJECT
private slots:
    void completeFlow();
    void authorizeAddress();
    void queryMode();
    void everyAttemptIsFresh();
    void cancelPressedInTheBrowser();
    void errorsOfTheBrowser_data();
    void errorsOfTheBrowser();
    void errorsOfTheTokenEndpoint_data();
    void errorsOfTheTokenEndpoint();
    void idTokenIsChecked_data();
    void idTokenIsChecked();
    void slowAndFastClocks_data();
    void slowAndFastClocks();
    void browserThatNeverComesBack();
    void cancelClosesTheListenerAtOnce();
    void cancelDuringTheExchange();
    void destroyedInFlight();
    void foreignLoginHostIsRefused();
    void lastPageIsServedAfterTheEnd();
    void refreshAndSignOut();
    void refusedRefresh();
    void nothingSecretIsLogged();
};

// cloud.md a.4, a.6, f: one request after the browser
void TestSignIn::completeFlow()
{
    SmallEntra entra;
    Attempt attempt(entra);
    QVERIFY(entra.comeBack().startsWith("HTTP/1.1 303 "));
    QVERIFY(attempt.ends());
    QVERIFY2(attempt.signIn.result(),
             qPrintable(attempt.signIn.result() ? QString() : attempt.signIn.result().failure().technical));
    const Session &session = attempt.signIn.result().value();
    QCOMPARE(session.accessToken.reveal().toByteArray(), QByteArray("SENTINEL-access-1"));
    QCOMPARE(session.refreshToken.reveal().toByteArray(), QByteArray("SENTINEL-refresh-1"));
    QCOMPARE(session.tenantId, SmallEntra::tenantId);
    QCOMPARE(session.userPrincipalName, "admin@contoso.com");
    QCOMPARE(session.displayName, "Admin");
    QCOMPARE(session.objectId, "oid-1");
    QCOMPARE(session.grantedScopes, (QStringList{ "openid", "https://graph/Application.ReadWrite.All" }));
    const qint64 left = QDateTime::currentDateTimeUtc().secsTo(session.expiry);
    QVERIFY(left > 3500 && left < 3600);
    QCOMPARE(entra.https.requests.size(), 1);
    QCOMPARE(entra.https.requests[0].method, QByteArray("POST"));
    QCOMPARE(entra.https.requests[0].headers["content-type"],
             QByteArray("application/x-www-form-urlencoded"));
    QVERIFY(!entra.https.requests[0].headers.contains("authorization"));
    QVERIFY(!entra.https.requests[0].headers.contains("cookie"));
}

void TestSignIn::authorizeAddress()
{
    SmallEntra entra;
    Attempt attempt(entra);
    static const QRegularExpression token(QStringLiteral("^[A-Za-z0-9_-]{43}$"));
    const auto is43 = [](const QByteArray &text) {
        return token.match(QString::fromLatin1(text)).hasMatch();
    };
    QCOMPARE(entra.authorizeUrl.scheme(), "https");
    QCOMPARE(entra.authorizeUrl.port(), entra.https.url().port());
    QCOMPARE(entra.asked["client_id"], QByteArray("client-1"));
    QCOMPARE(entra.asked["response_type"], QByteArray("code"));
    QCOMPARE(entra.asked["response_mode"], QByteArray("form_post"));
    QCOMPARE(entra.asked["redirect_uri"], "http://localhost:" + QByteArray::number(entra.port()) + "/");
    QCOMPARE(entra.asked["scope"],
             QByteArray("openid profile https://graph/Application.ReadWrite.All offline_access"));
    QCOMPARE(entra.asked["code_challenge_method"], QByteArray("S256"));
    QCOMPARE(entra.asked["prompt"], QByteArray("select_account"));
    QCOMPARE(entra.asked["login_hint"], QByteArray("admin+x@contoso.com")); // the plus survives
    QVERIFY(is43(entra.asked["state"]) && is43(entra.asked["nonce"]) && is43(entra.asked["code_challenge"]));
    attempt.signIn.cancel();
    QVERIFY(attempt.ends());
}

void TestSignIn::queryMode()
{
    SmallEntra entra;
    entra.request.responseMode = "query";
    entra.request.prompt.clear();
    Attempt attempt(entra);
    QCOMPARE(entra.asked["response_mode"], QByteArray("query"));
    QVERIFY(!entra.asked.contains("prompt"));
    entra.get("/favicon.ico");
    entra.get("/?state=" + entra.asked["state"] + "&code=SENTINEL-code%2B%2F%3D1");
    QVERIFY(attempt.ends());
    QVERIFY(attempt.signIn.result());
}

// cloud.md e.2
void TestSignIn::everyAttemptIsFresh()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 5; ++i) {
        SmallEntra entra;
        Attempt attempt(entra);
        seen << entra.asked["state"] << entra.asked["nonce"] << entra.asked["code_challenge"];
        attempt.signIn.cancel();
    }
    QCOMPARE(seen.size(), 15);
}

void TestSignIn::cancelPressedInTheBrowser()
{
    SmallEntra entra;
    Attempt attempt(entra);
    entra.post(
        "error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3a+User+declined&state="
        + entra.asked["state"]);
    QVERIFY(attempt.ends());
    QCOMPARE(attempt.code(), FailureCode::Cancelled);
    QVERIFY(entra.https.requests.isEmpty());
}

void TestSignIn::errorsOfTheBrowser_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<FailureCode>("expected");
    QTest::newRow("policy") << QByteArray("error=access_denied&error_description=AADSTS53003%3A+Blocked")
                            << FailureCode::EntraCaBlock;
    QTest::newRow("consent") << QByteArray("error=consent_required&error_description=AADSTS65001")
                             << FailureCode::EntraConsent;
    QTest::newRow("role of consent") << QByteArray(
        "error=access_denied&error_description=AADSTS90094%3A+Admin")
                                     << FailureCode::EntraConsent;
    QTest::newRow("app") << QByteArray("error=unauthorized_client&error_description=AADSTS700016%3A+x")
                         << FailureCode::EntraAppId;
    QTest::newRow("empty code") << QByteArray("code=") << FailureCode::UnknownSignIn;
}

void TestSignIn::errorsOfTheBrowser()
{
    QFETCH(QByteArray, form);
    SmallEntra entra;
    Attempt attempt(entra);
    entra.post(form + "&state=" + entra.asked["state"]);
    QVERIFY(attempt.ends());
    QTEST(attempt.code(), "expected");
}

void TestSignIn::errorsOfTheTokenEndpoint_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FailureCode>("expected");
    const auto error = [](const char *name, int number) {
        return LocalHttps::json(400,
                                { { "error", name },
                                  { "error_codes", QJsonArray{ number } },
                                  { "error_description", QStringLiteral("AADSTS%1: x").arg(number) } });
    };
    QTest::newRow("mfa") << error("interaction_required", 50076) << FailureCode::EntraMfa;
    QTest::newRow("secret wanted") << error("invalid_client", 7000218) << FailureCode::EntraAppId;
    QTest::newRow("code used") << error("invalid_grant", 54005) << FailureCode::EntraTimeout;
    QTest::newRow("proxy page") << LocalHttps::answer(200, "<html>", "text/html") << FailureCode::EntraNet;
    QTest::newRow("outage page") << LocalHttps::answer(503, "<html>", "text/html") << FailureCode::EntraNet;
    QTest::newRow("redirect") << LocalHttps::answer(302, "", "text/html",
                                                    "Location: https://evil.example/\r\n")
                              << FailureCode::EntraNet;
    QTest::newRow("dropped") << QByteArray() << FailureCode::EntraNet;
    QTest::newRow("no token") << LocalHttps::json(200, { { "token_type", "Bearer" } })
                              << FailureCode::UnknownSignIn;
    QTest::newRow("header injection")
        << LocalHttps::json(200, { { "token_type", "Bearer" }, { "access_token", "a\r\nX: y" } })
        << FailureCode::UnknownSignIn;
    QTest::newRow("other type") << LocalHttps::json(200, { { "token_type", "pop" }, { "access_token", "a" } })
                                << FailureCode::UnknownSignIn;
    QTest::newRow("no id_token") << LocalHttps::json(200,
                                                     { { "token_type", "Bearer" }, { "access_token", "a" } })
                                 << FailureCode::UnknownSignIn;
}

void TestSignIn::errorsOfTheTokenEndpoint()
{
    QFETCH(QByteArray, answer);
    SmallEntra entra;
    entra.override = [&](const LocalHttps::Request &) { return answer; };
    Attempt attempt(entra);
    entra.comeBack();
    QVERIFY(attempt.ends());
    QTEST(attempt.code(), "expected");
    QCOMPARE(entra.https.requests.size(), 1); // a code is never sent twice
}

// cloud.md a.7; the single checks are in tst_IdToken
void TestSignIn::idTokenIsChecked_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QString>("value");
    QTest::addColumn<FailureCode>("expected");
    QTest::newRow("tenant") << "tid"
                            << "99999999-2222-3333-4444-555555555555" << FailureCode::EntraTenantWrong;
    QTest::newRow("nonce") << "nonce"
                           << "replayed" << FailureCode::UnknownSignIn;
    QTest::newRow("audience") << "aud"
                              << "client-2" << FailureCode::UnknownSignIn;
    QTest::newRow("issuer") << "iss"
                            << "https://evil.example/" << FailureCode::UnknownSignIn;
}

void TestSignIn::idTokenIsChecked()
{
    QFETCH(QString, claim);
    QFETCH(QString, value);
    SmallEntra entra;
    entra.otherClaims[claim] = value;
    Attempt attempt(entra);
    entra.comeBack();
    QVERIFY(attempt.ends());
    QTEST(attempt.code(), "expected");
    if (claim == "tid") {
        QCOMPARE(attempt.signIn.result().failure().values["tenant"], value);
        QCOMPARE(attempt.signIn.result().failure().values["domain"], "contoso.com");
    }
}

void TestSignIn::slowAndFastClocks_data()
{
    QTest::addColumn<int>("offset"); // of the server
    QTest::addColumn<bool>("passes");
    QTest::newRow("a minute") << 60 << true;
    QTest::newRow("server ahead, not yet valid here") << 200 << false;
    QTest::newRow("server behind, within five minutes") << -200 << true;
    QTest::newRow("server behind, an hour") << -3600 << false;
}

void TestSignIn::slowAndFastClocks()
{
    QFETCH(int, offset);
    QFETCH(bool, passes);
    SmallEntra entra;
    entra.serverOffset = offset;
    Attempt attempt(entra);
    entra.comeBack();
    QVERIFY(attempt.ends());
    QCOMPARE(bool(attempt.signIn.result()), passes);
    if (passes)
        QVERIFY(qAbs(attempt.signIn.result()->clockOffsetSeconds - offset) <= 2);
    else
        QCOMPARE(attempt.code(), FailureCode::ClockSkew);
}

void TestSignIn::browserThatNeverComesBack()
{
    SmallEntra entra;
    entra.request.total = 100ms;
    Attempt attempt(entra);
    QVERIFY(attempt.ends());
    QCOMPARE(attempt.code(), FailureCode::EntraTimeout);
    QVERIFY(attempt.signIn.result().failure().retryable);
    QVERIFY(!canConnect(entra.port()));
}

void TestSignIn::cancelClosesTheListenerAtOnce()
{
    SmallEntra entra;
    Attempt attempt(entra);
    QVERIFY(canConnect(entra.port()));
    attempt.signIn.cancel();
    QVERIFY(!canConnect(entra.port()));
    QVERIFY(attempt.ends());
    QCOMPARE(attempt.code(), FailureCode::Cancelled);
    QCOMPARE(attempt.finished.size(), 1);
}

void TestSignIn::cancelDuringTheExchange()
{
    SmallEntra entra;
    entra.override = [](const LocalHttps::Request &) { return QByteArray("hang"); };
    Attempt attempt(entra);
    entra.comeBack();
    QTRY_COMPARE(entra.https.requests.size(), 1);
    QElapsedTimer clock;
    clock.start();
    attempt.signIn.cancel();
    QVERIFY(attempt.ends());
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(attempt.code(), FailureCode::Cancelled);
}

void TestSignIn::destroyedInFlight()
{
    SmallEntra entra;
    entra.override = [](const LocalHttps::Request &) { return QByteArray("hang"); };
    {
        Attempt waiting(entra);
    }
    QVERIFY(!canConnect(entra.port()));
    {
        Attempt exchanging(entra);
        entra.comeBack();
        QTRY_COMPARE(entra.https.requests.size(), 1);
    }
    QVERIFY(!canConnect(entra.port()));
}

// cloud.md e.7, e.8
void TestSignIn::foreignLoginHostIsRefused()
{
    SmallEntra entra;
    entra.request.tenant.authorizationEndpoint = QUrl("https://evil.example/authorize");
    Attempt attempt(entra);
    QVERIFY(attempt.ends());
    QCOMPARE(attempt.code(), FailureCode::EntraCloud);
    QVERIFY(entra.authorizeUrl.isEmpty());
}

void TestSignIn::lastPageIsServedAfterTheEnd()
{
    SmallEntra entra;
    {
        Attempt attempt(entra);
        entra.comeBack();
        QVERIFY(attempt.ends());
    }
    const QByteArray page = entra.get("/done");
    QVERIFY(page.contains("You may close this window."));
    QVERIFY(page.contains("Vous pouvez fermer cette fenêtre."));
}

// cloud.md a.6
void TestSignIn::refreshAndSignOut()
{
    SmallEntra entra;
    Attempt attempt(entra);
    entra.comeBack();
    QVERIFY(attempt.ends());
    TokenStore store(entra.network, entra.clock);
    store.accept(std::move(attempt.signIn.result().value()));
    QVERIFY(store.canRefresh() && !store.nearExpiry());
    const int generation = store.generation();
    std::unique_ptr<core::OperationOf<core::Nothing>> refresh(store.refresh());
    QSignalSpy finished(refresh.get(), &core::Operation::finished);
    refresh->start();
    QVERIFY(finished.wait());
    QVERIFY(refresh->result());
    QCOMPARE(entra.lastForm["refresh_token"], QByteArray("SENTINEL-refresh-1"));
    QCOMPARE(entra.lastForm["client_id"], QByteArray("client-1"));
    QCOMPARE(store.session()->accessToken.reveal().toByteArray(), QByteArray("SENTINEL-access-2"));
    QCOMPARE(store.session()->refreshToken.reveal().toByteArray(), QByteArray("SENTINEL-refresh-2"));
    QVERIFY(store.generation() > generation);
    store.signOut();
    QVERIFY(!store.session());
    QVERIFY(!store.canRefresh());
}

void TestSignIn::refusedRefresh()
{
    SmallEntra entra;
    Attempt attempt(entra);
    entra.comeBack();
    QVERIFY(attempt.ends());
    TokenStore store(entra.network, entra.clock);
    store.accept(std::move(attempt.signIn.result().value()));
    entra.override = [](const LocalHttps::Request &) {
        return LocalHttps::json(400,
                                { { "error", "invalid_grant" },
                                  { "error_codes", QJsonArray{ 700082 } },
                                  { "error_description", "AADSTS700082: expired" } });
    };
    std::unique_ptr<core::OperationOf<core::Nothing>> refresh(store.refresh());
    QSignalSpy finished(refresh.get(), &core::Operation::finished);
    refresh->start();
    QVERIFY(finished.wait());
    QCOMPARE(refresh->result().failure().code, FailureCode::SessionLost);
    QVERIFY(store.session()); // the caller decides
}

// cloud.md e.5
void TestSignIn::nothingSecretIsLogged()
{
    QLoggingCategory::setFilterRules("*=true\n*.debug=true");
    logged.clear();
    const auto before = qInstallMessageHandler(collect);
    SmallEntra entra;
    Attempt attempt(entra);
    entra.post("code=SENTINEL-guess&state=wrong");
    entra.comeBack();
    const bool ended = attempt.ends();
    TokenStore store(entra.network, entra.clock);
    if (ended && attempt.signIn.result())
        store.accept(std::move(attempt.signIn.result().value()));
    std::unique_ptr<core::OperationOf<core::Nothing>> refresh(store.refresh());
    QSignalSpy finished(refresh.get(), &core::Operation::finished);
    refresh->start();
    finished.wait();
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(ended && store.session());

    QString own;
    for (const QString &line : std::as_const(logged))
        own += line + QLatin1Char('\n');
    QVERIFY(own.contains("POST localhost/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token 200"));
    QVERIFY(own.contains("aaaaaaaa-0000-0000-0000-000000000001")); // request ids are what may be told
    const QList<QByteArray> secrets{ "SENTINEL", entra.asked["state"], entra.asked["nonce"],
                                     entra.asked["code_challenge"], "eyJ" };
    for (const QByteArray &secret : secrets)
        QVERIFY2(!own.contains(QString::fromLatin1(secret)), secret.constData());
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_SignIn.moc"
