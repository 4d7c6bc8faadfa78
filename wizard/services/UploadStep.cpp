#include "services/UploadStep.h"

#include "core/Key.h"
#include "services/UploadChange.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

static constexpr qsizetype manyKeys = 20; // valid ones of one application (cloud.md b.5)

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
    const QString tenant = state.tenant() ? state.tenant()->id : QString();
    QList<graph::UploadedKeys> all;
    const auto keysOf = [&all](const QString &appId) -> graph::UploadedKeys & {
        for (graph::UploadedKeys &known : all) {
            if (known.appId == appId)
                return known;
        }
        return all.emplaceBack(graph::UploadedKeys{ appId, {} });
    };
    for (const model::Change &change : state.stepRecord(QLatin1String(model::step::upload)).changes) {
        const auto &values = change.values;
        const QString where = values.value(key("tenant"));
        if (values.value(key("appId")).isEmpty() || (!where.isEmpty() && where != tenant))
            continue;
        QStringList &prints = keysOf(values.value(key("appId"))).thumbprints;
        prints += values.value(key("added")).split(u' ', Qt::SkipEmptyParts);
        for (const QString &gone : values.value(key("removed")).split(u' ', Qt::SkipEmptyParts))
            prints.removeAll(gone);
        prints.removeDuplicates();
    }
    all.removeIf([](const graph::UploadedKeys &keys) { return keys.thumbprints.isEmpty(); });
    return all;
}

QString UploadStep::Target::writeRow() const
{
    return (isOffer() ? key("upload.remove.") : key("upload.write.")) + application.appId;
}

QString UploadStep::Target::verifyRow() const
{
    return key("upload.verify.") + application.appId;
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

void UploadStep::inspect(Continuation then)
{
    m_targets.clear();
    m_keys.clear();
    m_index = 0;
    m_refused.clear();
    m_created.clear();
    m_failure.reset();
    m_withoutAnswer.clear();
    m_allPresent = false;
    if (!isApplying())
        m_hybridApplications.reset();
    if (certificates(state()).isEmpty()) {
        failed({ Code::CertReadFail, {}, QStringLiteral("step 4 has exported no certificate"), true });
        return;
    }
    readPrincipals(std::move(then));
}

void UploadStep::readPrincipals(Continuation then)
{
    const QList<model::ApplicationTarget> targets = state().uploadTargets();
    QStringList appIds;
    for (const model::ApplicationTarget &target : targets) {
        appIds << target.appId;
        mark(key("upload.read.") + target.appId, Verdict::Running);
    }
    appIds << QLatin1String(model::constant::exchangeOnlineAppId); // looked at in the same request, see offerOwnKeyRemoval
    appIds.removeDuplicates();
    perform(environment().directory.servicePrincipals(appIds),
            [this, then, targets](const QList<graph::PrincipalAnswer> &answers) {
                m_reading = answers;
                m_readAt.start();
                for (qsizetype i = 0; i < answers.size() && i < targets.size(); ++i) {
                    if (const auto failure = judge(targets[i], answers[i])) {
                        failed(*failure);
                        return;
                    }
                }
                if (answers.size() > targets.size())
                    offerOwnKeyRemoval(answers.last());
                const QString exchangeOnline = QLatin1String(model::constant::exchangeOnlineAppId);
                const bool concerned = std::any_of(m_targets.cbegin(), m_targets.cend(), [&](const Target &target) {
                    return target.application.appId == exchangeOnline;
                });
                const auto finish = [this, then] {
                    takeStock();
                    then();
                };
                if (concerned && !state().isOffline())
                    lookForHybridApplication(finish);
                else
                    finish();
            });
}

// A key on Exchange Online's own principal is what the dedicated application replaces (cloud.md d). Looked for
// once a review; not being allowed to is no reason to stop.
void UploadStep::lookForHybridApplication(Continuation then)
{
    const QString row = key("upload.hybrid-application");
    const auto tell = [this, row] {
        const QStringList names = *m_hybridApplications;
        mark(row, names.isEmpty() ? Verdict::Pass : Verdict::Attention,
             { { key("list"), names.join(QStringLiteral(", ")) } }, {}, names);
    };
    if (m_hybridApplications) {
        tell();
        then();
        return;
    }
    mark(row, Verdict::Running);
    attempt(environment().directory.hybridApplications(),
            [this, row, then, tell](const core::Result<QList<graph::HybridApplication>> &found) {
                if (isCancelled()) {
                    failed({ Code::Cancelled, {}, {}, true });
                    return;
                }
                if (found) {
                    m_hybridApplications.emplace();
                    for (const graph::HybridApplication &application : *found)
                        m_hybridApplications->append(application.displayName);
                    tell();
                } else {
                    mark(row, Verdict::NotTested, {}, {}, { found.failure().technical });
                }
                then();
            });
}

model::StepStatus UploadStep::quietStatus() const
{
    if (!state().isOffline())
        return model::StepStatus::AlreadyDone;
    if (state().stepRecord(id()).status == model::StepStatus::HandedOver)
        return model::StepStatus::HandedOver;
    return m_allPresent ? model::StepStatus::AlreadyDone : model::StepStatus::Ready;
}

bool UploadStep::waitsForPerson() const
{
    return state().isOffline() && !model::isFinished(status());
}

QList<graph::ServicePrincipal> UploadStep::reading() const
{
    QList<graph::ServicePrincipal> principals;
    for (const graph::PrincipalAnswer &answer : m_reading) {
        if (answer.principal)
            principals.append(*answer.principal);
    }
    return principals;
}

std::optional<core::Failure> UploadStep::judge(const model::ApplicationTarget &application,
                                               const graph::PrincipalAnswer &answer)
{
    const QString readRow = key("upload.read.") + application.appId;
    const bool absent = !answer.principal && answer.principal.failure().code == Code::SpMissing;
    if (!answer.principal && answer.principal.failure().code == Code::OfflineNoAnswer) {
        m_withoutAnswer << application.appId;
        mark(readRow, Verdict::NotTested, { { key("name"), application.displayName } }, Code::OfflineNoAnswer);
        mark(key("upload.write.") + application.appId, Verdict::NotTested);
        mark(key("upload.verify.") + application.appId, Verdict::NotTested);
        return std::nullopt;
    }
    if (!answer.principal && !absent) {
        core::Failure failure = answer.principal.failure();
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code);
        return failure;
    }
    // What Entra makes from nothing has no keys of the tenant.
    const QList<graph::KeyCredential> existing =
        absent ? QList<graph::KeyCredential>{} : answer.principal->keys;
    const QDateTime now = environment().clock.nowUtc();
    const graph::KeyPlan plan = graph::planKeyUpload(existing, certificates(state()), now);
    const QList<KeyRow> rows = keyRows(application, plan);
    m_keys += rows;
    if (plan.refusal) {
        core::Failure failure = *plan.refusal;
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code, keyLines(rows));
        return failure;
    }
    Target target{ application, plan, std::nullopt, std::nullopt };
    const qsizetype valid = plan.kept.size() + plan.added.size();
    if (absent) {
        mark(readRow, Verdict::Attention, { { key("name"), application.displayName } }, Code::SpMissing,
             keyLines(rows));
        target.creation = principalCreation(application);
    } else {
        const bool many = valid >= manyKeys;
        mark(readRow, many ? Verdict::Attention : Verdict::Pass,
             { { key("kept"), QString::number(plan.kept.size()) },
               { key("expired"), QString::number(plan.expired.size()) },
               { key("added"), QString::number(plan.added.size()) },
               { key("n"), QString::number(valid) } },
             many ? std::optional(Code::KeyMany) : std::nullopt, keyLines(rows));
    }
    if (!plan.alreadyPresent) {
        target.change = keyChange(application, plan);
        if (valid >= manyKeys)
            target.change->values.insert(key("many"), QString::number(valid));
        m_targets.append(target);
        return std::nullopt;
    }
    mark(target.writeRow(), Verdict::NotApplicable);
    mark(target.verifyRow(), Verdict::Pass, { { key("n"), QString::number(existing.size()) } });
    m_targets.append(target);
    const graph::KeyPlan old = graph::planExpiredRemoval(existing, now);
    if (!old.alreadyPresent && !old.refusal)
        offer(application, old, expiredKeysChange(application, old));
    return std::nullopt;
}

