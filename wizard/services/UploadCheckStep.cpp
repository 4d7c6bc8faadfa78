#include "services/UploadCheckStep.h"

#include "core/Key.h"
#include "inspection/ExchangeObjects.h"
#include "protocols/graph/AwaitPrincipals.h"
#include "services/UploadStep.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

static constexpr qint64 lagSeconds = 600; // after that a key that does not show is missing

UploadCheckStep::UploadCheckStep(const Environment &environment, QObject *parent, QList<std::chrono::milliseconds> readAfter)
    : WorkingStep(QLatin1String(model::step::uploadCheck), environment, parent)
    , m_readAfter(std::move(readAfter))
    , m_countdown(nullptr)
{
    connect(&m_countdown, &core::Countdown::left, this, &UploadCheckStep::showLag);
    connect(this, &model::Activity::finished, &m_countdown, &core::Countdown::stop);
}

bool UploadCheckStep::maybeNotVisible(const model::SetupState &state, const QString &appId, const QDateTime &now)
{
    const QDateTime uploaded = state.stepRecord(QLatin1String(model::step::upload)).finishedUtc;
    if (!uploaded.isValid() || uploaded.secsTo(now) >= lagSeconds)
        return false;
    const auto keys = UploadStep::uploadedKeys(state);
    return std::any_of(keys.cbegin(), keys.cend(), [&](const graph::UploadedKeys &ours) {
        return ours.appId == appId && state.certificate() && ours.thumbprints.contains(state.certificate()->thumbprint);
    });
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
    m_places.clear();
    m_noAnswer = false;
    mark(key("check.current"), Verdict::Running);
    const auto servers = state().exchange() ? state().exchange()->servers : QList<model::ExchangeServerFacts> {};
    // The certificate may have rolled since step 4, so the configuration is read again.
    perform(new inspection::CertificateReading(environment().exchange, servers, settings().domainController),
            [this, then](const inspection::CertificateState &read) {
        judgeCurrent(read);
        judgeExported();
        judgeServers(read);
        readPublishedAddress([this, then] { readKeys(then); });
    });
}

void UploadCheckStep::judgeCurrent(const inspection::CertificateState &read)
{
    m_current = read.config.currentThumbprint;
    const model::ExportedCertificate held = read.current.value_or(model::ExportedCertificate {});
    m_places.append({PlaceRow::Place::Configuration, {}, m_current, held.notBefore, held.notAfter, PlaceRow::Outcome::Reference});
    const QString exported = state().certificate() ? state().certificate()->thumbprint : QString();
    const core::Values values {{key("thumbprint"), m_current}};
    if (m_current != exported || m_current.isEmpty()) {
        mark(key("check.current"), Verdict::Fail, values, Code::CertNotActive, {QStringLiteral("step 4: ") + exported});
        missing({Code::CertNotActive, values, exported, true});
    } else {
        mark(key("check.current"), Verdict::Pass, values, {}, {QStringLiteral("CurrentCertificateThumbprint=") + m_current});
    }
}

// The bytes speak, not the thumbprint noted beside them.
void UploadCheckStep::judgeExported()
{
    const auto certificate = state().certificate() ? crypto::Certificate::fromDer(state().certificate()->der) : std::nullopt;
    m_places.append(certificate ? placeHolding(PlaceRow::Place::File, {}, *certificate, m_current)
                                : placeWithout(PlaceRow::Place::File, {}, PlaceRow::Outcome::Absent));
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
    const auto held = read.current ? crypto::Certificate::fromDer(read.current->der) : std::nullopt;
    const QStringList absent = read.current ? read.current->missingOn : QStringList();
    const QStringList present = read.current ? read.current->servers : QStringList();
    const core::Values values {{key("list"), (absent.isEmpty() ? present : absent).join(QStringLiteral(", "))},
                               {key("servers"), absent.join(QStringLiteral(", "))},
                               {key("n"), QString::number(present.size())}};
    QStringList evidence;
    for (const QString &server : present) {
        evidence << server + QStringLiteral(": present");
        if (held)
            m_places.append(placeHolding(PlaceRow::Place::Server, server, *held, m_current));
    }
    for (const QString &server : absent) {
        evidence << server + QStringLiteral(": absent");
        m_places.append(placeWithout(PlaceRow::Place::Server, server, PlaceRow::Outcome::Absent));
    }
    for (const QString &server : read.unreachable) {
        evidence << server + QStringLiteral(": not reachable");
        m_places.append(placeWithout(PlaceRow::Place::Server, server, PlaceRow::Outcome::Unread));
    }
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
            m_places.append(placeWithout(PlaceRow::Place::Published, {}, PlaceRow::Outcome::Unread));
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
        judgePublished(read);
        then();
    });
}

