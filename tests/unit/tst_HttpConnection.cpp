#include "net/BasicContext.h"
#include "net/HttpConnection.h"
#include "net/HttpProbe.h"
#include "tst_HttpTestServer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::net;
using test::HttpTestServer;
using test::ServerReply;
using test::ServerRequest;
using test::TestIdentity;
using namespace std::chrono_literals;

class TestHttpConnection : public QObject {
    Q_OBJECT
private slots:
    void sendsWhatItShould();
    void keepsTheConnection();
    void largeAnswer_data();
    void largeAnswer();
    void reopensAfterTheServerClosed();
    void dropInTheMiddle_data();
    void dropInTheMiddle();
    void timesOut();
    void refusedAndUnknownName();
    void notHttp();
    void cancelAndDestroy();
    void oneAtATime();
    void trustsAnAddedAuthority();
    void untrusted_data();
    void untrusted();
    void privateAuthority_data();
    void privateAuthority();
    void pinnedCertificate();
    void refusesOldTls_data();
    void refusesOldTls();
    void plainPeerBehindTls();
    void basicOverTls();
    void basicRefusesPlainHttp();
    void contextLegs();
    void contextThatNeverEnds();
    void legsShareOneBudget();
    void bytesNobodyAskedFor();
    void probe();
};

static NetworkSettings settingsFor(const HttpTestServer &server, const TestIdentity *trusted = nullptr)
{
    NetworkSettings settings;
    settings.hosts.insert("ex1.contoso.test", "127.0.0.1", server.serverPort());
    if (trusted)
        settings.trust.extraAuthorities = { trusted->certificate };
    return settings;
}

static ServerReply hello(const ServerRequest &)
{
    return ServerReply::make(200, "text/plain", "hello");
}

static HttpExchange::Outcome exchange(HttpConnection &connection,
                                      const HttpRequest &request = { "POST", {}, {}, "body" },
                                      std::chrono::milliseconds timeout = 5s)
{
    HttpExchange *one = connection.send(request, timeout);
    QSignalSpy finished(one, &core::Operation::finished);
    one->start();
    if (finished.isEmpty())
        finished.wait(10'000);
    const HttpExchange::Outcome outcome = one->outcome();
    delete one;
    return outcome;
}

static const QUrl plainUrl("http://ex1.contoso.test/PowerShell/?PSVersion=5.1");
static const QUrl tlsUrl("https://ex1.contoso.test/PowerShell/");

static HttpError::Kind kindOf(const HttpExchange::Outcome &outcome)
{
    const HttpError *error = std::get_if<HttpError>(&outcome);
    return error ? error->kind : HttpError::Kind(-1);
}

void TestHttpConnection::sendsWhatItShould()
{
    HttpTestServer server(hello);
    HttpConnection connection(plainUrl, settingsFor(server));
    const auto outcome = exchange(connection, { "POST", {}, { { "Content-Type", "text/plain" } }, "body" });
    QVERIFY(std::holds_alternative<HttpResponse>(outcome));
    QCOMPARE(std::get<HttpResponse>(outcome).body, QByteArray("hello"));
    const ServerRequest request = server.requests().first();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.target, QByteArray("/PowerShell/?PSVersion=5.1"));
    QCOMPARE(request.header("Host"), QByteArray("ex1.contoso.test")); // its own name, not the address
    QCOMPARE(request.header("Accept-Encoding"), QByteArray("identity"));
    QCOMPARE(request.header("Connection"), QByteArray("Keep-Alive"));
    QCOMPARE(request.header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(request.body, QByteArray("body"));
}

void TestHttpConnection::keepsTheConnection()
{
    HttpTestServer server(hello);
    HttpConnection connection(plainUrl, settingsFor(server));
    QVERIFY(!connection.isOpen());
    for (int i = 0; i < 3; ++i)
        QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));
    QVERIFY(connection.isOpen());
    QCOMPARE(server.connections(), 1);
    connection.close();
    QVERIFY(!connection.isOpen());
}

void TestHttpConnection::largeAnswer_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<bool>("untilClose");
    QTest::newRow("plain") << plainUrl << false;
    QTest::newRow("plain until the end") << plainUrl << true;
    QTest::newRow("tls") << tlsUrl << false;
    QTest::newRow("tls until the end") << tlsUrl << true;
}

