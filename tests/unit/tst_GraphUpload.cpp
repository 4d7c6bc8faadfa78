#include "protocols/graph/UploadKeys.h"
#include "tst_CertificateFactory.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::graph;
using namespace std::chrono_literals;
using core::FailureCode;
using crypto::Certificate;

namespace {

// Ends with what `act` returns at the moment it is asked, after `delay`.
template <class T> class Later : public core::OperationOf<T> {
public:
    explicit Later(std::function<core::Result<T>()> act, int delay = 0)
        : m_act(std::move(act))
        , m_delay(delay)
    {
    }

protected:
    void doStart() override
    {
        QTimer::singleShot(m_delay, this, [this] { this->finishWith(m_act()); });
    }
    void doCancel() override
    {
        if (!waitsForAnswer)
            this->fail({ FailureCode::Cancelled, {}, {}, true });
    }

public:
    bool waitsForAnswer = false;

private:
    std::function<core::Result<T>()> m_act;
    int m_delay;
};

// One principal with keys: replaces the whole list on a write; shows writes after `lag` readings.
class FakeDirectory : public Directory {
public:
    core::OperationOf<Organization> *organization() override { return nullptr; }
    core::OperationOf<QList<Domain>> *domains() override { return nullptr; }
    core::OperationOf<Person> *me() override { return nullptr; }
    core::OperationOf<ServicePrincipal> *servicePrincipal(const QString &) override { return nullptr; }
    core::OperationOf<ServicePrincipal> *createServicePrincipal(const QString &) override { return nullptr; }
    core::OperationOf<QList<HybridApplication>> *hybridApplications() override { return nullptr; }

    core::OperationOf<QList<PrincipalAnswer>> *servicePrincipals(const QStringList &appIds) override
    {
        return new Later<QList<PrincipalAnswer>>(
            [this, appId = appIds.value(0)]() -> core::Result<QList<PrincipalAnswer>> {
                log << "read";
                if (failReads > 0 && reads >= failReadsFrom) {
                    --failReads;
                    return core::Failure{ FailureCode::EntraNet, {}, "no network", true };
                }
                ++reads;
                if (beforeRead)
                    beforeRead(reads);
                if (pending && --lag < 0) {
                    keys = *pending;
                    pending.reset();
                }
                ServicePrincipal principal;
                principal.id = "object-1";
                principal.appId = appId;
                principal.keys = parseKeyCredentials(keys);
                return QList<PrincipalAnswer>{ { appId, principal } };
            },
            readDelay);
    }

    core::OperationOf<QList<WriteAnswer>> *updateKeyCredentials(const QList<KeyWrite> &list) override
    {
        auto *write = new Later<QList<WriteAnswer>>(
            [this, sent = list.value(0)]() -> core::Result<QList<WriteAnswer>> {
                log << "write";
                ++writes;
                lastObject = sent.objectId;
                const bool fails = !failures.isEmpty();
                const core::Failure failure = fails ? failures.takeFirst() : core::Failure{};
                if (!fails || applyAlthoughFailed)
                    apply(sent.keys);
                if (fails)
                    return failure;
                return QList<WriteAnswer>{ { sent.appId, core::Nothing{} } };
            },
            writeDelay);
        write->waitsForAnswer = true;
        return write;
    }

    void apply(const QJsonArray &list)
    {
        QJsonArray stored;
        for (const QJsonValue value : list) {
            QJsonObject object = value.toObject();
            const auto certificate = Certificate::fromBase64(object["key"].toString().toLatin1());
            object["keyId"] = QStringLiteral("new-%1").arg(++m_serial);
            object["customKeyIdentifier"] = certificate->thumbprint();
            object["startDateTime"] = certificate->notBefore().toString(Qt::ISODate);
            object["endDateTime"] = certificate->notAfter().toString(Qt::ISODate);
            stored.append(object);
        }
        pending = stored;
    }

