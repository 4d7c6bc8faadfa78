#include "auth/Challenge.h"

#include <QTest>

using namespace passerelle::auth;

class TestChallenge : public QObject {
    Q_OBJECT
private slots:
    void recordedBearerChallenge();
    void schemes_data();
    void schemes();
    void quotedValuesHoldCommasAndQuotes();
    void linesDoNotLeakIntoEachOther();
    void claimsChallenge();
    void diagnostics_data();
    void diagnostics();
};

namespace {

const char bearer[] =
    "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", "
    "trusted_issuers=\"00000001-0000-0000-c000-000000000000@11111111-2222-3333-4444-555555555555,"
    "00000004-0000-0ff1-ce00-000000000000@contoso.com\", "
    "token_types=\"app_asserted_user_v1 service_asserted_app_v1\", "
    "authorization_uri=\"https://login.windows.net/common/oauth2/authorize\"";

QStringList names(const QList<Challenge> &challenges)
{
    QStringList out;
    for (const Challenge &challenge : challenges)
        out << challenge.scheme;
    return out;
}

}

// verification.md 2.2
void TestChallenge::recordedBearerChallenge()
{
    const auto found = parseChallenges({ bearer, "Negotiate", "NTLM", "Basic realm=\"mail.contoso.com\"" });
    QCOMPARE(names(found), (QStringList{ "Bearer", "Negotiate", "NTLM", "Basic" }));
    const Challenge &first = found.first();
    QVERIFY(first.is("bearer"));
    QCOMPARE(first.params.value("client_id"), "00000002-0000-0ff1-ce00-000000000000");
    QCOMPARE(first.list("trusted_issuers", ','),
             (QStringList{ "00000001-0000-0000-c000-000000000000@11111111-2222-3333-4444-555555555555",
                           "00000004-0000-0ff1-ce00-000000000000@contoso.com" }));
    QCOMPARE(first.list("token_types", ' ').size(), 2);
    QCOMPARE(first.params.value("authorization_uri"), "https://login.windows.net/common/oauth2/authorize");
    QCOMPARE(found.last().params.value("realm"), "mail.contoso.com");
}

// verification.md 2.2: commas without spaces, header lines joined by Qt with comma or newline
void TestChallenge::schemes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QStringList>("expected");
    const QByteArray b(bearer);
    QTest::newRow("comma and space") << b + ", Negotiate, NTLM"
                                     << QStringList{ "Bearer", "Negotiate", "NTLM" };
    QTest::newRow("comma only") << b + ",Negotiate,NTLM,Basic realm=\"x\""
                                << QStringList{ "Bearer", "Negotiate", "NTLM", "Basic" };
    QTest::newRow("newline") << "Negotiate\n" + b + "\r\nNTLM"
                             << QStringList{ "Negotiate", "Bearer", "NTLM" };
    QTest::newRow("first without parameters")
        << QByteArray("NTLM,Bearer realm=\"\",Basic") << QStringList{ "NTLM", "Bearer", "Basic" };
    QTest::newRow("bearer alone") << QByteArray("Bearer") << QStringList{ "Bearer" };
    QTest::newRow("token68") << QByteArray("Negotiate YII/ab+c==, Bearer a=b")
                             << QStringList{ "Negotiate", "Bearer" };
    QTest::newRow("spaces around equals")
        << QByteArray("Bearer a = \"1\" , b= 2,NTLM") << QStringList{ "Bearer", "NTLM" };
    QTest::newRow("unfinished quote") << QByteArray("Bearer realm=\"x, NTLM") << QStringList{ "Bearer" };
    QTest::newRow("stray signs") << QByteArray(" ,, = \" Basic") << QStringList{ "Basic" };
    QTest::newRow("nothing") << QByteArray("") << QStringList{};
}

void TestChallenge::schemes()
{
    QFETCH(QByteArray, line);
    QTEST(names(parseChallenges({ line })), "expected");
}

void TestChallenge::quotedValuesHoldCommasAndQuotes()
{
    const auto found =
        parseChallenges({ R"(Bearer error="invalid_token", error_description="a, \"b\", c=d",x=1)" });
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].params.value("error_description"), R"(a, "b", c=d)");
    QCOMPARE(found[0].params.value("x"), "1");
    QCOMPARE(parseChallenges({ "Negotiate YII/ab+c==" })[0].token, "YII/ab+c==");
}

void TestChallenge::linesDoNotLeakIntoEachOther()
{
    const auto found = parseChallenges({ "Negotiate", "realm=\"x\"" });
    QVERIFY(found[0].params.isEmpty());
}

// cloud.md a.9
void TestChallenge::claimsChallenge()
{
    const auto found = parseChallenges({ "Bearer realm=\"\", authorization_uri=\"https://l/authorize\", "
                                         "error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\"" });
    QCOMPARE(found[0].params.value("error"), "insufficient_claims");
    QCOMPARE(QByteArray::fromBase64(found[0].params.value("claims").toLatin1()), QByteArray("{\"a\":1}"));
}

// verification.md 2.5
void TestChallenge::diagnostics_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("category");
    QTest::newRow("plain") << QByteArray(
        "2000003;reason=\"The hostname\";error_category=\"invalid_resource\"")
                           << 2000003 << "invalid_resource";
    QTest::newRow("spaces") << QByteArray("2000005; reason=\"x\"; error_category=\"invalid_user\"") << 2000005
                            << "invalid_user";
    QTest::newRow("code only") << QByteArray("4000000") << 4000000 << "";
    QTest::newRow("no code") << QByteArray("error_category=\"x\"") << 0 << "x";
    QTest::newRow("empty") << QByteArray() << 0 << "";
}

void TestChallenge::diagnostics()
{
    QFETCH(QByteArray, header);
    QTEST(parseDiagnostics(header).code, "code");
    QTEST(parseDiagnostics(header).category, "category");
}

QTEST_GUILESS_MAIN(TestChallenge)
#include "tst_Challenge.moc"
