#include "crypto/Certificate.h"
#include "crypto/Thumbprint.h"
#include "tst_CertificateFactory.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <openssl/err.h>

using passerelle::crypto::Certificate;
using namespace passerelle::crypto;

namespace {

QByteArray content(const QString &name)
{
    QFile file(QStringLiteral(PASSERELLE_TEST_DATA_DIR "/certs/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TestCertificate : public QObject {
    Q_OBJECT
private slots:
    // A refused input must leave nothing in OpenSSL's error queue: Qt's TLS sockets would read it as their own failure.
    void refusedInputLeavesNoError()
    {
        ERR_clear_error();
        QVERIFY(!Certificate::fromDer("no certificate"));
        QVERIFY(!Certificate::fromPem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        QVERIFY(!Certificate::fromBase64("AAAA"));
        QCOMPARE(ERR_peek_error(), 0UL);
    }

    void vectors_data();
    void vectors();
    void recordedCertificate();
    void factsOfAMadeCertificate();
    void ellipticKeyHasNoRsaBits();
    void selfSignedNeedsItsOwnSignature();
    void lateDatesAreRead();
    void readsEveryFormOfBase64_data();
    void readsEveryFormOfBase64();
    void refuses_data();
    void refuses();
    void thumbprintsAreNormalised_data();
    void thumbprintsAreNormalised();
    void x5tBecomesAThumbprint();
};

// verification.md 1.4 and its vectors
void TestCertificate::vectors_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sha1");
    QTest::addColumn<QString>("x5t");
    QTest::addColumn<QString>("subject");
    QTest::newRow("exchange") << "exchange.cer"
                              << "0F49D763167E36D4BD84ABF5E1DBFC05005E8BB4"
                              << "D0nXYxZ-NtS9hKv14dv8BQBei7Q"
                              << "CN=Microsoft Exchange Server Auth Certificate";
    QTest::newRow("acs") << "acs.cer"
                         << "08AA384CF399D7023D963402B5CE9CBDB1696C0B"
                         << "CKo4TPOZ1wI9ljQCtc6cvbFpbAs"
                         << "CN=accounts.accesscontrol.windows.net";
}

void TestCertificate::vectors()
{
    QFETCH(QString, file);
    const auto certificate = Certificate::fromFileContent(content(file));
    QVERIFY(certificate);
    QTEST(certificate->thumbprint(), "sha1");
    QTEST(certificate->x5t(), "x5t");
    QTEST(certificate->subject(), "subject");
    QTEST(certificate->issuer(), "subject");
    QVERIFY(certificate->isSelfSigned());
    QCOMPARE(certificate->rsaBits(), 2048);
    QCOMPARE(certificate->keyAlgorithm(), "RSA");
    QCOMPARE(certificate->der(), content(file));
    QCOMPARE(thumbprintFromX5t(certificate->x5t()), certificate->thumbprint());
}

// procedure.md section 9: what Exchange 2019 really sends; dates and thumbprint are those of its ToString.
void TestCertificate::recordedCertificate()
{
    const QString folder = QStringLiteral(PASSERELLE_RECORDINGS_DIR);
    if (folder.isEmpty())
        QSKIP("PASSERELLE_RECORDINGS_DIR is not set");
    QFile file(folder + QStringLiteral("/exchange-2019/GetExchangeCertificate.xml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto match = QRegularExpression(QStringLiteral("<BA N=\"RawData\">([^<]+)</BA>"))
                           .match(QString::fromUtf8(file.readAll()));
    const auto certificate = Certificate::fromBase64(match.captured(1).toLatin1());
    QVERIFY(certificate);
    QCOMPARE(certificate->thumbprint(), "C3EDCF181EF4F9B53D01768ECA99564014BCA6E7");
    QCOMPARE(certificate->der().size(), 813);
    QCOMPARE(certificate->notBefore(), QDateTime(QDate(2019, 12, 3), QTime(22, 47, 32), Qt::UTC));
    QCOMPARE(certificate->notAfter(), QDateTime(QDate(2024, 11, 6), QTime(22, 47, 32), Qt::UTC));
    QCOMPARE(certificate->rsaBits(), 2048);
    QVERIFY(certificate->isSelfSigned()); // signed with SHA-1: accepted here
}

void TestCertificate::factsOfAMadeCertificate()
{
    factory::Wanted wanted;
    wanted.commonName = "Société \"Générale\"";
    const QByteArray der = factory::certificate(factory::rsaKey(3072), wanted);
    const auto certificate = Certificate::fromDer(der);
    QVERIFY(certificate);
    QCOMPARE(certificate->subject(), QString::fromUtf8("CN=Société \\\"Générale\\\", O=Tests\\, Inc"));
    QCOMPARE(certificate->rsaBits(), 3072);
    QCOMPARE(certificate->notBefore(), wanted.notBefore);
    QCOMPARE(certificate->notBefore().timeSpec(), Qt::UTC);
    QCOMPARE(
        certificate->sha256(),
        QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex().toUpper()));
    const Certificate copy = *certificate;
    QVERIFY(copy == *certificate);
    QVERIFY(!(copy == *Certificate::fromDer(content("acs.cer"))));
}

void TestCertificate::ellipticKeyHasNoRsaBits()
{
    const auto certificate = Certificate::fromDer(factory::certificate(factory::ecKey()));
    QVERIFY(certificate);
    QCOMPARE(certificate->rsaBits(), 0);
    QCOMPARE(certificate->keyAlgorithm(), "EC");
}

void TestCertificate::selfSignedNeedsItsOwnSignature()
{
    factory::Wanted wanted;
    wanted.issuerKey = factory::ecKey(); // names itself as issuer, signed by somebody else
    QVERIFY(!Certificate::fromDer(factory::certificate(factory::ecKey(), wanted))->isSelfSigned());
    wanted.issuerName = "Other";
    QVERIFY(!Certificate::fromDer(factory::certificate(factory::ecKey(), wanted))->isSelfSigned());
    QVERIFY(Certificate::fromDer(factory::certificate(factory::ecKey()))->isSelfSigned());
}

// Beyond 2049 a certificate changes the ASN.1 type of its dates (RFC 5280 4.1.2.5).
void TestCertificate::lateDatesAreRead()
{
    factory::Wanted wanted;
    wanted.notAfter = QDateTime(QDate(2068, 2, 29), QTime(23, 59, 59), Qt::UTC);
    QCOMPARE(Certificate::fromDer(factory::certificate(factory::ecKey(), wanted))->notAfter(),
             wanted.notAfter);
}

// cloud.md b.2: line breaks, and values that were encoded twice
void TestCertificate::readsEveryFormOfBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray der = content("exchange.cer");
    QByteArray broken = der.toBase64();
    for (qsizetype at = 64; at < broken.size(); at += 66)
        broken.insert(at, "\r\n");
    QTest::newRow("once") << der.toBase64();
    QTest::newRow("line breaks") << broken;
    QTest::newRow("twice") << der.toBase64().toBase64();
    QTest::newRow("twice, line breaks inside") << broken.toBase64();
    QTest::newRow("base64 of PEM") << factory::pem(der).toBase64();
}

void TestCertificate::readsEveryFormOfBase64()
{
    QFETCH(QByteArray, text);
    const auto certificate = Certificate::fromBase64(text);
    QVERIFY(certificate);
    QCOMPARE(certificate->der(), content("exchange.cer"));
    QVERIFY(Certificate::fromFileContent(text));
    QVERIFY(Certificate::fromFileContent("\xEF\xBB\xBF" + factory::pem(certificate->der())));
}

void TestCertificate::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray der = content("exchange.cer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut") << der.chopped(1);
    QTest::newRow("one byte more") << der + '\0';
    QTest::newRow("text") << QByteArray("CN=Contoso");
    QTest::newRow("empty PEM") << QByteArray("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    QTest::newRow("private key") << factory::privatePem(factory::ecKey());
    QTest::newRow("encoded three times") << der.toBase64().toBase64().toBase64();
    QTest::newRow("two megabytes") << QByteArray(2 * 1024 * 1024, 'A');
    QTest::newRow("base64 with an odd sign") << der.toBase64().replace(10, 1, "*");
}

void TestCertificate::refuses()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!Certificate::fromFileContent(bytes));
    QVERIFY(!Certificate::fromDer(bytes));
    QVERIFY(!Certificate::fromBase64(bytes));
    QVERIFY(!Certificate::fromPem(bytes));
}

