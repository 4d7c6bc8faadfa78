#include "inspection/TrustReading.h"

#include "core/Key.h"
#include "model/Targets.h"

#include <QSet>
#include <QUrl>
#include <algorithm>

namespace passerelle::inspection {

using model::Verdict;
using Code = core::FailureCode;

using core::key;

QList<model::Finding> TrustReading::pendingFindings()
{
    QList<model::Finding> rows;
    for (const char *id : {"oauth.1a.acs", "oauth.1a.entra", "oauth.1b", "oauth.1d", "oauth.1e", "oauth.1f", "oauth.1g",
                           "oauth.1h", "oauth.1h.configuration", "oauth.1i"})
        rows.append({QLatin1String(id), Verdict::Pending, {}, {}, {}, -1, {}});
    return rows;
}

TrustReading::TrustReading(psrp::CommandRunner &exchange, graph::Directory &directory, TrustQuestion question,
                           exo::ExchangeOnline *online)
    : Reading(exchange), m_directory(directory), m_online(online), m_question(std::move(question))
{
    m_question.tenantId = m_question.tenantId.toLower();
    m_state.findings = pendingFindings();
}

psrp::Command TrustReading::command(const char *name) const
{
    return psrp::Command(QLatin1String(name)).with(key("DomainController"), m_question.domainController);
}

void TrustReading::mark(const QString &id, Verdict verdict, const core::Values &values, std::optional<Code> code,
                        const QStringList &evidence)
{
    for (model::Finding &finding : m_state.findings) {
        if (finding.id == id) {
            finding.verdict = verdict;
            finding.values = values;
            finding.code = code;
            finding.evidence = evidence;
        }
    }
    if (verdict == Verdict::Fail && code && !m_state.missing)
        m_state.missing = core::Failure {*code, values, evidence.join(u'\n'), false};
}

void TrustReading::doStart()
{
    need(command("Get-AuthServer"), [this](const psrp::CommandOutput &output) {
        judgeAuthServers(output);
        readExchangeOnline();
    });
}

void TrustReading::judgeAuthServers(const psrp::CommandOutput &output)
{
    QList<AuthServer> all;
    QStringList realms;
    for (const psrp::Value &value : output.objects) {
        const AuthServer server = readAuthServer(value);
        const bool cloud = server.type == u"MicrosoftACS" || server.type == u"AzureAD";
        if (server.enabled && cloud && !server.realm.isEmpty() && !realms.contains(server.realm))
            realms << server.realm;
        all.append(server);
    }
    if (m_question.tenantId.isEmpty() && realms.size() == 1)
        m_question.tenantId = realms.first();
    m_state.tenantId = m_question.tenantId;
    QList<AuthServer> ofTenant;
    for (const AuthServer &server : std::as_const(all)) {
        if (server.enabled && server.realm == m_question.tenantId)
            ofTenant.append(server);
    }
    judgeServer(key("oauth.1a.acs"), key("MicrosoftACS"), ofTenant);
    judgeServer(key("oauth.1a.entra"), key("AzureAD"), ofTenant);
    for (const AuthServer &server : ofTenant) {
        if (server.type == u"AzureAD" && !server.applicationId.isEmpty())
            mark(key("oauth.1i"), Verdict::Pass, {{key("name"), server.applicationId}}, {}, {server.name});
    }
}

// Matched by type and realm, never by name (procedure.md 1a).
void TrustReading::judgeServer(const QString &id, const QString &type, const QList<AuthServer> &servers)
{
    QStringList names;
    QStringList evidence;
    for (const AuthServer &server : servers) {
        if (server.type != type)
            continue;
        names << server.name;
        evidence << QStringLiteral("%1: Type=%2 Realm=%3 Enabled=True").arg(server.name, server.type, server.realm);
    }
    if (names.size() == 1) {
        mark(id, Verdict::Pass, {{key("name"), names.first()}}, {}, evidence);
    } else if (names.isEmpty()) {
        mark(id, Verdict::Fail, {}, Code::AuthserverMissing, {QStringLiteral("Get-AuthServer: no enabled %1 with Realm=%2").arg(type, m_question.tenantId)});
    } else {
        mark(id, Verdict::Fail, {{key("list"), names.join(QStringLiteral(", "))}}, Code::AuthserverDup, evidence);
    }
}

void TrustReading::readExchangeOnline()
{
    need(command("Get-PartnerApplication"), [this](const psrp::CommandOutput &output) {
        for (const psrp::Value &value : output.objects) {
            const PartnerApplication application = readPartnerApplication(value);
            if (application.applicationId != QLatin1String(model::constant::exchangeOnlineAppId) || !application.realm.isEmpty())
                continue;
            const QStringList evidence {QStringLiteral("Enabled=%1 LinkedAccount=%2")
                                            .arg(application.enabled ? QStringLiteral("True") : QStringLiteral("False"), application.linkedAccount)};
            m_applicationRight = application.enabled && !application.linkedAccount.isEmpty();
            if (m_applicationRight)
                mark(key("oauth.1b"), Verdict::Pass, {{key("account"), application.linkedAccount}}, {}, evidence);
            else
                mark(key("oauth.1b"), Verdict::Fail, {}, Code::ExoAppOff, evidence);
        }
        if (!m_applicationRight && m_state.findings[2].verdict == Verdict::Pending)
            mark(key("oauth.1b"), Verdict::Fail, {}, Code::ExoAppOff, {QStringLiteral("Get-PartnerApplication: absent")});
        readAuthConfig();
    });
}

void TrustReading::readAuthConfig()
{
    need(command("Get-AuthConfig"), [this](const psrp::CommandOutput &output) {
        const AuthConfig config = output.objects.isEmpty() ? AuthConfig {} : inspection::readAuthConfig(output.objects.first());
        const QString detail = QStringLiteral("ServiceName=%1 Realm=%2").arg(config.serviceName, config.realm);
        const bool right = config.serviceName == QLatin1String(model::constant::exchangeOnlineAppId) && config.realm.isEmpty();
        mark(key("oauth.1d"), right ? Verdict::Pass : Verdict::Attention, {{key("detail"), detail}}, {}, {detail});
        if (m_question.authThumbprint.isEmpty())
            m_question.authThumbprint = config.currentThumbprint;
        readConnector();
    });
}

void TrustReading::readConnector()
{
    need(command("Get-IntraOrganizationConnector"), [this](const psrp::CommandOutput &output) {
        QStringList evidence;
        for (const psrp::Value &value : output.objects) {
            const Connector connector = inspection::readConnector(value);
            evidence << QStringLiteral("%1: Enabled=%2 TargetAddressDomains=%3")
                            .arg(connector.name, connector.enabled ? QStringLiteral("True") : QStringLiteral("False"), connector.domains.join(u','));
            if (connector.enabled && connector.domains.contains(m_question.routingDomain, Qt::CaseInsensitive)
                && !m_question.routingDomain.isEmpty()) {
                m_connectorRight = true;
                mark(key("oauth.1g"), Verdict::Pass, {{key("name"), connector.name}, {key("domain"), m_question.routingDomain}}, {}, evidence);
            }
        }
        if (!m_connectorRight) {
            mark(key("oauth.1g"), Verdict::Fail, {{key("domain"), m_question.routingDomain}}, Code::IocMissing, evidence);
        }
        readDirectories();
    });
}

void TrustReading::readDirectories()
{
    const auto read = [this](const char *name, auto then) {
        need(command(name).withSwitch(key("ADPropertiesOnly")), [this, then](const psrp::CommandOutput &output) {
            for (const psrp::Value &value : output.objects)
                m_state.directories.append(readVirtualDirectory(value));
            then();
        });
    };
    read("Get-WebServicesVirtualDirectory", [this, read] {
        for (const VirtualDirectory &directory : m_state.directories) {
            if (m_state.externalEwsUrl.isEmpty())
                m_state.externalEwsUrl = QUrl(directory.externalUrl);
        }
        read("Get-AutodiscoverVirtualDirectory", [this] { readOverrides(); });
    });
}

void TrustReading::readOverrides()
{
    cmdlet(psrp::Command(key("Get-SettingOverride")), [this](const psrp::CommandOutput &output) {
        // Only reported, and hidden from many roles: an error here tells nothing.
        for (const psrp::Value &value : output.objects) {
            if (value.property(u"SectionName").toString() == u"ExchangeOnpremAsThirdPartyAppId")
                mark(key("oauth.1i"), Verdict::Pass, {{key("name"), value.property(u"Name").toString()}}, {}, {QStringLiteral("Get-SettingOverride: ") + value.property(u"Name").toString()});
        }
        readPrincipal();
    });
}

void TrustReading::readPrincipal()
{
    perform(m_directory.servicePrincipals({key(model::constant::exchangeOnlineAppId)}),
            [this](const QList<graph::PrincipalAnswer> &answers) {
                if (!answers.isEmpty() && answers.first().principal)
                    judgePrincipal(*answers.first().principal);
                else {
                    mark(key("oauth.1e"), Verdict::NotTested);
                    mark(key("oauth.1f"), Verdict::NotTested);
                }
                readOnline();
            });
}

// The other direction lives in Exchange Online, behind a sign-in of its own.
void TrustReading::readOnline()
{
    QStringList hosts;
    for (const VirtualDirectory &directory : std::as_const(m_state.directories)) {
        const QString host = QUrl(directory.externalUrl).host().toLower();
        if (!host.isEmpty())
            hosts << host;
    }
    auto *reading = new OnlineReading(m_online, {m_question.domain, hosts});
    perform(reading, [this, reading](const OnlineState &rows) {
        m_state.connectorRepair = reading->repair();
        for (const model::Finding &row : rows)
            mark(row.id, row.verdict, row.values, row.code, row.evidence);
        conclude();
    });
}

void TrustReading::judgePrincipal(const graph::ServicePrincipal &principal)
{
    const bool ourKey = std::any_of(principal.keys.begin(), principal.keys.end(), [this](const graph::KeyCredential &k) {
        return !m_question.authThumbprint.isEmpty() && k.thumbprint() == m_question.authThumbprint;
    });
    const QStringList evidence {QStringLiteral("keyCredentials: %1").arg(principal.keys.size())};
    mark(key("oauth.1e"), ourKey ? Verdict::Attention : Verdict::Pass, {},
         ourKey ? std::optional(Code::KeyOnExo) : std::nullopt, evidence);
    judgeHostNames(principal.servicePrincipalNames);
}

// Hosts compared without case and final slash; "00000002-…/host" entries belong to an old procedure (procedure.md 1f).
void TrustReading::judgeHostNames(const QStringList &registered)
{
    QSet<QString> known;
    for (const QString &name : registered)
        known.insert(QUrl(name).host().toLower());
    QStringList hosts;
    for (const VirtualDirectory &directory : m_state.directories) {
        const QString host = QUrl(directory.externalUrl).host().toLower();
        if (!host.isEmpty() && !hosts.contains(host))
            hosts << host;
    }
    const QString autodiscover = QStringLiteral("autodiscover.") + m_question.domain.toLower();
    if (!m_question.domain.isEmpty() && !hosts.contains(autodiscover))
        hosts << autodiscover;
    QStringList missing;
    for (const QString &host : hosts) {
        if (!known.contains(host))
            missing << QStringLiteral("https://") + host;
    }
    if (missing.isEmpty())
        mark(key("oauth.1f"), Verdict::Pass, {{key("list"), hosts.join(QStringLiteral(", "))}}, {}, registered);
    else
        mark(key("oauth.1f"), Verdict::Attention, {{key("list"), missing.join(QStringLiteral(", "))}}, Code::SpnMissing, registered);
}

void TrustReading::conclude()
{
    for (model::Finding &finding : m_state.findings) {
        if (finding.id == u"oauth.1i" && finding.verdict == Verdict::Pending) {
            finding.verdict = Verdict::Attention;
            finding.code = Code::HybridappMissing;
        }
    }
    m_state.established = !m_state.missing;
    succeed(m_state);
}

}
