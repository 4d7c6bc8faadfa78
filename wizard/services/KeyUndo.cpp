#include "services/KeyUndo.h"

#include "core/Key.h"
#include "services/RollbackFile.h"
#include "services/UploadChange.h"
#include "services/UploadStep.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

KeyUndo::KeyUndo(const Environment &environment, graph::UploadOptions options, QObject *parent)
    : Undo(parent)
    , m_environment(environment)
    , m_options(std::move(options))
{
    follow(environment.calls);
}

bool KeyUndo::isPossible() const
{
    return !UploadStep::uploadedKeys(m_environment.state).isEmpty();
}

model::ApplicationTarget KeyUndo::application(const QString &appId) const
{
    for (const model::ApplicationTarget &target : m_environment.state.targets() + QList{ model::exchangeOnlineTarget() }) {
        if (target.appId == appId)
            return target;
    }
    return { appId, appId, {}, {}, {} };
}

void KeyUndo::prepare()
{
    if (isRunning())
        return;
    m_stage = Stage::Idle;
    m_plans.clear();
    m_keys.clear();
    const auto uploaded = UploadStep::uploadedKeys(m_environment.state);
    QList<model::Finding> rows;
    for (const graph::UploadedKeys &keys : uploaded)
        rows.append({ key("undo.read.") + keys.appId, Verdict::Running,
                      { { key("name"), application(keys.appId).displayName } }, {}, {}, -1, {} });
    begin(rows);
    if (uploaded.isEmpty()) {
        end(core::Failure{ Code::UndoNothing, {}, {}, false });
        return;
    }
    auto *plan = new graph::PlanUndo(m_environment.directory, m_environment.clock, uploaded);
    m_current = core::run(plan, this, [this](const core::Result<graph::UndoPlan> &planned) {
        m_current = nullptr;
        if (planned)
            this->planned(*planned);
        else
            end(planned.failure());
    });
}

void KeyUndo::planned(const graph::UndoPlan &plan)
{
    std::optional<core::Failure> refusal;
    for (const QString &appId : plan.absent)
        mark(key("undo.read.") + appId, Verdict::NotApplicable);
    for (const graph::KeyUpload &upload : plan.plans) {
        const model::ApplicationTarget target = application(upload.appId);
        const QString row = key("undo.read.") + upload.appId;
        const QList<KeyRow> rows = keyRows(target, upload.accepted);
        m_keys += rows;
        if (upload.accepted.alreadyPresent) {
            mark(row, Verdict::NotApplicable, {}, {}, keyLines(rows));
        } else if (upload.accepted.refusal) {
            refusal = upload.accepted.refusal;
            refusal->values.insert(key("name"), target.displayName);
            mark(row, Verdict::Fail, refusal->values, refusal->code, keyLines(rows));
        } else {
            mark(row, Verdict::Pass,
                 { { key("n"), QString::number(upload.accepted.takenAway.size()) },
                   { key("kept"), QString::number(upload.accepted.kept.size()) } },
                 {}, keyLines(rows));
            m_plans.append(upload);
        }
    }
    if (refusal) {
        m_plans.clear();
        end(refusal);
    } else if (m_plans.isEmpty()) {
        end(core::Failure{ Code::UndoNothing, {}, {}, false });
    } else {
        m_stage = Stage::Prepared;
        end(std::nullopt);
    }
}

QString KeyUndo::confirmation() const
{
    QStringList names;
    for (const graph::KeyUpload &upload : m_plans) {
        if (upload.accepted.leavesNone())
            names << application(upload.appId).displayName;
    }
    return isPrepared() ? names.join(QStringLiteral(", ")) : QString();
}

bool KeyUndo::saveBefore()
{
    if (m_rollbackFolder.isEmpty())
        return true;
    Rollback rollback;
    rollback.tenant = m_environment.state.tenant().value_or(model::TenantFacts{});
    rollback.utc = m_environment.clock.nowUtc();
    for (const graph::KeyUpload &upload : std::as_const(m_plans)) {
        const graph::KeyPlan &plan = upload.accepted;
        graph::ServicePrincipal principal;
        principal.appId = upload.appId;
        principal.displayName = application(upload.appId).displayName;
        principal.keys = plan.kept + plan.expired + plan.takenAway;
        rollback.before.append(principal);
    }
    const auto saved = saveRollback(m_rollbackFolder, rollback);
    if (saved)
        m_rollbackFile = *saved;
    else
        end(saved.failure()); // nothing may be written that is not kept first
    return bool(saved);
}

