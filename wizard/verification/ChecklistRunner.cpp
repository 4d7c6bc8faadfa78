#include "verification/ChecklistRunner.h"

#include "core/Key.h"
#include "inspection/AccountReading.h"
#include "inspection/CertificateReading.h"
#include "inspection/PartnerReading.h"
#include "inspection/PublishedReading.h"
#include "protocols/graph/KeyPlan.h"
#include "services/UploadCheckStep.h"
#include "services/Proposal.h"

#include <algorithm>

namespace passerelle::verification {

using model::Verdict;
using Code = core::FailureCode;

using core::key;
static QString day(const QDateTime &utc) { return utc.toString(QStringLiteral("yyyy-MM-dd")); }

static const QStringList &allIds()
{
    static const QStringList ids {QStringLiteral("V1"), QStringLiteral("V2"), QStringLiteral("V3"),  QStringLiteral("V4"),
                                  QStringLiteral("V5"), QStringLiteral("V6"), QStringLiteral("V7"),  QStringLiteral("V8"),
                                  QStringLiteral("V9"), QStringLiteral("V10"), QStringLiteral("V11"), QStringLiteral("V12")};
    return ids;
}

static bool askedOfPeople(const QString &id) { return id == u"V9" || id == u"V10" || id == u"V11" || id == u"V12"; }

static QList<model::Finding> pendingFindings()
{
    QList<model::Finding> rows;
    for (const QString &id : allIds())
        rows.append({id, Verdict::Pending, {{key("appId"), key(model::constant::skypeOnlineAppId)}}, {}, {}, -1, {}});
    return rows;
}

ChecklistRunner::ChecklistRunner(const services::Environment &environment, QObject *parent)
    : Checklist(parent), m_environment(environment)
{
    follow(environment.calls);
    showStored();
    // The run file is read, or a new run begun, after this was made.
    connect(&environment.state, &model::SetupState::changed, this, [this] {
        if (!isRunning() && m_environment.state.checks().isEmpty() != m_shownEmpty)
            showStored();
    });
}

// What an earlier run left in the state: results and people's answers.
void ChecklistRunner::showStored()
{
    m_shownEmpty = m_environment.state.checks().isEmpty();
    setFindings(pendingFindings());
    for (const model::Finding &stored : m_environment.state.checks())
        mark(stored.id, stored.verdict, stored.values, stored.code, stored.evidence);
    for (const QString &id : allIds()) {
        if (askedOfPeople(id))
            showConfirmation(id);
    }
}

// One check that cannot be made never hides the others; a lost session would only repeat itself.
void ChecklistRunner::notMade(const QString &id, const core::Failure &failure)
{
    if (m_cancelled) {
        conclude(core::Failure {Code::Cancelled, {}, {}, true});
        return;
    }
    mark(id, Verdict::Fail, failure.values, failure.code, {failure.technical});
    if (failure.code == Code::SessionLost || failure.code == Code::ExUnreachable)
        conclude(failure);
    else
        next();
}

QString ChecklistRunner::domainController() const
{
    const QString chosen = m_environment.state.settings().domainController;
    if (!chosen.isEmpty() || !m_environment.state.exchange())
        return chosen;
    return m_environment.state.exchange()->domainControllers.value(0);
}

QString ChecklistRunner::domain() const
{
    const QString chosen = m_environment.state.settings().domain;
    return chosen.isEmpty() && m_environment.state.exchange() ? m_environment.state.exchange()->defaultDomain : chosen;
}

// Without a sign-in: the one Exchange trusts, once V5 has read it.
QString ChecklistRunner::tenantId() const
{
    return m_environment.state.tenant() ? m_environment.state.tenant()->id : m_trustedTenant;
}

void ChecklistRunner::runAll() { start(allIds()); }

void ChecklistRunner::runOne(const QString &checkId)
{
    // The keys and the published document are compared with the certificate of this moment, so it is read with them.
    const bool needsCertificate = checkId == u"V4" || checkId == u"V7";
    const bool needsTenant = checkId == u"V6" && tenantId().isEmpty();
    start(needsCertificate ? QStringList {key("V3"), checkId} : needsTenant ? QStringList {key("V5"), checkId} : QStringList {checkId});
}

void ChecklistRunner::start(const QStringList &ids)
{
    if (isRunning())
        return;
    m_cancelled = false;
    m_queue = ids;
    for (const QString &id : allIds()) {
        if (askedOfPeople(id))
            showConfirmation(id);
    }
    QList<model::Finding> rows = findings();
    for (model::Finding &row : rows) {
        if (ids.contains(row.id) && !askedOfPeople(row.id))
            row = {row.id, Verdict::Pending, {}, {}, {}, -1, {}};
    }
    begin(rows);
    next();
}

void ChecklistRunner::next()
{
    if (m_queue.isEmpty()) {
        conclude(std::nullopt);
        return;
    }
    const QString id = m_queue.takeFirst();
    if (askedOfPeople(id)) {
        next();
        return;
    }
    mark(id, Verdict::Running);
    if (id == u"V1")
        checkAccount();
    else if (id == u"V2")
        checkPartnerApplication();
    else if (id == u"V3")
        checkCertificate();
    else if (id == u"V4")
        checkKeys();
    else if (id == u"V5")
        checkTrust();
    else if (id == u"V8")
        checkConnectivity();
    else
        checkPublished(id);
}

void ChecklistRunner::checkAccount()
{
    const model::ApplicationTarget target = m_environment.state.targets().first();
    const model::Settings &settings = m_environment.state.settings();
    const QString name = settings.accountName.isEmpty() ? target.accountName : settings.accountName;
    const QString dc = domainController();
    auto *reading = new inspection::AccountReading(m_environment.exchange, {target.appId, name, name + u'@' + domain(), target.roles, dc});
    perform(key("V1"), reading, [this, dc, name](const inspection::AccountState &state) {
        using Found = inspection::AccountState::Found;
        const core::Values values {{key("identity"), state.account.identity}, {key("dc"), dc}, {key("name"), name},
                                   {key("roles"), state.rolesMissing.join(QStringLiteral(", "))}};
        const QStringList evidence {QStringLiteral("Identity=%1").arg(state.account.identity),
                                    QStringLiteral("HiddenFromAddressListsEnabled=%1").arg(state.account.hidden ? key("True") : key("False")),
                                    QStringLiteral("roles: ") + state.rolesHeld.join(QStringLiteral(", "))};
        if (state.found == Found::Nothing || state.found == Found::OtherObject)
            mark(key("V1"), Verdict::Fail, {{key("roles"), name}, {key("name"), name}}, state.found == Found::Nothing ? Code::RoleAssign : Code::MuExists, evidence);
        else if (!state.rolesMissing.isEmpty())
            mark(key("V1"), Verdict::Fail, values, Code::RoleAssign, evidence);
        else if (!state.account.hidden)
            mark(key("V1"), Verdict::Attention, values, Code::MuVisible, evidence);
        else
            mark(key("V1"), Verdict::Pass, values, {}, evidence);
        next();
    });
}

void ChecklistRunner::checkPartnerApplication()
{
    const model::ApplicationTarget target = m_environment.state.targets().first();
    auto *reading = new inspection::PartnerReading(m_environment.exchange, target.appId, target.partnerName, domainController());
    perform(key("V2"), reading, [this](const inspection::PartnerState &state) {
        QStringList evidence;
        QStringList names;
        for (const inspection::PartnerApplication &application : state.ours) {
            names << application.name;
            evidence << QStringLiteral("%1: Enabled=%2 LinkedAccount=%3").arg(application.name, application.enabled ? key("True") : key("False"), application.linkedAccount);
        }
        evidence << QStringLiteral("enabled applications: ") + state.enabledIds.join(QStringLiteral(", "));
        const bool newer = state.enabledIds.contains(key(model::constant::teamsSchedulerAppId))
            || state.enabledIds.contains(key(model::constant::cloudVoicemailAppId));
        const core::Values values {{key("list"), names.join(QStringLiteral(", "))}, {key("name"), names.value(0)},
                                   {key("account"), state.ours.isEmpty() ? QString() : state.ours.first().linkedAccount}};
        if (state.ours.size() > 1)
            mark(key("V2"), Verdict::Fail, values, Code::PaExists, evidence);
        else if (state.ours.isEmpty() || !state.ours.first().enabled || state.ours.first().linkedAccount.isEmpty())
            mark(key("V2"), Verdict::Fail, values, Code::PaNoLink, evidence);
        else
            mark(key("V2"), newer ? Verdict::Pass : Verdict::Attention, values, newer ? std::nullopt : std::optional(Code::PaLegacyOnly), evidence);
        next();
    });
}

void ChecklistRunner::checkCertificate()
{
    const auto servers = m_environment.state.exchange() ? m_environment.state.exchange()->servers : QList<model::ExchangeServerFacts> {};
    m_environment.state.setCertificate(std::nullopt);  // V4 and V7 judge what is read now, or nothing
    m_environment.state.setNextCertificate(std::nullopt);
    perform(key("V3"), new inspection::CertificateReading(m_environment.exchange, servers, domainController()),
            [this](const inspection::CertificateState &state) {
                const model::ExportedCertificate current = state.current.value_or(model::ExportedCertificate {});
                m_environment.state.setCertificate(state.current);
                m_environment.state.setNextCertificate(state.next);
                const QDateTime now = m_environment.clock.nowUtc();
                const qint64 days = now.daysTo(current.notAfter);
                const QStringList missing = current.missingOn + state.unreachable;
                const core::Values values {{key("thumbprint"), current.thumbprint}, {key("date"), day(current.notAfter)},
                                           {key("n"), QString::number(days)}, {key("servers"), missing.join(QStringLiteral(", "))}};
                const QStringList evidence {QStringLiteral("CurrentCertificateThumbprint=") + state.config.currentThumbprint,
                                            QStringLiteral("on: ") + current.servers.join(QStringLiteral(", ")),
                                            QStringLiteral("NotAfter: ") + current.notAfter.toString(Qt::ISODate)};
                const bool nextIsFar = state.next && now.daysTo(state.next->notAfter) >= 120;
                if (current.der.isEmpty() || !current.missingOn.isEmpty())
                    mark(key("V3"), Verdict::Fail, values, Code::CertNotOnAll, evidence);
                else if (current.notAfter <= now)
                    mark(key("V3"), Verdict::Fail, values, Code::CertExpired, evidence);
                else if (!state.unreachable.isEmpty())
                    mark(key("V3"), Verdict::Attention, values, Code::CertNotOnAll, evidence);
                else if (days < 60 && !nextIsFar)
                    mark(key("V3"), Verdict::Attention, values, Code::CertExpiring, evidence);
                else
                    mark(key("V3"), Verdict::Pass, values, {}, evidence);
                next();
            });
}

void ChecklistRunner::checkKeys()
{
    QStringList appIds;
    for (const model::ApplicationTarget &target : m_environment.state.uploadTargets())
        appIds << target.appId;
    perform(key("V4"), m_environment.directory.servicePrincipals(appIds), [this](const QList<graph::PrincipalAnswer> &answers) {
        const auto exported = m_environment.state.certificate();
        const auto certificate = exported ? crypto::Certificate::fromDer(exported->der) : std::nullopt;
        core::Values values {{key("thumbprint"), exported ? exported->thumbprint : QString()}};
        QStringList evidence;
        Verdict verdict = certificate ? Verdict::Pass : Verdict::NotTested;
        std::optional<Code> code;
        for (qsizetype i = 0; i < answers.size(); ++i) {
            values.insert(key("name"), m_environment.state.uploadTargets()[i].displayName);
            if (!answers[i].principal) {
                const bool unread = answers[i].principal.failure().code == Code::OfflineNoAnswer;
                if (!unread || verdict == Verdict::Pass || verdict == Verdict::Attention) {
                    verdict = unread ? Verdict::NotTested : Verdict::Fail;
                    code = answers[i].principal.failure().code;
                }
                continue;
            }
            for (const graph::KeyCredential &entry : answers[i].principal->keys)
                evidence << QStringLiteral("%1 %2 - %3").arg(entry.thumbprint(), entry.start.toString(Qt::ISODate), entry.end.toString(Qt::ISODate));
            if (!certificate)
                continue;
            const graph::KeyCheck check = graph::verifyKeys(answers[i].principal->keys, {{*certificate}, {}, {}, {}, false, std::nullopt, {}});
            if (!answers[i].principal->accountEnabled)
                evidence << QStringLiteral("accountEnabled: false");
            if (m_environment.state.isOffline())
                evidence << QStringLiteral("read by another operator");
            if (!check.allPresent() || !check.wrongUse.isEmpty()) {
                const bool lag = check.wrongUse.isEmpty()
                    && services::UploadCheckStep::maybeNotVisible(m_environment.state, answers[i].appId, m_environment.clock.nowUtc());
                verdict = lag && verdict != Verdict::Fail ? Verdict::Attention : Verdict::Fail;
                code = verdict == Verdict::Fail ? Code::KeyNotFound : Code::GraphLag;
            } else if (!answers[i].principal->accountEnabled && verdict == Verdict::Pass) {
                verdict = Verdict::Attention;
            } else if (!check.otherDates.isEmpty() && verdict == Verdict::Pass) {
                verdict = Verdict::Attention;
                code = Code::KeyDates;
            }
        }
        mark(key("V4"), verdict, values, code, evidence);
        next();
    });
}

void ChecklistRunner::checkTrust()
{
    const model::TenantFacts tenant = m_environment.state.tenant().value_or(model::TenantFacts {});
    auto *reading = new inspection::TrustReading(m_environment.exchange, m_environment.directory,
                                                 {tenant.id, services::routingDomain(m_environment.state), domain(), domainController(), {}},
                                                 m_environment.online);
    perform(key("V5"), reading, [this](const inspection::TrustState &trust) {
        m_ewsUrl = trust.externalEwsUrl;
        m_trustedTenant = trust.tenantId;
        QStringList evidence;
        std::optional<core::FailureCode> attention;
        core::Values values;
        bool oauth = true;
        bool doubtful = false;
        for (const model::Finding &finding : trust.findings) {
            evidence << finding.id.mid(6) + QStringLiteral(": ") + finding.evidence.join(QStringLiteral("; "));
            // The dedicated hybrid application is a separate decision; 1h needs a sign-in to Exchange Online.
            const bool counts = finding.id != u"oauth.1i" && finding.id != u"oauth.1e";
            const bool unread = finding.verdict == Verdict::NotTested && !finding.id.startsWith(u"oauth.1h");
            doubtful = doubtful || (counts && (finding.verdict == Verdict::Attention || unread));
            if (counts && finding.verdict == Verdict::Attention && !attention && finding.code) {
                attention = finding.code;
                values = finding.values;
            }
        }
        for (const inspection::VirtualDirectory &directory : trust.directories) {
            evidence << QStringLiteral("%1\\%2: OAuthAuthentication=%3").arg(directory.server, directory.name, directory.oauth ? key("True") : key("False"));
            if (!directory.oauth) {
                oauth = false;
                values.insert(key("directory"), directory.server + u'\\' + directory.name);
            }
        }
        if (!trust.established && trust.missing)
            mark(key("V5"), Verdict::Fail, trust.missing->values, trust.missing->code, evidence);
        else if (!oauth)
            mark(key("V5"), Verdict::Fail, values, Code::VdirOauthOff, evidence);
        else
            mark(key("V5"), doubtful ? Verdict::Attention : Verdict::Pass, values, attention, evidence);
        next();
    });
}

void ChecklistRunner::checkPublished(const QString &id)
{
    needEwsUrl(id, [this, id](const QUrl &url) {
        if (url.isEmpty()) {
            mark(id, Verdict::Fail, {{key("server"), m_environment.state.exchange() ? m_environment.state.exchange()->server : QString()}}, Code::EwsUrlNone);
            next();
        } else if (id == u"V6") {
            judgeOffer(url);
        } else {
            judgeMetadata(url);
        }
    });
}

// V6 to V8 need the published address, which is read with V5 when it is not known yet; it may be empty.
void ChecklistRunner::needEwsUrl(const QString &id, std::function<void(const QUrl &)> then)
{
    if (!m_ewsUrl.isEmpty()) {
        then(m_ewsUrl);
        return;
    }
    class UrlReading : public inspection::Reading<QUrl> {
    public:
        UrlReading(psrp::CommandRunner &exchange, QString dc) : Reading(exchange), m_dc(std::move(dc)) {}

    protected:
        void doStart() override
        {
            need(psrp::Command(QStringLiteral("Get-WebServicesVirtualDirectory")).withSwitch(QStringLiteral("ADPropertiesOnly")).with(QStringLiteral("DomainController"), m_dc),
                 [this](const psrp::CommandOutput &output) {
                     QUrl url;
                     for (const psrp::Value &value : output.objects) {
                         if (url.isEmpty())
                             url = QUrl(inspection::readVirtualDirectory(value).externalUrl);
                     }
                     succeed(url);
                 });
        }

    private:
        QString m_dc;
    };
    perform(id, new UrlReading(m_environment.exchange, domainController()), [this, then = std::move(then)](const QUrl &url) {
        m_ewsUrl = url;
        then(url);
    });
}

void ChecklistRunner::judgeOffer(const QUrl &url)
{
    perform(key("V6"), new inspection::PublishedReading(m_environment.network, url, tenantId()), [this](const inspection::PublishedState &state) {
        const core::Values values {{key("url"), state.ewsUrl.toString()}, {key("directory"), state.ewsUrl.toString()}};
        const QStringList evidence {QStringLiteral("GET %1: HTTP %2").arg(state.ewsUrl.toString()).arg(state.ewsStatus),
                                    QStringLiteral("trusted_issuers: ") + state.trustedIssuers.join(QStringLiteral(", ")),
                                    QStringLiteral("Server: ") + state.serverHeader, state.technical};
        if (!state.ewsReachable)
            mark(key("V6"), Verdict::NotTested, values, {}, evidence);
        else if (state.foreignSignIn)
            mark(key("V6"), Verdict::Fail, values, Code::PreauthProxy, evidence);
        else if (!state.offersBearer)
            mark(key("V6"), Verdict::Fail, values, Code::VdirOauthOff, evidence);
        else
            mark(key("V6"), state.trustsTenant ? Verdict::Pass : Verdict::Fail, values,
                 state.trustsTenant ? std::nullopt : std::optional(Code::AuthserverMissing), evidence);
        next();
    });
}

void ChecklistRunner::judgeMetadata(const QUrl &url)
{
    perform(key("V7"), new inspection::PublishedReading(m_environment.network, url, tenantId()), [this](const inspection::PublishedState &state) {
        const QString current = m_environment.state.certificate() ? m_environment.state.certificate()->thumbprint : QString();
        const core::Values values {{key("url"), state.metadataUrl.toString()}, {key("thumbprint"), current}, {key("name"), key("Exchange")},
                                   {key("found"), state.publishedThumbprints.join(QStringLiteral(", "))}};
        const QStringList evidence {QStringLiteral("published: ") + state.publishedThumbprints.join(QStringLiteral(", ")),
                                    QStringLiteral("CurrentCertificateThumbprint=") + current, state.technical};
        if (!state.metadataReachable || current.isEmpty())
            mark(key("V7"), Verdict::NotTested, values, {}, evidence);
        else if (!state.metadataUnderstood)
            mark(key("V7"), Verdict::Fail, values, Code::PreauthProxy, evidence);
        else if (!state.publishedThumbprints.contains(current))
            mark(key("V7"), Verdict::Fail, values, Code::CertNotPublished, evidence);
        else
            mark(key("V7"), Verdict::Pass, values, {}, evidence);
        next();
    });
}

void ChecklistRunner::confirm(const QString &checkId, const QString &answer, const QString &who, const QString &note)
{
    if (!askedOfPeople(checkId))
        return;
    m_environment.state.confirm(checkId, {answer, who.trimmed(), m_environment.clock.nowUtc(), note});
    showConfirmation(checkId);
    if (!isRunning())
        m_environment.state.setChecks(findings(), m_environment.clock.nowUtc());
}

void ChecklistRunner::showConfirmation(const QString &checkId)
{
    const auto confirmation = m_environment.state.confirmations().value(checkId);
    if (confirmation.answer.isEmpty()) {
        mark(checkId, Verdict::NeedsPerson);
        return;
    }
    const core::Values values {{key("who"), confirmation.who}, {key("date"), day(confirmation.utc)}};
    // An empty Purges folder is never a failure by itself (verification.md 0.3).
    const Verdict no = checkId == u"V11" ? Verdict::Attention : Verdict::Fail;
    const Verdict verdict = confirmation.answer == u"yes" ? Verdict::Pass : confirmation.answer == u"no" ? no : Verdict::NotApplicable;
    mark(checkId, verdict, values, {}, {confirmation.answer + QStringLiteral(" · ") + confirmation.who + QStringLiteral(" · ") + confirmation.utc.toString(Qt::ISODate)});
}

void ChecklistRunner::conclude(std::optional<core::Failure> failure)
{
    for (const QString &id : std::as_const(m_queue)) {  // blocked by an earlier failure: not tested, never passed
        if (!askedOfPeople(id))
            mark(id, Verdict::NotTested);
    }
    m_queue.clear();
    m_environment.state.setChecks(findings(), m_environment.clock.nowUtc());
    end(std::move(failure));
}

void ChecklistRunner::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    if (m_current)
        m_current->cancel();
}

}
