#include "protocols/graph/GraphCall.h"
#include "protocols/graph/GraphErrors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace passerelle;
using namespace passerelle::graph;
using core::FailureCode;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)
Q_DECLARE_METATYPE(passerelle::graph::Access)

// cloud.md b.7
class TestGraphErrors : public QObject {
    Q_OBJECT
private slots:
    void policyIsToldInTheServersWords();
    void mapping_data();
    void mapping();
    void bothCasingsAndNestedDetails();
    void withoutErrorObject();
    void textOfAStranger();
    void retryAfterValues_data();
    void retryAfterValues();
    void backOff();
};

void TestGraphErrors::mapping_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<Access>("access");
    QTest::addColumn<FailureCode>("expected");
    QTest::addColumn<bool>("retryable");
    const auto row = [](int status, const char *code, const char *message, Access access,
                        FailureCode expected, bool retryable) {
        QTest::addRow("%d %s %s", status, code, access == Access::Write ? "write" : "read")
            << status << code << message << access << expected << retryable;
    };
    using A = Access;
    using F = FailureCode;
    row(400, "Request_BadRequest", "Update to existing credential with KeyId 'x' is not allowed.", A::Write,
        F::KeyFormat, false);
    row(400, "KeyNotUpdatable", "", A::Write, F::KeyFormat, false);
    row(400, "KeyCredentialsInvalidEndDate", "Key credential end date is invalid.", A::Write, F::KeyFormat,
        false);
    row(400, "Request_BadRequest", "Credential lifetime exceeds the max value allowed as per assigned policy.", A::Write,
        F::KeyPolicy, false);
    row(403, "CredentialTypeNotAllowedAsPerAppPolicy", "", A::Write, F::KeyPolicy, false);
    row(400, "Request_BadRequest", "Some policy", A::Read, F::UnknownGraph, false);
    row(400, "CannotUpdateLockedServicePrincipalProperty", "", A::Write, F::KeyLocked, false);
    row(403, "CannotUpdateLockedServicePrincipalProperty", "", A::Write, F::KeyLocked, false);
    row(400, "Other", "Operation not allowed on this object.", A::Write, F::KeyLocked, false);
    row(400, "Request_BadRequest", "Invalid filter", A::Read, F::UnknownGraph, false);
    row(401, "InvalidAuthenticationToken", "", A::Read, F::SessionLost, false);
    row(403, "Authorization_RequestDenied", "Insufficient privileges", A::Write, F::EntraRole, false);
    row(403, "Authorization_RequestDenied", "Insufficient privileges", A::Read, F::EntraRole, false);
    row(404, "Request_ResourceNotFound", "", A::Read, F::SpMissing, false);
    row(424, "", "an item not tried", A::Write, F::UnknownGraph, true);
    row(409, "Directory_ConcurrencyViolation", "", A::Write, F::UnknownGraph, true);
    row(429, "TooManyRequests", "", A::Write, F::GraphThrottle, true);
    row(500, "", "", A::Write, F::UnknownGraph, true);
    row(502, "", "", A::Read, F::UnknownGraph, true);
    row(503, "serviceNotAvailable", "", A::Read, F::UnknownGraph, true);
    row(504, "", "", A::Write, F::UnknownGraph, true);
    row(424, "", "", A::Read, F::UnknownGraph, false);
    row(418, "teapot", "", A::Read, F::UnknownGraph, false);
}

void TestGraphErrors::mapping()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(Access, access);
    const QJsonObject body{ { "error", QJsonObject{ { "code", code }, { "message", message } } } };
    const auto failure = graphFailure(parseGraphError(status, body, "rid-1"), access, "app-1");
    QTEST(failure.code, "expected");
    QTEST(failure.retryable, "retryable");
    QCOMPARE(failure.values["name"], "app-1");
    QVERIFY(failure.technical.contains(QString::number(status)));
    QVERIFY(failure.technical.contains("rid-1"));
    QVERIFY(failure.technical.contains(code));
}

