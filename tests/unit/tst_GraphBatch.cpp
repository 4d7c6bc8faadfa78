#include "auth/NetworkAccess.h"
#include "auth/Pkce.h"
#include "protocols/graph/AwaitPrincipals.h"
#include "protocols/graph/GraphClient.h"
#include "protocols/graph/UndoUpload.h"
#include "tst_SignInServer.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::graph;
using namespace std::chrono_literals;
using core::FailureCode;
using crypto::Certificate;

namespace {

Certificate made(const QByteArray &name, int days = 365)
{
    static const factory::Key key = factory::ecKey();
    factory::Wanted wanted;
    wanted.commonName = name;
    if (days < 0) {
        wanted.notBefore = QDateTime::currentDateTimeUtc().addDays(days - 100);
        wanted.notAfter = QDateTime::currentDateTimeUtc().addDays(days);
    }
    return *Certificate::fromDer(factory::certificate(key, wanted));
}

QJsonObject entry(const Certificate &certificate)
{
    return { { "keyId", certificate.thumbprint().left(8) },
             { "type", "AsymmetricX509Cert" },
             { "usage", "Verify" },
             { "displayName", "k" },
             { "key", QString::fromLatin1(certificate.der().toBase64()) },
             { "startDateTime", certificate.notBefore().toString(Qt::ISODate) },
             { "endDateTime", certificate.notAfter().toString(Qt::ISODate) } };
}

// Graph as far as keys go: $batch with items in reverse order, PATCH that replaces the list, POST that
// creates.
class SmallGraph {
public:
    struct Item {
        int status = 0;
        QJsonObject headers;
        bool apply = false;
    };

    SmallGraph()
        : https([this](const LocalHttps::Request &r) { return answer(r); })
        , network({ "lab", https.url(), https.url(), "client-1" })
        , tokens(network, clock)
        , client(network, tokens, { 5, 1ms, [] { return 0.0; } })
    {
        network.trustAlso({ https.ca });
        auth::Session session;
        session.accessToken = core::Secret("token");
        session.expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
        tokens.accept(std::move(session));
        options.verifyAfter = { 1ms, 1ms, 1ms };
        options.second = 2ms;
    }
    void add(const QString &appId, QJsonArray list = {}) { keys.insert(appId, list); }

    // Runs an operation to its end.
    template <class T> core::Result<T> get(core::OperationOf<T> *operation)
    {
        std::unique_ptr<core::OperationOf<T>> owned(operation);
        QSignalSpy finished(operation, &core::Operation::finished);
        operation->start();
        if (!finished.wait(8000))
            return core::Failure{ FailureCode::LocalFile, {}, "did not finish", false };
        return std::move(owned->result());
    }
    QList<KeyUpload> plans(const Certificate &certificate)
    {
        QList<KeyUpload> all;
        for (auto it = keys.begin(); it != keys.end(); ++it)
            all.append({ it.key(),
                         planKeyUpload(parseKeyCredentials(it.value()), { certificate }, clock.nowUtc()) });
        return all;
    }
    UploadKeys *upload(const Certificate &certificate)
    {
        return new UploadKeys(client, clock, plans(certificate), options);
    }
    QStringList thumbprints(const QString &appId) const
    {
        QStringList list;
        for (const KeyCredential &key : parseKeyCredentials(keys[appId]))
            list << key.thumbprint();
        list.sort();
        return list;
    }
    qsizetype patches(const QString &appId) const { return patched.count(appId); }

