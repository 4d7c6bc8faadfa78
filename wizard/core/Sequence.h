#pragma once

#include "core/Operation.h"

#include <QPointer>
#include <functional>
#include <vector>

namespace passerelle::core {

// Runs operations one after the other and stops at the first failure. A step is a function that makes the next
// operation, so that it can use what earlier ones found; a step that returns nullptr has nothing to do. Cancelling
// cancels the running operation and starts no further one.
class Sequence : public OperationOf<Nothing> {
    Q_OBJECT
public:
    using OperationOf::OperationOf;

    // make: () -> Op*. then: (const Result<T>&) -> Outcome, called with success and failure alike; a failure it
    // returns ends the sequence, so a step may forgive what it expected.
    template <class Make, class Then>
    Sequence &step(Make make, Then then)
    {
        m_steps.push_back([this, make = std::move(make), then = std::move(then)] {
            auto *operation = make();
            if (!operation) {
                next();
                return;
            }
            m_current = operation;
            run(operation, this, [this, then](const auto &result) {
                m_current = nullptr;
                Outcome outcome = then(result);
                if (outcome)
                    next();
                else
                    fail(outcome.failure());
            });
        });
        return *this;
    }

protected:
    void doStart() override;
    void doCancel() override;

private:
    void next();

    std::vector<std::function<void()>> m_steps;
    std::size_t m_index = 0;
    QPointer<Operation> m_current;
};

}
