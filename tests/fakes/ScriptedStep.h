#pragma once

#include "fakes/Scripted.h"
#include "services/StepService.h"

namespace passerelle::fakes {

class ScriptedStep : public Scripted<services::StepService> {
public:
    ScriptedStep(const QString &id, model::SetupState &state)
        : Scripted(id, state)
    {
    }

    QList<model::Change> planned; // what a probe finds to be changed
    QList<model::Finding> right; // what it finds right already
    std::optional<core::Failure> refused; // the next probe fails with it
    QList<psrp::Command> sends; // what its changes would send to Exchange
    bool readsOnly = false; // nothing to change, but still has to be run
    int probes = 0;
    int writes = 0;
    bool waits = false; // another person has to do something first
    bool answer = false; // judged from an answer brought back

    bool waitsForPerson() const override { return waits && !model::isFinished(status()); }
    bool mayBeLeftWaiting() const override { return waitsForPerson() && id() == QLatin1String(model::step::uploadCheck); }

    QList<psrp::Command> commands() const override { return sends; }
    bool judgesAnswer() const override { return answer; }

    void probe() override
    {
        ++probes;
        begin(script);
        setStatus(model::StepStatus::Probing);
        QTimer::singleShot(0, this, [this] {
            if (!isRunning())
                return;
            auto rows = script;
            for (auto &row : rows) {
                if ((!planned.isEmpty() || readsOnly) && !waits)
                    row.verdict = model::Verdict::Pending;
                row.milliseconds = -1;
            }
            setFindings(rows);
            setAlreadyRight(right);
            if (refused) {
                conclude(model::StepStatus::Failed, refused);
                return;
            }
            setChanges(planned);
            conclude(planned.isEmpty() && !readsOnly ? model::StepStatus::AlreadyDone
                                                     : model::StepStatus::Ready);
        });
    }

    void run() override
    {
        play([this](std::optional<core::Failure> failure) {
            if (!failure) {
                for (const model::Change &change : changes()) {
                    if (state().accepts(change)) {
                        ++writes;
                        state().addPerformedChange(id(), change);
                    }
                }
            }
            conclude(failure ? model::StepStatus::Failed : model::StepStatus::Done, failure);
        });
        setStatus(model::StepStatus::Running);
    }
};

}
