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
    QList<model::Change> acceptedChanges() const; // of changes(): what the person has agreed to
    // Lines of the review page that are right already, with what was read.
    const QList<model::Finding> &alreadyRight() const { return m_alreadyRight; }

    // After probe(): the commands run() would send to Exchange to make all of changes(). The names of their parameters
    // are final; a value that only exists once an earlier command has run is empty.
    virtual QList<psrp::Command> commands() const { return {}; }

    virtual void probe() = 0;
    virtual void run() = 0;
    // Finished, and worth running again because it only reads.
    virtual bool canRunAgain() const { return false; }
    // The step was carried out elsewhere, and the state says how it ended.
    void takeRecord();
    // Another person carries it out, with files that have been saved for him; only while not running.
    void handOver();
    // There is nothing to press: another person has to save, send or bring something first.
    virtual bool waitsForPerson() const { return false; }
    // As waitsForPerson(), and the steps after it do not need it.
    virtual bool mayBeLeftWaiting() const { return false; }
    // The last outcome comes from the answer another operator brought back.
    bool isFromAnswer() const { return m_state.stepRecord(m_id).fromAnswer; }
    bool isOffline() const { return m_state.isOffline(); }
    // The person did it elsewhere or does not want it; only while not running.
    void skip();

protected:
    void setStatus(model::StepStatus status);
    virtual bool judgesAnswer() const { return false; } // see isFromAnswer()
    virtual bool isApplying() const { return true; }  // run(), as opposed to probe()
    // The decision on the present changes(), taken by run() after it has read again: PlanChanged when one of them was
    // never shown to the person. One that is only offered can wait.
    std::optional<core::Failure> unseenChange() const;
    bool anyAccepted() const;
    void setChanges(QList<model::Change> changes);
    void setAlreadyRight(QList<model::Finding> findings);
    // Records the outcome in the state (and so in the run file), then ends the activity.
    void conclude(model::StepStatus status, std::optional<core::Failure> failure = std::nullopt);
    model::SetupState &state() { return m_state; }
    const model::SetupState &state() const { return m_state; }

private:
    void settle(model::StepStatus status);

    QString m_id;
    model::SetupState &m_state;
    model::StepStatus m_status = model::StepStatus::NotRun;
    QList<model::Change> m_changes;
    QList<model::Finding> m_alreadyRight;
};

}
