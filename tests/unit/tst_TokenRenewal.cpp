#include "auth/ClaimsChallenge.h"
#include "auth/SignIn.h"
#include "protocols/graph/GraphClient.h"
#include "protocols/graph/UploadKeys.h"
#include "tst_CertificateFactory.h"
#include "tst_SignInLab.h"

using namespace passerelle;
using namespace passerelle::auth;
using namespace std::chrono_literals;
using core::FailureCode;

namespace {

const QByteArray claimsJson = R"({"access_token":{"nbf":{"essential":true,"value":"1604106651"}}})";

QByteArray challenge(const QByteArray &claims = claimsJson)
{
    return "WWW-Authenticate: Bearer realm=\"\", authorization_uri=\"https://login/a,b\", "
           "error=\"insufficient_claims\", "
           "claims=\""
        + claims.toBase64() + "\"\r\n";
}

// Graph that knows which tokens it likes, and a sign-in that is answered at once.
struct World {
    explicit World(const QString &refreshToken = {})
        : graphServer([this](const LocalHttps::Request &r) { return graph(r); })
        , network({ "lab", entra.https.url(), graphServer.url(), "client-1" })
        , tokens(network, entra.clock)
        , client(network, tokens, { 5, 1ms, [] { return 0.0; } })
    {
        network.trustAlso({ entra.https.ca, graphServer.ca });
        Session session;
        session.accessToken = core::Secret("SENTINEL-old");
        session.refreshToken = core::Secret(refreshToken.toUtf8());
        session.expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
        session.objectId = "oid-1";
        session.tokenEndpoint = entra.request.tenant.tokenEndpoint;
        session.clientId = "client-1";
        tokens.accept(std::move(session));
    }
    void renewInteractively()
    {
        tokens.setRenewal(
            [this](Resource resource, const QByteArray &claims) -> core::OperationOf<Session> * {
                ++renewals;
                resources << resource;
                SignInRequest request = entra.request;
                request.claims = claims;
                request.prompt.clear();
                auto *signIn = new SignIn(network, entra.clock, std::move(request));
                QObject::connect(signIn, &SignIn::browserRequested, signIn, [this](const QUrl &url) {
                    entra.open(url);
                    entra.codeUsed = false;
                    if (answers)
                        QTimer::singleShot(0, &client, [this] { entra.comeBack(); });
                });
                return signIn;
            });
    }
    QByteArray graph(const LocalHttps::Request &request)
    {
        const QByteArray token = request.headers["authorization"];
        seen << token;
        if (accepted.contains(token))
            return LocalHttps::json(200, { { "id", "1" } });
        return LocalHttps::json(401, { { "error", QJsonObject{ { "code", "InvalidAuthenticationToken" } } } },
                                withChallenge ? challenge() : QByteArray());
    }
    core::Result<graph::Person> ask()
    {
        std::unique_ptr<core::OperationOf<graph::Person>> operation(client.me());
        QSignalSpy finished(operation.get(), &core::Operation::finished);
        operation->start();
        if (!finished.wait(8000))
            return core::Failure{ FailureCode::LocalFile, {}, "did not finish", false };
        return std::move(operation->result());
    }

    SmallEntra entra;
    QByteArrayList accepted, seen;
    bool withChallenge = false, answers = true;
    int renewals = 0;
    QList<Resource> resources;
    LocalHttps graphServer;
    NetworkAccess network;
    TokenStore tokens;
    graph::GraphClient client;
};

}

// cloud.md a.6, a.9, b.7
class TestTokenRenewal : public QObject {
    Q_OBJECT
private slots:
    void challenges_data();
    void challenges();
    void claimsTravelWithBothRequests();
    void refreshThenInteractiveThenStop();
    void interactiveCures();
    void withoutAnybodyItStops();
    void anotherAccountIsNotTaken();
    void cancelWhileTheBrowserIsOpen();
    void cancelAWriteWhileTheBrowserIsOpen();
    void resourcesAreSeparate();
    void signOutWipesAll();
};

