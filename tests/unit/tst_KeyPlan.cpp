#include "protocols/graph/KeyPlan.h"
#include "tst_CertificateFactory.h"

#include <QTest>

using namespace passerelle;
using namespace passerelle::graph;
using core::FailureCode;
using crypto::Certificate;

Q_DECLARE_METATYPE(passerelle::graph::KeyCredential)

namespace {

const QDateTime now(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC);

Certificate made(const char *name, const QDateTime &end = QDateTime(QDate(2030, 1, 1), QTime(0, 0), Qt::UTC))
{
    static const factory::Key key = factory::ecKey();
    factory::Wanted wanted;
    wanted.commonName = name;
    wanted.notAfter = end;
    return *Certificate::fromDer(factory::certificate(key, wanted));
}

QJsonObject entry(const Certificate &certificate,
                  const QByteArray &keyId = "aaaaaaaa-0000-0000-0000-000000000001")
{
    return { { "keyId", QString::fromLatin1(keyId) },
             { "type", "AsymmetricX509Cert" },
             { "usage", "Verify" },
             { "displayName", certificate.subject() },
             { "customKeyIdentifier", certificate.thumbprint() },
             { "startDateTime", certificate.notBefore().toString(Qt::ISODate) },
             { "endDateTime", certificate.notAfter().toString(Qt::ISODate) },
             { "key", QString::fromLatin1(certificate.der().toBase64()) } };
}

QJsonObject with(QJsonObject object, const char *name, const QJsonValue &value)
{
    object[QLatin1String(name)] = value;
    return object;
}

QList<KeyCredential> parsed(const QList<QJsonObject> &entries)
{
    QList<KeyCredential> out;
    for (const QJsonObject &object : entries)
        out << parseKeyCredential(object);
    return out;
}

}

// cloud.md b.2, b.3, b.8
class TestKeyPlan : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void expiredOnesAlone();
    void identifiers_data();
    void identifiers();
    void datesAreUtcToTheSecond_data();
    void datesAreUtcToTheSecond();
    void alreadyThere_data();
    void alreadyThere();
    void othersAreKeptByValue();
    void expiredOnesAreDropped();
    void refusals_data();
    void refusals();
    void noRefusalWhenNothingIsToBeWritten();
    void currentAndNextCertificate();
    void expiredCertificateIsNotUploaded();
    void doubleBase64IsKeptAsItIs();
    void concurrentWriter_data();
    void concurrentWriter();
    void samePlanNoticesAnExpiry();
    void verification();
    void verifiedDates_data();
    void verifiedDates();

private:
    std::optional<Certificate> ours, other;
};

void TestKeyPlan::initTestCase()
{
    ours = made("Ours");
    other = made("Other");
}

// b.2: forty hex digits are valid base64 too and must not be decoded
void TestKeyPlan::identifiers_data()
{
    QTest::addColumn<QString>("identifier");
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<bool>("isThumbprint");
    const QByteArray own = QByteArray::fromHex(ours->thumbprint().toLatin1());
    const QByteArray own256 = QByteArray::fromHex(ours->sha256().toLatin1());
    QTest::newRow("upper hex") << ours->thumbprint() << true << true;
    QTest::newRow("lower hex") << ours->thumbprint().toLower() << true << true;
    QTest::newRow("28 characters of base64") << QString::fromLatin1(own.toBase64()) << true << true;
    QTest::newRow("44 characters of base64, SHA-256")
        << QString::fromLatin1(own256.toBase64()) << true << false;
    QTest::newRow("hex SHA-256") << ours->sha256() << true << false;
    QTest::newRow("another") << other->thumbprint() << false << true;
    QTest::newRow("client's own") << "uploaded-2024" << false << false;
    QTest::newRow("none") << "" << false << false;
}

void TestKeyPlan::identifiers()
{
    QFETCH(QString, identifier);
    QFETCH(bool, isThumbprint);
    const QJsonObject object =
        with(with(entry(*ours), "key", QJsonValue()), "customKeyIdentifier", identifier);
    const KeyCredential key = parseKeyCredential(object);
    QTEST(key.holds(*ours), "isOurs");
    QCOMPARE(!key.thumbprint().isEmpty(), isThumbprint);
    // With a key the identifier is not believed.
    const KeyCredential lying =
        parseKeyCredential(with(entry(*other), "customKeyIdentifier", ours->thumbprint()));
    QVERIFY(!lying.holds(*ours));
    QCOMPARE(lying.thumbprint(), other->thumbprint());
}