    core::Clock clock;
    QMap<QString, QJsonArray> keys;
    QMap<QString, QList<Item>> nextWrites; // answers to PATCH items of an application, then success
    QByteArray nextBatchWrite; // instead of the answer to a whole batch of writes
    bool applyAlthough = false;
    std::function<void()> afterWrite;
    QStringList patched, log;
    int invisible = 0; // so many readings miss a created one
    LocalHttps https;
    auth::NetworkAccess network;
    auth::TokenStore tokens;
    GraphClient client;
    UploadOptions options;

private:
    QByteArray answer(const LocalHttps::Request &request)
    {
        if (request.target == "/v1.0/$batch")
            return batch(request.json()["requests"].toArray());
        if (request.method == "PATCH") {
            log << "PATCH";
            const QString appId = QString::fromLatin1(request.target.split('-').last());
            return one(appId, request.json()).first == 204 ? "HTTP/1.1 204 No Content\r\n\r\n"
                                                           : LocalHttps::json(403, {});
        }
        if (request.method == "POST") {
            const QString appId = request.json()["appId"].toString();
            log << "create " + appId;
            if (createStatus != 201)
                return LocalHttps::json(createStatus,
                                        { { "error", QJsonObject{ { "code", "Request_BadRequest" } } } });
            add(appId);
            return LocalHttps::json(201, principal(appId));
        }
        return LocalHttps::json(404, {});
    }
    QByteArray batch(const QJsonArray &requests)
    {
        QJsonArray responses;
        const bool writes = requests.first().toObject()["method"] == "PATCH";
        log << (writes ? "write" : "read");
        for (const QJsonValue value : requests) {
            const QJsonObject item = value.toObject();
            QJsonObject response{ { "id", item["id"] } };
            if (writes) {
                const QString appId = item["url"].toString().section('-', -1);
                const auto [status, headers] = one(appId, item["body"].toObject());
                response["status"] = status;
                response["headers"] = headers;
                if (status == 424 && omit)
                    continue;
            } else {
                static const QRegularExpression name(QStringLiteral("appId='([^']+)'"));
                const QString appId = name.match(item["url"].toString()).captured(1);
                const bool there = keys.contains(appId) && invisible-- <= 0;
                response["status"] = there ? 200 : 404;
                response["body"] = there
                    ? principal(appId)
                    : QJsonObject{ { "error", QJsonObject{ { "code", "Request_ResourceNotFound" } } } };
            }
            responses.prepend(response); // in any order
        }
        if (writes && afterWrite)
            afterWrite();
        if (writes && !nextBatchWrite.isEmpty())
            return std::exchange(nextBatchWrite, {});
        return LocalHttps::json(200, { { "responses", responses } });
    }
    std::pair<int, QJsonObject> one(const QString &appId, const QJsonObject &body)
    {
        patched << appId;
        Item item{ 204, {}, true };
        if (!nextWrites[appId].isEmpty())
            item = nextWrites[appId].takeFirst();
        if (!nextBatchWrite.isEmpty())
            item.apply = applyAlthough;
        if (item.apply) {
            QJsonArray stored;
            for (const QJsonValue value : body["keyCredentials"].toArray())
                stored.append(entry(*Certificate::fromBase64(value.toObject()["key"].toString().toLatin1())));
            keys[appId] = stored;
        }
        return { item.status, item.headers };
    }
    QJsonObject principal(const QString &appId) const
    {
        return { { "id", "object-" + appId }, { "appId", appId }, { "keyCredentials", keys[appId] } };
    }

public:
    int createStatus = 201;
    bool omit = false;
};

}

// cloud.md b.3, b.8, b.9, b.10, f
class TestGraphBatch : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void threeRequestsForAnyNumber_data();
    void threeRequestsForAnyNumber();
    void freshReadingSavesOne();
    void staleReadingIsMadeAgain();
    void onlyThoseThatNeedItAreWritten();
    void itemsAreWrittenAgainAlone_data();
    void itemsAreWrittenAgainAlone();
    void oneFinalRefusalLeavesTheOthers();
    void allRefusedIsAFailure();
    void oneForeignChangeStopsThemAll();
    void aMissingPrincipalFailsAlone();
    void wholeBatchInDoubt_data();
    void wholeBatchInDoubt();
    void proxyPageInsteadOfTheAnswer();
    void noPrincipalTwice();
    void moreThanTwentyIsRefused();
    void neighboursOfAllKindsSurvive();
    void createAndAwait();
    void refusedCreation_data();
    void refusedCreation();
    void undoTakesOnlyOurs();
    void undoNamesExpiredOnes();
    void undoRefusesWhatItCannotKeep();
    void undoTwiceWritesNothing();
    void hundredKeys();

