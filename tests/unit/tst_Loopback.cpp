#include "auth/LoopbackServer.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using namespace std::chrono_literals;

namespace {

const QByteArray state = "STATE-0123456789";

struct Server {
    explicit Server(LoopbackLimits limits = {})
        : loopback(core::Secret(state), { "Terminé <b>", "Done & over" }, limits)
        , answered(&loopback, &LoopbackServer::answered)
    {
        listening = loopback.listen();
    }
    QByteArray host() const { return "localhost:" + QByteArray::number(loopback.port()); }

    LoopbackServer loopback;
    QSignalSpy answered;
    bool listening = false;
};

// Sends the bytes as they are and returns all that comes back until the server closes.
QByteArray exchange(const Server &server, const QByteArray &bytes,
                    const QHostAddress &to = QHostAddress::LocalHost)
{
    QTcpSocket socket;
    socket.connectToHost(to, server.loopback.port());
    QByteArray answer;
    bool closed = false;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [&] { closed = true; });
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &socket, [&] { closed = true; });
    socket.write(bytes);
    (void)QTest::qWaitFor([&] { return closed; }, 3000);
    return answer;
}

QByteArray get(const Server &server, const QByteArray &target)
{
    return exchange(server, "GET " + target + " HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n");
}

QByteArray post(const Server &server, const QByteArray &body,
                const QByteArray &type = "application/x-www-form-urlencoded")
{
    return exchange(server,
                    "POST / HTTP/1.1\r\nHost: " + server.host() + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

int statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3).toInt();
}

}

// cloud.md a.4 and e.3
class TestLoopback : public QObject {
    Q_OBJECT
private slots:
    void listensOnBothLoopbackAddressesOnly();
    void formPost();
    void query();
    void errorOfTheAuthorizeEndpoint();
    void refused_data();
    void refused();
    void wrongStateKeepsListening();
    void secondArrivalIsIgnored();
    void replayedAfterTheAnswerWasTaken();
    void lastPage();
    void twentyConnections();
    void slowSender();
    void oversizedHeader();
    void bodyInPieces();
    void retiredServerTakesNothing();
};

void TestLoopback::listensOnBothLoopbackAddressesOnly()
{
    Server server;
    QVERIFY(server.listening);
    QCOMPARE(server.loopback.redirectUri(), "http://" + server.host() + "/");
    const QByteArray request = "GET /favicon.ico HTTP/1.1\r\nHost: " + server.host() + "\r\n\r\n";
    QCOMPARE(statusOf(exchange(server, request)), 404);
    QTcpSocket probe;
    probe.connectToHost(QHostAddress::LocalHostIPv6, server.loopback.port());
    if (probe.waitForConnected(1000) || probe.error() == QAbstractSocket::ConnectionRefusedError)
        QCOMPARE(statusOf(exchange(server, request, QHostAddress::LocalHostIPv6)), 404);
}

void TestLoopback::formPost()
{
    Server server;
    const QByteArray answer = post(server, "code=a%2Bb+c&state=" + state + "&session_state=x");
    QCOMPARE(statusOf(answer), 303);
    QVERIFY(answer.contains("Location: /done\r\n"));
    QVERIFY(answer.contains("Connection: close\r\n"));
    QCOMPARE(server.answered.size(), 1);
    const LoopbackAnswer taken = server.loopback.takeAnswer();
    QCOMPARE(taken.code.reveal().toByteArray(), QByteArray("a+b c"));
    QVERIFY(taken.error.isEmpty());
}

void TestLoopback::query()
{
    Server server;
    QCOMPARE(statusOf(get(server, "/?state=" + state + "&code=0.AX%2Fy")), 303);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().toByteArray(), QByteArray("0.AX/y"));
}

void TestLoopback::errorOfTheAuthorizeEndpoint()
{
    Server server;
    QCOMPARE(statusOf(post(
                 server,
                 "error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3a+User+declined"
                 "&state="
                     + state)),
             303);
    const LoopbackAnswer taken = server.loopback.takeAnswer();
    QCOMPARE(taken.error, "access_denied");
    QCOMPARE(taken.errorSubcode, "cancel");
    QCOMPARE(taken.errorDescription, "AADSTS65004: User declined");
    QVERIFY(taken.code.isEmpty());
}

