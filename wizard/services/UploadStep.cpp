#include "services/UploadStep.h"

#include "core/Key.h"
#include "protocols/graph/AwaitPrincipals.h"
#include "services/RollbackFile.h"
#include "services/UploadChange.h"

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

UploadStep::UploadStep(const Environment &environment, QObject *parent, graph::UploadOptions options)
    : WorkingStep(QLatin1String(model::step::upload), environment, parent)
    , m_options(std::move(options))
{
    setSecond(m_options.second);
}

QList<crypto::Certificate> UploadStep::certificates(const model::SetupState &state)
{
    QList<crypto::Certificate> all;
    for (const auto &exported : { state.certificate(), state.nextCertificate() }) {
        const auto certificate = exported ? crypto::Certificate::fromDer(exported->der) : std::nullopt;
        if (certificate)
            all.append(*certificate);
    }
    return all;
}

QList<graph::UploadedKeys> UploadStep::uploadedKeys(const model::SetupState &state)
{
    QList<graph::UploadedKeys> all;
    for (const model::Change &change : state.stepRecord(QLatin1String(model::step::upload)).changes) {
        const QString appId = change.values.value(key("appId"));
        const QStringList added = change.values.value(key("added")).split(u' ', Qt::SkipEmptyParts);
        if (!appId.isEmpty() && !added.isEmpty())
            all.append({ appId, added });
    }
    return all;
}

QList<model::Finding> UploadStep::pendingFindings() const
{
    QList<model::Finding> rows;
    if (environment().state.cloudSettings().uploadToExchangeOnline)
        rows.append({ key("upload.hybrid-application"), Verdict::Pending, {}, {}, {}, -1, {} });
    for (const model::ApplicationTarget &target : environment().state.uploadTargets()) {
        for (const char *id : { "upload.read.", "upload.write.", "upload.verify." }) {
            rows.append({ key(id) + target.appId,
                          Verdict::Pending,
                          { { key("name"), target.displayName } },
                          {},
                          {},
                          -1,
                          {} });
        }
    }
    return rows;
}

// --- Reading
// --------------------------------------------------------------------------------------------------------

void UploadStep::inspect(Continuation then)
{
    m_targets.clear();
    m_keys.clear();
    m_index = 0;
    m_refused.clear();
    m_created.clear();
    m_failure.reset();
    if (certificates(state()).isEmpty()) {
        failed({ Code::CertReadFail, {}, QStringLiteral("step 4 has exported no certificate"), true });
        return;
    }
    if (state().cloudSettings().uploadToExchangeOnline)
        lookForHybridApplication(then);
    else
        readPrincipals(then);
}

// A key on Exchange Online's own principal is what the dedicated application replaces (cloud.md d).
void UploadStep::lookForHybridApplication(Continuation then)
{
    const QString row = key("upload.hybrid-application");
    mark(row, Verdict::Running);
    perform(environment().directory.hybridApplications(),
            [this, row, then](const QList<graph::HybridApplication> &found) {
                QStringList names;
                for (const graph::HybridApplication &application : found)
                    names << application.displayName;
                mark(row, names.isEmpty() ? Verdict::Pass : Verdict::Attention,
                     { { key("list"), names.join(QStringLiteral(", ")) } }, {}, names);
                readPrincipals(then);
            });
}

void UploadStep::readPrincipals(Continuation then)
{
    QStringList appIds;
    for (const model::ApplicationTarget &target : state().uploadTargets()) {
        appIds << target.appId;
        mark(key("upload.read.") + target.appId, Verdict::Running);
    }
    perform(environment().directory.servicePrincipals(appIds),
            [this, then](const QList<graph::PrincipalAnswer> &answers) {
                m_reading = answers;
                m_readAt.start();
                const QList<model::ApplicationTarget> targets = state().uploadTargets();
                for (qsizetype i = 0; i < answers.size() && i < targets.size(); ++i) {
                    if (const auto failure = judge(targets[i], answers[i])) {
                        failed(*failure);
                        return;
                    }
                }
                QList<model::Change> changes;
                QList<model::Finding> right;
                for (const Target &target : std::as_const(m_targets)) {
                    if (target.creation)
                        changes.append(*target.creation);
                    if (target.change)
                        changes.append(*target.change);
                    else
                        right.append(*finding(key("upload.write.") + target.application.appId));
                }
                setChanges(changes);
                setAlreadyRight(right);
                then();
            });
}