private:
    std::optional<Certificate> ours, other;
};

void TestGraphBatch::initTestCase()
{
    ours = made("Ours");
    other = made("Other");
}

void TestGraphBatch::threeRequestsForAnyNumber_data()
{
    QTest::addColumn<int>("n");
    QTest::newRow("1") << 1;
    QTest::newRow("3") << 3;
    QTest::newRow("10") << 10;
    QTest::newRow("20") << 20;
}

void TestGraphBatch::threeRequestsForAnyNumber()
{
    QFETCH(int, n);
    SmallGraph graph;
    for (int i = 0; i < n; ++i)
        graph.add(QStringLiteral("app%1").arg(i), { entry(*other) });
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY2(result, result ? "" : qPrintable(result.failure().technical));
    QCOMPARE(result->size(), n);
    for (const UploadResult &one : *result) {
        QVERIFY(one.written && one.visible && !one.failure && one.check.isClean());
        QCOMPARE(graph.patches(one.appId), 1);
        QCOMPARE(graph.keys[one.appId].size(), 2);
    }
    QCOMPARE(graph.https.requests.size(), 3);
    QCOMPARE(graph.log, (QStringList{ "read", n == 1 ? "PATCH" : "write", "read" }));
}

// b.3: read to write in less than two seconds
void TestGraphBatch::freshReadingSavesOne()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b", "c" })
        graph.add(appId, { entry(*other) });
    const auto plans = graph.plans(*ours);
    QElapsedTimer readAt;
    readAt.start();
    const auto reading = graph.get(graph.client.servicePrincipals({ "a", "b", "c" }));
    graph.https.requests.clear();
    auto *upload = new UploadKeys(graph.client, graph.clock, plans, graph.options);
    upload->useReading(*reading, readAt);
    QVERIFY(graph.get(upload));
    QCOMPARE(graph.https.requests.size(), 2);
}

void TestGraphBatch::staleReadingIsMadeAgain()
{
    SmallGraph graph;
    graph.add("a", { entry(*other) });
    graph.options.fresh = 10ms;
    const auto plans = graph.plans(*ours);
    QElapsedTimer readAt;
    readAt.start();
    const auto reading = graph.get(graph.client.servicePrincipals({ "a" }));
    graph.keys["a"] = { entry(*other), entry(made("Somebody else")) };
    QTest::qWait(15);
    auto *upload = new UploadKeys(graph.client, graph.clock, plans, graph.options);
    upload->useReading(*reading, readAt);
    QCOMPARE(graph.get(upload).failure().code, FailureCode::PlanChanged);
    QVERIFY(graph.patched.isEmpty());
}

void TestGraphBatch::onlyThoseThatNeedItAreWritten()
{
    SmallGraph graph;
    graph.add("a", { entry(*other) });
    graph.add("b", { entry(*ours), entry(*other) });
    graph.add("c", {});
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY(result);
    QCOMPARE(graph.patched, (QStringList{ "a", "c" }));
    QVERIFY(!(*result)[1].written && (*result)[1].visible);
}

void TestGraphBatch::itemsAreWrittenAgainAlone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("delay");
    QTest::addColumn<bool>("applied");
    QTest::addColumn<qsizetype>("writes");
    QTest::addColumn<int>("seconds");
    QTest::newRow("throttled, fractional") << 429 << "2.128" << false << qsizetype(2) << 3;
    QTest::newRow("outage") << 503 << "4" << false << qsizetype(2) << 4;
    QTest::newRow("concurrency") << 409 << "" << false << qsizetype(2) << 1;
    QTest::newRow("dependency") << 424 << "" << false << qsizetype(2) << 1;
    QTest::newRow("applied but 504") << 504 << "" << true << qsizetype(1) << 1;
}

