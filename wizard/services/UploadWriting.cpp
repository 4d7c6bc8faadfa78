// The writing half of UploadStep.
#include "core/Key.h"
#include "protocols/graph/AwaitPrincipals.h"
#include "services/RollbackFile.h"
#include "services/UploadStep.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

void UploadStep::apply()
{
    if (!state().isOffline())
        createNext();
    else if (quietStatus() == model::StepStatus::HandedOver)
        conclude(model::StepStatus::HandedOver);
    else
        failed({ m_withoutAnswer.isEmpty() ? Code::KeyNotFound : Code::OfflineNoAnswer,
                 { { key("name"), state().uploadTargets().first().displayName },
                   { key("thumbprint"), state().certificate()->thumbprint } },
                 {},
                 true });
}

void UploadStep::createNext()
{
    if (isCancelled()) {
        failed({ Code::Cancelled, {}, {}, true });
        return;
    }
    while (m_index < m_targets.size()
           && !(m_targets[m_index].creation && state().accepts(*m_targets[m_index].creation)))
        ++m_index;
    if (m_index == m_targets.size()) {
        awaitCreated();
        return;
    }
    const Target target = m_targets[m_index++];
    mark(key("upload.read.") + target.application.appId, Verdict::Running);
    attempt(environment().directory.createServicePrincipal(target.application.appId),
            [this, target](const core::Result<graph::ServicePrincipal> &answer) { created(target, answer); });
}

void UploadStep::created(const Target &target, const core::Result<graph::ServicePrincipal> &answer)
{
    if (!answer && answer.failure().retryable && !isCancelled()) {
        readCreatedBack(target, answer.failure());
        return;
    }
    if (answer)
        isThere(target, *answer);
    else
        isRefused(target, answer.failure());
    createNext();
}

// 504 and its kind do not tell whether it was created: only reading does (b.7).
void UploadStep::readCreatedBack(const Target &target, const core::Failure &doubt)
{
    attempt(new graph::AwaitPrincipals(environment().directory, { target.application.appId }, m_options.verifyAfter),
            [this, target, doubt](const core::Result<QList<graph::PrincipalAnswer>> &read) {
                if (read && !read->isEmpty() && read->first().principal)
                    isThere(target, *read->first().principal);
                else
                    isRefused(target, doubt);
                createNext();
            });
}

void UploadStep::isThere(const Target &target, const graph::ServicePrincipal &principal)
{
    m_created << target.application.appId;
    performed(*target.creation);
    mark(key("upload.read.") + target.application.appId, Verdict::Pass,
         { { key("kept"), key("0") }, { key("expired"), key("0") } }, {},
         { QStringLiteral("created, object id ") + principal.id });
    QList<model::Finding> warnings = state().warnings(); // what the checks before the review said of it
    warnings.removeIf([&](const model::Finding &warning) {
        return warning.code == Code::SpMissing && warning.id.endsWith(target.application.appId);
    });
    if (warnings.size() != state().warnings().size())
        state().setWarnings(warnings);
}

// Whether Entra still creates the retired one is not known (cloud.md b.9): a refusal leaves the others alone.
void UploadStep::isRefused(const Target &target, core::Failure failure)
{
    m_refused << target.application.appId;
    if (failure.code == Code::KeyFormat || failure.code == Code::EntraRole) // 400 and 403
        failure.code = Code::SpRefused;
    failure.values.insert(key("name"), target.application.displayName);
    mark(key("upload.read.") + target.application.appId, Verdict::Fail, failure.values, failure.code,
         { failure.technical });
    mark(target.writeRow(), Verdict::Skipped);
    mark(target.verifyRow(), Verdict::Skipped);
    remember(failure);
}

void UploadStep::awaitCreated()
{
    if (m_created.isEmpty()) {
        upload();
        return;
    }
    QStringList appIds;
    for (const Target &target : std::as_const(m_targets)) {
        if (!m_refused.contains(target.application.appId)
            && (!target.creation || m_created.contains(target.application.appId)))
            appIds << target.application.appId;
    }
    appIds.removeDuplicates();
    perform(new graph::AwaitPrincipals(environment().directory, appIds, m_options.verifyAfter),
            [this](const QList<graph::PrincipalAnswer> &answers) {
                m_reading = answers;
                m_readAt.start();
                for (const Target &target : std::as_const(m_targets)) {
                    const auto unseen = [&](const graph::PrincipalAnswer &answer) {
                        return answer.appId == target.application.appId && !answer.principal
                            && answer.principal.failure().code == Code::SpMissing;
                    };
                    if (target.creation && std::any_of(answers.cbegin(), answers.cend(), unseen))
                        isRefused(target, { Code::SpLag, {}, QStringLiteral("created, not visible yet"), true });
                }
                upload();
            });
}