// Many times what is read at once, whole; and not a byte more than is allowed.
void TestHttpConnection::largeAnswer()
{
    QFETCH(QUrl, url);
    QFETCH(bool, untilClose);
    const QByteArray body = QByteArray("0123456789abcde\n").repeated(200'000);
    HttpTestServer server([&](const ServerRequest &) {
        ServerReply reply = ServerReply::make(200, "text/plain", body);
        if (untilClose)
            reply.bytes = "HTTP/1.1 200 OK\r\n\r\n" + body;
        reply.close = untilClose;
        return reply;
    });
    const TestIdentity identity = TestIdentity::make("ex1.contoso.test");
    if (url == tlsUrl)
        server.useTls(identity);
    NetworkSettings settings = settingsFor(server, &identity);
    HttpConnection connection(url, settings);
    const auto outcome = exchange(connection);
    QVERIFY(std::holds_alternative<HttpResponse>(outcome));
    QVERIFY(std::get<HttpResponse>(outcome).body == body);
    settings.largestBody = body.size() - 1;
    HttpConnection narrow(url, settings);
    QCOMPARE(kindOf(exchange(narrow)), HttpError::Kind::TooLarge);
}

void TestHttpConnection::reopensAfterTheServerClosed()
{
    HttpTestServer server([](const ServerRequest &) {
        ServerReply reply = ServerReply::make(200, {}, "x", "Connection: close\r\n");
        reply.close = true;
        return reply;
    });
    HttpConnection connection(plainUrl, settingsFor(server));
    for (int i = 0; i < 2; ++i)
        QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));
    QCOMPARE(server.connections(), 2);

    HttpTestServer idle(hello);
    HttpConnection second(plainUrl, settingsFor(idle));
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(second)));
    idle.dropConnections(); // while nothing is asked for
    QTRY_VERIFY(!second.isOpen());
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(second)));
    QCOMPARE(idle.requests().size(), 2); // and nothing was sent twice
}

void TestHttpConnection::dropInTheMiddle_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("before the answer") << QByteArray();
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 O");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
}

void TestHttpConnection::dropInTheMiddle()
{
    QFETCH(QByteArray, bytes);
    HttpTestServer server([&](const ServerRequest &) { return ServerReply{ bytes, true, false, 0 }; });
    HttpConnection connection(plainUrl, settingsFor(server));
    const auto outcome = exchange(connection);
    QCOMPARE(kindOf(outcome), HttpError::Kind::Dropped);
    QCOMPARE(std::get<HttpError>(outcome).stage, HttpError::Stage::Answer);
    QVERIFY(std::get<HttpError>(outcome).requestSent);
    QCOMPARE(server.requests().size(), 1); // never repeated by itself
}

void TestHttpConnection::timesOut()
{
    HttpTestServer server([](const ServerRequest &) { return ServerReply{ {}, false, true, 0 }; });
    HttpConnection connection(plainUrl, settingsFor(server));
    const auto outcome = exchange(connection, { "GET", {}, {}, {} }, 50ms);
    QCOMPARE(kindOf(outcome), HttpError::Kind::TimedOut);
    QCOMPARE(std::get<HttpError>(outcome).stage, HttpError::Stage::Answer);
    QVERIFY(!connection.isOpen());

    QTcpServer mute; // takes the connection and never shakes hands
    mute.listen(QHostAddress::LocalHost);
    NetworkSettings settings;
    settings.hosts.insert("ex1.contoso.test", "127.0.0.1", mute.serverPort());
    settings.tlsTimeout = 50ms;
    HttpConnection tls(tlsUrl, settings);
    const auto handshake = exchange(tls);
    QCOMPARE(kindOf(handshake), HttpError::Kind::TimedOut);
    QCOMPARE(std::get<HttpError>(handshake).stage, HttpError::Stage::Tls);
    QVERIFY(!std::get<HttpError>(handshake).requestSent);
}

void TestHttpConnection::refusedAndUnknownName()
{
    NetworkSettings settings;
    {
        QTcpServer closed;
        closed.listen(QHostAddress::LocalHost);
        settings.hosts.insert("ex1.contoso.test", "127.0.0.1", closed.serverPort());
    }
    HttpConnection refused(plainUrl, settings);
    const auto outcome = exchange(refused);
    QCOMPARE(kindOf(outcome), HttpError::Kind::Refused);
    QCOMPARE(std::get<HttpError>(outcome).stage, HttpError::Stage::Port);
    QVERIFY(!std::get<HttpError>(outcome).requestSent);

    HttpConnection unknown(QUrl("http://no-such-host.invalid/"), {});
    const auto name = exchange(unknown);
    QCOMPARE(kindOf(name), HttpError::Kind::NameNotFound);
    QCOMPARE(std::get<HttpError>(name).stage, HttpError::Stage::Name);
}

