#include "fakes/FakeExchange.h"
#include "model/Activity.h"
#include "services/Plan.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace std::chrono_literals;
using core::WaitReason;
using model::Verdict;

namespace {

class Work : public model::Activity {
public:
    explicit Work(const model::CallLog &log)
    {
        follow(log);
        setSecond(20ms);
    }
    void start(const QList<Verdict> &rows)
    {
        QList<model::Finding> list;
        for (const Verdict verdict : rows)
            list.append({ QString::number(list.size()), verdict, {}, {}, {}, -1, {} });
        begin(list);
    }
    void settle(int row) { mark(QString::number(row), Verdict::Pass); }
    void finish() { end(std::nullopt); }
    void cancel() override { end(core::Failure{ core::FailureCode::Cancelled, {}, {}, true }); }
};

class Step : public services::StepService {
public:
    Step(model::SetupState &state, const model::CallLog &log)
        : StepService(QStringLiteral("upload"), state)
    {
        follow(log);
    }
    void probe() override { begin({ { QStringLiteral("upload.read"), Verdict::Running, {}, {}, {}, -1, {} } }); }
    void run() override { }
    void cancel() override { conclude(model::StepStatus::NotRun, core::Failure{ core::FailureCode::Cancelled, {}, {}, true }); }
};

}

// cloud.md b.7, ux.md U35: each wait for a server is seen, and counted down.
class TestWaits : public QObject {
    Q_OBJECT
private slots:
    void runningLinesCountDown()
    {
        model::CallLog log;
        Work work(log);
        log.announceWait(9, WaitReason::Busy); // nothing runs: nothing happens
        work.start({ Verdict::Pass, Verdict::Running, Verdict::Pending });
        QVERIFY(!work.findings()[1].wait);
        log.announceWait(3, WaitReason::Throttled);
        QCOMPARE(work.findings()[1].wait, (core::Wait{ 3, WaitReason::Throttled }));
        QVERIFY(!work.findings()[0].wait && !work.findings()[2].wait);
        QList<int> seen;
        connect(&work, &model::Activity::changed, this, [&] {
            if (work.findings()[1].wait)
                seen << work.findings()[1].wait->seconds;
        });
        QTRY_VERIFY(!work.findings()[1].wait); // over: the next try runs
        QCOMPARE(seen, (QList<int>{ 2, 1 }));
        QCOMPARE(work.findings()[1].verdict, Verdict::Running);
    }

    void aLineThatGoesOnWaitsNoMore()
    {
        model::CallLog log;
        Work work(log);
        work.start({ Verdict::Running, Verdict::Pending });
        log.announceWait(30, WaitReason::Busy);
        work.settle(0);
        QVERIFY(!work.findings()[0].wait);
        QTest::qWait(50);
        QVERIFY(!work.findings()[0].wait && !work.findings()[1].wait);
    }

    // Services that do not say which line they are at.
    void withoutARunningLineTheNextOneWaits()
    {
        model::CallLog log;
        Work work(log);
        work.start({ Verdict::Pass, Verdict::Pending, Verdict::Pending });
        log.announceWait(5, WaitReason::Busy);
        QVERIFY(work.findings()[1].wait && !work.findings()[2].wait);
        QCOMPARE(work.findings()[1].verdict, Verdict::Running);
    }

    void theEndEndsIt()
    {
        model::CallLog log;
        Work work(log);
        work.start({ Verdict::Running });
        log.announceWait(30, WaitReason::Throttled);
        work.cancel();
        QVERIFY(!work.findings()[0].wait);
        QSignalSpy changed(&work, &model::Activity::changed);
        QTest::qWait(60);
        QCOMPARE(changed.size(), 0);
        work.start({ Verdict::Running });
        QVERIFY(!work.findings()[0].wait);
    }

    void thePlanWaitsWithItsStep()
    {
        model::CallLog log;
        model::SetupState state;
        Step step(state, log);
        tests::FakeExchange exchange;
        services::Plan plan({ &step }, state, exchange);
        plan.prepare();
        log.announceWait(30, WaitReason::Throttled);
        QVERIFY(plan.findings()[0].wait);
        QCOMPARE(plan.findings()[0].wait->seconds, 30);
        plan.cancel();
        QVERIFY(!plan.isRunning() && !plan.findings()[0].wait);
    }
};

QTEST_GUILESS_MAIN(TestWaits)
#include "tst_Waits.moc"
