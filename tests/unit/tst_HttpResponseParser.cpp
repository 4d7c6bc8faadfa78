#include "net/HttpResponseParser.h"

#include <QTest>

#include <zlib.h>

using namespace passerelle::net;
using State = HttpResponseParser::State;

class TestHttpResponseParser : public QObject {
    Q_OBJECT
private slots:
    void responses_data();
    void responses();
    void headers();
    void readsUntilClose();
    void refuses_data();
    void refuses();
    void limits();
    void inflates();
    void inflatingIsBounded();
    void surplusEndsTheConnection();
};

static QByteArray gzip(const QByteArray &plain)
{
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&z, uLong(plain.size()))) + 64, '\0');
    QByteArray in = plain;
    z.next_in = reinterpret_cast<Bytef *>(in.data());
    z.avail_in = uInt(in.size());
    z.next_out = reinterpret_cast<Bytef *>(out.data());
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.resize(qsizetype(z.total_out));
    deflateEnd(&z);
    return out;
}

void TestHttpResponseParser::responses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("keepsAlive");
    const QByteArray post("POST");
    QTest::newRow("length") << post << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << 200
                            << QByteArray("hello") << true;
    QTest::newRow("no reason") << post << QByteArray("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n") << 200
                               << QByteArray() << true;
    QTest::newRow("bare line feeds") << post << QByteArray("HTTP/1.1 200 OK\nContent-Length: 1\n\nx") << 200
                                     << QByteArray("x") << true;
    QTest::newRow("close") << post
                           << QByteArray("HTTP/1.1 401 No\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n")
                           << 401 << QByteArray() << false;
    QTest::newRow("1.0") << post << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n") << 200
                         << QByteArray() << false;
    QTest::newRow("1.0 keeps")
        << post << QByteArray("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n") << 200
        << QByteArray() << true;
    QTest::newRow("chunked") << post
                             << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                           "5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n")
                             << 200 << QByteArray("hello0123456789") << true;
    QTest::newRow("chunked wins over length")
        << post
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: "
                      "chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")
        << 200 << QByteArray("x") << false;
    QTest::newRow("100 first") << post
                               << QByteArray("HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\n"
                                             "Content-Length: 1\r\n\r\nx")
                               << 200 << QByteArray("x") << true;
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
                          << 200 << QByteArray() << true;
    QTest::newRow("204") << post << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray()
                         << true;
    QTest::newRow("304") << post << QByteArray("HTTP/1.1 304 Same\r\nContent-Length: 7\r\n\r\n") << 304
                         << QByteArray() << true;
    QTest::newRow("same length twice")
        << post << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx") << 200
        << QByteArray("x") << true;
    const QByteArray packed = gzip("hello hello hello");
    QTest::newRow("gzip") << post
                          << "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + QByteArray::number(packed.size()) + "\r\n\r\n" + packed
                          << 200 << QByteArray("hello hello hello") << true;
}

void TestHttpResponseParser::responses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, keepsAlive);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        HttpResponseParser parser(method);
        parser.feed(bytes.first(cut));
        if (cut < bytes.size())
            QVERIFY(parser.state() == State::Head || parser.state() == State::Body);
        QCOMPARE(parser.feed(bytes.sliced(cut)), State::Done);
        QCOMPARE(parser.keepsAlive(), keepsAlive);
        const HttpResponse response = parser.takeResponse();
        QCOMPARE(response.status, status);
        QCOMPARE(response.body, body);
    }
    HttpResponseParser byByte(method);
    for (const char c : bytes)
        byByte.feed(QByteArrayView(&c, 1));
    QCOMPARE(byByte.state(), State::Done);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
        HttpResponseParser parser(method);
        parser.feed(bytes.first(cut));
        QCOMPARE(parser.finish(), State::Failed);
    }
}

void TestHttpResponseParser::headers()
{
    HttpResponseParser parser("GET");
    parser.feed(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Kerberos\r\nwww-authenticate:  Basic realm=\"x\" \r\n"
        "Folded: a\r\n  b\r\nEmpty:\r\nContent-Length: 0\r\n\r\n");
    const HttpResponse response = parser.takeResponse();
    QCOMPARE(response.reason, QByteArray("Unauthorized"));
    QCOMPARE(response.headerAll("WWW-AUTHENTICATE"), QList<QByteArray>({ "Kerberos", "Basic realm=\"x\"" }));
    QCOMPARE(response.header("folded"), QByteArray("a b"));
    QVERIFY(!response.header("empty").isNull());
    QVERIFY(response.header("absent").isNull());
}

void TestHttpResponseParser::readsUntilClose()
{
    HttpResponseParser parser("POST");
    QCOMPARE(parser.feed("HTTP/1.1 500 X\r\n\r\nsome"), State::Body);
    QCOMPARE(parser.feed(" text"), State::Body);
    QCOMPARE(parser.finish(), State::Done);
    QVERIFY(!parser.keepsAlive());
    QCOMPARE(parser.takeResponse().body, QByteArray("some text"));
}

void TestHttpResponseParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray ok("HTTP/1.1 200 OK\r\n");
    QTest::newRow("other protocol") << QByteArray("220 mail.contoso.com ESMTP\r\n");
    QTest::newRow("http 2") << QByteArray("HTTP/2 200\r\n\r\n");
    QTest::newRow("status text") << QByteArray("HTTP/1.1 abc OK\r\n\r\n");
    QTest::newRow("status 99") << QByteArray("HTTP/1.1 099 OK\r\n\r\n");
    QTest::newRow("status of four digits") << QByteArray("HTTP/1.1 2000 OK\r\n\r\n");
    QTest::newRow("101") << QByteArray("HTTP/1.1 101 Switching\r\n\r\n");
    QTest::newRow("header without colon") << ok + "Nonsense\r\n\r\n";
    QTest::newRow("header with blank name") << ok + "A B: 1\r\n\r\n";
    QTest::newRow("name with NUL") << ok + QByteArray("A\0B: 1\r\n\r\n", 10);
    QTest::newRow("value with NUL") << ok + QByteArray("A: \0\r\n\r\n", 8);
    QTest::newRow("folded line with NUL") << ok + QByteArray("A: 1\r\n \0\r\n\r\n", 11);
    QTest::newRow("bare carriage return") << ok + "A: 1\rB: 2\r\n\r\n";
    QTest::newRow("reason with NUL") << QByteArray("HTTP/1.1 200 O\0\r\n\r\n", 20);
    QTest::newRow("folding first") << ok + " a: 1\r\n\r\n";
    QTest::newRow("negative length") << ok + "Content-Length: -1\r\n\r\n";
    QTest::newRow("signed length") << ok + "Content-Length: +1\r\n\r\n";
    QTest::newRow("huge length") << ok + "Content-Length: 99999999999999999999\r\n\r\n";
    QTest::newRow("two lengths") << ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n";
    QTest::newRow("1 GB") << ok + "Content-Length: 1073741824\r\n\r\n";
    QTest::newRow("other coding") << ok + "Transfer-Encoding: gzip, chunked\r\n\r\n";
    QTest::newRow("bad chunk size") << ok + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n";
    QTest::newRow("negative chunk size") << ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n";
    QTest::newRow("huge chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n40000000\r\n";
    QTest::newRow("chunk too long") << ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n";
    QTest::newRow("unknown compression") << ok + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx";
    QTest::newRow("not really gzip") << ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello";
}

void TestHttpResponseParser::refuses()
{
    QFETCH(QByteArray, bytes);
    HttpResponseParser parser("POST");
    QCOMPARE(parser.feed(bytes), State::Failed);
    QVERIFY(!parser.error().isEmpty());
    HttpResponseParser byByte("POST");
    for (const char c : bytes)
        byByte.feed(QByteArrayView(&c, 1));
    QCOMPARE(byByte.state(), State::Failed);
}

void TestHttpResponseParser::limits()
{
    HttpResponseParser endlessHead("POST");
    endlessHead.feed("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 70 && endlessHead.state() == State::Head; ++i)
        endlessHead.feed("X: " + QByteArray(1000, 'a') + "\r\n");
    QCOMPARE(endlessHead.state(), State::Failed);
    QVERIFY(endlessHead.tooLarge());

    HttpResponseParser endlessInterim("POST");
    for (int i = 0; i < 10'000 && endlessInterim.state() == State::Head; ++i)
        endlessInterim.feed("HTTP/1.1 100 Continue\r\n\r\n");
    QCOMPARE(endlessInterim.state(), State::Failed);

    HttpResponseParser longLine("POST");
    longLine.feed(QByteArray(70'000, 'a'));
    QCOMPARE(longLine.state(), State::Failed);

    HttpResponseParser::Limits small;
    small.body = 10;
    HttpResponseParser chunks("POST", small);
    chunks.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 11; ++i)
        chunks.feed("1\r\nx\r\n");
    QCOMPARE(chunks.state(), State::Failed);
    QVERIFY(chunks.tooLarge());

    HttpResponseParser untilClose("POST", small);
    untilClose.feed("HTTP/1.1 200 OK\r\n\r\n12345678901");
    QCOMPARE(untilClose.state(), State::Failed);
}

void TestHttpResponseParser::inflates()
{
    const QByteArray plain = QByteArray("<s:Envelope>data</s:Envelope>").repeated(50);
    const QByteArray packed = gzip(plain);
    HttpResponseParser parser("POST");
    parser.feed("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                + QByteArray::number(packed.size(), 16) + "\r\n" + packed + "\r\n0\r\n\r\n");
    QCOMPARE(parser.state(), State::Done);
    QCOMPARE(parser.takeResponse().body, plain);
}

void TestHttpResponseParser::inflatingIsBounded()
{
    const QByteArray bomb = gzip(QByteArray(20 * 1024 * 1024, '\0'));
    HttpResponseParser parser("POST");
    parser.feed("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + QByteArray::number(bomb.size()) + "\r\n\r\n" + bomb);
    QCOMPARE(parser.state(), State::Failed);
    QVERIFY(parser.tooLarge());
}

void TestHttpResponseParser::surplusEndsTheConnection()
{
    HttpResponseParser parser("POST");
    QCOMPARE(parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n"), State::Done);
    QVERIFY(!parser.keepsAlive());
}

QTEST_GUILESS_MAIN(TestHttpResponseParser)
#include "tst_HttpResponseParser.moc"
