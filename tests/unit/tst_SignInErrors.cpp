#include "auth/SignInErrors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace passerelle;
using namespace passerelle::auth;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)
Q_DECLARE_METATYPE(passerelle::auth::SignInPhase)

// cloud.md a.8
class TestSignInErrors : public QObject {
    Q_OBJECT
private slots:
    void numbersChooseAmongReasons_data();
    void numbersChooseAmongReasons();
    void errorDecidesFirst_data();
    void errorDecidesFirst();
    void body();
    void redirect();
    void outagesMayBeRepeated_data();
    void outagesMayBeRepeated();
    void technicalIsScrubbedAndCapped();
    void noErrorAtAll();
};

void TestSignInErrors::numbersChooseAmongReasons_data()
{
    QTest::addColumn<FailureCode>("expected");
    const QList<std::pair<FailureCode, QList<int>>> rows{
        { FailureCode::EntraAppId,
          { 50011, 500113, 50194, 500011, 650052, 650057, 65002, 700016, 70001, 7000218, 700025 } },
        { FailureCode::EntraTenantWrong, { 50020, 50034, 90010, 90072, 16000 } },
        { FailureCode::EntraAccount, { 50053, 50055, 50056, 50057, 50126 } },
        { FailureCode::UnknownSignIn, { 501481, 70011, 28000, 424242 } },
        { FailureCode::EntraTimeout, { 50058, 50140, 50196, 54005, 70000, 70016, 70018, 70019, 70020 } },
        { FailureCode::EntraCloud, { 50059, 50128, 90002, 900023, 90038 } },
        { FailureCode::EntraMfa, { 50072, 50074, 50076, 50078, 50079, 50158 } },
        { FailureCode::EntraCaBlock,
          { 50097, 50129, 53000, 53001, 50131, 53003, 53004, 530035, 530032, 50155 } },
        { FailureCode::EntraConsent, { 50105, 65001, 650056, 90094, 65004 } },
        { FailureCode::EntraNet, { 500021 } },
        { FailureCode::SessionLost, { 50173, 700082, 70008, 70043 } },
    };
    for (const auto &[code, numbers] : rows) {
        for (const int number : numbers)
            QTest::newRow(qPrintable(QStringLiteral("AADSTS%1").arg(number))) << code;
    }
}

void TestSignInErrors::numbersChooseAmongReasons()
{
    const QString number = QString::fromLatin1(QTest::currentDataTag()).mid(6);
    SignInError error;
    error.error = QStringLiteral("invalid_grant");
    error.description = QStringLiteral("AADSTS%1: something happened.").arg(number);
    error.number = number.toInt();
    const auto failure = signInFailure(error, SignInPhase::Redeem);
    QTEST(failure.code, "expected");
    QCOMPARE(failure.values["number"], number);
    QVERIFY(failure.technical.contains(number));
}

void TestSignInErrors::errorDecidesFirst_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("suberror");
    QTest::addColumn<int>("number");
    QTest::addColumn<SignInPhase>("phase");
    QTest::addColumn<FailureCode>("expected");
    const auto row = [](const char *error, const char *sub, int number, SignInPhase phase, FailureCode code) {
        QTest::addRow("%s %s %d", error, sub, number) << error << sub << number << phase << code;
    };
    using P = SignInPhase;
    using F = FailureCode;
    row("access_denied", "cancel", 65004, P::Browser, F::Cancelled); // a.4: Cancel pressed in the browser
    row("access_denied", "", 0, P::Browser, F::Cancelled);
    row("access_denied", "", 65004, P::Browser, F::EntraConsent);
    row("access_denied", "", 53003, P::Browser, F::EntraCaBlock);
    row("invalid_tenant", "", 90002, P::Browser, F::EntraCloud);
    row("invalid_tenant", "", 50076, P::Browser, F::EntraCloud); // a number never overrules a clear error
    row("invalid_client", "", 53003, P::Redeem, F::EntraAppId);
    row("unauthorized_client", "", 700016, P::Redeem, F::EntraAppId);
    row("unauthorized_client", "", 999999, P::Redeem, F::EntraAppId);
    row("consent_required", "", 0, P::Browser, F::EntraConsent);
    row("invalid_grant", "consent_required", 65001, P::Redeem, F::EntraConsent);
    row("interaction_required", "", 0, P::Redeem, F::EntraMfa);
    row("interaction_required", "basic_action", 53003, P::Redeem, F::EntraCaBlock);
    row("interaction_required", "", 50079, P::Refresh, F::SessionLost); // a.6
    row("interaction_required", "", 1, P::Refresh, F::SessionLost);
    row("invalid_grant", "", 700082, P::Refresh, F::SessionLost);
    row("invalid_grant", "bad_token", 0, P::Refresh, F::SessionLost);
    row("invalid_grant", "", 50173, P::Refresh, F::SessionLost);
    row("invalid_grant", "", 2, P::Redeem, F::UnknownSignIn);
    row("login_required", "", 50058, P::Browser, F::EntraTimeout);
    row("invalid_resource", "", 0, P::Redeem, F::EntraAppId);
    row("invalid_scope", "", 70011, P::Browser, F::UnknownSignIn);
    row("something_new", "", 0, P::Redeem, F::UnknownSignIn);
}