void KeyUndo::carryOut(const QString &typed)
{
    if (isRunning() || !isPrepared() || typed.trimmed() != confirmation())
        return;
    m_stage = Stage::Idle;
    QList<model::Finding> rows;
    for (const graph::KeyUpload &upload : std::as_const(m_plans)) {
        const core::Values values{ { key("name"), application(upload.appId).displayName } };
        rows.append({ key("undo.remove.") + upload.appId, Verdict::Running, values, {}, {}, -1, {} });
        rows.append({ key("undo.verify.") + upload.appId, Verdict::Pending, values, {}, {}, -1, {} });
    }
    begin(rows);
    m_environment.state.settle();
    if (m_environment.state.saveFailure()) {
        end(m_environment.state.saveFailure());
        return;
    }
    if (!saveBefore())
        return;
    auto *operation = new graph::UploadKeys(m_environment.directory, m_environment.clock, m_plans, m_options);
    m_current = core::run(operation, this, [this](const core::Result<QList<graph::UploadResult>> &results) {
        m_current = nullptr;
        if (results) {
            removed(*results);
            return;
        }
        core::Failure failure = results.failure();
        failure.values.insert(key("name"), application(failure.values.value(key("name"))).displayName);
        if (failure.code == Code::PlanChanged)
            failure.code = Code::UndoChanged;
        end(failure);
    });
}

void KeyUndo::removed(const QList<graph::UploadResult> &results)
{
    std::optional<core::Failure> first;
    for (const graph::UploadResult &result : results) {
        const auto failure = judge(result);
        if (failure && !first)
            first = failure;
    }
    record();
    if (!first)
        m_stage = Stage::Done;
    end(first);
}

std::optional<core::Failure> KeyUndo::judge(const graph::UploadResult &result)
{
    const model::ApplicationTarget target = application(result.appId);
    const QString removeRow = key("undo.remove.") + result.appId;
    const QString verifyRow = key("undo.verify.") + result.appId;
    const auto plan = std::find_if(m_plans.cbegin(), m_plans.cend(),
                                   [&](const graph::KeyUpload &upload) { return upload.appId == result.appId; });
    if (plan == m_plans.cend())
        return std::nullopt;
    if (result.failure) {
        core::Failure failure = *result.failure;
        failure.values.insert(key("name"), target.displayName);
        mark(removeRow, Verdict::Fail, failure.values, failure.code, { failure.technical });
        mark(verifyRow, Verdict::Skipped);
        return failure;
    }
    model::Change change = uploadUndo(target, plan->accepted);
    change.values.insert(key("tenant"), m_environment.state.tenant() ? m_environment.state.tenant()->id : QString());
    m_environment.state.addPerformedChange(QLatin1String(model::step::upload), std::move(change));
    mark(removeRow, Verdict::Pass, { { key("n"), QString::number(plan->accepted.takenAway.size()) } }, {},
         plan->accepted.removed);
    m_keys.removeIf([&](const KeyRow &row) { return row.appId == result.appId; });
    m_keys += keyRowsAfter(target, plan->accepted, result.after);
    core::Values values{ { key("n"), QString::number(result.after.size()) } };
    if (!result.check.lost.isEmpty()) {
        values = { { key("name"), target.displayName },
                   { key("list"), result.check.lost.join(QStringLiteral(", ")) },
                   { key("file"), m_rollbackFile } };
        mark(verifyRow, Verdict::Fail, values, Code::KeyLost);
        return core::Failure{ Code::KeyLost, values, {}, false };
    }
    mark(verifyRow, result.visible ? Verdict::Pass : Verdict::Attention, values,
         result.visible ? std::nullopt : std::optional(Code::GraphLag));
    return std::nullopt;
}

// What was done is no longer done: the steps are open again, and nobody has agreed to doing them once more.
void KeyUndo::record()
{
    model::SetupState &state = m_environment.state;
    for (const char *step : { model::step::upload, model::step::uploadCheck }) {
        model::StepRecord record = state.stepRecord(QLatin1String(step));
        record.status = model::StepStatus::NotRun;
        record.failure.reset();
        record.finishedUtc = {};
        state.setStepRecord(QLatin1String(step), record);
    }
    state.withdrawPlan();
    state.setChecks({}, {});
}

void KeyUndo::cancel()
{
    if (m_current)
        m_current->cancel();
}

}
