#include "services/UploadStep.h"

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

static QString key(const char *name) { return QLatin1String(name); }

UploadStep::UploadStep(const Environment &environment, QObject *parent, graph::UploadOptions options)
    : WorkingStep(QLatin1String(model::step::upload), environment, parent), m_options(std::move(options))
{
}

QList<crypto::Certificate> UploadStep::certificates(const model::SetupState &state)
{
    QList<crypto::Certificate> all;
    for (const auto &exported : {state.certificate(), state.nextCertificate()}) {
        const auto certificate = exported ? crypto::Certificate::fromDer(exported->der) : std::nullopt;
        if (certificate)
            all.append(*certificate);
    }
    return all;
}

QList<model::Finding> UploadStep::pendingFindings() const
{
    QList<model::Finding> rows;
    for (const model::ApplicationTarget &target : environment().state.targets()) {
        for (const char *id : {"upload.read.", "upload.write.", "upload.verify."})
            rows.append({key(id) + target.appId, Verdict::Pending, {{key("name"), target.displayName}}, {}, {}, -1, {}});
    }
    return rows;
}

void UploadStep::inspect(Continuation then)
{
    m_targets.clear();
    m_index = 0;
    if (certificates(state()).isEmpty()) {
        failed({Code::CertReadFail, {}, QStringLiteral("step 4 has exported no certificate"), true});
        return;
    }
    QStringList appIds;
    for (const model::ApplicationTarget &target : state().targets()) {
        appIds << target.appId;
        mark(key("upload.read.") + target.appId, Verdict::Running);
    }
    perform(environment().directory.servicePrincipals(appIds), [this, then](const QList<graph::PrincipalAnswer> &answers) {
        for (qsizetype i = 0; i < answers.size(); ++i) {
            if (const auto failure = judge(state().targets()[i], answers[i])) {
                failed(*failure);
                return;
            }
        }
        QList<model::Change> changes;
        QList<model::Finding> right;
        for (const Target &target : std::as_const(m_targets)) {
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

std::optional<core::Failure> UploadStep::judge(const model::ApplicationTarget &application, const graph::PrincipalAnswer &answer)
{
    const QString readRow = key("upload.read.") + application.appId;
    if (!answer.principal) {
        core::Failure failure = answer.principal.failure();
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code);
        return failure;
    }
    const graph::KeyPlan plan = graph::planKeyUpload(answer.principal->keys, certificates(state()), environment().clock.nowUtc());
    QStringList evidence;
    for (const graph::KeyCredential &entry : answer.principal->keys)
        evidence << QStringLiteral("%1 %2 %3").arg(entry.thumbprint(), entry.end.toString(Qt::ISODate), entry.displayName);
    if (plan.refusal) {
        core::Failure failure = *plan.refusal;
        failure.values.insert(key("name"), application.displayName);
        mark(readRow, Verdict::Fail, failure.values, failure.code, evidence);
        return failure;
    }
    mark(readRow, Verdict::Pass, {{key("kept"), QString::number(plan.kept.size())}, {key("expired"), QString::number(plan.expired.size())}}, {}, evidence);
    Target target {application, plan, std::nullopt};
    if (plan.alreadyPresent) {
        mark(key("upload.write.") + application.appId, Verdict::NotApplicable);
        mark(key("upload.verify.") + application.appId, Verdict::Pass, {{key("n"), QString::number(answer.principal->keys.size())}});
    } else {
        target.change = change(application, plan);
    }
    m_targets.append(target);
    return std::nullopt;
}

static QString thumbprints(const QList<graph::KeyCredential> &entries)
{
    QStringList list;
    for (const graph::KeyCredential &entry : entries)
        list << (entry.thumbprint().isEmpty() ? entry.keyId : entry.thumbprint());
    list.sort();
    return list.join(u' ');
}

// The row names every key that goes; its identity holds every key that stays, so that a list somebody else has changed
// since is not covered by the consent given to this one.
model::Change UploadStep::change(const model::ApplicationTarget &application, const graph::KeyPlan &plan) const
{
    QStringList added;
    for (const crypto::Certificate &certificate : plan.added)
        added << certificate.thumbprint();
    QStringList expired;
    for (const graph::KeyCredential &entry : plan.expired)
        expired << (entry.displayName.isEmpty() ? entry.thumbprint() : entry.displayName);
    const core::Values values {{key("name"), application.displayName},
                               {key("count"), QString::number(plan.kept.size() + plan.expired.size())},
                               {key("kept"), QString::number(plan.kept.size())},
                               {key("expired"), QString::number(plan.expired.size())},
                               {key("list"), expired.join(QStringLiteral(", "))},
                               {key("total"), QString::number(plan.kept.size() + plan.added.size())}};
    const QString before = thumbprints(plan.kept + plan.expired);
    const QString after = (thumbprints(plan.kept) + u' ' + added.join(u' ')).trimmed();
    return {plan.expired.isEmpty() ? key("upload.key") : key("upload.key-and-expired"), id(), key("entra"), application.displayName,
            before, after, values, true, true, {}};
}

void UploadStep::apply() { uploadNext(); }

void UploadStep::uploadNext()
{
    while (m_index < m_targets.size() && !(m_targets[m_index].change && state().accepts(*m_targets[m_index].change)))
        ++m_index;
    if (m_index == m_targets.size()) {
        conclude(model::StepStatus::Done);
        return;
    }
    const Target target = m_targets[m_index++];
    mark(key("upload.write.") + target.application.appId, Verdict::Running);
    auto *upload = new graph::UploadKeys(environment().directory, environment().clock, target.application.appId, target.plan, m_options);
    perform(upload, [this, target](const graph::UploadResult &result) { uploaded(target, result); });
}

void UploadStep::uploaded(const Target &target, const graph::UploadResult &result)
{
    const QString appId = target.application.appId;
    if (result.written)
        performed(*target.change);
    QStringList evidence;
    for (const graph::KeyCredential &entry : result.after)
        evidence << QStringLiteral("%1 %2").arg(entry.thumbprint(), entry.end.toString(Qt::ISODate));
    mark(key("upload.write.") + appId, result.written ? Verdict::Pass : Verdict::NotApplicable,
         {{key("thumbprint"), state().certificate()->thumbprint}});
    if (!result.check.lost.isEmpty()) {  // somebody else wrote at the same moment: say it, never repair it blindly
        mark(key("upload.verify.") + appId, Verdict::Fail, {}, Code::PlanChanged, result.check.lost);
        failed({Code::PlanChanged, {{key("name"), target.application.displayName}},
                QStringLiteral("keys no longer there: ") + result.check.lost.join(QStringLiteral(", ")), true});
        return;
    }
    mark(key("upload.verify.") + appId, result.visible ? Verdict::Pass : Verdict::Attention,
         {{key("n"), QString::number(result.after.size())}}, result.visible ? std::nullopt : std::optional(Code::GraphLag), evidence);
    uploadNext();
}

}
