#pragma once

#include "services/StepService.h"

namespace passerelle::services {

// The review: probes the six steps in order and gathers what each would change. Accepting stores the keys of the
// changes in the state; from then on the steps may write exactly those.
class Plan : public model::Activity {
    Q_OBJECT
public:
    Plan(QList<StepService *> steps, model::SetupState &state, QObject *parent = nullptr);

    // failure() afterwards: a step cannot be done as things are, so nothing may be applied. Step 1 never blocks: the others
    // do not depend on it, and its page explains what is missing.
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

    QList<StepService *> m_steps;
    model::SetupState &m_state;
    qsizetype m_index = 0;
    bool m_cancelled = false;
};

}
