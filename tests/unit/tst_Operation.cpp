#include "core/Operation.h"
#include "core/Sequence.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace passerelle::core;

// Ends when told, by hand or after a time.
class Probe : public OperationOf<int> {
public:
    explicit Probe(int value, int milliseconds = 0)
        : m_value(value)
        , m_milliseconds(milliseconds)
    {
    }
    void endNow() { succeed(m_value); }
    bool cancelSeen = false;

protected:
    void doStart() override
    {
        if (m_milliseconds == 0)
            endNow();
        else
            QTimer::singleShot(m_milliseconds, this, [this] { succeed(m_value); });
    }
    void doCancel() override
    {
        cancelSeen = true;
        fail({ FailureCode::Cancelled, {}, {}, true });
    }

private:
    int m_value;
    int m_milliseconds;
};

class TestOperation : public QObject {
    Q_OBJECT
private slots:
    // style.md section 4: finished exactly once and always through the event loop.
    void finishesOnceAndLater()
    {
        Probe operation(7);
        QSignalSpy spy(&operation, &Operation::finished);
        operation.start();
        QCOMPARE(spy.count(), 0);
        operation.endNow();
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(*operation.result(), 7);
        QTest::qWait(20);
        QCOMPARE(spy.count(), 1);
    }

    void cancelEndsWithFailure()
    {
        Probe operation(7, 10'000);
        QSignalSpy spy(&operation, &Operation::finished);
        operation.start();
        operation.cancel();
        QCOMPARE(spy.count(), 0);
        QTRY_COMPARE(spy.count(), 1);
        QVERIFY(!operation.result());
        QCOMPARE(operation.result().failure().code, FailureCode::Cancelled);
    }

    void deletedOwnerStaysSilent()
    {
        bool called = false;
        {
            QObject owner;
            run(new Probe(1), &owner, [&](const Result<int> &) { called = true; });
        }
        QTest::qWait(20);
        QVERIFY(!called);
    }

    void sequenceStopsAtFirstFailure()
    {
        QStringList order;
        Sequence sequence;
        const auto ok = [&order](const QString &name) {
            return [&order, name](const Result<int> &) -> Outcome {
                order << name;
                return Nothing{};
            };
        };
        sequence.step([] { return new Probe(1); }, ok(QStringLiteral("one")));
        sequence.step([]() -> Probe * { return nullptr; }, ok(QStringLiteral("never")));
        sequence.step([] { return new Probe(2); },
                      [&order](const Result<int> &) -> Outcome {
                          order << QStringLiteral("two");
                          return Failure{ FailureCode::ExVersion, {}, {}, false };
                      });
        sequence.step([] { return new Probe(3); }, ok(QStringLiteral("three")));
        QSignalSpy spy(&sequence, &Operation::finished);
        sequence.start();
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(order, QStringList({ QStringLiteral("one"), QStringLiteral("two") }));
        QCOMPARE(sequence.result().failure().code, FailureCode::ExVersion);
    }

    void sequenceCancelsTheRunningOne()
    {
        Probe *running = nullptr;
        bool later = false;
        Sequence sequence;
        sequence.step(
            [&] { return running = new Probe(1, 10'000); },
            [](const Result<int> &r) -> Outcome { return r ? Outcome(Nothing{}) : Outcome(r.failure()); });
        sequence.step(
            [&] {
                later = true;
                return new Probe(2);
            },
            [](const Result<int> &) -> Outcome { return Nothing{}; });
        QSignalSpy spy(&sequence, &Operation::finished);
        sequence.start();
        sequence.cancel();
        QVERIFY(running->cancelSeen);
        QTRY_COMPARE(spy.count(), 1);
        QVERIFY(!later);
    }
};

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_Operation.moc"