void TestKeyPlan::datesAreUtcToTheSecond_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime eight(QDate(2030, 5, 1), QTime(8, 0), Qt::UTC);
    QTest::newRow("Z") << "2030-05-01T08:00:00Z" << eight;
    QTest::newRow("offset") << "2030-05-01T10:00:00+02:00" << eight;
    QTest::newRow("seven digits") << "2030-05-01T08:00:00.1234567Z" << eight;
    QTest::newRow("none") << "" << QDateTime();
    QTest::newRow("nonsense") << "tomorrow" << QDateTime();
}

void TestKeyPlan::datesAreUtcToTheSecond()
{
    QFETCH(QString, text);
    const KeyCredential key = parseKeyCredential(with(entry(*ours), "endDateTime", text));
    QTEST(key.end, "time");
    QVERIFY(!key.end.isValid() || key.end.timeSpec() == Qt::UTC);
}

void TestKeyPlan::alreadyThere_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<bool>("there");
    const QJsonObject mine = entry(*ours);
    const QJsonObject noKey = with(mine, "key", QJsonValue());
    QTest::newRow("by key") << mine << true;
    QTest::newRow("by key, strange identifier") << with(mine, "customKeyIdentifier", "x") << true;
    QTest::newRow("by hex identifier") << noKey << true;
    QTest::newRow("by base64 identifier")
        << with(noKey, "customKeyIdentifier",
                QString::fromLatin1(QByteArray::fromHex(ours->thumbprint().toLatin1()).toBase64()))
        << true;
    QTest::newRow("double base64") << with(mine, "key",
                                           QString::fromLatin1(ours->der().toBase64().toBase64()))
                                   << true;
    QTest::newRow("line breaks") << with(mine, "key",
                                         QString::fromLatin1(ours->der().toBase64()).insert(64, "\r\n"))
                                 << true;
    QTest::newRow("expired entry") << with(mine, "endDateTime", "2026-05-31T12:00:00Z") << false;
    QTest::newRow("another certificate") << entry(*other) << false;
}

void TestKeyPlan::alreadyThere()
{
    QFETCH(QJsonObject, object);
    QFETCH(bool, there);
    const KeyPlan plan = planKeyUpload(parsed({ object }), { *ours }, now);
    QCOMPARE(plan.alreadyPresent, there);
    QCOMPARE(plan.added.isEmpty(), there);
    QCOMPARE(plan.body.isEmpty(), there);
}

// b.3 dialect B: exactly type, usage and key
void TestKeyPlan::othersAreKeptByValue()
{
    const KeyPlan plan = planKeyUpload(parsed({ entry(*other) }), { *ours }, now);
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.kept.size(), 1);
    QCOMPARE(plan.added.size(), 1);
    QCOMPARE(plan.body.size(), 2);
    for (const QJsonValue value : plan.body)
        QCOMPARE(value.toObject().keys(), (QStringList{ "key", "type", "usage" }));
    QCOMPARE(plan.body[0].toObject()["key"].toString(), QString::fromLatin1(other->der().toBase64()));
    QCOMPARE(plan.body[1].toObject()["key"].toString(),
             QString::fromLatin1(ours->der().toBase64())); // encoded once

    const KeyPlan first = planKeyUpload({}, { *ours }, now);
    QCOMPARE(first.body.size(), 1);
    QCOMPARE(first.body[0].toObject()["type"].toString(), "AsymmetricX509Cert");
    QCOMPARE(first.body[0].toObject()["usage"].toString(), "Verify");
}

void TestKeyPlan::expiredOnesAreDropped()
{
    const Certificate old = made("Old", now.addDays(-1));
    const KeyPlan plan = planKeyUpload(
        parsed({ entry(old), entry(*other),
                 with(with(entry(*other), "key", QJsonValue()), "endDateTime", "2020-01-01T00:00:00Z"),
                 with(entry(old), "endDateTime", QJsonValue()) }), // no date: the certificate's counts
        { *ours }, now);
    QVERIFY(!plan.refusal); // an expired entry without value stops nothing
    QCOMPARE(plan.expired.size(), 3);
    QCOMPARE(plan.kept.size(), 1);
    QCOMPARE(plan.body.size(), 2);
    QCOMPARE(planKeyUpload(parsed({ with(entry(*other), "endDateTime", now.toString(Qt::ISODate)) }),
                           { *ours }, now)
                 .expired.size(),
             1);
}