void TestLoopback::refused_data()
{
    QTest::addColumn<QByteArray>("request"); // H stands for the right host, S for the right state
    QTest::addColumn<int>("status");
    QTest::newRow("favicon") << QByteArray("GET /favicon.ico HTTP/1.1\r\nHost: H\r\n\r\n") << 404;
    QTest::newRow("other path") << QByteArray("GET /x?code=1&state=S HTTP/1.1\r\nHost: H\r\n\r\n") << 404;
    QTest::newRow("wrong state") << QByteArray("GET /?code=1&state=WRONG HTTP/1.1\r\nHost: H\r\n\r\n") << 400;
    QTest::newRow("state cut") << QByteArray("GET /?code=1&state=STATE HTTP/1.1\r\nHost: H\r\n\r\n") << 400;
    QTest::newRow("no state") << QByteArray("GET /?code=1 HTTP/1.1\r\nHost: H\r\n\r\n") << 400;
    QTest::newRow("state twice") << QByteArray("GET /?code=1&state=S&state=S HTTP/1.1\r\nHost: H\r\n\r\n")
                                 << 400;
    QTest::newRow("neither code nor error") << QByteArray("GET /?state=S HTTP/1.1\r\nHost: H\r\n\r\n") << 400;
    QTest::newRow("wrong host") << QByteArray(
        "GET /?code=1&state=S HTTP/1.1\r\nHost: evil.example:80\r\n\r\n")
                                << 400;
    QTest::newRow("address as host") << QByteArray("GET /?code=1&state=S HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                     << 400;
    QTest::newRow("no host") << QByteArray("GET /?code=1&state=S HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << QByteArray("GET /?code=1&state=S HTTP/1.1\r\nHost: H\r\nHost: H\r\n\r\n")
                               << 400;
    QTest::newRow("method") << QByteArray("PUT /?code=1&state=S HTTP/1.1\r\nHost: H\r\n\r\n") << 405;
    QTest::newRow("head") << QByteArray("HEAD /?code=1&state=S HTTP/1.1\r\nHost: H\r\n\r\n") << 405;
    QTest::newRow("options") << QByteArray("OPTIONS / HTTP/1.1\r\nHost: H\r\n\r\n") << 405;
    QTest::newRow("not http") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("absolute target") << QByteArray("GET http://x/ HTTP/1.1\r\nHost: H\r\n\r\n") << 400;
    QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nHost H\r\n\r\n") << 400;
    QTest::newRow("space before colon") << QByteArray("GET / HTTP/1.1\r\nHost : H\r\n\r\n") << 400;
    QTest::newRow("json body") << QByteArray(
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\n\r\n{}")
                               << 400;
    QTest::newRow("no length") << QByteArray("POST / HTTP/1.1\r\nHost: H\r\n\r\n") << 411;
    QTest::newRow("negative length") << QByteArray("POST / HTTP/1.1\r\nHost: H\r\nContent-Length: -1\r\n\r\n")
                                     << 411;
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n"
                                           "Content-Length: 3\r\n\r\n0\r\n")
                             << 411;
    QTest::newRow("body too large") << QByteArray(
        "POST / HTTP/1.1\r\nHost: H\r\nContent-Length: 65537\r\n\r\n")
                                    << 413;
}

void TestLoopback::refused()
{
    QFETCH(QByteArray, request);
    Server server;
    request.replace("Host: H", "Host: " + server.host()).replace("state=S&", "state=" + state + "&");
    request.replace("state=S ", "state=" + state + " ");
    const QByteArray answer = exchange(server, request);
    QTEST(statusOf(answer), "status");
    QVERIFY(server.answered.isEmpty());
    QVERIFY(!answer.contains("evil") && !answer.contains("WRONG")); // no echo
    QCOMPARE(statusOf(get(server, "/?code=1&state=" + state)), 303); // still listening
}

void TestLoopback::wrongStateKeepsListening()
{
    Server server;
    for (int i = 0; i < 20; ++i)
        QCOMPARE(statusOf(post(server, "code=EVIL&state=guess")), 400);
    QCOMPARE(statusOf(post(server, "code=right&state=" + state)), 303);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().toByteArray(), QByteArray("right"));
}

// A browser or scanner that asks twice must not end on an error page, and the second code must not count.
void TestLoopback::secondArrivalIsIgnored()
{
    Server server;
    QCOMPARE(statusOf(post(server, "code=first&state=" + state)), 303);
    QCOMPARE(statusOf(post(server, "code=second&state=" + state)), 303);
    QCOMPARE(server.answered.size(), 1);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().toByteArray(), QByteArray("first"));
}

// Between the answer and the retirement the code is redeemed: whoever plays it again then, or another one with the
// stolen state, gets the way to the last page and nothing else.
void TestLoopback::replayedAfterTheAnswerWasTaken()
{
    Server server;
    QCOMPARE(statusOf(post(server, "code=first&state=" + state)), 303);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().toByteArray(), QByteArray("first"));
    for (const QByteArray &code : { QByteArray("first"), QByteArray("second") }) {
        for (const QByteArray &answer :
             { post(server, "code=" + code + "&state=" + state), get(server, "/?code=" + code + "&state=" + state) }) {
            QCOMPARE(statusOf(answer), 303);
            QVERIFY(!answer.contains(code) && !answer.contains(state));
        }
    }
    QCOMPARE(statusOf(post(server, "code=third&state=guess")), 400);
    QCOMPARE(server.answered.size(), 1);
    QVERIFY(server.loopback.takeAnswer().code.isEmpty());
}

