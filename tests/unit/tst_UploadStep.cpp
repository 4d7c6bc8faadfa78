#include "services/KeyUndo.h"
#include "text/FailureText.h"
#include "text/StepText.h"
#include "tst_UploadWorld.h"

using namespace passerelle;
using namespace passerelle::tests;
using services::KeyRow;
using services::UploadStep;

// Step 5 where Microsoft 365 behaves badly: cloud.md b.3 to b.9 and d, without the wire.
class TestUploadStep : public QObject {
    Q_OBJECT
private slots:
    void refusedCreationLeavesTheOthersAlone_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("400") << int(FailureCode::KeyFormat);
        QTest::newRow("403") << int(FailureCode::EntraRole);
    }
    void refusedCreationLeavesTheOthersAlone()
    {
        QFETCH(int, code);
        UploadWorld world;
        world.directory.keys.remove(skype);
        world.directory.creationFailures = { { FailureCode(code), {}, QStringLiteral("no"), false } };
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(step.failure()->code, FailureCode::SpRefused);
        const QString said = text::failureSentence(*step.failure());
        QVERIFY(said.contains(QStringLiteral("Skype")) && said.contains(QStringLiteral("never enabled")));
        QVERIFY(!said.contains(QStringLiteral("Nothing was changed")));
        QCOMPARE(world.directory.thumbprints(scheduler), QStringList{ world.ours.thumbprint() });
    }

    void doubtfulCreationIsReadBack_data()
    {
        QTest::addColumn<bool>("created");
        QTest::newRow("it was created") << true;
        QTest::newRow("it was not") << false;
    }
    void doubtfulCreationIsReadBack()
    {
        QFETCH(bool, created);
        UploadWorld world;
        world.directory.keys.remove(skype);
        world.directory.creationFailures = { { FailureCode::UnknownGraph, {}, QStringLiteral("HTTP 504"), true } };
        world.directory.createdAlthoughFailed = created;
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(world.directory.log.count(QStringLiteral("create ") + skype), 1);
        QCOMPARE(world.directory.thumbprints(skype), created ? QStringList{ world.ours.thumbprint() } : QStringList());
        QCOMPARE(world.directory.thumbprints(scheduler), QStringList{ world.ours.thumbprint() });
        QCOMPARE(bool(step.failure()), !created);
        const auto changes = world.state.stepRecord(QStringLiteral("upload")).changes;
        QCOMPARE(std::count_if(changes.begin(), changes.end(), [](const auto &c) { return c.id == u"upload.create-principal"; }), created ? 1 : 0);
    }

    void createdButNotVisibleFailsAlone()
    {
        UploadWorld world;
        world.directory.keys.remove(skype);
        world.directory.notShown = QStringList{ skype };
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(step.failure()->code, FailureCode::SpLag);
        QVERIFY(step.failure()->retryable);
        QCOMPARE(world.directory.thumbprints(scheduler), QStringList{ world.ours.thumbprint() });
        QVERIFY(world.directory.thumbprints(skype).isEmpty());
        world.directory.notShown.clear(); // retried after a while: nothing is created twice
        world.finish(step, &services::StepService::run);
        QVERIFY(!step.failure());
        QCOMPARE(world.directory.log.count(QStringLiteral("create ") + skype), 1);
        QCOMPARE(world.directory.thumbprints(skype), QStringList{ world.ours.thumbprint() });
    }

    void creationIsNeverMadeWithoutItsTick()
    {
        UploadWorld world;
        world.directory.keys.remove(skype);
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step, {}, { QStringLiteral("upload.create-principal") });
        QVERIFY(world.directory.log.filter(QStringLiteral("create")).isEmpty());
        QVERIFY(!world.directory.keys.contains(skype));
    }

    void creationSettlesTheWarningOfTheChecks()
    {
        UploadWorld world;
        world.directory.keys.remove(skype);
        world.state.setWarnings({ { QStringLiteral("prereq.principal.") + skype, Verdict::Attention, {}, FailureCode::SpMissing, {}, -1, {} },
                                  { QStringLiteral("prereq.support"), Verdict::Attention, {}, FailureCode::ExEol, {}, -1, {} } });
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(world.state.warnings().size(), 1);
        QCOMPARE(world.state.warnings().first().code, FailureCode::ExEol);
    }

    // Not "nothing was written": ours was.
    void lostNeighbourIsTold()
    {
        UploadWorld world;
        world.directory.afterWrite = [&](const QString &appId) {
            if (appId == skype)
                world.directory.keys[skype] = { FakeDirectory::entry(world.ours) };
        };
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(step.failure()->code, FailureCode::KeyLost);
        const QString said = text::failureSentence(*step.failure());
        QVERIFY2(said.contains(world.neighbour.thumbprint()) && said.contains(QStringLiteral("was written")), qPrintable(said));
        QCOMPARE(world.state.stepRecord(QStringLiteral("upload")).changes.size(), 2);
    }

    void manyKeysAreAWarning_data()
    {
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("warned");
        QTest::newRow("nineteen in the end") << 18 << false;
        QTest::newRow("twenty in the end") << 19 << true;
    }
    void manyKeysAreAWarning()
    {
        QFETCH(int, others);
        QFETCH(bool, warned);
        UploadWorld world;
        QJsonArray keys;
        for (int i = 0; i < others; ++i)
            keys.append(FakeDirectory::entry(made(qPrintable(QStringLiteral("Other %1").arg(i)))));
        world.directory.keys[skype] = keys;
        UploadStep step(world.environment, nullptr, world.options);
        world.finish(step, &services::StepService::probe);
        const model::Finding *row = world.row(step, QStringLiteral("upload.read.") + skype);
        QCOMPARE(row->verdict, warned ? Verdict::Attention : Verdict::Pass);
        QCOMPARE(row->code, warned ? std::optional(FailureCode::KeyMany) : std::nullopt);
        QCOMPARE(text::changeNote(step.changes().first()).contains(QStringLiteral("20")), warned);
    }

    // KEY-STALE promises it, and an upload may never come again.
    void expiredKeysAreOfferedWithoutAnUpload()
    {
        UploadWorld world;
        world.directory.keys[skype] = { FakeDirectory::entry(world.neighbour), FakeDirectory::entry(world.ours), FakeDirectory::entry(world.old) };
        world.directory.keys[scheduler] = { FakeDirectory::entry(world.ours) };
        UploadStep step(world.environment, nullptr, world.options);
        world.finish(step, &services::StepService::probe);
        QCOMPARE(world.ids(step), QStringList{ QStringLiteral("upload.expired") });
        QVERIFY(step.changes().first().optional);
        QCOMPARE(step.keys().at(2).fate, KeyRow::Fate::Stays);

        world.accept(step); // not ticked: nothing happens, and the step is not "skipped"
        world.finish(step, &services::StepService::run);
        QCOMPARE(step.status(), model::StepStatus::AlreadyDone);
        QVERIFY(world.directory.log.filter(QStringLiteral("write")).isEmpty());

        world.upload(step, { QStringLiteral("upload.expired") });
        QVERIFY(!step.failure());
        QCOMPARE(world.directory.thumbprints(skype), (QStringList{ world.neighbour.thumbprint(), world.ours.thumbprint() }));
        QCOMPARE(world.directory.log.filter(QStringLiteral("write")), QStringList{ QStringLiteral("write ") + skype });
        QCOMPARE(world.row(step, QStringLiteral("upload.remove.") + skype)->verdict, Verdict::Pass);
        QVERIFY(UploadStep::uploadedKeys(world.state).isEmpty()); // nothing of ours was added
    }

    // cloud.md d
    void ownKeyOnExchangeOnlineIsOfferedForRemoval()
    {
        UploadWorld world;
        world.directory.keys[exchangeOnline] = { FakeDirectory::entry(world.neighbour), FakeDirectory::entry(world.ours) };
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QCOMPARE(step.changes().last().id, QStringLiteral("upload.remove-own"));
        QVERIFY(step.changes().last().optional && step.changes().last().shared);
        QVERIFY(text::changeNote(step.changes().last()).contains(QStringLiteral("no token for Exchange Online at all")));
        QCOMPARE(world.directory.keys[exchangeOnline].size(), 2);
        QCOMPARE(world.directory.log.count(QStringLiteral("search")), 1); // once a review

        world.directory.hybrid = { { {}, {}, QStringLiteral("ExchangeServerApp-1"), {} } };
        world.upload(step, { QStringLiteral("upload.remove-own") });
        QVERIFY(!step.failure());
        QVERIFY(text::changeNote(step.changes().last()).contains(QStringLiteral("ExchangeServerApp-1")));
        QCOMPARE(world.directory.thumbprints(exchangeOnline), QStringList{ world.neighbour.thumbprint() });
        QCOMPARE(world.directory.thumbprints(skype).size(), 2);
    }

    void searchThatIsNotAllowedStopsNothing()
    {
        UploadWorld world;
        world.directory.keys[exchangeOnline] = {};
        world.directory.hybridFailure = core::Failure{ FailureCode::EntraRole, {}, QStringLiteral("HTTP 403"), false };
        model::CloudSettings settings;
        settings.uploadToExchangeOnline = true;
        world.state.setCloudSettings(settings);
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        QVERIFY(!step.failure());
        QCOMPARE(world.row(step, QStringLiteral("upload.hybrid-application"))->verdict, Verdict::NotTested);
        QCOMPARE(world.directory.thumbprints(exchangeOnline), QStringList{ world.ours.thumbprint() });
    }

    // ux.md page 11: before and after
    void keysAreTold()
    {
        UploadWorld world;
        world.directory.keys[skype] = { FakeDirectory::entry(world.neighbour), FakeDirectory::entry(world.old) };
        UploadStep step(world.environment, nullptr, world.options);
        world.finish(step, &services::StepService::probe);
        const auto fates = [&] {
            QStringList list;
            for (const KeyRow &row : step.keys())
                list << row.application + QStringLiteral(" %1 %2").arg(int(row.fate)).arg(row.done);
            return list;
        };
        const int kept = int(KeyRow::Fate::Kept), expired = int(KeyRow::Fate::Expired), added = int(KeyRow::Fate::Added);
        QCOMPARE(fates(), (QStringList{ QStringLiteral("Skype %1 0").arg(kept), QStringLiteral("Skype %1 0").arg(expired),
                                        QStringLiteral("Skype %1 0").arg(added), QStringLiteral("Scheduler %1 0").arg(added) }));
        const model::Change change = step.changes().first();
        const QString details = text::changeDetails(change).join(u'\n');
        for (const crypto::Certificate &certificate : { world.neighbour, world.old, world.ours })
            QVERIFY2(details.contains(certificate.thumbprint()), qPrintable(details));
        world.accept(step);
        world.finish(step, &services::StepService::run);
        QCOMPARE(fates(), (QStringList{ QStringLiteral("Skype %1 1").arg(kept), QStringLiteral("Skype %1 1").arg(expired),
                                        QStringLiteral("Skype %1 1").arg(added), QStringLiteral("Scheduler %1 1").arg(added) }));
    }

    // --- Undo (cloud.md b.8, ux.md U62)

    void undoTakesOnlyOurs()
    {
        UploadWorld world;
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        services::KeyUndo undo(world.environment, world.options);
        QVERIFY(undo.isPossible());
        const crypto::Certificate late = made("Came since");
        world.directory.keys[skype].append(FakeDirectory::entry(late));
        const auto finish = [&](const std::function<void()> &what) {
            QSignalSpy spy(&undo, &model::Activity::finished);
            what();
            QTRY_COMPARE(spy.count(), 1);
        };
        finish([&] { undo.prepare(); });
        QVERIFY(undo.isPrepared());
        QCOMPARE(undo.confirmation(), QStringLiteral("Scheduler")); // it would be left with none
        const auto writes = world.directory.log.filter(QStringLiteral("write")).size();
        undo.carryOut(QStringLiteral("yes"));
        QVERIFY(!undo.isRunning());
        QCOMPARE(world.directory.log.filter(QStringLiteral("write")).size(), writes);
        finish([&] { undo.carryOut(QStringLiteral("Scheduler")); });
        QVERIFY(!undo.failure() && undo.isDone());
        QCOMPARE(world.directory.thumbprints(skype), (QStringList{ world.neighbour.thumbprint(), late.thumbprint() }));
        QVERIFY(world.directory.thumbprints(scheduler).isEmpty());
        QVERIFY(!undo.isPossible());
        const model::StepRecord record = world.state.stepRecord(QStringLiteral("upload"));
        QCOMPARE(record.status, model::StepStatus::NotRun);
        QCOMPARE(record.changes.last().id, QStringLiteral("upload.undo"));
        QVERIFY(!world.state.planAccepted());
        finish([&] { undo.prepare(); });
        QCOMPARE(undo.failure()->code, FailureCode::UndoNothing);
    }

    void undoNoticesAnotherWriter()
    {
        UploadWorld world;
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        services::KeyUndo undo(world.environment, world.options);
        QSignalSpy spy(&undo, &model::Activity::finished);
        undo.prepare();
        QTRY_COMPARE(spy.count(), 1);
        world.directory.keys[skype].append(FakeDirectory::entry(made("Intruder")));
        const auto before = world.directory.keys;
        undo.carryOut(undo.confirmation());
        QTRY_COMPARE(spy.count(), 2);
        QCOMPARE(undo.failure()->code, FailureCode::UndoChanged);
        QCOMPARE(undo.failure()->values[QStringLiteral("name")], QStringLiteral("Skype"));
        QCOMPARE(world.directory.keys, before);
        QVERIFY(!undo.isDone() && undo.isPossible());
    }

    // What another run uploaded elsewhere is none of our business.
    void undoIsForTheSameTenant()
    {
        UploadWorld world;
        UploadStep step(world.environment, nullptr, world.options);
        world.upload(step);
        model::TenantFacts other;
        other.id = QStringLiteral("tenant-2");
        world.state.setTenant(other);
        services::KeyUndo undo(world.environment, world.options);
        QVERIFY(!undo.isPossible());
    }
};

QTEST_GUILESS_MAIN(TestUploadStep)
#include "tst_UploadStep.moc"