void UploadCheckStep::judgePublished(const inspection::PublishedState &read)
{
    const QString url = read.metadataUrl.toString();
    QStringList evidence {QStringLiteral("GET ") + url};
    if (!read.metadataUnderstood) {  // from this PC, which is not the Internet
        m_places.append(placeWithout(PlaceRow::Place::Published, url, PlaceRow::Outcome::Unread));
        mark(key("check.published"), Verdict::NotTested, {{key("url"), url}}, {}, evidence << read.technical);
        return;
    }
    const bool there = read.publishedThumbprints.contains(m_current);
    const crypto::Certificate *shown = nullptr;
    for (const crypto::Certificate &certificate : read.published) {
        if (!shown || certificate.thumbprint() == m_current)
            shown = &certificate;
    }
    PlaceRow row = shown ? placeHolding(PlaceRow::Place::Published, url, *shown, m_current)
                         : placeWithout(PlaceRow::Place::Published, url, PlaceRow::Outcome::Absent);
    if (there && row.outcome != PlaceRow::Outcome::Same)  // named without its bytes
        row = {PlaceRow::Place::Published, url, m_current, {}, {}, PlaceRow::Outcome::Same};
    m_places.append(row);
    const core::Values values {{key("thumbprint"), m_current}, {key("url"), url},
                               {key("found"), read.publishedThumbprints.join(QStringLiteral(", "))}};
    mark(key("check.published"), there ? Verdict::Pass : Verdict::Attention, values,
         there ? std::nullopt : std::optional(Code::CertNotPublished), evidence + read.publishedThumbprints);
}

void UploadCheckStep::readKeys(Continuation then)
{
    const QList<model::ApplicationTarget> targets = state().uploadTargets();
    QStringList appIds;
    for (const model::ApplicationTarget &target : targets) {
        appIds << target.appId;
        mark(key("check.match.") + target.appId, Verdict::Running);
    }
    // Before the upload the key is simply not there yet: one reading tells.
    auto *reading = new graph::AwaitPrincipals(environment().directory, appIds,
                                               isApplying() ? m_readAfter : QList<std::chrono::milliseconds>(),
                                               [this](const QList<graph::PrincipalAnswer> &answers) { return showsAll(answers); });
    connect(reading, &graph::AwaitPrincipals::waiting, this, [this](int seconds) { m_countdown.start(seconds); });
    perform(reading, [this, then, targets](const QList<graph::PrincipalAnswer> &answers) {
        m_countdown.stop();
        for (qsizetype i = 0; i < answers.size() && i < targets.size(); ++i) {
            if (answers[i].principal) {
                judge(targets[i], *answers[i].principal);
            } else {
                core::Failure failure = answers[i].principal.failure();
                failure.values.insert(key("name"), targets[i].displayName);
                const bool unread = failure.code == Code::OfflineNoAnswer;
                m_noAnswer = m_noAnswer || unread;
                m_places.append(placeWithout(PlaceRow::Place::Entra, targets[i].displayName,
                                             unread ? PlaceRow::Outcome::Unread : PlaceRow::Outcome::Absent));
                mark(key("check.match.") + targets[i].appId, unread ? Verdict::NotTested : Verdict::Fail, failure.values, failure.code);
                for (const char *id : {"check.dates.", "check.enabled.", "check.stale."})
                    mark(key(id) + targets[i].appId, Verdict::NotTested);
                missing(failure);
            }
        }
        if (m_missing && isApplying())
            failed(*m_missing);
        else
            then();
    });
}