// verification.md 1.4
void TestCertificate::thumbprintsAreNormalised_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isThumbprint");
    const QString good = QStringLiteral("920D8B62CD93D024E321F8F8AEDE892329DE9F7F");
    QTest::newRow("plain") << good << true;
    QTest::newRow("lower case") << good.toLower() << true;
    QTest::newRow("invisible mark") << QChar(0x200E) + good << true;
    QTest::newRow("byte order mark") << QChar(0xFEFF) + good << true;
    QTest::newRow("colons") << "92:0D:8B:62:CD:93:D0:24:E3:21:F8:F8:AE:DE:89:23:29:DE:9F:7F" << true;
    QTest::newRow("spaces") << " 92 0d 8b 62 cd 93 d0 24 e3 21 f8 f8 ae de 89 23 29 de 9f 7f\n" << true;
    QTest::newRow("short") << good.left(39) << false;
    QTest::newRow("not hex") << good.left(39) + "G" << false;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("other digits") << good.left(39) + QChar(0x0663) << false;
}

void TestCertificate::thumbprintsAreNormalised()
{
    QFETCH(QString, typed);
    QTEST(isThumbprint(normaliseThumbprint(typed)), "isThumbprint");
    QVERIFY(!isThumbprint(typed) || normaliseThumbprint(typed) == typed);
}

// verification.md 1.4, checked there against the recorded document
void TestCertificate::x5tBecomesAThumbprint()
{
    const QString hex = QStringLiteral("920D8B62CD93D024E321F8F8AEDE892329DE9F7F");
    QCOMPARE(thumbprintFromX5t("kg2LYs2T0CTjIfj4rt6JIynen38"), hex);
    QCOMPARE(thumbprintFromX5t("kg2LYs2T0CTjIfj4rt6JIynen38="), hex);
    QCOMPARE(thumbprintFromX5t("short"), QString());
    QCOMPARE(thumbprintFromX5t(hex), QString()); // valid base64, but of 30 bytes
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_Certificate.moc"