void TestGraphBatch::itemsAreWrittenAgainAlone()
{
    QFETCH(int, status);
    QFETCH(QString, delay);
    QFETCH(bool, applied);
    SmallGraph graph;
    for (const char *appId : { "a", "b", "c" })
        graph.add(appId, { entry(*other) });
    graph.nextWrites["b"] = {
        { status, delay.isEmpty() ? QJsonObject() : QJsonObject{ { "Retry-After", delay } }, applied }
    };
    UploadKeys *upload = graph.upload(*ours);
    QSignalSpy waiting(upload, &UploadKeys::waiting);
    QList<int> seconds;
    connect(upload, &UploadKeys::waiting, &graph.client, [&](int n) { seconds << n; });
    const auto result = graph.get(upload);
    QVERIFY2(result, result ? "" : qPrintable(result.failure().technical));
    for (const UploadResult &one : *result)
        QVERIFY2(one.written && one.visible, qPrintable(one.appId));
    QTEST(graph.patches("b"), "writes");
    QCOMPARE(graph.patches("a"), 1);
    QCOMPARE(graph.patches("c"), 1);
    QCOMPARE(seconds.size(), 1);
    QTEST(seconds[0], "seconds");
    QCOMPARE(waiting[0][2].value<core::WaitReason>(),
             status == 429 ? core::WaitReason::Throttled : core::WaitReason::Busy); // 409 and 503 too
}

void TestGraphBatch::oneFinalRefusalLeavesTheOthers()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b", "c" })
        graph.add(appId, { entry(*other) });
    graph.nextWrites["b"] = { { 403, {}, false } };
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY(result);
    QVERIFY((*result)[0].visible && (*result)[2].visible);
    QVERIFY((*result)[1].failure);
    QCOMPARE((*result)[1].failure->code, FailureCode::EntraRole);
    QCOMPARE(graph.keys["b"].size(), 1);
    QCOMPARE(graph.patches("b"), 1);
}

void TestGraphBatch::allRefusedIsAFailure()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b" }) {
        graph.add(appId, { entry(*other) });
        graph.nextWrites[appId] = { { 400, {}, false } };
    }
    QCOMPARE(graph.get(graph.upload(*ours)).failure().code, FailureCode::KeyFormat);
    QCOMPARE(graph.https.requests.size(), 2);
}

void TestGraphBatch::oneForeignChangeStopsThemAll()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b", "c" })
        graph.add(appId, { entry(*other) });
    UploadKeys *upload = graph.upload(*ours);
    graph.keys["c"] = { entry(*other), entry(made("Intruder")) };
    const auto result = graph.get(upload);
    QCOMPARE(result.failure().code, FailureCode::PlanChanged);
    QCOMPARE(result.failure().values["name"], "c");
    QVERIFY(graph.patched.isEmpty());
}

void TestGraphBatch::aMissingPrincipalFailsAlone()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b", "c" })
        graph.add(appId, { entry(*other) });
    UploadKeys *upload = graph.upload(*ours);
    graph.keys.remove("b");
    const auto result = graph.get(upload);
    QVERIFY(result);
    QCOMPARE(graph.patched, (QStringList{ "a", "c" }));
    QCOMPARE((*result)[1].failure->code, FailureCode::SpMissing);
    QVERIFY((*result)[0].written && (*result)[2].written);
}

void TestGraphBatch::wholeBatchInDoubt_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("applied");
    for (bool applied : { true, false }) {
        QTest::addRow("504 %d", applied) << LocalHttps::answer(504, "", "text/html") << applied;
        QTest::addRow("429 %d", applied) << LocalHttps::json(429, {}, "Retry-After: 0.2\r\n") << applied;
        QTest::addRow("no item answered %d", applied)
            << LocalHttps::json(200, { { "responses", QJsonArray() } }) << applied;
    }
}

