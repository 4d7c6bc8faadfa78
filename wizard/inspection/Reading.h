#pragma once

#include "core/Operation.h"
#include "inspection/CommandFailure.h"
#include "protocols/psrp/CommandRunner.h"

#include <QPointer>

namespace passerelle::inspection {

// An operation made of several reads, one after the other. A lost session or a cancellation ends it as a whole; errors
// of a cmdlet are handed to the next step, which knows whether it expected them.
template <class T>
class Reading : public core::OperationOf<T> {
protected:
    explicit Reading(psrp::CommandRunner &exchange) : m_exchange(exchange) {}

    template <class Then>
    void cmdlet(const psrp::Command &command, Then then)
    {
        perform(m_exchange.invoke(command, this), std::move(then));
    }

    // As cmdlet(), but an error of the cmdlet ends the reading with commandFailure().
    template <class Then>
    void need(const psrp::Command &command, Then then)
    {
        cmdlet(command, [this, command, then = std::move(then)](const psrp::CommandOutput &output) {
            if (output.succeeded())
                then(output);
            else
                this->fail(commandFailure(command, output));
        });
    }

    template <class Op, class Then>
    void perform(Op *operation, Then then)
    {
        if (this->isCancelling()) {
            delete operation;
            this->fail(cancelled());
            return;
        }
        m_current = operation;
        core::run(operation, this, [this, then = std::move(then)](const auto &result) {
            m_current = nullptr;
            if (!result)
                this->fail(result.failure());
            else if (this->isCancelling())
                this->fail(cancelled());
            else
                then(*result);
        });
    }

    void doCancel() override
    {
        if (m_current)
            m_current->cancel();
        else
            this->fail(cancelled());
    }

    static core::Failure cancelled() { return {core::FailureCode::Cancelled, {}, {}, true}; }

private:
    psrp::CommandRunner &m_exchange;
    QPointer<core::Operation> m_current;
};

}