void TestLoopback::lastPage()
{
    Server server;
    server.loopback.setLanguage("fr");
    const QByteArray page = get(server, "/done");
    QVERIFY(page.contains("<html lang=\"fr\">"));
    QCOMPARE(statusOf(page), 200);
    QVERIFY(page.contains("Cache-Control: no-store\r\n"));
    QVERIFY(page.contains("Referrer-Policy: no-referrer\r\n"));
    QVERIFY(page.contains("Content-Security-Policy: default-src 'none'\r\n"));
    QVERIFY(page.contains("<p>Terminé &lt;b&gt;</p><p>Done &amp; over</p>"));
}

void TestLoopback::twentyConnections()
{
    Server server;
    QList<QSharedPointer<QTcpSocket>> sockets;
    for (int i = 0; i < 20; ++i) {
        sockets.append(QSharedPointer<QTcpSocket>::create());
        sockets.last()->connectToHost(QHostAddress::LocalHost, server.loopback.port());
    }
    const auto open = [&] {
        return std::count_if(sockets.begin(), sockets.end(),
                             [](const auto &s) { return s->state() == QAbstractSocket::ConnectedState; });
    };
    QTRY_COMPARE(open(), 8);
    // All of them are still held when the browser comes back, and it goes on to the last page.
    QCOMPARE(statusOf(get(server, "/?code=right&state=" + state)), 303);
    QCOMPARE(statusOf(get(server, "/done")), 200);
    QVERIFY(open() >= 6); // two of the eight gave way
    QCOMPARE(server.answered.size(), 1);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().toByteArray(), QByteArray("right"));
    // Nobody else's connection was worth anything: none of them was answered.
    for (const auto &socket : sockets)
        QCOMPARE(socket->bytesAvailable(), 0);
}

// A byte now and then does not keep a connection: the limit is that of the whole request.
void TestLoopback::slowSender()
{
    LoopbackLimits limits;
    limits.idle = 200ms;
    Server server(limits);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.loopback.port());
    QVERIFY(socket.waitForConnected());
    QElapsedTimer clock;
    clock.start();
    while (socket.state() == QAbstractSocket::ConnectedState && clock.elapsed() < 3000) {
        socket.write("G");
        QTest::qWait(20);
    }
    QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(statusOf(get(server, "/?code=1&state=" + state)), 303);
}

void TestLoopback::oversizedHeader()
{
    Server server;
    QCOMPARE(statusOf(exchange(server, "GET / HTTP/1.1\r\nX: " + QByteArray(17 * 1024, 'a'))), 431);
    QCOMPARE(statusOf(exchange(server,
                               "GET / HTTP/1.1\r\nHost: " + server.host()
                                   + "\r\nX: " + QByteArray(17 * 1024, 'a') + "\r\n\r\n")),
             431);
    QCOMPARE(statusOf(get(server, "/?code=1&state=" + state)), 303);
}

void TestLoopback::bodyInPieces()
{
    Server server;
    const QByteArray body = "code=" + QByteArray(3000, 'c') + "&state=" + state;
    const QByteArray request = "POST / HTTP/1.1\r\nHost: " + server.host()
        + "\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.loopback.port());
    QVERIFY(socket.waitForConnected());
    for (qsizetype at = 0; at < request.size(); at += 700) {
        socket.write(request.mid(at, 700));
        QTest::qWait(5);
    }
    QTRY_COMPARE(server.answered.size(), 1);
    QCOMPARE(server.loopback.takeAnswer().code.reveal().size(), 3000);
}

void TestLoopback::retiredServerTakesNothing()
{
    LoopbackLimits limits;
    limits.farewell = 300ms;
    auto *loopback = new LoopbackServer(core::Secret(state), { "x" }, limits);
    QVERIFY(loopback->listen());
    QObject keeper;
    QPointer<LoopbackServer> guard = loopback;
    loopback->retire(&keeper);
    QSignalSpy answered(loopback, &LoopbackServer::answered);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, loopback->port());
    socket.write("GET /?code=1&state=" + state
                 + " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(loopback->port()) + "\r\n\r\n");
    QByteArray answer;
    connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    QTRY_COMPARE(statusOf(answer), 400);
    QVERIFY(answered.isEmpty());
    QTRY_VERIFY(!guard);
}

QTEST_GUILESS_MAIN(TestLoopback)
#include "tst_Loopback.moc"