void TestHttpConnection::notHttp()
{
    HttpTestServer server([](const ServerRequest &) {
        return ServerReply{ "220 smtp ready\r\n", false, false, 0 };
    });
    HttpConnection connection(plainUrl, settingsFor(server));
    QCOMPARE(kindOf(exchange(connection)), HttpError::Kind::BadReply);
    HttpTestServer big([](const ServerRequest &) {
        return ServerReply{ "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", false, false, 0 };
    });
    HttpConnection second(plainUrl, settingsFor(big));
    QCOMPARE(kindOf(exchange(second)), HttpError::Kind::TooLarge);
}

void TestHttpConnection::cancelAndDestroy()
{
    HttpTestServer server([](const ServerRequest &) { return ServerReply{ {}, false, true, 0 }; });
    HttpConnection connection(plainUrl, settingsFor(server));
    HttpExchange *one = connection.send({ "POST", {}, {}, "x" }, 60s);
    QSignalSpy finished(one, &core::Operation::finished);
    one->start();
    QTRY_COMPARE(server.requests().size(), 1);
    QElapsedTimer clock;
    clock.start();
    one->cancel();
    QVERIFY(finished.isEmpty()); // never from inside cancel()
    QVERIFY(finished.wait(1000));
    QVERIFY(clock.elapsed() < 100);
    QCOMPARE(kindOf(one->outcome()), HttpError::Kind::Cancelled);
    QVERIFY(!connection.isOpen());

    HttpExchange *two = connection.send({ "POST", {}, {}, "x" }, 60s);
    two->start();
    QTRY_COMPARE(server.requests().size(), 2);
    delete two;
    QVERIFY(!connection.isOpen());
    QVERIFY(!connection.isBusy());

    auto *whole = new HttpConnection(plainUrl, settingsFor(server));
    whole->send({ "POST", {}, {}, "x" }, 60s)->start();
    QTRY_COMPARE(server.requests().size(), 3);
    delete whole;
}

void TestHttpConnection::oneAtATime()
{
    HttpTestServer server([](const ServerRequest &) { return ServerReply{ {}, false, true, 0 }; });
    HttpConnection connection(plainUrl, settingsFor(server));
    HttpExchange *one = connection.send({ "POST", {}, {}, "x" }, 60s);
    one->start();
    QVERIFY(connection.isBusy());
    QCOMPARE(kindOf(exchange(connection)), HttpError::Kind::Dropped);
    QSignalSpy finished(one, &core::Operation::finished);
    connection.close();
    QVERIFY(finished.wait(1000));
    QCOMPARE(kindOf(one->outcome()), HttpError::Kind::Dropped);
}

void TestHttpConnection::trustsAnAddedAuthority()
{
    const TestIdentity identity = TestIdentity::make("ex1.contoso.test");
    HttpTestServer server(hello);
    server.useTls(identity);
    HttpConnection connection(tlsUrl, settingsFor(server, &identity));
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));
    QCOMPARE(connection.peerCertificate(), identity.certificate);
}

void TestHttpConnection::untrusted_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("daysLeft");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<int>("daysOld");
    QTest::addColumn<TlsProblem>("problem");
    QTest::addColumn<QString>("code");
    QTest::newRow("self-signed") << QByteArray("ex1.contoso.test") << 30 << false << 60 << TlsProblem::SelfSigned
                                 << "self-signed";
    QTest::newRow("other name") << QByteArray("other.contoso.test") << 30 << true << 60 << TlsProblem::NameMismatch
                                << "name-mismatch";
    QTest::newRow("expired") << QByteArray("ex1.contoso.test") << -1 << true << 60 << TlsProblem::Expired << "expired";
    QTest::newRow("not yet valid") << QByteArray("ex1.contoso.test") << 30 << true << -2 << TlsProblem::NotYetValid
                                   << "not-yet-valid";
}

