#pragma once

#include "core/Result.h"

#include <QObject>
#include <functional>
#include <optional>

namespace passerelle::core {

// One asynchronous piece of work, started once. `finished` is emitted exactly once and always from the event loop,
// never from inside start() or cancel(). Destroying a running operation stops it silently. cancel() asks for the end
// at the next safe point: an operation that has already sent a write waits for the answer and then tells it.
class Operation : public QObject {
    Q_OBJECT
public:
    enum class Phase { Idle, Running, Cancelling, Finished };

    using QObject::QObject;

    Phase phase() const { return m_phase; }
    bool isCancelling() const { return m_phase == Phase::Cancelling; }
    void start();
    void cancel();

signals:
    void finished();

protected:
    virtual void doStart() = 0;
    virtual void doCancel() = 0;  // now or at the next safe point; must lead to done()
    void done();                  // further calls are ignored

private:
    Phase m_phase = Phase::Idle;
    bool m_done = false;
};

// An operation with a typed outcome, valid once `finished` has been emitted.
template <class T>
class OperationOf : public Operation {
public:
    using Operation::Operation;
    using ValueType = T;

    const Result<T> &result() const { return *m_result; }
    Result<T> &result() { return *m_result; }

protected:
    void succeed(T value) { finishWith(Result<T>(std::move(value))); }
    void fail(Failure failure) { finishWith(Result<T>(std::move(failure))); }
    void finishWith(Result<T> result)
    {
        if (m_result)
            return;
        m_result.emplace(std::move(result));
        done();
    }

private:
    std::optional<Result<T>> m_result;
};

// Starts `operation`, hands its result to `then` and deletes it. `operation` becomes a child of `owner`, so deleting
// the owner stops the work and `then` is never called.
template <class Op, class Then>
Op *run(Op *operation, QObject *owner, Then then)
{
    operation->setParent(owner);
    QObject::connect(operation, &Operation::finished, owner, [operation, then = std::move(then)]() mutable {
        operation->deleteLater();
        then(operation->result());
    });
    operation->start();
    return operation;
}

}
