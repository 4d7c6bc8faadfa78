#include "services/UploadCheckStep.h"

#include "core/Key.h"
#include "inspection/ExchangeObjects.h"
#include "services/UploadStep.h"

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

UploadCheckStep::UploadCheckStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::uploadCheck), environment, parent)
{
}

QList<model::Finding> UploadCheckStep::pendingFindings() const
{
    QList<model::Finding> rows;
    for (const char *id : {"check.current", "check.exported", "check.servers", "check.published"})
        rows.append({key(id), Verdict::Pending, {}, {}, {}, -1, {}});
    for (const model::ApplicationTarget &target : environment().state.uploadTargets()) {
        for (const char *id : {"check.match.", "check.dates.", "check.enabled.", "check.stale."})
            rows.append({key(id) + target.appId, Verdict::Pending, {{key("name"), target.displayName}}, {}, {}, -1, {}});
    }
    return rows;
}

model::StepStatus UploadCheckStep::quietStatus() const
{
    return m_missing || isApplying() ? model::StepStatus::Ready : model::StepStatus::AlreadyDone;
}

bool UploadCheckStep::waitsForPerson() const
{
    return state().isOffline() && m_noAnswer && !model::isFinished(status());
}

void UploadCheckStep::missing(const core::Failure &failure)
{
    if (!m_missing)
        m_missing = failure;
}

void UploadCheckStep::inspect(Continuation then)
{
    m_missing.reset();
    m_noAnswer = false;
    mark(key("check.current"), Verdict::Running);
    const auto servers = state().exchange() ? state().exchange()->servers : QList<model::ExchangeServerFacts> {};
    // The certificate may have rolled since step 4, so the configuration is read again.
    perform(new inspection::CertificateReading(environment().exchange, servers, settings().domainController),
            [this, then](const inspection::CertificateState &read) {
        m_current = read.config.currentThumbprint;
        const QString exported = state().certificate() ? state().certificate()->thumbprint : QString();
        const core::Values values {{key("thumbprint"), m_current}};
        if (m_current != exported || m_current.isEmpty()) {
            mark(key("check.current"), Verdict::Fail, values, Code::CertNotActive, {QStringLiteral("step 4: ") + exported});
            missing({Code::CertNotActive, values, exported, true});
        } else {
            mark(key("check.current"), Verdict::Pass, values, {}, {QStringLiteral("CurrentCertificateThumbprint=") + m_current});
        }
        judgeExported();
        judgeServers(read);
        readPublishedAddress([this, then] { readKeys(then); });
    });
}

// The bytes speak, not the thumbprint noted beside them.
void UploadCheckStep::judgeExported()
{
    const auto certificate = state().certificate() ? crypto::Certificate::fromDer(state().certificate()->der) : std::nullopt;
    const QString actual = certificate ? certificate->thumbprint() : QString();
    const core::Values values {{key("thumbprint"), actual}, {key("server"), QStringLiteral(".cer")}};
    if (actual.isEmpty() || actual != state().certificate()->thumbprint) {
        mark(key("check.exported"), Verdict::Fail, values, Code::CertReadFail);
        missing({Code::CertReadFail, values, QStringLiteral("exported bytes: ") + actual, true});
    } else {
        mark(key("check.exported"), Verdict::Pass, values, {}, {QStringLiteral("SHA-1 of the bytes=") + actual});
    }
}

void UploadCheckStep::judgeServers(const inspection::CertificateState &read)
{
    const QStringList absent = read.current ? read.current->missingOn : QStringList();
    const QStringList present = read.current ? read.current->servers : QStringList();
    const core::Values values {{key("list"), (absent.isEmpty() ? present : absent).join(QStringLiteral(", "))},
                               {key("server"), absent.join(QStringLiteral(", "))},
                               {key("n"), QString::number(present.size())}};
    QStringList evidence;
    for (const QString &server : present)
        evidence << server + QStringLiteral(": present");
    for (const QString &server : absent)
        evidence << server + QStringLiteral(": absent");
    for (const QString &server : read.unreachable)
        evidence << server + QStringLiteral(": not reachable");
    const bool whole = absent.isEmpty() && read.unreachable.isEmpty() && !present.isEmpty();
    mark(key("check.servers"), whole ? Verdict::Pass : Verdict::Attention, values,
         absent.isEmpty() ? std::nullopt : std::optional(Code::CertNotOnAll), evidence);
}

void UploadCheckStep::readPublishedAddress(Continuation then)
{
    mark(key("check.published"), Verdict::Running);
    const psrp::Command command = psrp::Command(key("Get-WebServicesVirtualDirectory"))
                                      .withSwitch(key("ADPropertiesOnly"))
                                      .with(key("DomainController"), settings().domainController);
    attempt(environment().exchange.invoke(command, this), [this, then](const core::Result<psrp::CommandOutput> &output) {
        QUrl url;
        if (output) {
            for (const psrp::Value &value : output->objects) {
                if (url.isEmpty())
                    url = QUrl(inspection::readVirtualDirectory(value).externalUrl);
            }
        }
        if (isCancelled()) {
            failed({Code::Cancelled, {}, {}, true});
        } else if (url.isEmpty()) {  // that it is not published is the business of the checks before
            mark(key("check.published"), Verdict::NotTested);
            then();
        } else {
            readPublished(url, then);
        }
    });
}

void UploadCheckStep::readPublished(const QUrl &ewsUrl, Continuation then)
{
    const QString tenant = state().tenant() ? state().tenant()->id : QString();
    perform(new inspection::PublishedReading(environment().network, ewsUrl, tenant), [this, then](const inspection::PublishedState &read) {
        const core::Values values {{key("thumbprint"), m_current}, {key("url"), read.metadataUrl.toString()}};
        const bool there = read.publishedThumbprints.contains(m_current);
        QStringList evidence {QStringLiteral("GET ") + read.metadataUrl.toString()};
        evidence += read.publishedThumbprints;
        if (!read.metadataUnderstood)  // from this PC, which is not the Internet
            mark(key("check.published"), Verdict::NotTested, values, {}, {QStringLiteral("GET ") + read.metadataUrl.toString(), read.technical});
        else
            mark(key("check.published"), there ? Verdict::Pass : Verdict::Attention, values,
                 there ? std::nullopt : std::optional(Code::CertNotActive), evidence);
        then();
    });
}

void UploadCheckStep::readKeys(Continuation then)
{
    QStringList appIds;
    for (const model::ApplicationTarget &target : state().uploadTargets())
        appIds << target.appId;
    perform(environment().directory.servicePrincipals(appIds), [this, then](const QList<graph::PrincipalAnswer> &answers) {
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const model::ApplicationTarget target = state().uploadTargets()[i];
            if (answers[i].principal) {
                judge(target, *answers[i].principal);
            } else {
                core::Failure failure = answers[i].principal.failure();
                failure.values.insert(key("name"), target.displayName);
                const bool unread = failure.code == Code::OfflineNoAnswer;
                m_noAnswer = m_noAnswer || unread;
                mark(key("check.match.") + target.appId, unread ? Verdict::NotTested : Verdict::Fail, failure.values, failure.code);
                for (const char *id : {"check.dates.", "check.enabled.", "check.stale."})
                    mark(key(id) + target.appId, Verdict::NotTested);
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
    graph::KeyPlan plan;
    plan.certificates = wanted;
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
        const bool recent = !state().isOffline() && uploaded.isValid() && uploaded.secsTo(environment().clock.nowUtc()) < 600;
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