void TestHttpConnection::untrusted()
{
    QFETCH(QByteArray, name);
    QFETCH(int, daysLeft);
    QFETCH(bool, trusted);
    QFETCH(int, daysOld);
    QFETCH(TlsProblem, problem);
    QFETCH(QString, code);
    const TestIdentity identity = TestIdentity::make(name, daysLeft, daysOld);
    HttpTestServer server(hello);
    server.useTls(identity);
    HttpConnection connection(tlsUrl, settingsFor(server, trusted ? &identity : nullptr));
    const auto outcome = exchange(connection);
    QCOMPARE(kindOf(outcome), HttpError::Kind::TlsUntrusted);
    const HttpError &error = std::get<HttpError>(outcome);
    QVERIFY2(error.tlsErrors.contains(code), qPrintable(error.tlsErrors.join(' ')));
    QVERIFY(error.tlsProblems.contains(problem));
    QCOMPARE(error.tlsProblems.size(), error.tlsErrors.size());
    QCOMPARE(error.chain.value(0), identity.certificate);
    QVERIFY(!error.requestSent);
    QVERIFY(server.requests().isEmpty());
}

// An authority of the house that this PC does not know is one, whether the server sends its root along or not.
void TestHttpConnection::privateAuthority_data()
{
    QTest::addColumn<bool>("rootSent");
    QTest::newRow("certificate alone") << false;
    QTest::newRow("with its root") << true;
}

void TestHttpConnection::privateAuthority()
{
    QFETCH(bool, rootSent);
    const TestIdentity authority = TestIdentity::make("authority.contoso.test");
    TestIdentity identity = authority.issue("ex1.contoso.test");
    if (rootSent)
        identity.sentAlong = { authority.certificate };
    HttpTestServer server(hello);
    server.useTls(identity);
    HttpConnection connection(tlsUrl, settingsFor(server));
    const auto outcome = exchange(connection);
    QCOMPARE(kindOf(outcome), HttpError::Kind::TlsUntrusted);
    QCOMPARE(std::get<HttpError>(outcome).tlsErrors, QStringList("untrusted-issuer"));
    QCOMPARE(std::get<HttpError>(outcome).chain.value(0), identity.certificate);

    HttpConnection knowing(tlsUrl, settingsFor(server, &authority));
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(knowing)));
}

void TestHttpConnection::pinnedCertificate()
{
    const TestIdentity identity = TestIdentity::make("other.name", -1);
    HttpTestServer server(hello);
    server.useTls(identity);
    NetworkSettings settings = settingsFor(server);
    const QByteArray digest = identity.certificate.digest(QCryptographicHash::Sha256);
    settings.trust.pinnedFingerprints.insert("ex1.contoso.test", digest);
    HttpConnection connection(tlsUrl, settings);
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));

    settings.trust.pinnedFingerprints = { { "ex2.contoso.test", digest } }; // of another host
    HttpConnection otherHost(tlsUrl, settings);
    QCOMPARE(kindOf(exchange(otherHost)), HttpError::Kind::TlsUntrusted);

    settings.trust.pinnedFingerprints = { { "ex1.contoso.test", QByteArray(32, 'x') } };
    HttpConnection otherCertificate(tlsUrl, settings);
    QCOMPARE(kindOf(exchange(otherCertificate)), HttpError::Kind::TlsUntrusted);
}

void TestHttpConnection::refusesOldTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("old");
    QTest::newRow("the server refuses ours") << QByteArray::fromHex("15030100020246") << true; // alert protocol_version
    QTest::newRow("the server chooses TLS 1.0")
        << QByteArray::fromHex("160301002a020000260301") + QByteArray(32, 'r') + QByteArray::fromHex("00002f00") << true;
    QTest::newRow("another alert") << QByteArray::fromHex("15030100020228") << false; // handshake_failure
}

void TestHttpConnection::refusesOldTls()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, old);
    QVERIFY(QSslConfiguration::defaultConfiguration().protocol() != QSsl::AnyProtocol);
    HttpTestServer server([](const ServerRequest &) { return ServerReply{}; }); // answers in the clear
    HttpConnection connection(tlsUrl, settingsFor(server));
    HttpExchange *one = connection.send({ "GET", {}, {}, {} }, 5s);
    QSignalSpy finished(one, &core::Operation::finished);
    one->start();
    QTRY_COMPARE(server.connections(), 1);
    server.sendTo(1, bytes);
    QVERIFY(finished.wait(5000));
    QCOMPARE(kindOf(one->outcome()), HttpError::Kind::TlsHandshake);
    QCOMPARE(std::get<HttpError>(one->outcome()).tlsProblems.contains(TlsProblem::ProtocolTooOld), old);
}

