#pragma once

#include "fakes/FakeDialogs.h"
#include "fakes/FakeExchange.h"
#include "fakes/FakeUrlOpener.h"
#include "fakes/JsonLanguages.h"
#include "fakes/ScriptedChecklist.h"
#include "fakes/ScriptedConnections.h"
#include "fakes/ScriptedOffline.h"
#include "fakes/ScriptedStep.h"
#include "fakes/ScriptedUpload.h"
#include "services/Plan.h"
#include "ui/Parts.h"

namespace passerelle::fakes {

// A whole made-up organisation behind the window, with nothing but scripts behind it.
class Stage {
public:
    explicit Stage(QStringList catalogues = {});

    ui::Parts parts();
    ScriptedStep &step(const char *id);
    ScriptedUploadStep &uploadStep() { return static_cast<ScriptedUploadStep &>(step(model::step::upload)); }
    ScriptedUploadCheckStep &checkStep() { return static_cast<ScriptedUploadCheckStep &>(step(model::step::uploadCheck)); }
    // From now on as it is for somebody who may not sign in: Entra tells nothing, step 5 and 6 wait for an operator.
    void workOffline();

    model::SetupState state;
    ScriptedExchange exchange{ state };
    ScriptedTenant tenant{ state };
    ScriptedPrerequisites prerequisites;
    std::vector<std::unique_ptr<ScriptedStep>> steps;
    tests::FakeExchange session; // the scripted steps send nothing to it
    std::unique_ptr<services::Plan> plan;
    ScriptedUndo undo;
    ScriptedChecklist checklist{ state };
    ScriptedSaving saving;
    ScriptedReadBack readBack;
    FakeDialogs dialogs;
    FakeUrlOpener opener;
    JsonLanguages languages;
    QStringList saved; // files the report was written to
    QString saveError;

private:
    void fillConnections();
    void fillPrerequisites();
    void fillSteps();
    void fillKeys();
    void fillChecklist();
    void fillOffline();
};

}
