#pragma once

#include <QString>

namespace passerelle::text {

// The fixed words of the report.
enum class ReportWord {
    TitleSetup,
    TitleVerify,
    Complete,
    Partial,
    Failed,
    Exchange,
    Tenant,
    Program,
    Steps,
    Step,
    State,
    Remark,
    Changes,
    NoChange,
    Object,
    Before,
    After,
    Checks,
    Check,
    Evidence,
    Warnings,
    Dates,
    CertificateEnds,
};

QString reportWord(ReportWord word);

}