void TestHttpConnection::plainPeerBehindTls()
{
    HttpTestServer server([](const ServerRequest &) { return ServerReply{}; });
    HttpConnection connection(tlsUrl, settingsFor(server));
    HttpExchange *one = connection.send({ "GET", {}, {}, {} }, 5s);
    QSignalSpy finished(one, &core::Operation::finished);
    one->start();
    QTRY_COMPARE(server.connections(), 1);
    server.sendTo(1, "HTTP/1.1 400 Bad Request\r\n\r\n");
    QVERIFY(finished.wait(5000));
    QCOMPARE(kindOf(one->outcome()), HttpError::Kind::TlsHandshake);
}

void TestHttpConnection::basicOverTls()
{
    const TestIdentity identity = TestIdentity::make("ex1.contoso.test");
    HttpTestServer server(hello);
    server.useTls(identity);
    HttpConnection connection(tlsUrl, settingsFor(server, &identity));
    connection.setSecurityContext(
        std::make_unique<BasicContext>(QString::fromUtf8("é@contoso.test"), core::Secret("p:w")));
    QVERIFY(!connection.securityContext()->sentCredentials());
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));
    QVERIFY(connection.securityContext()->sentCredentials());
    QCOMPARE(server.requests().size(), 1); // without waiting to be asked
    QCOMPARE(server.requests().first().header("Authorization"),
             "Basic " + QByteArray("é@contoso.test:p:w").toBase64());
}

void TestHttpConnection::basicRefusesPlainHttp()
{
    HttpTestServer server(hello);
    HttpConnection connection(plainUrl, settingsFor(server));
    connection.setSecurityContext(std::make_unique<BasicContext>("u", core::Secret("p")));
    QCOMPARE(kindOf(exchange(connection)), HttpError::Kind::Unsafe);
    QVERIFY(server.requests().isEmpty());
    QVERIFY(!connection.securityContext()->sentCredentials());
}

// A context of several legs with protection of the bodies, in the way of Kerberos over plain HTTP: no body
// before the context stands, tokens bound to the connection, an answer from a ticket cache that takes its
// time.
class LegsContext : public SecurityContext {
public:
    explicit LegsContext(bool endless = false)
        : m_endless(endless)
    {
    }
    QByteArray schemeName() const override { return "Legs"; }
    void connected(const Channel &channel) override
    {
        m_leg = 0;
        m_host = channel.host;
    }
    void protect(HttpRequest request, std::function<void(Protected)> ready) override
    {
        if (m_leg < 2) {
            request.body.clear();
            request.headers.append(
                { "Authorization", "Legs " + QByteArray::number(++m_leg) + m_host.toLatin1() });
        } else {
            std::reverse(request.body.begin(), request.body.end());
        }
        QTimer::singleShot(5, [request, ready] { ready(request); });
    }
    Verdict inspect(HttpResponse &response) override
    {
        if (m_endless || response.header("WWW-Authenticate").startsWith("Legs "))
            return Verdict::Again;
        if (response.status == 200)
            std::reverse(response.body.begin(), response.body.end());
        return Verdict::Deliver;
    }
    bool sentCredentials() const override { return m_leg > 0; }

private:
    bool m_endless;
    int m_leg = 0;
    QString m_host;
};

void TestHttpConnection::contextLegs()
{
    HttpTestServer server([](const ServerRequest &request) {
        if (request.body.isEmpty())
            return ServerReply::make(401, {}, {},
                                     "WWW-Authenticate: Legs token\r\nX-FEServer: FE1\r\nSet-Cookie: a="
                                         + request.header("Authorization").mid(5, 1) + "\r\n");
        return ServerReply::make(200, {}, request.body, "Set-Cookie: a=last\r\n");
    });
    HttpConnection connection(plainUrl, settingsFor(server));
    connection.setSecurityContext(std::make_unique<LegsContext>());
    for (int round = 0; round < 2; ++round) {
        const auto outcome = exchange(connection, { "POST", {}, {}, "abc" });
        QVERIFY(std::holds_alternative<HttpResponse>(outcome));
        QCOMPARE(std::get<HttpResponse>(outcome).body, QByteArray("abc"));
        const HttpResponse &response = std::get<HttpResponse>(outcome);
        const QByteArrayList first{ "a=1", "a=2", "a=last" }; // of the sign-in too (reference psrp.md 3.7)
        QCOMPARE(response.headerAll("Set-Cookie"), round == 0 ? first : QByteArrayList{ "a=last" });
        QCOMPARE(response.header("X-FEServer"), round == 0 ? QByteArray("FE1") : QByteArray());
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().size(), 4); // two legs, two messages
    QCOMPARE(server.requests().at(0).header("Authorization"), QByteArray("Legs 1ex1.contoso.test"));
    QCOMPARE(server.requests().at(2).body, QByteArray("cba"));
    QVERIFY(server.requests().at(3).header("Authorization").isEmpty());
    server.dropConnections();
    QTRY_VERIFY(!connection.isOpen());
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection, { "POST", {}, {}, "abc" })));
    QCOMPARE(server.requests().size(), 7); // the context is built again on the new connection
}