void TestKeyPlan::refusals_data()
{
    QTest::addColumn<QJsonObject>("object");
    const QJsonObject good = entry(*other);
    QTest::newRow("key null") << with(good, "key", QJsonValue());
    QTest::newRow("key missing") << with(good, "key", QJsonValue(QJsonValue::Undefined));
    QTest::newRow("key empty") << with(good, "key", "");
    QTest::newRow("private certificate") << with(good, "type", "X509CertAndPassword");
    QTest::newRow("symmetric") << with(good, "type", "Symmetric");
    QTest::newRow("sign") << with(good, "usage", "Sign");
    QTest::newRow("unparsable") << with(good, "key", "bm90IGEgY2VydGlmaWNhdGU=");
    QTest::newRow("not base64") << with(good, "key", "***");
}

void TestKeyPlan::refusals()
{
    QFETCH(QJsonObject, object);
    const KeyPlan plan = planKeyUpload(parsed({ object, entry(made("Third")) }), { *ours }, now);
    QVERIFY(plan.refusal);
    QCOMPARE(plan.refusal->code, FailureCode::KeyOverwrite);
    QCOMPARE(plan.refusal->values["n"], "2");
    QCOMPARE(plan.refusal->values["m"], "0");
    QVERIFY(plan.refusal->technical.contains("aaaaaaaa-0000-0000-0000-000000000001"));
    QVERIFY(plan.body.isEmpty()); // nothing that could be sent by mistake
}

void TestKeyPlan::noRefusalWhenNothingIsToBeWritten()
{
    const KeyPlan plan =
        planKeyUpload(parsed({ entry(*ours), with(entry(*other), "key", QJsonValue()) }), { *ours }, now);
    QVERIFY(plan.alreadyPresent);
    QVERIFY(!plan.refusal);
}

void TestKeyPlan::currentAndNextCertificate()
{
    const Certificate next = made("Next");
    const KeyPlan plan = planKeyUpload(parsed({ entry(*ours) }), { *ours, next, next }, now);
    QCOMPARE(plan.certificates.size(), 2);
    QCOMPARE(plan.added.size(), 1);
    QCOMPARE(plan.added[0].thumbprint(), next.thumbprint());
    QCOMPARE(plan.body.size(), 2);
}

void TestKeyPlan::expiredCertificateIsNotUploaded()
{
    const KeyPlan plan = planKeyUpload({}, { made("Old", now.addSecs(-1)) }, now);
    QVERIFY(plan.refusal);
    QCOMPARE(plan.refusal->code, FailureCode::CertExpired);
    QCOMPARE(plan.refusal->values["date"], "2026-06-01");
}

void TestKeyPlan::doubleBase64IsKeptAsItIs()
{
    const QString twice = QString::fromLatin1(other->der().toBase64().toBase64());
    const KeyPlan plan = planKeyUpload(parsed({ with(entry(*other), "key", twice) }), { *ours }, now);
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.kept[0].thumbprint(), other->thumbprint());
    QCOMPARE(plan.body[0].toObject()["key"].toString(), twice);
}

void TestKeyPlan::concurrentWriter_data()
{
    QTest::addColumn<QList<QJsonObject>>("then");
    QTest::addColumn<bool>("same");
    const QJsonObject a = entry(*ours);
    const QJsonObject b = entry(*other);
    QTest::newRow("nothing changed") << QList<QJsonObject>{ a, b } << true;
    QTest::newRow("other order") << QList<QJsonObject>{ b, a } << true;
    QTest::newRow("new key ids, derived names")
        << QList<QJsonObject>{ with(with(a, "keyId", "new"), "displayName", "new"), b } << true;
    QTest::newRow("one more") << QList<QJsonObject>{ a, b, entry(made("Intruder")) } << false;
    QTest::newRow("one less") << QList<QJsonObject>{ a } << false;
    QTest::newRow("replaced") << QList<QJsonObject>{ a, entry(made("Intruder")) } << false;
    QTest::newRow("twice") << QList<QJsonObject>{ a, a } << false;
    QTest::newRow("other usage") << QList<QJsonObject>{ a, with(b, "usage", "Sign") } << false;
    QTest::newRow("other end") << QList<QJsonObject>{ a, with(b, "endDateTime", "2027-01-01T00:00:00Z") }
                               << false;
    QTest::newRow("value gone") << QList<QJsonObject>{ a, with(b, "key", QJsonValue()) } << false;
}

void TestKeyPlan::concurrentWriter()
{
    QFETCH(QList<QJsonObject>, then);
    QTEST(sameKeys(parsed({ entry(*ours), entry(*other) }), parsed(then)), "same");
}

