#include "net/EncryptedBody.h"

#include <QTest>

using passerelle::net::EncryptedBody;

// Reference psrp.md 3.3.
class TestEncryptedBody : public QObject {
    Q_OBJECT
private slots:
    void written();
    void read_data();
    void read();
    void refused_data();
    void refused();
    void cutAnywhere();
};

static const QByteArray protocol = "application/HTTP-Kerberos-session-encrypted";
static const QByteArray encryptedType =
    "multipart/encrypted;protocol=\"application/HTTP-Kerberos-session-encrypted\";boundary=\"Encrypted Boundary\"";

static QByteArray sample(const QByteArray &dash, const QByteArray &cipher, const QByteArray &length = "5",
                         const QByteArray &end = "\r\n")
{
    return dash + "Encrypted Boundary\r\n\tContent-Type: application/HTTP-Kerberos-session-encrypted\r\n"
                  "\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
        + length + "\r\n" + dash + "Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n"
        + QByteArray::fromHex("03000000") + "HDR" + cipher + dash + "Encrypted Boundary--" + end;
}

void TestEncryptedBody::written()
{
    QCOMPARE(EncryptedBody::contentType(protocol), encryptedType);
    const EncryptedBody body{ "application/soap+xml;charset=UTF-8", 5, "HDR", "\r\nx" };
    QCOMPARE(body.toBytes(protocol), sample("--", "\r\nx"));
}

void TestEncryptedBody::read_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("cipher");
    QTest::newRow("as drawn") << encryptedType << sample("--", "cipher") << QByteArray("cipher");
    QTest::newRow("blank of Exchange") << encryptedType << sample("-- ", "cipher") << QByteArray("cipher");
    QTest::newRow("no line end") << encryptedType << sample("--", "cipher", "5", {}) << QByteArray("cipher");
    const QByteArray traps = "--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n--Encrypted "
                             "Boundary--\r\n-- ";
    QTest::newRow("boundary in the ciphertext") << encryptedType << sample("--", traps) << traps;
    QTest::newRow("the same with blanks") << encryptedType << sample("-- ", traps) << traps;
    QTest::newRow("nothing inside") << encryptedType << sample("--", {}) << QByteArray();
    QTest::newRow("another boundary") << QByteArray("Multipart/Encrypted; Boundary=abc")
                                      << sample("--", "c").replace("Encrypted Boundary", "abc") << QByteArray("c");
}

void TestEncryptedBody::read()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const auto read = EncryptedBody::read(type, body);
    QVERIFY(read);
    QTEST(read->ciphertext, "cipher");
    QCOMPARE(read->header, "HDR");
    QCOMPARE(read->length, 5);
    QCOMPARE(read->originalType, "application/soap+xml;charset=UTF-8");
}

void TestEncryptedBody::refused_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("plain type") << QByteArray("application/soap+xml") << sample("--", "c");
    QTest::newRow("no boundary") << QByteArray("multipart/encrypted") << sample("--", "c");
    QTest::newRow("length is no number") << encryptedType << sample("--", "c", "five");
    QTest::newRow("negative length") << encryptedType << sample("--", "c", "-5");
    QTest::newRow("length over the limit") << encryptedType << sample("--", "c", "99999999999");
    QTest::newRow("header longer than the body")
        << encryptedType << sample("--", "c").replace(QByteArray::fromHex("03000000"), QByteArray::fromHex("40000000"));
    QTest::newRow("2 GB header")
        << encryptedType << sample("--", "c").replace(QByteArray::fromHex("03000000"), QByteArray::fromHex("ffffff7f"));
    QTest::newRow("empty header")
        << encryptedType << sample("--", "c").replace(QByteArray::fromHex("03000000"), QByteArray(4, '\0'));
    QTest::newRow("no end") << encryptedType << sample("--", "c").chopped(6);
    QTest::newRow("text before") << encryptedType << "hello\r\n" + sample("--", "c");
    QTest::newRow("endless head") << encryptedType << "--Encrypted Boundary\r\n" + QByteArray(1 << 20, '\n') + sample("--", "c");
    QTest::newRow("empty") << encryptedType << QByteArray();
}

void TestEncryptedBody::refused()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QVERIFY(!EncryptedBody::read(type, body));
}

void TestEncryptedBody::cutAnywhere()
{
    const QByteArray whole = sample("-- ", "cipher", "5", {});
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!EncryptedBody::read(encryptedType, whole.first(size)));
}

QTEST_APPLESS_MAIN(TestEncryptedBody)

#include "tst_EncryptedBody.moc"