void TestHttpConnection::contextThatNeverEnds()
{
    HttpTestServer server([](const ServerRequest &) { return ServerReply::make(401, {}, {}); });
    HttpConnection connection(plainUrl, settingsFor(server));
    connection.setSecurityContext(std::make_unique<LegsContext>(true));
    QCOMPARE(kindOf(exchange(connection)), HttpError::Kind::BadReply);
    QCOMPARE(server.requests().size(), 6);
}

// Reference psrp.md 13.2: 30 s for the sign-in, not for each of its requests.
void TestHttpConnection::legsShareOneBudget()
{
    HttpTestServer server([](const ServerRequest &) {
        ServerReply reply = ServerReply::make(401, {}, {});
        reply.delay = 200;
        return reply;
    });
    NetworkSettings settings = settingsFor(server);
    settings.signInBudget = 500ms;
    HttpConnection connection(plainUrl, settings);
    class Endless : public SecurityContext {
    public:
        QByteArray schemeName() const override { return "Endless"; }
        void connected(const Channel &) override { }
        void protect(HttpRequest request, std::function<void(Protected)> ready) override
        {
            request.body.clear();
            ready(request);
        }
        Verdict inspect(HttpResponse &) override { return Verdict::Again; }
        bool sentCredentials() const override { return true; }
    };
    connection.setSecurityContext(std::make_unique<Endless>());
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(kindOf(exchange(connection, { "POST", {}, {}, "abc" }, 20s)), HttpError::Kind::TimedOut);
    QVERIFY2(clock.elapsed() < 1100, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(server.requests().size() < 6);
}

// What comes while the context prepares a request is no answer to it: a forged one must not pass for it.
void TestHttpConnection::bytesNobodyAskedFor()
{
    class Slow : public SecurityContext {
    public:
        std::function<void()> meanwhile;
        QByteArray schemeName() const override { return "Slow"; }
        void connected(const Channel &) override { }
        void protect(HttpRequest request, std::function<void(Protected)> ready) override
        {
            std::exchange(meanwhile, [] {})();
            QTimer::singleShot(100, [request, ready] { ready(request); });
        }
        Verdict inspect(HttpResponse &) override { return Verdict::Deliver; }
        bool sentCredentials() const override { return false; }
    };
    HttpTestServer server(hello);
    HttpConnection connection(plainUrl, settingsFor(server));
    auto context = std::make_unique<Slow>();
    Slow *slow = context.get();
    slow->meanwhile = [] {};
    connection.setSecurityContext(std::move(context));
    QVERIFY(std::holds_alternative<HttpResponse>(exchange(connection)));
    slow->meanwhile = [&] { server.sendTo(1, ServerReply::make(200, "text/plain", "forged").bytes); };
    const auto outcome = exchange(connection);
    QVERIFY(std::holds_alternative<HttpResponse>(outcome));
    QCOMPARE(std::get<HttpResponse>(outcome).body, QByteArray("hello"));
    QCOMPARE(server.connections(), 2);
    QCOMPARE(server.requests().size(), 2); // it was asked once
}

void TestHttpConnection::probe()
{
    const TestIdentity identity = TestIdentity::make("ex1.contoso.test");
    HttpTestServer server(
        [](const ServerRequest &) { return ServerReply::make(401, {}, {}, "WWW-Authenticate: Bearer\r\n"); });
    server.useTls(identity);
    HttpProbe probe(QUrl("https://ex1.contoso.test/EWS/Exchange.asmx"), { "GET", {}, {}, {} },
                    settingsFor(server, &identity));
    QSignalSpy finished(&probe, &core::Operation::finished);
    probe.start();
    QVERIFY(finished.wait(5000));
    QVERIFY(std::holds_alternative<HttpResponse>(probe.outcome()));
    QCOMPARE(std::get<HttpResponse>(probe.outcome()).status, 401);
    QCOMPARE(probe.peerCertificate(), identity.certificate);
    QCOMPARE(server.requests().first().target, QByteArray("/EWS/Exchange.asmx"));
    QVERIFY(server.requests().first().header("Content-Length").isEmpty());
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_HttpConnection.moc"
