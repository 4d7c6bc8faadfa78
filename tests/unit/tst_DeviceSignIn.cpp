#include "auth/DeviceSignIn.h"
#include "tst_SignInLab.h"

#include <QLoggingCategory>

using namespace passerelle;
using namespace passerelle::auth;
using namespace std::chrono_literals;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)

namespace {

QStringList logged;
void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged << message;
}

QByteArray refused(const char *error, int status = 400, int number = 0)
{
    return LocalHttps::json(status,
                            { { "error", QLatin1String(error) },
                              { "error_codes", QJsonArray{ number } },
                              { "error_description", QStringLiteral("AADSTS%1: words").arg(number) } });
}

// The device endpoint and a token endpoint that answers polls from a list; the last answer is repeated.
struct Device {
    explicit Device(QList<QByteArray> answers)
        : polls(std::move(answers))
    {
        entra.request.tenant.deviceEndpoint = entra.https.url("/t/oauth2/v2.0/devicecode");
        entra.override = [this](const LocalHttps::Request &incoming) { return answer(incoming); };
        request.tenant = entra.request.tenant;
        request.clientId = "client-1";
        request.scopes = entra.request.scopes;
        request.domain = "contoso.com";
        request.second = 20ms;
    }
    QByteArray answer(const LocalHttps::Request &incoming)
    {
        forms << *parseForm(incoming.body);
        if (incoming.target.endsWith("/devicecode"))
            return codeAnswer.isEmpty() ? LocalHttps::json(200, code) : codeAnswer;
        pollTimes << clock.elapsed();
        const QByteArray next = polls.size() > 1 ? polls.takeFirst() : polls.first();
        return next == "token" ? token() : next;
    }
    QByteArray token()
    {
        QJsonObject claims = entra.claims();
        claims.remove("nonce");
        for (auto it = otherClaims.begin(); it != otherClaims.end(); ++it)
            claims[it.key()] = it.value();
        return LocalHttps::json(
            200,
            { { "token_type", "Bearer" },
              { "scope", "openid" },
              { "expires_in", "3599" },
              { "access_token", "SENTINEL-access-1" },
              { "id_token",
                QString::fromLatin1("eyJhbGciOiJSUzI1NiJ9." + SmallEntra::part(claims) + ".c2ln") } },
            entra.date());
    }
    void run()
    {
        clock.start();
        signIn = std::make_unique<DeviceSignIn>(entra.network, entra.clock, std::move(request));
        QObject::connect(signIn.get(), &DeviceSignIn::codeReady, signIn.get(),
                         [this](const DeviceCode &c) { shown << c; });
        finished = std::make_unique<QSignalSpy>(signIn.get(), &core::Operation::finished);
        signIn->start();
    }
    bool ends() { return !finished->isEmpty() || finished->wait(8000); }
    qsizetype polled() const { return pollTimes.size(); }

    SmallEntra entra;
    DeviceSignInRequest request;
    QList<QByteArray> polls;
    QByteArray codeAnswer;
    QJsonObject code{ { "user_code", "SENTINEL-USER" },
                      { "device_code", "SENTINEL-device" },
                      { "verification_uri", "https://microsoft.com/devicelogin" },
                      { "expires_in", 900 },
                      { "interval", 1 },
                      { "message", "go" } };
    QJsonObject otherClaims;
    QList<QHash<QByteArray, QByteArray>> forms;
    QList<qint64> pollTimes;
    QElapsedTimer clock;
    QList<DeviceCode> shown;
    std::unique_ptr<DeviceSignIn> signIn;
    std::unique_ptr<QSignalSpy> finished;
};

}

// cloud.md a.5
class TestDeviceSignIn : public QObject {
    Q_OBJECT
private slots:
    void completeFlow();
    void olderShape();
    void slowDownIsForGood();
    void endings_data();
    void endings();
    void expiresByItself();
    void outagesAreWaitedOut();
    void codeIsRefused_data();
    void codeIsRefused();
    void addressesThatAreNotShown_data();
    void addressesThatAreNotShown();
    void wrongTenantAndGuest();
    void cancelWhileWaitingAndAsking();
    void destroyedInFlight();
    void foreignEndpointGetsNothing();
    void nothingSecretIsLogged();
};

void TestDeviceSignIn::completeFlow()
{
    Device device(
        { refused("authorization_pending", 400, 70016), refused("authorization_pending", 403), "token" });
    device.run();
    QVERIFY(device.ends());
    QVERIFY2(device.signIn->result(),
             qPrintable(device.signIn->result() ? QString() : device.signIn->result().failure().technical));
    QCOMPARE(device.polled(), 3);
    QCOMPARE(device.shown.size(), 1);
    QCOMPARE(device.shown[0].userCode, "SENTINEL-USER");
    QCOMPARE(device.shown[0].verificationUri, QUrl("https://microsoft.com/devicelogin"));
    const qint64 left = QDateTime::currentDateTimeUtc().secsTo(device.shown[0].expiryUtc);
    QVERIFY(left > 890 && left <= 900);
    QCOMPARE(device.forms[0].value("scope"),
             QByteArray("openid profile https://graph/Application.ReadWrite.All offline_access"));
    QCOMPARE(device.forms[0].value("client_id"), QByteArray("client-1"));
    QCOMPARE(device.forms[1].value("grant_type"), QByteArray("urn:ietf:params:oauth:grant-type:device_code"));
    QCOMPARE(device.forms[1].value("device_code"), QByteArray("SENTINEL-device"));
    QVERIFY(!device.forms[1].contains("client_secret"));
    const Session &session = device.signIn->result().value();
    QCOMPARE(session.accessToken.reveal().toByteArray(), QByteArray("SENTINEL-access-1"));
    QCOMPARE(session.tenantId, SmallEntra::tenantId);
    QCOMPARE(session.userPrincipalName, "admin@contoso.com");
}

