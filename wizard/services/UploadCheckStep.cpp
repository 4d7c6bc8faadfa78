#include "services/UploadCheckStep.h"

#include "inspection/ExchangeObjects.h"
#include "services/UploadStep.h"

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

static QString key(const char *name) { return QLatin1String(name); }

UploadCheckStep::UploadCheckStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::uploadCheck), environment, parent)
{
}

QList<model::Finding> UploadCheckStep::pendingFindings() const
{
    QList<model::Finding> rows {{key("check.current"), Verdict::Pending, {}, {}, {}, -1, {}}};
    for (const model::ApplicationTarget &target : environment().state.targets()) {
        for (const char *id : {"check.match.", "check.dates.", "check.enabled.", "check.stale."})
            rows.append({key(id) + target.appId, Verdict::Pending, {{key("name"), target.displayName}}, {}, {}, -1, {}});
    }
    return rows;
}

model::StepStatus UploadCheckStep::quietStatus() const
{
    return m_missing || isApplying() ? model::StepStatus::Ready : model::StepStatus::AlreadyDone;
}

void UploadCheckStep::missing(const core::Failure &failure)
{
    if (!m_missing)
        m_missing = failure;
}

void UploadCheckStep::inspect(Continuation then)
{
    m_missing.reset();
    const psrp::Command command = psrp::Command(key("Get-AuthConfig")).with(key("DomainController"), settings().domainController);
    mark(key("check.current"), Verdict::Running);
    // The certificate may have rolled since step 4, so the configuration is read again.
    perform(environment().exchange.invoke(command, this), [this, command, then](const psrp::CommandOutput &output) {
        if (!output.succeeded()) {
            failed(inspection::commandFailure(command, output));
            return;
        }
        const QString now = output.objects.isEmpty() ? QString() : inspection::readAuthConfig(output.objects.first()).currentThumbprint;
        const QString exported = state().certificate() ? state().certificate()->thumbprint : QString();
        const core::Values values {{key("thumbprint"), now}};
        if (now != exported || now.isEmpty()) {
            mark(key("check.current"), Verdict::Fail, values, Code::CertNotActive, {QStringLiteral("step 4: ") + exported});
            missing({Code::CertNotActive, values, exported, true});
        } else {
            mark(key("check.current"), Verdict::Pass, values, {}, {QStringLiteral("CurrentCertificateThumbprint=") + now});
        }
        readKeys(then);
    });
}

void UploadCheckStep::readKeys(Continuation then)
{
    QStringList appIds;
    for (const model::ApplicationTarget &target : state().targets())
        appIds << target.appId;
    perform(environment().directory.servicePrincipals(appIds), [this, then](const QList<graph::PrincipalAnswer> &answers) {
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const model::ApplicationTarget target = state().targets()[i];
            if (answers[i].principal) {
                judge(target, *answers[i].principal);
            } else {
                core::Failure failure = answers[i].principal.failure();
                failure.values.insert(key("name"), target.displayName);
                mark(key("check.match.") + target.appId, Verdict::Fail, failure.values, failure.code);
                missing(failure);
            }
        }
        // Before the upload the key is simply not there yet: that is work, not a failure.
        if (m_missing && isApplying())
            failed(*m_missing);
        else
            then();
    });
}

void UploadCheckStep::judge(const model::ApplicationTarget &target, const graph::ServicePrincipal &principal)
{
    const QList<crypto::Certificate> wanted = UploadStep::certificates(state());
    const graph::KeyPlan plan {wanted, {}, {}, {}, false, std::nullopt, {}};
    const graph::KeyCheck check = graph::verifyKeys(principal.keys, plan);
    const QString thumbprint = wanted.isEmpty() ? QString() : wanted.first().thumbprint();
    core::Values values {{key("thumbprint"), thumbprint}, {key("name"), target.displayName}};
    QStringList evidence;
    int expired = 0;
    for (const graph::KeyCredential &entry : principal.keys) {
        evidence << QStringLiteral("%1 %2 - %3 %4 %5").arg(entry.thumbprint(), entry.start.toString(Qt::ISODate), entry.end.toString(Qt::ISODate), entry.type, entry.usage);
        expired += entry.isExpired(environment().clock.nowUtc()) ? 1 : 0;
    }
    if (!check.allPresent() || !check.wrongUse.isEmpty() || wanted.isEmpty()) {
        const QDateTime uploaded = state().stepRecord(QLatin1String(model::step::upload)).finishedUtc;
        const bool recent = uploaded.isValid() && uploaded.secsTo(environment().clock.nowUtc()) < 600;
        const Code code = recent && check.wrongUse.isEmpty() ? Code::GraphLag : Code::KeyNotFound;
        mark(key("check.match.") + target.appId, isApplying() ? Verdict::Fail : Verdict::Pending, values,
             isApplying() ? std::optional(code) : std::nullopt, evidence);
        missing({code, values, evidence.join(u'\n'), true});
        return;
    }
    mark(key("check.match.") + target.appId, Verdict::Pass, values, {}, evidence);
    const core::Values dates {{key("from"), wanted.first().notBefore().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))},
                              {key("to"), wanted.first().notAfter().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))}};
    const bool sameDates = check.otherDates.isEmpty();
    mark(key("check.dates.") + target.appId, sameDates ? Verdict::Pass : Verdict::Attention, dates,
         sameDates ? std::nullopt : std::optional(Code::KeyDates), evidence);
    mark(key("check.enabled.") + target.appId, principal.accountEnabled ? Verdict::Pass : Verdict::Attention);
    mark(key("check.stale.") + target.appId, expired ? Verdict::Attention : Verdict::Pass, {},
         expired ? std::optional(Code::KeyStale) : std::nullopt);
}

void UploadCheckStep::apply() { conclude(model::StepStatus::Done); }

}
