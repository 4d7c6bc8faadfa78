#include "auth/Form.h"
#include "auth/Pkce.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace passerelle::auth;

class TestPkce : public QObject {
    Q_OBJECT
private slots:
    void challengeOfTheRfc();
    void tokensAreFreshAndWellFormed();
    void comparison();
    void plusIsASpaceInForms_data();
    void plusIsASpaceInForms();
    void encodingEscapesEverythingReserved();
    void formsWithoutSense();
};

// RFC 7636 appendix B
void TestPkce::challengeOfTheRfc()
{
    QCOMPARE(pkceChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
             QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

// cloud.md a.4 step 2: 43 characters of the unreserved alphabet
void TestPkce::tokensAreFreshAndWellFormed()
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9_-]{43}$"));
    QSet<QByteArray> seen;
    for (int i = 0; i < 200; ++i) {
        const auto token = randomToken();
        const QByteArray text = token.reveal().toByteArray();
        QVERIFY(shape.match(QString::fromLatin1(text)).hasMatch());
        seen.insert(text);
    }
    QCOMPARE(seen.size(), 200);
}

void TestPkce::comparison()
{
    QVERIFY(equalInConstantTime("abc", "abc"));
    QVERIFY(!equalInConstantTime("abc", "abd"));
    QVERIFY(!equalInConstantTime("abc", "abcd"));
    QVERIFY(equalInConstantTime("", ""));
}

// cloud.md a.4 step 4
void TestPkce::plusIsASpaceInForms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plus") << QByteArray("v=a+b") << QByteArray("a b");
    QTest::newRow("escaped plus") << QByteArray("v=a%2Bb") << QByteArray("a+b");
    QTest::newRow("both") << QByteArray("v=a+%2B+b%2F%3D%26") << QByteArray("a + b/=&");
    QTest::newRow("percent of plus") << QByteArray("v=%252B") << QByteArray("%2B");
    QTest::newRow("equals inside") << QByteArray("v=a=b") << QByteArray("a=b");
    QTest::newRow("empty value") << QByteArray("v=") << QByteArray("");
    QTest::newRow("utf-8") << QByteArray("v=%C3%A9") << QByteArray("é");
}

void TestPkce::plusIsASpaceInForms()
{
    QFETCH(QByteArray, body);
    const auto fields = parseForm(body);
    QVERIFY(fields);
    QTEST(fields->value("v"), "value");
}

void TestPkce::encodingEscapesEverythingReserved()
{
    const QByteArray value = "a+b/c=d&e f\n~-._é";
    const QByteArray body = formEncoded({ { "code", value }, { "x", "" } });
    QCOMPARE(body, QByteArray("code=a%2Bb%2Fc%3Dd%26e%20f%0A~-._%C3%A9&x="));
    QCOMPARE(parseForm(body)->value("code"), value);
}

void TestPkce::formsWithoutSense()
{
    QVERIFY(!parseForm("code=1&code=2")); // RFC 6749 3.1: a parameter once
    QByteArray many;
    for (int i = 0; i < 40; ++i)
        many += "f" + QByteArray::number(i) + "=1&";
    QVERIFY(!parseForm(many));
    QVERIFY(parseForm("")->isEmpty());
    QCOMPARE(parseForm("&&a=1&")->size(), 1);
    QVERIFY(parseForm("%zz=%"));
}

QTEST_GUILESS_MAIN(TestPkce)
#include "tst_Pkce.moc"