void TestDeviceSignIn::olderShape()
{
    Device device({ "token" });
    device.code = { { "user_code", "ABC" },
                    { "device_code", "d" },
                    { "verification_url", "https://microsoft.com/deviceloginchina" },
                    { "expires_in", "120" },
                    { "interval", "2" } };
    device.run();
    QVERIFY(device.ends());
    QVERIFY(device.signIn->result());
    QCOMPARE(device.shown[0].verificationUri, QUrl("https://microsoft.com/deviceloginchina"));
    QVERIFY(device.pollTimes[0] >= 2 * 20 - 2); // the interval, although it came as text
}

void TestDeviceSignIn::slowDownIsForGood()
{
    Device device({ refused("slow_down"), refused("authorization_pending"), "token" });
    device.run();
    QVERIFY(device.ends());
    QVERIFY(device.signIn->result());
    QCOMPARE(device.polled(), 3);
    for (int i : { 1, 2 }) // 1 + 5 seconds from then on
        QVERIFY2(device.pollTimes[i] - device.pollTimes[i - 1] >= 6 * 20 - 5,
                 qPrintable(QString::number(device.pollTimes[i] - device.pollTimes[i - 1])));
}

void TestDeviceSignIn::endings_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FailureCode>("expected");
    QTest::addColumn<bool>("retryable");
    QTest::newRow("declined, Entra") << refused("authorization_declined") << FailureCode::Cancelled << false;
    QTest::newRow("declined, RFC") << refused("access_denied") << FailureCode::Cancelled << false;
    QTest::newRow("declined, RFC, with its number")
        << refused("access_denied", 400, 65004) << FailureCode::Cancelled << false;
    QTest::newRow("expired") << refused("expired_token", 400, 70020) << FailureCode::EntraTimeout << true;
    QTest::newRow("not recognised") << refused("bad_verification_code", 400, 70018)
                                    << FailureCode::EntraTimeout << false;
    QTest::newRow("policy") << refused("invalid_grant", 400, 53003) << FailureCode::EntraCaBlock << false;
    QTest::newRow("security defaults")
        << refused("access_denied", 400, 530035) << FailureCode::EntraCaBlock << false;
    QTest::newRow("second factor") << refused("interaction_required", 400, 50076) << FailureCode::EntraMfa
                                   << false;
    QTest::newRow("client") << refused("invalid_client", 401, 7000218) << FailureCode::EntraAppId << false;
    QTest::newRow("a page") << LocalHttps::answer(200, "<html>", "text/html") << FailureCode::EntraNet
                            << true;
    QTest::newRow("status 200 with error")
        << refused("expired_token", 200) << FailureCode::EntraTimeout << true;
}

void TestDeviceSignIn::endings()
{
    QFETCH(QByteArray, answer);
    Device device({ refused("authorization_pending"), answer });
    device.run();
    QVERIFY(device.ends());
    QTEST(device.signIn->result().failure().code, "expected");
    QTEST(device.signIn->result().failure().retryable, "retryable");
    const qsizetype asked = device.polled();
    QTest::qWait(100);
    QCOMPARE(device.polled(), asked); // nothing more is asked
    if (device.signIn->result().failure().code == FailureCode::EntraCaBlock)
        QCOMPARE(device.signIn->result().failure().values["method"], "device"); // "try the browser"
}

void TestDeviceSignIn::expiresByItself()
{
    Device device({ refused("authorization_pending") });
    device.code["expires_in"] = 10;
    device.run();
    QVERIFY(device.ends());
    QCOMPARE(device.signIn->result().failure().code, FailureCode::EntraTimeout);
    QVERIFY(device.signIn->result().failure().retryable);
    QVERIFY(device.polled() >= 5);
}

void TestDeviceSignIn::outagesAreWaitedOut()
{
    Device device({ QByteArray(), LocalHttps::answer(502, "<html>", "text/html"),
                    LocalHttps::answer(429, "{}"), "token" });
    device.run();
    QVERIFY(device.ends());
    QVERIFY(device.signIn->result());
    QCOMPARE(device.polled(), 4);
    const auto gap = [&](int i) { return device.pollTimes[i] - device.pollTimes[i - 1]; };
    // The interval of 1 and a back-off of 1, 2, 4 seconds; lower bounds only, the machine may be busy.
    QVERIFY2(gap(1) >= 2 * 20 - 5 && gap(2) >= 3 * 20 - 5 && gap(3) >= 5 * 20 - 5,
             qPrintable(QStringLiteral("%1 %2 %3").arg(gap(1)).arg(gap(2)).arg(gap(3))));
}

