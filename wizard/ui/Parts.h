#pragma once

#include <QList>
#include <QString>
#include <functional>

namespace passerelle::model {
class SetupState;
}
namespace passerelle::services {
class ExchangeConnection;
class KeyReadBack;
class OfflineSaving;
class Plan;
class Prerequisites;
class StepService;
class TenantConnection;
class Undo;
}
namespace passerelle::verification {
class Checklist;
}
namespace passerelle::pages {
class Dialogs;
class UrlOpener;
}

namespace passerelle::ui {

class Languages;

// Everything the window works with. Made by app/ (or by a test), owned there, and outliving the window.
struct Parts {
    model::SetupState *state = nullptr;
    services::ExchangeConnection *exchange = nullptr;
    services::TenantConnection *tenant = nullptr;
    services::Prerequisites *prerequisites = nullptr;
    services::Plan *plan = nullptr;
    QList<services::StepService *> steps; // the six, in order
    services::OfflineSaving *offline = nullptr; // the upload as files for another operator
    services::KeyReadBack *readBack = nullptr; // the answer brought back
    services::Undo *undo = nullptr; // of the upload, from the summary
    verification::Checklist *checklist = nullptr;
    std::function<QString(const QString &file)> saveReport; // an error in words, or nothing
    pages::Dialogs *dialogs = nullptr;
    pages::UrlOpener *urlOpener = nullptr;
    Languages *languages = nullptr;
    bool verifyOnly = false; // --verify-only: the two connections, then the checklist
};

}