// Not needed for the procedure, and therefore never done unless it was ticked by itself.
void UploadStep::offer(const model::ApplicationTarget &application, const graph::KeyPlan &plan, model::Change change)
{
    m_targets.append({ application, plan, std::nullopt, std::move(change) });
}

void UploadStep::offerOwnKeyRemoval(const graph::PrincipalAnswer &exchangeOnline)
{
    if (!exchangeOnline.principal)
        return;
    QStringList ours;
    for (const crypto::Certificate &certificate : certificates(state()))
        ours << certificate.thumbprint();
    const model::ApplicationTarget application = model::exchangeOnlineTarget();
    const graph::KeyPlan plan =
        graph::planKeyRemoval(exchangeOnline.principal->keys, ours, environment().clock.nowUtc());
    if (!plan.alreadyPresent && !plan.refusal)
        offer(application, plan, ownKeyRemoval(application, plan));
}

void UploadStep::takeStock()
{
    QList<model::Change> changes;
    QList<model::Finding> right;
    for (Target &target : m_targets) {
        if (target.change && target.application.appId == QLatin1String(model::constant::exchangeOnlineAppId)) {
            const QStringList names = m_hybridApplications.value_or(QStringList());
            target.change->values.insert(key("hybrid"), names.join(QStringLiteral(", ")));
            target.change->optional = target.change->optional || !names.isEmpty();
        }
        if (target.creation)
            changes.append(*target.creation);
        if (target.change)
            changes.append(*target.change);
        else if (const model::Finding *row = finding(target.writeRow()))
            right.append(*row);
    }
    m_allPresent = m_withoutAnswer.isEmpty()
        && std::all_of(changes.cbegin(), changes.cend(), [](const model::Change &change) { return change.optional; });
    setChanges(state().isOffline() ? QList<model::Change>() : changes);
    setAlreadyRight(right);
}

}