    QJsonArray keys;
    std::optional<QJsonArray> pending;
    int lag = 0; // readings that do not show the write yet
    QList<core::Failure> failures;
    bool applyAlthoughFailed = false;
    int failReads = 0, failReadsFrom = 0;
    int reads = 0, writes = 0;
    int readDelay = 0, writeDelay = 0;
    QString lastObject;
    QStringList log;
    std::function<void(int)> beforeRead;

private:
    int m_serial = 0;
};

Certificate made(const char *name)
{
    static const factory::Key key = factory::ecKey();
    factory::Wanted wanted;
    wanted.commonName = name;
    return *Certificate::fromDer(factory::certificate(key, wanted));
}

UploadOptions fast()
{
    UploadOptions options;
    options.verifyAfter = { 1ms, 1ms, 1ms, 1ms, 1ms, 1ms };
    options.second = 1ms;
    return options;
}

core::Failure transient(const char *technical, const char *seconds = nullptr)
{
    core::Failure failure{ FailureCode::UnknownGraph, {}, QLatin1String(technical), true };
    if (seconds)
        failure.values["n"] = QLatin1String(seconds);
    return failure;
}

}

// cloud.md b.3, b.7, b.8, f
class TestGraphUpload : public QObject {
    Q_OBJECT
private slots:
    void init();
    void threeRequests();
    void alreadyPresentIsOneRequest();
    void changedKeysStopIt_data();
    void changedKeysStopIt();
    void refusalWritesNothing();
    void slowVisibility_data();
    void slowVisibility();
    void appliedAlthoughFailed();
    void repeatsAfterANewReading();
    void serverDelayIsKept_data();
    void serverDelayIsKept();
    void givesUpAfterThreeWrites();
    void concurrentWriterDuringDoubt();
    void finalFailureIsNotRepeated();
    void failedReadingBefore();
    void failedReadingAfterSaysNothing();
    void lostNeighbourIsTold();
    void cancelBeforeTheWrite();
    void cancelDuringTheWriteWaits();
    void cancelDuringTheReadBack();
    void cancelInDoubtTellsTheDoubt();
    void defaultDelays();

private:
    UploadKeys *upload(const UploadOptions &options = fast())
    {
        m_operation =
            std::make_unique<UploadKeys>(*directory, m_clock, QList<KeyUpload>{ { "app-1", plan } }, options);
        return m_operation.get();
    }
    bool runs(UploadKeys *operation)
    {
        QSignalSpy finished(operation, &core::Operation::finished);
        if (operation->phase() == core::Operation::Phase::Idle)
            operation->start();
        return finished.wait(5000);
    }

    core::Clock m_clock;
    std::unique_ptr<FakeDirectory> directory;
    std::unique_ptr<UploadKeys> m_operation;
    std::optional<Certificate> ours, neighbour;
    KeyPlan plan;
};

void TestGraphUpload::init()
{
    if (!ours) {
        ours = made("Ours");
        neighbour = made("Neighbour");
    }
    m_operation.reset();
    directory = std::make_unique<FakeDirectory>();
    directory->apply(planKeyUpload({}, { *neighbour }, m_clock.nowUtc()).body);
    directory->keys = *directory->pending;
    directory->pending.reset();
    plan = planKeyUpload(parseKeyCredentials(directory->keys), { *ours }, m_clock.nowUtc());
}

void TestGraphUpload::threeRequests()
{
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QVERIFY(operation->result());
    QVERIFY(operation->result()->first().written && operation->result()->first().visible);
    QVERIFY(operation->result()->first().check.isClean());
    QCOMPARE(operation->result()->first().before.size(), 1);
    QCOMPARE(operation->result()->first().after.size(), 2);
    QCOMPARE(directory->log, (QStringList{ "read", "write", "read" }));
    QCOMPARE(directory->lastObject, "object-1");
}

void TestGraphUpload::alreadyPresentIsOneRequest()
{
    runs(upload());
    directory->log.clear();
    plan = planKeyUpload(parseKeyCredentials(directory->keys), { *ours }, m_clock.nowUtc());
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QVERIFY(!operation->result()->first().written && operation->result()->first().visible);
    QCOMPARE(directory->log, QStringList{ "read" });
}