// Nothing that this run has just uploaded is missing any more; what is missing otherwise would not come by waiting.
bool UploadCheckStep::showsAll(const QList<graph::PrincipalAnswer> &answers) const
{
    graph::KeyPlan plan;
    plan.certificates = UploadStep::certificates(state());
    return std::all_of(answers.cbegin(), answers.cend(), [&](const graph::PrincipalAnswer &answer) {
        return !answer.principal || graph::verifyKeys(answer.principal->keys, plan).allPresent()
            || !maybeNotVisible(state(), answer.appId, environment().clock.nowUtc());
    });
}

void UploadCheckStep::judge(const model::ApplicationTarget &target, const graph::ServicePrincipal &principal)
{
    const QList<crypto::Certificate> wanted = UploadStep::certificates(state());
    graph::KeyPlan plan;
    plan.certificates = wanted;
    const graph::KeyCheck check = graph::verifyKeys(principal.keys, plan);
    const core::Values values {{key("thumbprint"), wanted.isEmpty() ? QString() : wanted.first().thumbprint()},
                               {key("name"), target.displayName}};
    QStringList evidence;
    int expired = 0;
    for (const graph::KeyCredential &entry : principal.keys) {
        evidence << QStringLiteral("%1 %2 - %3 %4 %5").arg(entry.thumbprint(), entry.start.toString(Qt::ISODate), entry.end.toString(Qt::ISODate), entry.type, entry.usage);
        expired += entry.isExpired(environment().clock.nowUtc()) ? 1 : 0;
    }
    if (!wanted.isEmpty())
        m_places.append(placeInEntra(target.displayName, principal.keys, wanted.first(), m_current));
    if (!check.allPresent() || !check.wrongUse.isEmpty() || wanted.isEmpty()) {
        judgeMissing(target, check, values, evidence);
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

void UploadCheckStep::judgeMissing(const model::ApplicationTarget &target, const graph::KeyCheck &check, const core::Values &values,
                                   const QStringList &evidence)
{
    for (const char *id : {"check.dates.", "check.enabled.", "check.stale."})
        mark(key(id) + target.appId, isApplying() ? Verdict::NotTested : Verdict::Pending);
    const QString row = key("check.match.") + target.appId;
    const bool lag = check.wrongUse.isEmpty() && maybeNotVisible(state(), target.appId, environment().clock.nowUtc());
    if (lag && isApplying()) {  // amber, and to be checked again (b.8)
        m_places.last() = placeWithout(PlaceRow::Place::Entra, target.displayName, PlaceRow::Outcome::NotYet);
        mark(row, Verdict::Attention, values, Code::GraphLag, evidence);
        return;
    }
    mark(row, isApplying() ? Verdict::Fail : Verdict::Pending, values,
         isApplying() ? std::optional(Code::KeyNotFound) : std::nullopt, evidence);
    missing({Code::KeyNotFound, values, evidence.join(u'\n'), true});
}

void UploadCheckStep::showLag(int secondsLeft)
{
    const QList<model::Finding> rows = findings();
    for (const model::Finding &row : rows) {
        if (row.verdict == Verdict::Running)
            mark(row.id, Verdict::Running, secondsLeft > 0 ? core::Values {{key("n"), QString::number(secondsLeft)}} : core::Values {{key("n"), {}}});
    }
}

void UploadCheckStep::apply() { conclude(model::StepStatus::Done); }

}
