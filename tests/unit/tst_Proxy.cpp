#include "auth/ProxyCheck.h"
#include "tst_SignInServer.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using namespace std::chrono_literals;
using core::FailureCode;
using Kind = ProxyVerdict::Kind;

namespace {

// An HTTP proxy of a few lines: CONNECT, with Basic when an account is set.
class SmallProxy : public QTcpServer {
public:
    SmallProxy()
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                serve(client);
        });
    }

    QByteArray account; // "user:password"
    QByteArray answer; // instead of tunnelling
    int tunnels = 0, asked = 0;
    QByteArrayList heads;

private:
    void serve(QTcpSocket *client)
    {
        auto head = std::make_shared<QByteArray>();
        auto up = std::make_shared<QTcpSocket *>(nullptr);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client, head, up] {
            if (*up) {
                (*up)->write(client->readAll());
                return;
            }
            *head += client->readAll();
            if (!head->contains("\r\n\r\n"))
                return;
            ++asked;
            heads << *head;
            const QByteArray request = std::exchange(*head, {});
            const QByteArray wanted = "Proxy-Authorization: Basic " + account.toBase64();
            if (!answer.isEmpty()) {
                client->write(answer);
                client->disconnectFromHost();
            } else if (!account.isEmpty() && !request.contains(wanted)) {
                client->write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                              "realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            } else {
                tunnel(client, request, up);
            }
        });
    }
    void tunnel(QTcpSocket *client, const QByteArray &request, const std::shared_ptr<QTcpSocket *> &up)
    {
        const QByteArray target = request.split(' ').value(1);
        *up = new QTcpSocket(client);
        QTcpSocket *server = *up;
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::connected, client, [this, client] {
            ++tunnels;
            client->write("HTTP/1.1 200 Connection established\r\n\r\n");
        });
        server->connectToHost(QHostAddress::LocalHost, target.split(':').value(1).toUShort());
    }
};