void TestGraphUpload::changedKeysStopIt_data()
{
    QTest::addColumn<int>("change");
    QTest::newRow("a key more") << 1;
    QTest::newRow("a key less") << 2;
    QTest::newRow("ours put there by somebody") << 3;
    QTest::newRow("value no longer told") << 4;
}

void TestGraphUpload::changedKeysStopIt()
{
    QFETCH(int, change);
    QJsonArray &keys = directory->keys;
    QJsonObject first = keys[0].toObject();
    if (change == 1 || change == 3) {
        first["key"] = QString::fromLatin1((change == 1 ? made("Intruder") : *ours).der().toBase64());
        keys.append(first);
    } else if (change == 2) {
        keys = {};
    } else {
        first["key"] = QJsonValue();
        keys[0] = first;
    }
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::PlanChanged);
    QCOMPARE(directory->log, QStringList{ "read" });
}

void TestGraphUpload::refusalWritesNothing()
{
    QJsonObject first = directory->keys[0].toObject();
    first["key"] = QJsonValue();
    directory->keys[0] = first;
    plan = planKeyUpload(parseKeyCredentials(directory->keys), { *ours }, m_clock.nowUtc());
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::KeyOverwrite);
    QVERIFY(directory->log.isEmpty());
}

void TestGraphUpload::slowVisibility_data()
{
    QTest::addColumn<int>("lag");
    QTest::addColumn<bool>("visible");
    QTest::newRow("one stale reading") << 1 << true;
    QTest::newRow("the last reading shows it") << 5 << true;
    QTest::newRow("not yet") << 6 << false;
}

void TestGraphUpload::slowVisibility()
{
    QFETCH(int, lag);
    QFETCH(bool, visible);
    UploadKeys *operation = upload();
    directory->lag = lag;
    QSignalSpy stale(operation, &UploadKeys::notVisibleYet);
    QVERIFY(runs(operation));
    QVERIFY(operation->result()); // amber, not a failure
    QVERIFY(operation->result()->first().written);
    QCOMPARE(operation->result()->first().visible, visible);
    QCOMPARE(stale.size(), lag);
    QCOMPARE(directory->writes, 1);
    QCOMPARE(operation->result()->first().check.missing.isEmpty(), visible);
}

void TestGraphUpload::appliedAlthoughFailed()
{
    directory->failures = { transient("HTTP 504") };
    directory->applyAlthoughFailed = true;
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QVERIFY(operation->result());
    QVERIFY(operation->result()->first().written && operation->result()->first().visible);
    QCOMPARE(directory->log, (QStringList{ "read", "write", "read" })); // not written twice
}

void TestGraphUpload::repeatsAfterANewReading()
{
    directory->failures = { transient("HTTP 503"), transient("HTTP 409") };
    UploadKeys *operation = upload();
    QSignalSpy waiting(operation, &UploadKeys::waiting);
    QVERIFY(runs(operation));
    QVERIFY(operation->result()->first().written);
    QCOMPARE(directory->log, (QStringList{ "read", "write", "read", "write", "read", "write", "read" }));
    QCOMPARE(waiting.size(), 2);
}

void TestGraphUpload::serverDelayIsKept_data()
{
    QTest::addColumn<int>("seconds");
    QTest::newRow("short") << 7;
    QTest::newRow("longer than five minutes") << 400; // nothing is sent before (b.7)
}

void TestGraphUpload::serverDelayIsKept()
{
    QFETCH(int, seconds);
    directory->failures = { transient("HTTP 429", QByteArray::number(seconds).constData()) };
    UploadKeys *operation = upload();
    QSignalSpy waiting(operation, &UploadKeys::waiting);
    QVERIFY(runs(operation));
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting[0][0].toInt(), seconds);
}

