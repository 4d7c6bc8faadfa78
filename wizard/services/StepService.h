#pragma once

#include "model/Activity.h"
#include "model/SetupState.h"
#include "protocols/psrp/Command.h"

namespace passerelle::services {

// One documented step. probe() only reads: it finds out what is there and what would change. run() makes the accepted
// changes and reads them back; it converges, so running it again never creates a second object. run() refuses while
// the plan is not accepted.
class StepService : public model::Activity {
    Q_OBJECT
public:
    StepService(QString id, model::SetupState &state, QObject *parent = nullptr);

    const QString &id() const { return m_id; }
    model::StepStatus status() const { return m_status; }

    // After probe(): what run() would change. What it has changed is in the state's step record.
    const QList<model::Change> &changes() const { return m_changes; }
    // Lines of the review page that are right already, with what was read.
    const QList<model::Finding> &alreadyRight() const { return m_alreadyRight; }

    // After probe(): the commands run() would send to Exchange to make all of changes(). The names of their parameters
    // are final; a value that only exists once an earlier command has run is empty.
    virtual QList<psrp::Command> commands() const { return {}; }

    virtual void probe() = 0;
    virtual void run() = 0;
    // The step was carried out elsewhere, and the state says how it ended.
    void takeRecord();
    // The person did it elsewhere or does not want it; only while not running.
    void skip();

protected:
    void setStatus(model::StepStatus status);
    virtual bool isApplying() const { return true; }  // run(), as opposed to probe()
    // The decision on the present changes(), taken by run() after it has read again: PlanChanged when one of them was
    // never shown to the person.
    std::optional<core::Failure> unseenChange() const;
    bool anyAccepted() const;
    void setChanges(QList<model::Change> changes);
    void setAlreadyRight(QList<model::Finding> findings);
    // Records the outcome in the state (and so in the run file), then ends the activity.
    void conclude(model::StepStatus status, std::optional<core::Failure> failure = std::nullopt);
    model::SetupState &state() { return m_state; }
    const model::SetupState &state() const { return m_state; }

private:
    QString m_id;
    model::SetupState &m_state;
    model::StepStatus m_status = model::StepStatus::NotRun;
    QList<model::Change> m_changes;
    QList<model::Finding> m_alreadyRight;
};

}