std::optional<core::Failure> UploadStep::judge(const model::ApplicationTarget &application,
                                               const graph::PrincipalAnswer &answer)
{
    const QString readRow = key("upload.read.") + application.appId;
    const bool absent = !answer.principal && answer.principal.failure().code == Code::SpMissing;
    if (!answer.principal && !absent) {
        core::Failure failure = answer.principal.failure();
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code);
        return failure;
    }
    // What Entra makes from nothing has no keys of the tenant.
    const QList<graph::KeyCredential> existing =
        absent ? QList<graph::KeyCredential>{} : answer.principal->keys;
    const graph::KeyPlan plan =
        graph::planKeyUpload(existing, certificates(state()), environment().clock.nowUtc());
    const QList<KeyRow> rows = keyRows(application.appId, plan);
    m_keys += rows;
    if (plan.refusal) {
        core::Failure failure = *plan.refusal;
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code, keyLines(rows));
        return failure;
    }
    Target target{ application, plan, std::nullopt, std::nullopt };
    if (absent) {
        mark(readRow, Verdict::Attention, { { key("name"), application.displayName } }, Code::SpMissing,
             keyLines(rows));
        target.creation = principalCreation(application);
    } else {
        mark(readRow, Verdict::Pass,
             { { key("kept"), QString::number(plan.kept.size()) },
               { key("expired"), QString::number(plan.expired.size()) },
               { key("added"), QString::number(plan.added.size()) } },
             {}, keyLines(rows));
    }
    if (plan.alreadyPresent) {
        mark(key("upload.write.") + application.appId, Verdict::NotApplicable);
        mark(key("upload.verify.") + application.appId, Verdict::Pass,
             { { key("n"), QString::number(existing.size()) } });
    } else {
        target.change = keyChange(application, plan);
    }
    m_targets.append(target);
    return std::nullopt;
}

// --- Writing
// --------------------------------------------------------------------------------------------------------

void UploadStep::apply()
{
    createNext();
}

void UploadStep::createNext()
{
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
            [this, target](const core::Result<graph::ServicePrincipal> &answer) {
                created(target, answer);
                if (isCancelled())
                    failed({ Code::Cancelled, {}, {}, true });
                else
                    createNext();
            });
}

// Whether Entra still creates the retired one is not known (cloud.md b.9): a refusal leaves the others alone.
void UploadStep::created(const Target &target, const core::Result<graph::ServicePrincipal> &answer)
{
    const QString row = key("upload.read.") + target.application.appId;
    if (answer) {
        m_created << target.application.appId;
        performed(*target.creation);
        mark(row, Verdict::Pass, { { key("kept"), key("0") }, { key("expired"), key("0") } }, {},
             { QStringLiteral("created, object id ") + answer->id });
        return;
    }
    m_refused << target.application.appId;
    core::Failure failure = answer.failure();
    const bool isTheirs = failure.code == Code::KeyFormat || failure.code == Code::EntraRole; // 400 and 403
    if (isTheirs)
        failure.code = Code::SpMissing;
    failure.values.insert(key("name"), target.application.displayName);
    mark(row, Verdict::Fail, failure.values, failure.code, { failure.technical });
    mark(key("upload.write.") + target.application.appId, Verdict::Skipped);
    mark(key("upload.verify.") + target.application.appId, Verdict::Skipped);
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
    perform(new graph::AwaitPrincipals(environment().directory, appIds, m_options.verifyAfter),
            [this](const QList<graph::PrincipalAnswer> &answers) {
                m_reading = answers;
                m_readAt.start();
                upload();
            });
}

void UploadStep::upload()
{
    QList<Target> wanted;
    QList<graph::KeyUpload> uploads;
    for (const Target &target : std::as_const(m_targets)) {
        const bool exists = !target.creation || m_created.contains(target.application.appId);
        if (!target.change || !state().accepts(*target.change) || !exists)
            continue;
        wanted.append(target);
        uploads.append({ target.application.appId, target.plan });
        mark(key("upload.write.") + target.application.appId, Verdict::Running);
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
    if (!saved)
        failed(saved.failure()); // nothing may be written that is not kept first
    return bool(saved);
}

void UploadStep::uploaded(const QList<graph::UploadResult> &results)
{
    for (const graph::UploadResult &result : results) {
        for (const Target &target : std::as_const(m_targets)) {
            if (target.application.appId == result.appId)
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
    const QString appId = target.application.appId;
    const QString writeRow = key("upload.write.") + appId;
    const QString verifyRow = key("upload.verify.") + appId;
    if (result.written)
        performed(*target.change);
    if (result.failure) {
        core::Failure failure = *result.failure;
        failure.values.insert(key("name"), target.application.displayName);
        if (failure.code == Code::EntraRole && state().tenant())
            failure.values.insert(key("user"), state().tenant()->user);
        mark(writeRow, Verdict::Fail, failure.values, failure.code, { failure.technical });
        mark(verifyRow, Verdict::Skipped);
        remember(failure);
        return;
    }
    QStringList evidence;
    for (const graph::KeyCredential &entry : result.after)
        evidence << QStringLiteral("%1 %2").arg(entry.thumbprint(), entry.end.toString(Qt::ISODate));
    mark(writeRow, result.written ? Verdict::Pass : Verdict::NotApplicable,
         { { key("thumbprint"), state().certificate()->thumbprint } });
    if (!result.check.lost
             .isEmpty()) { // somebody else wrote at the same moment: say it, never repair it blindly
        mark(verifyRow, Verdict::Fail, {}, Code::PlanChanged, result.check.lost);
        remember({ Code::PlanChanged,
                   { { key("name"), target.application.displayName } },
                   QStringLiteral("keys no longer there: ") + result.check.lost.join(QStringLiteral(", ")),
                   true });
        return;
    }
    mark(verifyRow, result.visible ? Verdict::Pass : Verdict::Attention,
         { { key("n"), QString::number(result.after.size()) } },
         result.visible ? std::nullopt : std::optional(Code::GraphLag), evidence);
}

void UploadStep::remember(const core::Failure &failure)
{
    if (!m_failure)
        m_failure = failure;
}

}
