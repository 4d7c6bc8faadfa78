#include "auth/IdToken.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using core::FailureCode;

namespace {

const QString tenant = QStringLiteral("11111111-2222-3333-4444-555555555555");
const QDateTime now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray jwt(const QJsonObject &payload)
{
    return base64(R"({"typ":"JWT","alg":"RS256"})") + '.'
        + base64(QJsonDocument(payload).toJson(QJsonDocument::Compact)) + ".c2lnbmF0dXJl";
}

QJsonObject goodClaims()
{
    return { { "aud", "client-1" },
             { "iss", "https://login/" + tenant + "/v2.0" },
             { "tid", tenant },
             { "nonce", "nonce-1" },
             { "ver", "2.0" },
             { "oid", "oid-1" },
             { "preferred_username", "admin@contoso.com" },
             { "name", "Ad\u202EMin" },
             { "exp", 1'700'003'600 },
             { "nbf", 1'700'000'000 },
             { "iat", 1'700'000'000 } };
}

IdTokenExpectations expectations()
{
    return { "client-1", "https://login/" + tenant + "/v2.0", tenant, "nonce-1", now, now };
}

std::optional<core::Failure> check(const QJsonObject &claims,
                                   const IdTokenExpectations &expected = expectations())
{
    const auto token = parseIdToken(jwt(claims));
    return token ? checkIdToken(*token, expected) : core::Failure{ FailureCode::LocalFile, {}, {}, false };
}

}

// cloud.md a.7
class TestIdToken : public QObject {
    Q_OBJECT
private slots:
    void aGoodTokenPasses();
    void everyClaimIsChecked_data();
    void everyClaimIsChecked();
    void wrongTenantIsNamed();
    void wrongClockIsTold();
    void aTokenWithBadTimesIsNotBlamedOnTheClock();
    void bigClockDifference_data();
    void bigClockDifference();
    void numbersMayBeText();
    void guests();
    void malformed_data();
    void malformed();
};

void TestIdToken::aGoodTokenPasses()
{
    QVERIFY(!check(goodClaims()));
    const auto token = parseIdToken(jwt(goodClaims()));
    QCOMPARE(token->userName, "admin@contoso.com");
    QCOMPARE(token->displayName, "AdMin"); // e.9: no direction marks
    QJsonObject upper = goodClaims();
    upper["tid"] = tenant.toUpper();
    QVERIFY(!check(upper));
}

void TestIdToken::everyClaimIsChecked_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("aud") << "aud" << QJsonValue("client-2");
    QTest::newRow("aud of two") << "aud" << QJsonValue(QJsonArray{ "client-1", "client-2" });
    QTest::newRow("no aud") << "aud" << QJsonValue();
    QTest::newRow("iss") << "iss" << QJsonValue("https://evil/" + tenant + "/v2.0");
    QTest::newRow("iss template") << "iss" << QJsonValue("https://login/{tenantid}/v2.0");
    QTest::newRow("nonce") << "nonce" << QJsonValue("nonce-2");
    QTest::newRow("no nonce") << "nonce" << QJsonValue();
    QTest::newRow("ver") << "ver" << QJsonValue("1.0");
    QTest::newRow("oid") << "oid" << QJsonValue("");
    QTest::newRow("expired") << "exp" << QJsonValue(1'699'999'880);
    QTest::newRow("no exp") << "exp" << QJsonValue();
    QTest::newRow("nbf") << "nbf" << QJsonValue(1'700'000'121);
    QTest::newRow("iat") << "iat" << QJsonValue(1'700'000'121);
}

void TestIdToken::everyClaimIsChecked()
{
    QFETCH(QString, claim);
    QFETCH(QJsonValue, value);
    QJsonObject claims = goodClaims();
    claims[claim] = value;
    const auto failure = check(claims);
    QVERIFY(failure);
    QCOMPARE(failure->code, FailureCode::UnknownSignIn);
}

void TestIdToken::wrongTenantIsNamed()
{
    QJsonObject claims = goodClaims();
    claims["tid"] = "99999999-2222-3333-4444-555555555555";
    const auto failure = check(claims);
    QCOMPARE(failure->code, FailureCode::EntraTenantWrong);
    QCOMPARE(failure->values["tenant"], "99999999-2222-3333-4444-555555555555");
}

// A PC 200 s slow: the token is "not yet valid" here and right by the Date header.
void TestIdToken::wrongClockIsTold()
{
    IdTokenExpectations expected = expectations();
    expected.now = now.addSecs(-200);
    const auto failure = check(goodClaims(), expected);
    QCOMPARE(failure->code, FailureCode::ClockSkew);
    QCOMPARE(failure->values["seconds"], "200");
    expected.now = now.addSecs(-119);
    QVERIFY(!check(goodClaims(), expected));
}

void TestIdToken::aTokenWithBadTimesIsNotBlamedOnTheClock()
{
    QJsonObject claims = goodClaims();
    claims["exp"] = 1'600'000'000;
    QCOMPARE(check(claims)->code, FailureCode::UnknownSignIn);
    IdTokenExpectations expected = expectations();
    expected.serverDate = {};
    QCOMPARE(check(claims, expected)->code, FailureCode::UnknownSignIn);
}

// problems.md CLOCK-SKEW: block above five minutes
void TestIdToken::bigClockDifference_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<bool>("blocked");
    QTest::newRow("none") << 0 << false;
    QTest::newRow("five minutes") << 300 << false;
    QTest::newRow("more") << 301 << true;
    QTest::newRow("fast PC") << -301 << true;
}

void TestIdToken::bigClockDifference()
{
    QFETCH(int, offset);
    QTEST(checkClock(now, now.addSecs(offset)).has_value(), "blocked");
    QVERIFY(!checkClock(now, {}));
}

void TestIdToken::numbersMayBeText()
{
    QJsonObject claims = goodClaims();
    claims["exp"] = "1700003600";
    claims["nbf"] = "1700000000";
    QVERIFY(!check(claims));
}

void TestIdToken::guests()
{
    QJsonObject claims = goodClaims();
    QVERIFY(!parseIdToken(jwt(claims))->isGuest);
    claims["acct"] = 1;
    QVERIFY(parseIdToken(jwt(claims))->isGuest);
}

void TestIdToken::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = jwt(goodClaims());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no dots") << QByteArray("abc");
    QTest::newRow("one dot") << QByteArray("e30.e30");
    QTest::newRow("three dots") << good + ".x";
    QTest::newRow("not base64") << QByteArray("e30.*.x");
    QTest::newRow("not json") << QByteArray("e30.") + base64("nonsense") + ".x";
    QTest::newRow("array") << QByteArray("e30.") + base64("[]") + ".x";
    QTest::newRow("huge") << "e30." + QByteArray(300 * 1024, 'A') + ".x";
}

void TestIdToken::malformed()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseIdToken(text));
}

QTEST_GUILESS_MAIN(TestIdToken)
#include "tst_IdToken.moc"
