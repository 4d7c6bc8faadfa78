#include "text/ReportText.h"

#include <QCoreApplication>

namespace passerelle::text {

QString reportWord(ReportWord word)
{
    const auto words = [](const char *source) { return QCoreApplication::translate("Report", source); };
    switch (word) {
    case ReportWord::TitleSetup: return words(QT_TRANSLATE_NOOP("Report", "Setup report: Exchange Server and Skype for Business Online"));
    case ReportWord::TitleVerify: return words(QT_TRANSLATE_NOOP("Report", "Verification report: Exchange Server and Skype for Business Online"));
    case ReportWord::Complete: return words(QT_TRANSLATE_NOOP("Report", "Complete: everything below was read back from the servers"));
    case ReportWord::Partial: return words(QT_TRANSLATE_NOOP("Report", "Partial: some steps or checks are still open"));
    case ReportWord::Failed: return words(QT_TRANSLATE_NOOP("Report", "Failed: a step or a check did not succeed"));
    case ReportWord::Exchange: return words(QT_TRANSLATE_NOOP("Report", "Exchange Server:"));
    case ReportWord::Tenant: return words(QT_TRANSLATE_NOOP("Report", "Microsoft 365:"));
    case ReportWord::Program: return words(QT_TRANSLATE_NOOP("Report", "Made by"));
    case ReportWord::Steps: return words(QT_TRANSLATE_NOOP("Report", "The six steps"));
    case ReportWord::Step: return words(QT_TRANSLATE_NOOP("Report", "Step"));
    case ReportWord::State: return words(QT_TRANSLATE_NOOP("Report", "State"));
    case ReportWord::Remark: return words(QT_TRANSLATE_NOOP("Report", "Remark"));
    case ReportWord::Changes: return words(QT_TRANSLATE_NOOP("Report", "Changes"));
    case ReportWord::NoChange: return words(QT_TRANSLATE_NOOP("Report", "This run changed nothing."));
    case ReportWord::Object: return words(QT_TRANSLATE_NOOP("Report", "Object"));
    case ReportWord::Before: return words(QT_TRANSLATE_NOOP("Report", "Before"));
    case ReportWord::After: return words(QT_TRANSLATE_NOOP("Report", "After"));
    case ReportWord::Checks: return words(QT_TRANSLATE_NOOP("Report", "Verification"));
    case ReportWord::Check: return words(QT_TRANSLATE_NOOP("Report", "Check"));
    case ReportWord::Evidence: return words(QT_TRANSLATE_NOOP("Report", "What was read"));
    case ReportWord::Warnings: return words(QT_TRANSLATE_NOOP("Report", "Warnings"));
    case ReportWord::Dates: return words(QT_TRANSLATE_NOOP("Report", "Dates to remember"));
    case ReportWord::CertificateEnds: return words(QT_TRANSLATE_NOOP("Report", "The authorization certificate ends on"));
    }
    return {};
}

}
