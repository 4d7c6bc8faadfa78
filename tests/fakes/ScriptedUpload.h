#pragma once

#include "fakes/ScriptedStep.h"
#include "services/KeyRow.h"
#include "services/PlaceRow.h"
#include "services/Undo.h"

namespace passerelle::fakes {

// Step 5 with keys to be shown: planned ones, done once it has run.
class ScriptedUploadStep : public ScriptedStep, public services::KeyListing {
public:
    using ScriptedStep::ScriptedStep;

    QList<services::KeyRow> rows;

    const QList<services::KeyRow> &keys() const override
    {
        m_shown = rows;
        for (services::KeyRow &row : m_shown)
            row.done = status() == model::StepStatus::Done;
        return m_shown;
    }

private:
    mutable QList<services::KeyRow> m_shown;
};

// Step 6 with places to be shown.
class ScriptedUploadCheckStep : public ScriptedStep, public services::PlaceListing {
public:
    using ScriptedStep::ScriptedStep;

    QList<services::PlaceRow> rows;

    const QList<services::PlaceRow> &places() const override { return rows; }
    bool canRunAgain() const override { return true; }
};

class ScriptedUndo : public Scripted<services::Undo> {
public:
    QList<services::KeyRow> rows;
    QString word; // to be typed

    const QList<services::KeyRow> &keys() const override { return rows; }
    bool isPossible() const override { return possible; }
    void prepare() override
    {
        begin({});
        m_prepared = true;
        end(std::nullopt);
    }
    bool isPrepared() const override { return m_prepared; }
    QString confirmation() const override { return m_prepared ? word : QString(); }
    void carryOut(const QString &typed) override
    {
        if (typed != word)
            return;
        m_prepared = false;
        play([this](std::optional<core::Failure> failure) {
            m_done = !failure;
            possible = !m_done;
            for (services::KeyRow &row : rows)
                row.done = m_done;
            end(std::move(failure));
        });
    }
    bool isDone() const override { return m_done; }

    bool possible = true;

private:
    bool m_prepared = false;
    bool m_done = false;
};

}
