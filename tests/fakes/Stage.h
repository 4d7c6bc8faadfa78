#pragma once

#include "fakes/FakeDialogs.h"
#include "fakes/FakeExchange.h"
#include "fakes/FakeUrlOpener.h"
#include "fakes/JsonLanguages.h"
#include "fakes/ScriptedChecklist.h"
#include "fakes/ScriptedConnections.h"
#include "fakes/ScriptedStep.h"
#include "services/Plan.h"
#include "ui/Parts.h"

namespace passerelle::fakes {

// A whole made-up organisation behind the window, with nothing but scripts behind it.
class Stage {
public:
    explicit Stage(QStringList catalogues = {});

    ui::Parts parts();
    ScriptedStep &step(const char *id);

    model::SetupState state;
    ScriptedExchange exchange{ state };
    ScriptedTenant tenant{ state };
    ScriptedPrerequisites prerequisites;
    std::vector<std::unique_ptr<ScriptedStep>> steps;
    tests::FakeExchange session; // the scripted steps send nothing to it
    std::unique_ptr<services::Plan> plan;
    ScriptedChecklist checklist{ state };
    FakeDialogs dialogs;
    FakeUrlOpener opener;
    JsonLanguages languages;
    QStringList saved; // files the report was written to
    QString saveError;

private:
    void fillConnections();
    void fillPrerequisites();
    void fillSteps();
    void fillChecklist();
};

}