void TestDeviceSignIn::codeIsRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FailureCode>("expected");
    QTest::newRow("unknown app") << refused("unauthorized_client", 400, 700016) << FailureCode::EntraAppId;
    QTest::newRow("no public client") << refused("invalid_client", 401, 7000218) << FailureCode::EntraAppId;
    QTest::newRow("tenant") << refused("invalid_tenant", 400, 90002) << FailureCode::EntraCloud;
    QTest::newRow("proxy page") << LocalHttps::answer(200, "<html>", "text/html") << FailureCode::EntraNet;
    QTest::newRow("no device code") << LocalHttps::json(200, { { "user_code", "x" } })
                                    << FailureCode::UnknownSignIn;
    QTest::newRow("dropped") << QByteArray("HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n")
                             << FailureCode::EntraNet;
}

void TestDeviceSignIn::codeIsRefused()
{
    QFETCH(QByteArray, answer);
    Device device({ "token" });
    device.codeAnswer = answer;
    device.run();
    QVERIFY(device.ends());
    QTEST(device.signIn->result().failure().code, "expected");
    QCOMPARE(device.polled(), 0);
    QVERIFY(device.shown.isEmpty());
}

// cloud.md e.8, e.9: what is shown to be opened is an https address, whatever a server says
void TestDeviceSignIn::addressesThatAreNotShown_data()
{
    QTest::addColumn<QString>("address");
    for (const char *text : { "http://microsoft.com/devicelogin", "javascript:alert(1)", "file:///etc/passwd",
                              "", "https://user@evil.example/", "https:///x" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestDeviceSignIn::addressesThatAreNotShown()
{
    QFETCH(QString, address);
    Device device({ "token" });
    device.code["verification_uri"] = address;
    device.run();
    QVERIFY(device.ends());
    QCOMPARE(device.signIn->result().failure().code, FailureCode::UnknownSignIn);
    QVERIFY(device.shown.isEmpty());
}

void TestDeviceSignIn::wrongTenantAndGuest()
{
    Device device({ "token" });
    device.otherClaims = { { "tid", "99999999-2222-3333-4444-555555555555" } };
    device.run();
    QVERIFY(device.ends());
    QCOMPARE(device.signIn->result().failure().code, FailureCode::EntraTenantWrong);
    QCOMPARE(device.signIn->result().failure().values["domain"], "contoso.com");

    Device guest({ "token" });
    guest.otherClaims = { { "acct", 1 } };
    guest.run();
    QVERIFY(guest.ends());
    QVERIFY(guest.signIn->result() && guest.signIn->result()->isGuest);
}

void TestDeviceSignIn::cancelWhileWaitingAndAsking()
{
    for (const QByteArray &answer : { refused("authorization_pending"), QByteArray("hang") }) {
        Device device({ answer });
        device.run();
        QTRY_VERIFY(device.polled() > 0);
        QElapsedTimer clock;
        clock.start();
        device.signIn->cancel();
        QVERIFY(device.ends());
        QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(device.signIn->result().failure().code, FailureCode::Cancelled);
        const qsizetype asked = device.polled();
        QTest::qWait(100);
        QCOMPARE(device.polled(), asked);
    }
}

void TestDeviceSignIn::destroyedInFlight()
{
    Device device({ "hang" });
    device.run();
    QTRY_COMPARE(device.polled(), 1);
    device.signIn.reset();
    QTest::qWait(50);
    QCOMPARE(device.polled(), 1);
}

void TestDeviceSignIn::foreignEndpointGetsNothing()
{
    Device device({ "token" });
    device.request.tenant.deviceEndpoint = QUrl("https://evil.example/devicecode");
    device.run();
    QVERIFY(device.ends());
    QCOMPARE(device.signIn->result().failure().code, FailureCode::EntraCloud);
    QVERIFY(device.forms.isEmpty());
}

void TestDeviceSignIn::nothingSecretIsLogged()
{
    QLoggingCategory::setFilterRules("*=true\n*.debug=true");
    logged.clear();
    const auto before = qInstallMessageHandler(collect);
    Device device({ refused("authorization_pending"), "token" });
    device.run();
    const bool ended = device.ends();
    Device declined({ LocalHttps::json(
        400, { { "error", "expired_token" }, { "error_description", "AADSTS70020: SENTINEL-device" } }) });
    declined.run();
    const bool endedToo = declined.ends();
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(ended && device.signIn->result() && endedToo);
    const QString all = logged.join(QLatin1Char('\n'));
    QVERIFY(all.contains("/devicecode 200"));
    QVERIFY2(!all.contains("SENTINEL"), qPrintable(all));
}

QTEST_GUILESS_MAIN(TestDeviceSignIn)
#include "tst_DeviceSignIn.moc"
