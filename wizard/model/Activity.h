#pragma once

#include "core/Countdown.h"
#include "model/CallLog.h"
#include "model/Finding.h"

#include <QObject>
#include <optional>

namespace passerelle::model {

// Something that works through a list of lines and can be watched and stopped: a connection test, the prerequisites, a
// step, the checklist. Pages show any of them the same way. What servers say in the values and the evidence of a line is made
// fit for screen, report and run file here (core::displayable).
class Activity : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<Finding> &findings() const { return m_findings; }
    const std::optional<core::Failure> &failure() const { return m_failure; }
    const QList<CallRecord> &calls() const { return m_calls; }
    bool isRunning() const { return m_running; }

    // Asks to stop at the next safe point; `finished` follows. Nothing happens when it is not running.
    virtual void cancel() = 0;

signals:
    void changed();   // any of the above
    void finished();  // isRunning() has just become false

protected:
    void begin(QList<Finding> findings);            // running, no failure, no calls
    void end(std::optional<core::Failure> failure); // not running; emits changed() and finished()
    Finding *finding(const QString &id);
    void mark(const QString &id, Verdict verdict, core::Values values = {},
              std::optional<core::FailureCode> code = std::nullopt, QStringList evidence = {});
    void setFindings(QList<Finding> findings);
    void setFailure(std::optional<core::Failure> failure);
    void follow(const CallLog &log);  // adds what is recorded there while this runs, and shows its waits
    // The running lines (or the next one, where none is) count down from there (Finding::wait) until they are marked again.
    void showWait(int seconds, core::WaitReason reason);
    void takeWaitOf(const Activity &part, const QString &id);  // the line `id` waits while a line of `part` does
    void setSecond(std::chrono::milliseconds second) { m_second = second; }  // of the countdown; tests shorten it

private:
    QList<Finding> m_findings;
    QList<qint64> m_startedAt;
    std::optional<core::Failure> m_failure;
    QList<CallRecord> m_calls;
    bool m_running = false;
    core::Countdown *m_countdown = nullptr;  // made when it is first needed
    std::chrono::milliseconds m_second {1000};

    void countDown(int secondsLeft);
    void stopCountdown();
};

}