void TestGraphBatch::wholeBatchInDoubt()
{
    QFETCH(bool, applied);
    QFETCH(QByteArray, answer);
    SmallGraph graph;
    for (const char *appId : { "a", "b" })
        graph.add(appId, { entry(*other) });
    graph.nextBatchWrite = answer;
    graph.applyAlthough = applied;
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY2(result, result ? "" : qPrintable(result.failure().technical));
    QVERIFY((*result)[0].visible && (*result)[1].visible);
    QCOMPARE(graph.patches("a"), applied ? 1 : 2); // never twice when the first one took
    QCOMPARE(graph.keys["a"].size(), 2);
}

void TestGraphBatch::proxyPageInsteadOfTheAnswer()
{
    SmallGraph graph;
    for (const char *appId : { "a", "b" })
        graph.add(appId, { entry(*other) });
    graph.nextBatchWrite = LocalHttps::answer(200, "<html>blocked</html>", "text/html");
    graph.applyAlthough = true;
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY(result);
    QVERIFY((*result)[0].written && (*result)[0].visible);
    QCOMPARE(graph.patches("a"), 1);
}

void TestGraphBatch::noPrincipalTwice()
{
    SmallGraph graph;
    const auto result =
        graph.get(graph.client.updateKeyCredentials({ { "a", "object-a", {} }, { "b", "object-a", {} } }));
    QVERIFY(!result);
    QVERIFY(graph.https.requests.isEmpty());
}

void TestGraphBatch::moreThanTwentyIsRefused()
{
    SmallGraph graph;
    QList<KeyWrite> writes;
    for (int i = 0; i < 21; ++i)
        writes.append({ QString::number(i), QString::number(i), {} });
    QVERIFY(!graph.get(graph.client.updateKeyCredentials(writes)));
    QVERIFY(graph.https.requests.isEmpty());
}

// Both dialects of cloud.md b.3 may be stored: whole entries and bare ones; keys coded twice; identifiers of
// any kind.
void TestGraphBatch::neighboursOfAllKindsSurvive()
{
    SmallGraph graph;
    QJsonObject bare{ { "type", "AsymmetricX509Cert" },
                      { "usage", "Verify" },
                      { "key", entry(*other)["key"] } };
    QJsonObject twice = entry(made("Twice"));
    twice["key"] = QString::fromLatin1(twice["key"].toString().toLatin1().toBase64());
    QJsonObject named = entry(made("Named"));
    named["customKeyIdentifier"] = "whatever";
    graph.add("a", { bare, twice, named });
    const QStringList before = graph.thumbprints("a");
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY2(result, result ? "" : qPrintable(result.failure().technical));
    QStringList after = graph.thumbprints("a");
    QVERIFY(after.removeOne(ours->thumbprint()));
    QCOMPARE(after, before);
}

// b.9, b.7: directly after a creation a 404 means "not yet"
void TestGraphBatch::createAndAwait()
{
    SmallGraph graph;
    const auto created = graph.get(graph.client.createServicePrincipal("new"));
    QVERIFY(created);
    QCOMPARE(created->id, "object-new");
    QCOMPARE(graph.https.requests[0].body, QByteArray(R"({"appId":"new"})"));
    graph.invisible = 2;
    const auto found = graph.get(new AwaitPrincipals(graph.client, { "new" }, { 1ms, 1ms, 1ms }));
    QVERIFY(found && found->first().principal);
    QCOMPARE(graph.https.requests.size(), 4);
    graph.invisible = 9;
    const auto never = graph.get(new AwaitPrincipals(graph.client, { "new" }, { 1ms }));
    QVERIFY(never);
    QCOMPARE(never->first().principal.failure().code, FailureCode::SpMissing);
}

void TestGraphBatch::refusedCreation_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("400") << 400 << int(FailureCode::KeyFormat);
    QTest::newRow("403") << 403 << int(FailureCode::EntraRole);
}