void TestSignInErrors::errorDecidesFirst()
{
    QFETCH(QString, error);
    QFETCH(QString, suberror);
    QFETCH(int, number);
    QFETCH(SignInPhase, phase);
    SignInError e;
    e.error = error;
    e.suberror = suberror;
    e.number = number;
    QTEST(signInFailure(e, phase).code, "expected");
}

void TestSignInErrors::body()
{
    const QByteArray json =
        QJsonDocument(
            QJsonObject{ { "error", "invalid_grant" },
                         { "error_description",
                           "AADSTS50076: Due to a change you must use multi-factor.\r\nTrace ID: t\r\n" },
                         { "error_codes", QJsonArray{ 50076 } },
                         { "timestamp", "2026-01-01 10:00:00Z" },
                         { "correlation_id", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" },
                         { "suberror", "basic_action" } })
            .toJson();
    const SignInError e = parseSignInError(json);
    QCOMPARE(e.number, 50076);
    QCOMPARE(e.correlationId, "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    const auto failure = signInFailure(e, SignInPhase::Redeem, { { "tenant", "contoso" } });
    QCOMPARE(failure.code, FailureCode::EntraMfa);
    QCOMPARE(failure.values["tenant"], "contoso");
    QVERIFY(failure.technical.contains("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"));
    QVERIFY(failure.technical.contains("2026-01-01 10:00:00Z"));
    QVERIFY(!failure.technical.contains("Trace ID"));
}

void TestSignInErrors::redirect()
{
    const SignInError e = redirectError("access_denied", "",
                                        "AADSTS53003: Access has been blocked.\r\nTrace ID: 1\r\n"
                                        "Correlation ID: aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\r\n"
                                        "Timestamp: 2026-01-01 10:00:00Z");
    QCOMPARE(e.number, 53003);
    QCOMPARE(e.correlationId, "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    QCOMPARE(e.time, "2026-01-01 10:00:00Z");
}

void TestSignInErrors::outagesMayBeRepeated_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("number");
    QTest::newRow("temporarily_unavailable") << "temporarily_unavailable" << 0;
    QTest::newRow("server_error") << "server_error" << 50000;
    QTest::newRow("90033") << "invalid_request" << 90033;
    QTest::newRow("90055") << "" << 90055;
}

void TestSignInErrors::outagesMayBeRepeated()
{
    QFETCH(QString, error);
    QFETCH(int, number);
    SignInError e;
    e.error = error;
    e.number = number;
    const auto failure = signInFailure(e, SignInPhase::Redeem);
    QCOMPARE(failure.code, FailureCode::EntraBusy);
    QVERIFY(failure.retryable);
}

// cloud.md e.9
void TestSignInErrors::technicalIsScrubbedAndCapped()
{
    SignInError e = redirectError("x", "", "a\u202Eb refresh_token=SEED4711 " + QString(5000, 'y'));
    const auto failure = signInFailure(e, SignInPhase::Browser);
    QVERIFY(!failure.technical.contains("SEED4711"));
    QVERIFY(!failure.technical.contains(QChar(0x202E)));
    QVERIFY(failure.technical.size() <= 1600);
}

void TestSignInErrors::noErrorAtAll()
{
    for (const char *text : { "", "<html>", "[]", "{}", R"({"error":{"code":"x"}})", "\xff\xfe" })
        QVERIFY2(parseSignInError(text).error.isEmpty(), text);
}

QTEST_GUILESS_MAIN(TestSignInErrors)
#include "tst_SignInErrors.moc"
