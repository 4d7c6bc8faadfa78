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

enum class StepStatus { NotRun, Probing, Ready, Running, Done, AlreadyDone, Skipped, Simulated, Failed };

// Words of the report and of the run file (DESIGN section 1): done, already-done, skipped, failed, simulated, not-run.
QString statusWord(StepStatus status);
std::optional<StepStatus> statusFromWord(const QString &word);
bool isFinished(StepStatus status);  // nothing is left to do: done, already done, skipped, simulated

struct StepRecord {
    StepStatus status = StepStatus::NotRun;
    QList<Change> changes;      // what this run changed
    std::optional<core::FailureCode> failure;
    QDateTime finishedUtc;
};

}