void TestGraphUpload::givesUpAfterThreeWrites()
{
    directory->failures = { transient("one"), transient("two"), transient("three"), transient("four") };
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().technical, "three");
    QVERIFY(operation->result().failure().retryable);
    QCOMPARE(directory->writes, 3);
}

void TestGraphUpload::concurrentWriterDuringDoubt()
{
    directory->failures = { transient("HTTP 504") };
    directory->beforeRead = [this](int reading) {
        if (reading == 2)
            directory->keys = {};
    };
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::WriteDoubt);
    QCOMPARE(directory->writes, 1);
}

void TestGraphUpload::finalFailureIsNotRepeated()
{
    directory->failures = { { FailureCode::EntraRole, {}, "HTTP 403", false } };
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::EntraRole);
    QCOMPARE(directory->log, (QStringList{ "read", "write" }));
}

void TestGraphUpload::failedReadingBefore()
{
    directory->failReads = 1;
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::EntraNet);
    QCOMPARE(directory->writes, 0);
}

void TestGraphUpload::failedReadingAfterSaysNothing()
{
    directory->failReads = 2;
    directory->failReadsFrom = 1;
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QVERIFY(operation->result());
    QVERIFY(operation->result()->first().written && operation->result()->first().visible);
}

void TestGraphUpload::lostNeighbourIsTold()
{
    directory->beforeRead = [this](int reading) {
        if (reading == 2) // somebody else wrote right after us
            directory->apply(planKeyUpload({}, { *ours }, m_clock.nowUtc()).body);
    };
    UploadKeys *operation = upload();
    QVERIFY(runs(operation));
    QVERIFY(operation->result()->first().visible);
    QCOMPARE(operation->result()->first().check.lost, QStringList{ neighbour->thumbprint() });
}

void TestGraphUpload::cancelBeforeTheWrite()
{
    directory->readDelay = 50;
    UploadKeys *operation = upload();
    operation->start();
    operation->cancel();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().code, FailureCode::Cancelled);
    QTest::qWait(80);
    QCOMPARE(directory->writes, 0);
}

// core/Operation.h: a write that is on its way is told, not forgotten
void TestGraphUpload::cancelDuringTheWriteWaits()
{
    directory->writeDelay = 60;
    UploadKeys *operation = upload();
    operation->start();
    QTRY_COMPARE(directory->reads, 1);
    QTest::qWait(10);
    operation->cancel();
    QVERIFY(runs(operation));
    QVERIFY(operation->result());
    QVERIFY(operation->result()->first().written);
    QVERIFY(!operation->result()->first().visible);
    QCOMPARE(directory->log, (QStringList{ "read", "write" }));
}

void TestGraphUpload::cancelDuringTheReadBack()
{
    UploadOptions options = fast();
    options.verifyAfter = { 10s };
    UploadKeys *operation = upload(options);
    operation->start();
    QTRY_COMPARE(directory->writes, 1);
    QTest::qWait(10);
    operation->cancel();
    QVERIFY(runs(operation));
    QVERIFY(operation->result());
    QVERIFY(operation->result()->first().written && !operation->result()->first().visible);
}

void TestGraphUpload::cancelInDoubtTellsTheDoubt()
{
    directory->failures = { transient("HTTP 504") };
    UploadOptions options = fast();
    options.second = 10s;
    UploadKeys *operation = upload(options);
    operation->start();
    QTRY_COMPARE(directory->writes, 1);
    QTest::qWait(10);
    operation->cancel();
    QVERIFY(runs(operation));
    QCOMPARE(operation->result().failure().technical, "HTTP 504");
    QVERIFY(operation->result().failure().retryable);
}

// b.8: about sixty seconds in all
void TestGraphUpload::defaultDelays()
{
    std::chrono::milliseconds total{};
    for (const auto delay : UploadOptions::defaultVerifyDelays())
        total += delay;
    QCOMPARE(total.count(), 61'000);
}

QTEST_GUILESS_MAIN(TestGraphUpload)
#include "tst_GraphUpload.moc"