void UploadStep::upload()
{
    QList<Target> wanted;
    QList<graph::KeyUpload> uploads;
    for (const Target &target : std::as_const(m_targets)) {
        const QString &appId = target.application.appId;
        const bool exists = (!target.creation || m_created.contains(appId)) && !m_refused.contains(appId);
        if (!target.change || !state().accepts(*target.change) || !exists)
            continue;
        wanted.append(target);
        uploads.append({ appId, target.plan });
        addRows(target);
        mark(target.writeRow(), Verdict::Running);
    }
    if (uploads.isEmpty()) {
        uploaded({});
        return;
    }
    if (!saveBefore(wanted))
        return;
    auto *operation = new graph::UploadKeys(environment().directory, environment().clock, uploads, m_options);
    operation->useReading(m_reading, m_readAt);
    connect(operation, &graph::UploadKeys::waiting, this,
            [this](int seconds, int, core::WaitReason reason) { showWait(seconds, reason); });
    perform(operation, [this](const QList<graph::UploadResult> &results) { uploaded(results); });
}

// An offer has no lines of its own until it is taken up.
void UploadStep::addRows(const Target &target)
{
    QList<model::Finding> rows = findings();
    for (const QString &id : { target.writeRow(), target.verifyRow() }) {
        if (!finding(id))
            rows.append({ id, Verdict::Pending, { { key("name"), target.application.displayName } }, {}, {}, -1, {} });
    }
    if (rows.size() > findings().size())
        setFindings(rows);
}

bool UploadStep::saveBefore(const QList<Target> &targets)
{
    if (m_rollbackFolder.isEmpty())
        return true;
    Rollback rollback;
    rollback.tenant = state().tenant().value_or(model::TenantFacts{});
    rollback.utc = environment().clock.nowUtc();
    for (const crypto::Certificate &certificate : certificates(state()))
        rollback.adding << certificate.thumbprint();
    for (const graph::PrincipalAnswer &answer : std::as_const(m_reading)) {
        const auto is = [&](const Target &target) { return target.application.appId == answer.appId; };
        if (answer.principal && std::any_of(targets.cbegin(), targets.cend(), is))
            rollback.before.append(answer.principal.value());
    }
    const auto saved = saveRollback(m_rollbackFolder, rollback);
    if (saved)
        m_rollbackFile = *saved;
    else
        failed(saved.failure()); // nothing may be written that is not kept first
    return bool(saved);
}

void UploadStep::uploaded(const QList<graph::UploadResult> &results)
{
    for (const graph::UploadResult &result : results) {
        for (const Target &target : std::as_const(m_targets)) {
            if (target.application.appId == result.appId && target.change && state().accepts(*target.change))
                uploaded(target, result);
        }
    }
    if (m_failure)
        failed(*m_failure);
    else
        conclude(model::StepStatus::Done);
}

void UploadStep::uploaded(const Target &target, const graph::UploadResult &result)
{
    if (result.written) {
        model::Change change = *target.change;
        change.values.insert(key("tenant"), state().tenant() ? state().tenant()->id : QString());
        performed(change);
    }
    if (result.failure) {
        core::Failure failure = *result.failure;
        failure.values.insert(key("name"), target.application.displayName);
        if (failure.code == Code::EntraRole && state().tenant())
            failure.values.insert(key("user"), state().tenant()->user);
        mark(target.writeRow(), Verdict::Fail, failure.values, failure.code, { failure.technical });
        mark(target.verifyRow(), Verdict::Skipped);
        remember(failure);
        return;
    }
    for (graph::PrincipalAnswer &answer : m_reading) {
        if (answer.appId == result.appId && answer.principal && !result.after.isEmpty())
            answer.principal.value().keys = result.after;
    }
    m_keys.removeIf([&](const KeyRow &row) { return row.appId == target.application.appId; });
    m_keys += keyRowsAfter(target.application, target.plan, result.after);
    mark(target.writeRow(), result.written ? Verdict::Pass : Verdict::NotApplicable,
         { { key("thumbprint"), state().certificate()->thumbprint },
           { key("n"), QString::number(target.plan.expired.size() + target.plan.takenAway.size()) } });
    judgeReadBack(target, result);
}

void UploadStep::judgeReadBack(const Target &target, const graph::UploadResult &result)
{
    const graph::KeyCheck &check = result.check;
    QStringList evidence;
    for (const graph::KeyCredential &entry : result.after)
        evidence << QStringLiteral("%1 %2").arg(entry.thumbprint(), entry.end.toString(Qt::ISODate));
    if (!check.lost.isEmpty()) { // somebody else wrote at the same moment: say it, never repair it blindly
        const core::Values values{ { key("name"), target.application.displayName },
                                   { key("list"), check.lost.join(QStringLiteral(", ")) },
                                   { key("file"), m_rollbackFile } };
        mark(target.verifyRow(), Verdict::Fail, values, Code::KeyLost, evidence);
        remember({ Code::KeyLost, values, {}, true });
        return;
    }
    const core::Values values{ { key("n"), QString::number(result.after.size()) } };
    if (!result.visible)
        mark(target.verifyRow(), Verdict::Attention, values, Code::GraphLag, evidence);
    else if (!check.otherDates.isEmpty())
        mark(target.verifyRow(), Verdict::Attention, values, Code::KeyDates, evidence);
    else
        mark(target.verifyRow(), Verdict::Pass, values, {}, evidence);
}

void UploadStep::remember(const core::Failure &failure)
{
    if (!m_failure)
        m_failure = failure;
}

}