void TestKeyPlan::samePlanNoticesAnExpiry()
{
    const QList<KeyCredential> keys =
        parsed({ with(entry(*other), "endDateTime", now.addSecs(60).toString(Qt::ISODate)) });
    QVERIFY(samePlan(planKeyUpload(keys, { *ours }, now), planKeyUpload(keys, { *ours }, now.addSecs(59))));
    QVERIFY(!samePlan(planKeyUpload(keys, { *ours }, now), planKeyUpload(keys, { *ours }, now.addSecs(60))));
}

void TestKeyPlan::verification()
{
    const KeyPlan plan = planKeyUpload(parsed({ entry(*other) }), { *ours }, now);
    QVERIFY(verifyKeys(parsed({ entry(*other, "new"), entry(*ours, "newer") }), plan).isClean());

    const KeyCheck stale = verifyKeys(parsed({ entry(*other) }), plan);
    QCOMPARE(stale.missing, QStringList{ ours->thumbprint() });
    QVERIFY(stale.lost.isEmpty() && !stale.allPresent());

    const KeyCheck lost = verifyKeys(parsed({ entry(*ours) }), plan);
    QCOMPARE(lost.lost, QStringList{ other->thumbprint() });
    QVERIFY(lost.allPresent() && !lost.isClean());

    const KeyCheck wrong = verifyKeys(parsed({ entry(*other), with(entry(*ours), "usage", "Sign") }), plan);
    QCOMPARE(wrong.wrongUse, QStringList{ ours->thumbprint() });
    QVERIFY(verifyKeys(parsed({ entry(*other), with(entry(*ours), "usage", "Sign"), entry(*ours) }), plan)
                .wrongUse.isEmpty());
}

// b.8: equal to the certificate's within two seconds
void TestKeyPlan::verifiedDates_data()
{
    QTest::addColumn<int>("startOffset");
    QTest::addColumn<int>("endOffset");
    QTest::addColumn<bool>("clean");
    QTest::newRow("equal") << 0 << 0 << true;
    QTest::newRow("one second inside") << 1 << -1 << true;
    QTest::newRow("two seconds") << 2 << -2 << true;
    QTest::newRow("three seconds") << 0 << -3 << false;
    QTest::newRow("local time taken for UTC") << 7200 << 7200 << false;
    QTest::newRow("end after a year") << 0 << -86400 * 365 << false;
}

void TestKeyPlan::verifiedDates()
{
    QFETCH(int, startOffset);
    QFETCH(int, endOffset);
    QFETCH(bool, clean);
    const KeyPlan plan = planKeyUpload({}, { *ours }, now);
    const QJsonObject object = with(
        with(entry(*ours), "startDateTime", ours->notBefore().addSecs(startOffset).toString(Qt::ISODate)),
        "endDateTime", ours->notAfter().addSecs(endOffset).toString(Qt::ISODate));
    const KeyCheck check = verifyKeys(parsed({ object }), plan);
    QCOMPARE(check.otherDates.isEmpty(), clean);
    QVERIFY(check.allPresent());
}

// Expired entries alone, so that KEY-STALE can be settled without an upload.
void TestKeyPlan::expiredOnesAlone()
{
    const Certificate kept = made("Kept"), old = made("Old", now.addDays(-3));
    const auto existing = parsed({ entry(kept), entry(old, "aaaaaaaa-0000-0000-0000-000000000002") });
    const KeyPlan plan = planExpiredRemoval(existing, now);
    QVERIFY(!plan.alreadyPresent && !plan.refusal && plan.added.isEmpty());
    QCOMPARE(plan.body.size(), 1);
    QCOMPARE(plan.expired.size(), 1);
    QVERIFY(samePlan(planAgain(existing, plan, now), plan));
    QCOMPARE(verifyKeys(existing, plan).remaining, QStringList{ old.thumbprint() });
    QVERIFY(verifyKeys(parsed({ entry(kept) }), plan).isClean());
    QVERIFY(planExpiredRemoval(parsed({ entry(kept) }), now).alreadyPresent);
    const auto withheld = parsed({ with(entry(kept), "key", QJsonValue()), entry(old, "aaaaaaaa-0000-0000-0000-000000000002") });
    QCOMPARE(planExpiredRemoval(withheld, now).refusal->code, FailureCode::KeyOverwrite);
}

QTEST_GUILESS_MAIN(TestKeyPlan)
#include "tst_KeyPlan.moc"