void TestTokenRenewal::challenges_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("found");
    const QByteArray good = challenge().mid(18).trimmed();
    QTest::newRow("as documented") << good << true;
    QTest::newRow("after another one") << "Negotiate, Basic realm=\"x, y\", " + good << true;
    QByteArray url = good;
    url.replace(claimsJson.toBase64(),
                claimsJson.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QTest::newRow("url alphabet") << url << true;
    QTest::newRow("other error") << QByteArray(good).replace("insufficient_claims", "invalid_token") << false;
    QTest::newRow("no claims") << QByteArray("Bearer error=\"insufficient_claims\"") << false;
    QTest::newRow("no base64") << QByteArray("Bearer error=\"insufficient_claims\", claims=\"{}{}\"")
                               << false;
    QTest::newRow("no object") << "Bearer error=\"insufficient_claims\", claims=\""
            + QByteArray("[1]").toBase64()
            + "\"" << false;
    QTest::newRow("too long") << "Bearer error=\"insufficient_claims\", claims=\""
            + ("{\"a\":\"" + QByteArray(5000, 'x') + "\"}").toBase64()
            + "\"" << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestTokenRenewal::challenges()
{
    QFETCH(QByteArray, header);
    const auto claims = claimsChallenge(header);
    QTEST(claims.has_value(), "found");
    if (claims)
        QCOMPARE(*claims, claimsJson);
}

void TestTokenRenewal::claimsTravelWithBothRequests()
{
    World world("SENTINEL-refresh"); // a refresh would bring the same token again: not tried
    world.withChallenge = true;
    world.accepted = { "Bearer SENTINEL-access-1" };
    world.renewInteractively();
    const auto person = world.ask();
    QVERIFY2(person, person ? "" : qPrintable(person.failure().technical));
    QCOMPARE(world.entra.asked["claims"], claimsJson);
    QCOMPARE(world.entra.lastForm["grant_type"], QByteArray("authorization_code"));
    QCOMPARE(world.entra.lastForm["claims"], claimsJson);
    QCOMPARE(world.seen, (QByteArrayList{ "Bearer SENTINEL-old", "Bearer SENTINEL-access-1" }));
    QCOMPARE(world.renewals, 1);
}

void TestTokenRenewal::refreshThenInteractiveThenStop()
{
    World world("SENTINEL-refresh");
    world.renewInteractively();
    QCOMPARE(world.ask().failure().code, FailureCode::SessionLost);
    QCOMPARE(
        world.seen,
        (QByteArrayList{ "Bearer SENTINEL-old", "Bearer SENTINEL-access-2", "Bearer SENTINEL-access-1" }));
    QCOMPARE(world.renewals, 1);
}

void TestTokenRenewal::interactiveCures()
{
    World world;
    world.accepted = { "Bearer SENTINEL-access-1" };
    world.renewInteractively();
    QVERIFY(world.ask());
    QVERIFY(!world.entra.asked.contains("claims"));
    QCOMPARE(world.resources, QList<Resource>{ Resource::Graph });
}

void TestTokenRenewal::withoutAnybodyItStops()
{
    World world;
    QCOMPARE(world.ask().failure().code, FailureCode::SessionLost);
    QCOMPARE(world.seen.size(), 1);
}

// What was consented to was consented to under the first account.
void TestTokenRenewal::anotherAccountIsNotTaken()
{
    World world;
    world.accepted = { "Bearer SENTINEL-access-1" };
    world.entra.otherClaims = { { "oid", "oid-2" } };
    world.renewInteractively();
    QCOMPARE(world.ask().failure().code, FailureCode::SessionLost);
    QCOMPARE(world.seen, QByteArrayList{ "Bearer SENTINEL-old" });
}

void TestTokenRenewal::cancelWhileTheBrowserIsOpen()
{
    World world;
    world.withChallenge = true;
    world.answers = false;
    world.renewInteractively();
    std::unique_ptr<core::OperationOf<graph::Person>> operation(world.client.me());
    QSignalSpy finished(operation.get(), &core::Operation::finished);
    operation->start();
    QTRY_COMPARE(world.renewals, 1);
    QTest::qWait(20);
    QElapsedTimer clock;
    clock.start();
    operation->cancel();
    QVERIFY(finished.wait(1000));
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(operation->result().failure().code, FailureCode::Cancelled);
    QVERIFY(!world.tokens.session()); // the refused token is gone: it would only be refused again
}

// The write was refused for its token: nothing is on the wire while the person signs in, so Stop is heeded.
void TestTokenRenewal::cancelAWriteWhileTheBrowserIsOpen()
{
    World world;
    world.withChallenge = true;
    world.answers = false;
    world.renewInteractively();
    const auto certificate = crypto::Certificate::fromDer(factory::certificate(factory::rsaKey()));
    QVERIFY(certificate);
    const graph::KeyPlan plan = graph::planKeyUpload({}, { *certificate }, world.entra.clock.nowUtc());
    graph::ServicePrincipal principal;
    principal.id = "object-1";
    principal.appId = "app-1";
    QElapsedTimer read;
    read.start();
    graph::UploadKeys upload(world.client, world.entra.clock, { { "app-1", plan } });
    upload.useReading({ { "app-1", principal } }, read);
    QSignalSpy finished(&upload, &core::Operation::finished);
    upload.start();
    QTRY_COMPARE(world.renewals, 1);
    QCOMPARE(world.seen, QByteArrayList{ "Bearer SENTINEL-old" });
    QTest::qWait(20);
    QElapsedTimer clock;
    clock.start();
    upload.cancel();
    QVERIFY(finished.wait(1000));
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(upload.result().failure().code, FailureCode::Cancelled);
    QCOMPARE(world.seen.size(), 1); // nothing more was sent
}

void TestTokenRenewal::resourcesAreSeparate()
{
    World world;
    QVERIFY(!world.tokens.session(Resource::ExchangeOnline));
    Session exchange;
    exchange.accessToken = core::Secret("SENTINEL-exchange");
    exchange.refreshToken = core::Secret("SENTINEL-refresh");
    const int before = world.tokens.generation(Resource::Graph);
    world.tokens.accept(std::move(exchange), Resource::ExchangeOnline);
    QCOMPARE(world.tokens.session(Resource::ExchangeOnline)->accessToken.reveal().toByteArray(),
             QByteArray("SENTINEL-exchange"));
    QCOMPARE(world.tokens.session()->accessToken.reveal().toByteArray(), QByteArray("SENTINEL-old"));
    QCOMPARE(world.tokens.generation(Resource::Graph), before);
    QVERIFY(world.tokens.canRefresh(Resource::ExchangeOnline) && !world.tokens.canRefresh(Resource::Graph));
    world.accepted = { "Bearer SENTINEL-old" };
    QVERIFY(world.ask());
    QCOMPARE(world.seen, QByteArrayList{ "Bearer SENTINEL-old" }); // never the other one's
}

void TestTokenRenewal::signOutWipesAll()
{
    World world;
    Session exchange;
    exchange.accessToken = core::Secret("SENTINEL-exchange");
    world.tokens.accept(std::move(exchange), Resource::ExchangeOnline);
    QSignalSpy changed(&world.tokens, &TokenStore::sessionChanged);
    world.tokens.signOut();
    QCOMPARE(changed.size(), 1);
    QVERIFY(!world.tokens.session() && !world.tokens.session(Resource::ExchangeOnline));
    QVERIFY(!world.tokens.canRefresh() && !world.tokens.canRenew());
    world.tokens.signOut();
    QCOMPARE(changed.size(), 1);
}

QTEST_GUILESS_MAIN(TestTokenRenewal)
#include "tst_TokenRenewal.moc"