void TestGraphErrors::bothCasingsAndNestedDetails()
{
    for (const char *name : { "innerError", "innererror" }) {
        const QJsonObject body{
            { "error",
              QJsonObject{ { "code", "Request_BadRequest" },
                           { "message", "m" },
                           { "details", QJsonArray{ QJsonObject{ { "code", "KeyNotUpdatable" } } } },
                           { name,
                             QJsonObject{ { "request-id", "rid-2" },
                                          { "date", "2026-01-01T10:00:00" },
                                          { "code", "Deeper" } } } } }
        };
        const GraphError error = parseGraphError(400, body, "rid-header");
        QCOMPARE(error.requestId, "rid-2");
        QCOMPARE(error.date, "2026-01-01T10:00:00");
        QCOMPARE(error.detailCodes, (QStringList{ "KeyNotUpdatable", "Deeper" }));
    }
}

void TestGraphErrors::withoutErrorObject()
{
    const auto failure = graphFailure(parseGraphError(500, {}, "rid-3"), Access::Read, {});
    QCOMPARE(failure.code, FailureCode::UnknownGraph);
    QCOMPARE(failure.technical, "HTTP 500; request-id rid-3");
    QCOMPARE(failure.values, (core::Values{ { "requestId", "rid-3" } }));
    for (const char *text : { "{\"error\":7}", "{\"error\":{\"details\":7,\"innerError\":[]}}", "[]" })
        QVERIFY(parseGraphError(400, QJsonDocument::fromJson(text).object(), "x").code.isEmpty());
}

// cloud.md e.5, e.9
void TestGraphErrors::textOfAStranger()
{
    const QJsonObject body{ { "error",
                              QJsonObject{ { "code", "c\u202E" },
                                           { "message", "Bearer SEED4711abcdef " + QString(3000, 'x') } } } };
    const auto failure = graphFailure(parseGraphError(400, body, {}), Access::Read, {});
    QVERIFY(!failure.technical.contains("SEED4711"));
    QVERIFY(!failure.technical.contains(QChar(0x202E)));
    QVERIFY(failure.technical.size() < 1300);
}

void TestGraphErrors::retryAfterValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("whole") << QByteArray("10") << 10;
    QTest::newRow("fractional") << QByteArray("2.128") << 3;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("date") << QByteArray("Mon, 01 Jun 2026 12:00:30 GMT") << 30;
    QTest::newRow("date in the past") << QByteArray("Mon, 01 Jun 2026 11:00:00 GMT") << 0;
    QTest::newRow("absent") << QByteArray() << -1;
    QTest::newRow("negative") << QByteArray("-5") << -1;
    QTest::newRow("nonsense") << QByteArray("soon") << -1;
    QTest::newRow("nan") << QByteArray("nan") << -1;
    QTest::newRow("huge") << QByteArray("1e300") << -1;
}

void TestGraphErrors::retryAfterValues()
{
    QFETCH(QByteArray, value);
    const auto seconds = retryAfter(value, QDateTime(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC));
    QTEST(seconds.value_or(-1), "seconds");
}

void TestGraphErrors::backOff()
{
    QCOMPARE(secondsBefore(1, {}, 0), 1);
    QCOMPARE(secondsBefore(2, {}, 0), 2);
    QCOMPARE(secondsBefore(3, {}, 0), 4);
    QCOMPARE(secondsBefore(4, {}, 0), 8);
    QCOMPARE(secondsBefore(4, {}, 1), 10);
    QCOMPARE(secondsBefore(4, 7, 1), 7);
}

// b.5: the server's own words are what tells an administrator which policy it was
void TestGraphErrors::policyIsToldInTheServersWords()
{
    const QString words = QStringLiteral("Credential lifetime exceeds the max value allowed as per assigned policy.");
    const QJsonObject body{ { "error", QJsonObject{ { "code", "Request_BadRequest" }, { "message", words } } } };
    const core::Failure failure = graphFailure(parseGraphError(400, body, {}), Access::Write, "app");
    QCOMPARE(failure.code, FailureCode::KeyPolicy);
    QCOMPARE(failure.values["message"], words);
    QVERIFY(!failure.retryable);
}

QTEST_GUILESS_MAIN(TestGraphErrors)
#include "tst_GraphErrors.moc"
