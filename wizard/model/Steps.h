#pragma once

#include "model/Change.h"

#include <QDateTime>
#include <QStringList>
#include <optional>

namespace passerelle::model {

namespace step {
inline constexpr char oauth[] = "oauth";
inline constexpr char account[] = "account";
inline constexpr char partnerApplication[] = "partner-application";
inline constexpr char certificate[] = "certificate";
inline constexpr char upload[] = "upload";
inline constexpr char uploadCheck[] = "upload-check";
}

// The six documented steps in order.
const QStringList &stepIds();
int stepNumber(const QString &id);  // 1..6, 0 for an unknown id

// HandedOver: another person carries it out, with the files this run has saved for him.
enum class StepStatus { NotRun, Probing, Ready, Running, Done, AlreadyDone, Skipped, Simulated, Failed, HandedOver };

// Words of the run file: done, already-done, skipped, failed, simulated, not-run, handed-over. The report has the first
// six (DESIGN section 1).
QString statusWord(StepStatus status);
std::optional<StepStatus> statusFromWord(const QString &word);
bool isFinished(StepStatus status);  // nothing is left to do here: done, already done, skipped, simulated, handed over

struct StepRecord {
    StepStatus status = StepStatus::NotRun;
    QList<Change> changes;      // what this run changed
    std::optional<core::FailureCode> failure;
    QDateTime finishedUtc;
    bool fromAnswer = false;    // judged from the answer another operator brought back, not read by this program
};

}
