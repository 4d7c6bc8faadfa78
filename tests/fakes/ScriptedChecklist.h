#pragma once

#include "fakes/Scripted.h"
#include "text/Format.h"
#include "verification/Checklist.h"

namespace passerelle::fakes {

class ScriptedChecklist : public Scripted<verification::Checklist> {
public:
    explicit ScriptedChecklist(model::SetupState &state)
        : m_state(state)
    {
    }

    QStringList alone; // what runOne() was called with

    void runAll() override
    {
        play([this](std::optional<core::Failure> failure) {
            if (!failure)
                m_state.setChecks(findings(), QDateTime(QDate(2026, 6, 26), QTime(12, 5), Qt::UTC));
            end(failure);
        });
    }
    void runOne(const QString &checkId) override
    {
        alone.append(checkId);
        mark(checkId, model::Verdict::Pass);
    }
    void confirm(const QString &checkId, const QString &answer, const QString &who,
                 const QString &note) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        m_state.confirm(checkId, { answer, who, now, note });
        const auto verdict = answer == u"yes"
            ? model::Verdict::Pass
            : (answer == u"no" ? model::Verdict::Fail : model::Verdict::NotApplicable);
        mark(checkId, verdict,
             { { QStringLiteral("who"), who }, { QStringLiteral("date"), text::dateTime(now) } });
        m_state.setChecks(findings(), now);
    }

private:
    model::SetupState &m_state;
};

}
