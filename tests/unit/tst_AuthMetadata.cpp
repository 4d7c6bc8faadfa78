#include "auth/AuthMetadata.h"

#include <QFile>
#include <QTest>

using namespace passerelle::auth;

namespace {

QByteArray content(const char *name)
{
    QFile file(QStringLiteral(PASSERELLE_TEST_DATA_DIR "/certs/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class TestAuthMetadata : public QObject {
    Q_OBJECT
private slots:
    void documents_data();
    void documents();
    void statedAndActualKeyCanDisagree();
    void severalKeys();
    void refuses_data();
    void refuses();
};

// verification.md 1.1 and 1.2: keyinfo beside keyvalue, or keyInfo inside keyValue
void TestAuthMetadata::documents_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("issuer");
    QTest::addColumn<QString>("realm");
    QTest::addColumn<QString>("thumbprint");
    QTest::newRow("exchange") << content("exchange-metadata.json")
                              << "00000002-0000-0ff1-ce00-000000000000@contoso.example"
                              << "contoso.example"
                              << "0F49D763167E36D4BD84ABF5E1DBFC05005E8BB4";
    QTest::newRow("acs") << content("acs-metadata.json")
                         << "00000001-0000-0000-c000-000000000000@11111111-2222-3333-4444-555555555555"
                         << "11111111-2222-3333-4444-555555555555"
                         << "08AA384CF399D7023D963402B5CE9CBDB1696C0B";
    QTest::newRow("other case") << content("exchange-metadata.json")
                                       .replace("keyinfo", "KeyInfo")
                                       .replace("\"keys\"", "\"Keys\"")
                                       .replace("\"issuer\"", "\"ISSUER\"")
                                << "00000002-0000-0ff1-ce00-000000000000@contoso.example"
                                << "contoso.example"
                                << "0F49D763167E36D4BD84ABF5E1DBFC05005E8BB4";
}

void TestAuthMetadata::documents()
{
    QFETCH(QByteArray, json);
    const auto metadata = parseAuthMetadata(json);
    QVERIFY(metadata);
    QTEST(metadata->issuer, "issuer");
    QTEST(metadata->realm, "realm");
    QCOMPARE(metadata->keys.size(), 1);
    QTEST(metadata->keys[0].statedThumbprint(), "thumbprint");
    QTEST(metadata->keys[0].actualThumbprint(), "thumbprint");
    QVERIFY(!metadata->allowedAudiences.isEmpty());
}

// verification.md 1.5 row c
void TestAuthMetadata::statedAndActualKeyCanDisagree()
{
    const auto metadata =
        parseAuthMetadata(content("exchange-metadata.json")
                              .replace("D0nXYxZ-NtS9hKv14dv8BQBei7Q", "CKo4TPOZ1wI9ljQCtc6cvbFpbAs"));
    QCOMPARE(metadata->keys[0].statedThumbprint(), "08AA384CF399D7023D963402B5CE9CBDB1696C0B");
    QCOMPARE(metadata->keys[0].actualThumbprint(), "0F49D763167E36D4BD84ABF5E1DBFC05005E8BB4");
}

void TestAuthMetadata::severalKeys()
{
    const auto metadata = parseAuthMetadata(
        R"({"issuer":"a@b","keys":[{"keyvalue":{"value":"bm90IGEgY2VydA=="}},{"keyinfo":{"x5t":"??"}},7]})");
    QVERIFY(metadata);
    QCOMPARE(metadata->keys.size(), 3);
    QCOMPARE(metadata->keys[0].der, QByteArray("not a cert"));
    QVERIFY(metadata->keys[0].actualThumbprint().isEmpty());
    QVERIFY(metadata->keys[1].statedThumbprint().isEmpty());
}

void TestAuthMetadata::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("html") << QByteArray("<html></html>");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("other document") << QByteArray(R"({"issuer":"https://x","jwks_uri":"https://y"})");
    QTest::newRow("keys of the wrong kind") << QByteArray(R"({"issuer":"x","keys":{}})");
}

void TestAuthMetadata::refuses()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseAuthMetadata(json));
}

QTEST_GUILESS_MAIN(TestAuthMetadata)
#include "tst_AuthMetadata.moc"
