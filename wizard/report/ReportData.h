#pragma once

#include "model/SetupState.h"

namespace passerelle::report {

// What a report tells, gathered once for all formats. Only what was read back from a server gets in.
struct ReportData {
    QString programVersion;
    QDateTime utc;
    model::Mode mode = model::Mode::Setup;
    std::optional<model::ExchangeFacts> exchange;
    std::optional<model::TenantFacts> tenant;
    model::Settings settings;
    QList<std::pair<QString, model::StepRecord>> steps;  // all six, in order
    QList<model::Finding> checks;                        // V1 to V12, in order
    QDateTime checksUtc;
    QMap<QString, model::Confirmation> confirmations;
    QList<model::Finding> warnings;
    std::optional<model::ExportedCertificate> certificate;
};

ReportData gather(const model::SetupState &state, const QDateTime &utc);

// complete: every step is done, already done or skipped as right, and no check failed. failed: a step failed or, when
// only verifying, a check did. partial: everything else (DESIGN section 1).
QString resultWord(const ReportData &data);

// Warnings that follow from the outcome, beside those of the prerequisites: PA-LEGACY-ONLY when only the documented
// application was set up (DESIGN decision 1).
QList<model::Finding> allWarnings(const ReportData &data);

}
