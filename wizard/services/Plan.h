#pragma once

#include "inspection/CommandListReading.h"
#include "services/StepService.h"

#include <QPointer>

namespace passerelle::services {

// The review: probes the six steps in order and gathers what each would change, then asks the session whether it has the
// commands for that. Accepting stores the keys of the changes in the state; from then on the steps may write exactly
// those.
class Plan : public model::Activity {
    Q_OBJECT
public:
    Plan(QList<StepService *> steps, model::SetupState &state, psrp::CommandRunner &exchange, QObject *parent = nullptr);

    // failure() afterwards: a step cannot be done as things are, so nothing may be applied; RbacPartial {list} when the
    // session lacks a command or a parameter that a step would send. Step 1 never blocks: the others do not depend on it,
    // and its page explains what is missing.
    void prepare();
    void cancel() override;

    QList<model::Change> changes() const;               // of all steps, in order
    QList<model::Finding> alreadyRight() const;
    // True when every change still to be made was accepted before: a resumed run needs no second review.
    bool isCoveredByAcceptance() const;
    // `accepted`: Change::key() of the ticked rows; the other rows count as declined.
    void accept(const QStringList &accepted);
    StepService *step(const QString &id) const;
    const QList<StepService *> &steps() const { return m_steps; }

private:
    void probeNext();
    void checkRights();
    void judgeRights(const inspection::CommandList &session);
    std::optional<core::Failure> stepFailure() const;  // of the first step that cannot be done

    QList<StepService *> m_steps;
    model::SetupState &m_state;
    psrp::CommandRunner &m_exchange;
    QPointer<core::Operation> m_check;
    qsizetype m_index = 0;
    bool m_cancelled = false;
};

}