struct Microsoft {
    Microsoft()
        : login([this](const LocalHttps::Request &) { return loginAnswer; })
        , graph([this](const LocalHttps::Request &) { return graphAnswer; })
        , network({ "lab", login.url(), graph.url(), "client-1" })
    {
        network.trustAlso({ login.ca, graph.ca });
        network.setTimeout(2s);
    }
    ProxyVerdict check()
    {
        ProxyCheck check(network);
        QSignalSpy finished(&check, &core::Operation::finished);
        check.start();
        if (!finished.wait(15'000) || !check.result())
            return { Kind::HostUnreachable, "did not finish", 0, {}, {} };
        return *check.result();
    }
    void useProxy(quint16 port, const QString &user = {}, const QByteArray &password = {})
    {
        network.setProxy({ ProxyKind::Manual, "127.0.0.1", port, user, core::Secret(password) });
    }

    QByteArray loginAnswer = LocalHttps::json(200, { { "issuer", "https://login/{tenantid}/v2.0" } });
    QByteArray graphAnswer =
        LocalHttps::json(401, { { "error", QJsonObject{ { "code", "InvalidAuthenticationToken" } } } });
    LocalHttps login, graph;
    NetworkAccess network;
};

}

// problems.md ENTRA-NET, ux.md U67
class TestProxy : public QObject {
    Q_OBJECT
private slots:
    void direct();
    void throughAProxy();
    void proxyThatAsksForAnAccount();
    void proxyThatIsNotThere();
    void proxyThatRefusesTheHost();
    void otherAnswers_data();
    void otherAnswers();
    void untrustedCertificate();
    void noneGoesPastTheSystemProxy();
    void failures();
    void cancel();
    void cancelBetweenTheQuestions();
};

void TestProxy::direct()
{
    Microsoft microsoft;
    microsoft.network.setProxy({ ProxyKind::None, {}, 0, {}, {} });
    const ProxyVerdict verdict = microsoft.check();
    QCOMPARE(verdict.kind, Kind::Reachable);
    QVERIFY(verdict.host.isEmpty());
    QCOMPARE(microsoft.login.requests.size(), 1);
    QCOMPARE(microsoft.graph.requests.size(), 1);
    for (const auto *https : { &microsoft.login, &microsoft.graph })
        QVERIFY(!https->requests[0].headers.contains("authorization"));
    QVERIFY(!proxyFailure(verdict, microsoft.network.cloud()));
}

void TestProxy::throughAProxy()
{
    Microsoft microsoft;
    SmallProxy proxy;
    microsoft.useProxy(proxy.serverPort());
    QCOMPARE(microsoft.check().kind, Kind::Reachable);
    QCOMPARE(proxy.tunnels, 2);
}

void TestProxy::proxyThatAsksForAnAccount()
{
    Microsoft microsoft;
    SmallProxy proxy;
    proxy.account = "user:SENTINEL-password";
    microsoft.useProxy(proxy.serverPort());
    ProxyVerdict verdict = microsoft.check();
    QCOMPARE(verdict.kind, Kind::ProxySignIn);
    QCOMPARE(verdict.host, "localhost");
    QVERIFY(microsoft.login.requests.isEmpty());

    microsoft.useProxy(proxy.serverPort(), "user", "wrong");
    verdict = microsoft.check();
    QCOMPARE(verdict.kind, Kind::ProxySignIn);
    QVERIFY(!verdict.technical.contains("wrong"));

    microsoft.useProxy(proxy.serverPort(), "user", "SENTINEL-password");
    QCOMPARE(microsoft.check().kind, Kind::Reachable);
    QVERIFY(!microsoft.login.requests[0].headers.contains("proxy-authorization")); // inside the tunnel: never
}

void TestProxy::proxyThatIsNotThere()
{
    Microsoft microsoft;
    quint16 port = 0;
    {
        SmallProxy gone;
        port = gone.serverPort();
    }
    microsoft.useProxy(port);
    const ProxyVerdict refused = microsoft.check();
    QVERIFY2(refused.kind == Kind::ProxyUnreachable, qPrintable(refused.technical));
    microsoft.network.setProxy({ ProxyKind::Manual, "no-such-proxy.invalid", 8080, {}, {} });
    QCOMPARE(microsoft.check().kind, Kind::ProxyUnreachable);
    QVERIFY(microsoft.login.requests.isEmpty());
}

void TestProxy::proxyThatRefusesTheHost()
{
    Microsoft microsoft;
    SmallProxy proxy;
    proxy.answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    microsoft.useProxy(proxy.serverPort());
    QCOMPARE(microsoft.check().kind, Kind::HostUnreachable);
}

void TestProxy::otherAnswers_data()
{
    QTest::addColumn<QByteArray>("login");
    QTest::addColumn<QByteArray>("graph");
    QTest::addColumn<int>("kind");
    const QByteArray page = LocalHttps::answer(200, "<html>sign in to the network</html>", "text/html");
    const QByteArray right = LocalHttps::json(200, { { "issuer", "x" } });
    QTest::newRow("a page in the place of the sign-in") << page << right << int(Kind::NotMicrosoft);
    QTest::newRow("a page in the place of Graph") << right << page << int(Kind::NotMicrosoft);
    QTest::newRow("redirect") << LocalHttps::answer(302, "", "text/html",
                                                    "Location: https://portal.example/\r\n")
                              << right << int(Kind::NotMicrosoft);
    QTest::newRow("challenge without body")
        << right << LocalHttps::answer(401, "", "text/plain", "WWW-Authenticate: Bearer realm=\"\"\r\n")
        << int(Kind::Reachable);
    QTest::newRow("silent") << QByteArray("hang") << right << int(Kind::HostUnreachable);
}

void TestProxy::otherAnswers()
{
    QFETCH(QByteArray, login);
    QFETCH(QByteArray, graph);
    Microsoft microsoft;
    microsoft.network.setTimeout(300ms);
    microsoft.loginAnswer = login;
    microsoft.graphAnswer = graph;
    const ProxyVerdict verdict = microsoft.check();
    QTEST(int(verdict.kind), "kind");
    QCOMPARE(verdict.host.isEmpty(), verdict.kind == Kind::Reachable);
}

// TLS inspection: the issuer is what tells whose it is
void TestProxy::untrustedCertificate()
{
    LocalHttps inspected([](const LocalHttps::Request &) { return LocalHttps::json(200, {}); });
    NetworkAccess network({ "lab", inspected.url(), inspected.url(), "client-1" });
    ProxyCheck check(network);
    QSignalSpy finished(&check, &core::Operation::finished);
    check.start();
    QVERIFY(finished.wait(8000));
    QCOMPARE(check.result()->kind, Kind::Untrusted);
    QVERIFY(check.result()->certificateIssuer.startsWith("Test Authority"));
    QVERIFY(inspected.requests.isEmpty());
}

// Hosts of this PC never go through the system's proxy, so others are asked.
void TestProxy::noneGoesPastTheSystemProxy()
{
    SmallProxy proxy;
    proxy.answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    for (const char *name : { "http_proxy", "https_proxy" })
        qputenv(name, "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    NetworkAccess network({ "far", QUrl("https://login.example.invalid"),
                            QUrl("https://graph.example.invalid"), "client-1" });
    network.setTimeout(5s);
    QList<int> asked;
    for (const ProxyKind kind : { ProxyKind::System, ProxyKind::None }) {
        network.setProxy({ kind, {}, 0, {}, {} });
        proxy.asked = 0;
        ProxyCheck check(network);
        QSignalSpy finished(&check, &core::Operation::finished);
        check.start();
        QVERIFY(finished.wait(15'000));
        QCOMPARE(check.result()->kind, Kind::HostUnreachable);
        asked << proxy.asked;
    }
    for (const char *name : { "http_proxy", "https_proxy" })
        qunsetenv(name);
    QVERIFY(asked[0] > 0);
    QVERIFY(proxy.heads[0].startsWith("CONNECT login.example.invalid:443 "));
    QCOMPARE(asked[1], 0);
}

void TestProxy::failures()
{
    const CloudEndpoints cloud = worldwide();
    for (Kind kind : { Kind::ProxySignIn, Kind::ProxyUnreachable, Kind::HostUnreachable, Kind::Untrusted,
                       Kind::NotMicrosoft }) {
        const auto failure = proxyFailure({ kind, "graph.microsoft.com", 407, {}, "why" }, cloud);
        QVERIFY(failure);
        QCOMPARE(failure->code, FailureCode::EntraNet);
        QCOMPARE(failure->values["host"], "graph.microsoft.com");
        QCOMPARE(failure->values["list"], cloud.hostList());
        QCOMPARE(failure->technical, "why");
        QCOMPARE(failure->values["reason"], kind == Kind::ProxySignIn          ? "proxy-account"
                                                : kind == Kind::ProxyUnreachable ? "proxy"
                                                                                 : "");
    }
}

void TestProxy::cancel()
{
    Microsoft microsoft;
    microsoft.loginAnswer = "hang";
    ProxyCheck check(microsoft.network);
    QSignalSpy finished(&check, &core::Operation::finished);
    check.start();
    QTRY_COMPARE(microsoft.login.requests.size(), 1);
    check.cancel();
    QVERIFY(finished.wait(200));
    QCOMPARE(check.result().failure().code, FailureCode::Cancelled);
}

// Stop may land when the first answer is there and has not been told yet.
void TestProxy::cancelBetweenTheQuestions()
{
    Microsoft microsoft;
    ProxyCheck check(microsoft.network);
    QSignalSpy finished(&check, &core::Operation::finished);
    connect(&microsoft.network, &NetworkAccess::answered, &check, [&check] { check.cancel(); }, Qt::QueuedConnection);
    check.start();
    QVERIFY(finished.wait(5000));
    QCOMPARE(check.result().failure().code, FailureCode::Cancelled);
    QVERIFY(microsoft.graph.requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_Proxy.moc"