void TestGraphBatch::refusedCreation()
{
    QFETCH(int, status);
    SmallGraph graph;
    graph.createStatus = status;
    const auto created = graph.get(graph.client.createServicePrincipal("new"));
    QTEST(int(created.failure().code), "code");
    QVERIFY(!created.failure().retryable);
    QCOMPARE(graph.log, QStringList{ "create new" });
}

// b.8: never the old list back, only our own key away
void TestGraphBatch::undoTakesOnlyOurs()
{
    SmallGraph graph;
    const Certificate later = made("Came later");
    graph.add("a", { entry(*other), entry(*ours), entry(later) });
    graph.add("b", { entry(*ours) });
    const auto plan = graph.get(new PlanUndo(graph.client, graph.clock,
                                             { { "a", { ours->thumbprint() } },
                                               { "b", { ours->thumbprint() } },
                                               { "gone", { ours->thumbprint() } } }));
    QVERIFY(plan);
    QCOMPARE(plan->absent, QStringList{ "gone" });
    QCOMPARE(plan->plans.size(), 2);
    QVERIFY(!plan->plans[0].accepted.leavesNone());
    QVERIFY(plan->plans[1].accepted.leavesNone());
    QVERIFY(graph.patched.isEmpty());
    const auto result = graph.get(new UploadKeys(graph.client, graph.clock, plan->plans, graph.options));
    QVERIFY2(result, result ? "" : qPrintable(result.failure().technical));
    QVERIFY((*result)[0].written && (*result)[0].visible && (*result)[0].check.isClean());
    QStringList expected{ other->thumbprint(), later.thumbprint() };
    expected.sort();
    QCOMPARE(graph.thumbprints("a"), expected);
    QVERIFY(graph.keys["b"].isEmpty());
}

void TestGraphBatch::undoNamesExpiredOnes()
{
    const Certificate expired = made("Expired", -5);
    const KeyPlan plan = planKeyRemoval(parseKeyCredentials({ entry(expired), entry(*ours), entry(*other) }),
                                        { ours->thumbprint() }, QDateTime::currentDateTimeUtc());
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.expired.size(), 1);
    QCOMPARE(plan.expired[0].thumbprint(), expired.thumbprint());
    QCOMPARE(plan.body.size(), 1);
}

void TestGraphBatch::undoRefusesWhatItCannotKeep()
{
    QJsonObject hidden = entry(*other);
    hidden["key"] = QJsonValue();
    SmallGraph graph;
    graph.add("a", { hidden, entry(*ours) });
    const auto plan = graph.get(new PlanUndo(graph.client, graph.clock, { { "a", { ours->thumbprint() } } }));
    QVERIFY(plan);
    const auto result = graph.get(new UploadKeys(graph.client, graph.clock, plan->plans, graph.options));
    QCOMPARE(result.failure().code, FailureCode::KeyOverwrite);
    QVERIFY(graph.patched.isEmpty());
}

void TestGraphBatch::undoTwiceWritesNothing()
{
    SmallGraph graph;
    graph.add("a", { entry(*other) });
    const auto plan = graph.get(new PlanUndo(graph.client, graph.clock, { { "a", { ours->thumbprint() } } }));
    QVERIFY(plan && plan->plans[0].accepted.alreadyPresent);
    const auto result = graph.get(new UploadKeys(graph.client, graph.clock, plan->plans, graph.options));
    QVERIFY(result && !(*result)[0].written);
    QVERIFY(graph.patched.isEmpty());
}

// b.5: a principal may hold many
void TestGraphBatch::hundredKeys()
{
    SmallGraph graph;
    QJsonArray list;
    for (int i = 0; i < 100; ++i)
        list.append(entry(made("Key " + QByteArray::number(i))));
    graph.add("a", list);
    graph.add("b", list);
    const auto result = graph.get(graph.upload(*ours));
    QVERIFY(result);
    QVERIFY((*result)[0].check.isClean());
    QCOMPARE(graph.keys["a"].size(), 101);
    QCOMPARE(graph.https.requests.size(), 3);
}

QTEST_GUILESS_MAIN(TestGraphBatch)
#include "tst_GraphBatch.moc"
