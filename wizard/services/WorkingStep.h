#pragma once

#include "inspection/CommandFailure.h"
#include "services/Environment.h"
#include "services/StepService.h"

#include <QPointer>

namespace passerelle::services {

// A step that talks to servers: one operation at a time, stopped between two of them. A write that is on its way is
// always awaited and recorded before the step ends. When the session with Exchange is lost in the middle of run(), the
// present state is read again, once, and run() goes on with what is still missing: a write whose answer got lost is
// never repeated when its effect is there.
class WorkingStep : public StepService {
    Q_OBJECT
public:
    WorkingStep(QString id, const Environment &environment, QObject *parent);

    void probe() final;
    void run() final;
    void cancel() final;

protected:
    // Reads the present state, sets changes() and alreadyRight(), then calls `then`; failures go through failed().
    using Continuation = std::function<void()>;
    virtual void inspect(Continuation then) = 0;
    // Makes the accepted changes, reads back, then conclude(). Called with fresh changes().
    virtual void apply() = 0;
    virtual QList<model::Finding> pendingFindings() const = 0;
    // What a probe without changes means: AlreadyDone, or Ready when there is work that changes no server.
    // What it means that every change was declined.
    virtual model::StepStatus declinedStatus() const { return model::StepStatus::Skipped; }
    virtual model::StepStatus quietStatus() const { return model::StepStatus::AlreadyDone; }

    template <class Op, class Then>
    void perform(Op *operation, Then then)
    {
        if (m_cancelled) {
            delete operation;
            failed({core::FailureCode::Cancelled, {}, {}, true});
            return;
        }
        m_current = operation;
        core::run(operation, this, [this, then = std::move(then)](const auto &result) {
            m_current = nullptr;
            if (result)
                then(*result);
            else
                failed(result.failure());
        });
    }
    // As perform(), but `then` gets the failure too and decides.
    template <class Op, class Then>
    void attempt(Op *operation, Then then)
    {
        if (m_cancelled) {
            delete operation;
            failed({core::FailureCode::Cancelled, {}, {}, true});
            return;
        }
        m_current = operation;
        core::run(operation, this, [this, then = std::move(then)](const auto &result) {
            m_current = nullptr;
            then(result);
        });
    }
    // A write: its errors end the step; `then` records what it did, even when the step was cancelled meanwhile.
    // `intended`: what it does, as inspect() plans it.
    template <class Then>
    void write(const psrp::Command &command, QList<model::Change> intended, Then then)
    {
        m_unsure = std::move(intended);
        perform(m_environment.exchange.invoke(command, this), [this, command, then = std::move(then)](const psrp::CommandOutput &output) {
            m_unsure.clear();
            if (output.succeeded())
                then(output);
            else
                failed(inspection::commandFailure(command, output));
        });
    }
    void failed(const core::Failure &failure);
    void performed(model::Change change);
    // A write whose answer got lost was carried out all the same: inspect() has found its effect.
    virtual void confirmed(const model::Change &change) { performed(change); }
    const Environment &environment() const { return m_environment; }
    const model::Settings &settings() const { return m_environment.state.settings(); }
    bool isApplying() const override { return m_applying; }
    bool isCancelled() const { return m_cancelled; }

private:
    void decide();
    void goOn();
    void confirmUnsure();
    void keepVerdicts(const QList<model::Finding> &before);

    Environment m_environment;
    QPointer<core::Operation> m_current;
    QList<model::Change> m_unsure;  // of the write under way, or of the one whose answer got lost
    bool m_cancelled = false;
    bool m_applying = false;  // run(), not probe()
    bool m_writing = false;   // inside apply()
    bool m_resumed = false;   // run() has read again after the session was lost
};

}
