#include "fakes/Stage.h"

namespace passerelle::fakes {

using model::Finding;
using model::Verdict;

static const QString account = QStringLiteral("SfBOnline-ApplicationAccount");
static const QString canonical = QStringLiteral("contoso.fr/Users/SfBOnline-ApplicationAccount");
static const QString thumbprint = QStringLiteral("3F49D763167E36D4BD84ABF5E1DBFC05005E8BB4");
static const QString readableThumbprint = QStringLiteral("3F49 D763 167E 36D4 BD84 ABF5 E1DB FC05 005E 8BB4");

static core::Values values(std::initializer_list<std::pair<const char *, QString>> pairs)
{
    core::Values all;
    for (const auto &[name, value] : pairs)
        all.insert(QLatin1String(name), value);
    return all;
}

static Finding line(const char *id, Verdict verdict, core::Values with = {}, qint64 ms = 300,
                    std::optional<core::FailureCode> code = std::nullopt)
{
    return { QLatin1String(id), verdict, std::move(with), code, {}, ms, {} };
}

static model::CallRecord call(const char *target, const QString &request, const QString &answer, qint64 ms)
{
    return { QLatin1String(target), request, answer, ms, true, QDateTime::currentDateTimeUtc() };
}

Stage::Stage(QStringList catalogues)
    : languages(std::move(catalogues))
{
    for (const QString &id : model::stepIds()) {
        if (id == QLatin1String(model::step::upload))
            steps.push_back(std::make_unique<ScriptedUploadStep>(id, state));
        else if (id == QLatin1String(model::step::uploadCheck))
            steps.push_back(std::make_unique<ScriptedUploadCheckStep>(id, state));
        else
            steps.push_back(std::make_unique<ScriptedStep>(id, state));
    }
    fillConnections();
    fillPrerequisites();
    fillSteps();
    fillKeys();
    fillChecklist();
    fillOffline();
    QList<services::StepService *> services;
    for (const auto &step : steps)
        services.append(step.get());
    plan = std::make_unique<services::Plan>(services, state, session);
}

ui::Parts Stage::parts()
{
    ui::Parts parts;
    parts.state = &state;
    parts.exchange = &exchange;
    parts.tenant = &tenant;
    parts.prerequisites = &prerequisites;
    parts.plan = plan.get();
    parts.steps = plan->steps();
    parts.undo = &undo;
    parts.offline = &saving;
    parts.readBack = &readBack;
    parts.checklist = &checklist;
    parts.saveReport = [this](const QString &file) {
        if (saveError.isEmpty())
            saved.append(file);
        return saveError;
    };
    parts.dialogs = &dialogs;
    parts.urlOpener = &opener;
    parts.languages = &languages;
    return parts;
}

ScriptedStep &Stage::step(const char *id)
{
    return *steps[static_cast<std::size_t>(model::stepNumber(QLatin1String(id)) - 1)];
}

void Stage::fillConnections()
{
    const QString host = QStringLiteral("ex1.contoso.fr");
    exchange.facts = { host,
                       QStringLiteral("CONTOSO\\admin.exchange"),
                       QStringLiteral("Contoso SA"),
                       { { QStringLiteral("EX1"), host, QStringLiteral("15.2 (Build 1748.10)"), 15, 2, true,
                           false },
                         { QStringLiteral("EX2"), QStringLiteral("ex2.contoso.fr"),
                           QStringLiteral("15.2 (Build 1748.10)"), 15, 2, true, false } },
                       { QStringLiteral("contoso.fr"), QStringLiteral("contoso.com"),
                         QStringLiteral("contoso.mail.onmicrosoft.com") },
                       QStringLiteral("contoso.fr"),
                       { QStringLiteral("dc1.contoso.fr"), QStringLiteral("dc2.contoso.fr") } };
    exchange.fingerprint =
        QByteArray::fromHex("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    exchange.script = {
        line("exchange.name", Verdict::Pass, values({ { "host", host } }), 12),
        line("exchange.port", Verdict::Pass, values({ { "host", host }, { "port", QStringLiteral("443") } }),
             30),
        line("exchange.tls", Verdict::Pass, values({ { "issuer", QStringLiteral("Contoso Issuing CA 2") } }),
             80),
        line("exchange.scheme", Verdict::Pass, values({ { "list", QStringLiteral("Kerberos, Negotiate") } }), 60),
        line("exchange.signin", Verdict::Pass,
             values({ { "user", exchange.facts.user }, { "scheme", QStringLiteral("Kerberos") } }), 420),
        line("exchange.powershell", Verdict::Pass,
             values({ { "server", QStringLiteral("EX1") }, { "version", QStringLiteral("5.1") } }), 1900),
        line("exchange.roles", Verdict::Pass, values({ { "n", QStringLiteral("23") } }), 640),
        line("exchange.clock", Verdict::Pass, values({ { "seconds", QStringLiteral("1") } }), 2),
        line("exchange.organization", Verdict::Pass,
             values({ { "organization", QStringLiteral("Contoso SA") },
                      { "version", QStringLiteral("15.2 (Build 1748.10)") },
                      { "servers", QStringLiteral("2") } }),
             900)
    };
    exchange.calls = {
        call("Exchange", QStringLiteral("Get-Command -Name New-MailUser,Set-MailUser,New-PartnerApplication"),
             QStringLiteral("3 objects"), 210),
        call("Exchange", QStringLiteral("Get-OrganizationConfig"), QStringLiteral("1 object"), 180),
        call("Exchange", QStringLiteral("Get-ExchangeServer"), QStringLiteral("2 objects"), 240)
    };
    tenant.facts = { QStringLiteral("8f14e45f-ceea-467f-a9d3-0d1b2c3e4f50"),
                     QStringLiteral("Contoso SA"),
                     QStringLiteral("contoso.onmicrosoft.com"),
                     QStringLiteral("contoso.mail.onmicrosoft.com"),
                     { QStringLiteral("contoso.fr"), QStringLiteral("contoso.com"),
                       QStringLiteral("contoso.onmicrosoft.com") },
                     QStringLiteral("admin@contoso.fr") };
    tenant.script = { line("tenant.discovery", Verdict::Pass, values({ { "id", tenant.facts.id } }), 240),
                      line("tenant.browser", Verdict::Pass, {}, 21000),
                      line("tenant.token", Verdict::Pass, values({ { "user", tenant.facts.user } }), 310),
                      line("tenant.directory", Verdict::Pass,
                           values({ { "tenant", tenant.facts.name }, { "n", QStringLiteral("3") } }), 400),
                      line("tenant.domains", Verdict::Pass,
                           values({ { "list", QStringLiteral("contoso.fr, contoso.com") } }), 5) };
}

void Stage::fillPrerequisites()
{
    prerequisites.script = {
        line("prereq.version", Verdict::Pass,
             values({ { "list", QStringLiteral("EX1, EX2: 15.2 (Build 1748.10)") } })),
        line("prereq.support", Verdict::Attention,
             values({ { "version", QStringLiteral("Exchange Server 2019") } }), 0,
             core::FailureCode::ExEol),
        line("prereq.roles", Verdict::Pass),
        line("prereq.domain", Verdict::Pass,
             values({ { "list", QStringLiteral("contoso.fr, contoso.com") } })),
        line("prereq.routing", Verdict::Pass,
             values({ { "domain", QStringLiteral("contoso.mail.onmicrosoft.com") } })),
        line("prereq.certificate", Verdict::Pass,
             values({ { "thumbprint", readableThumbprint }, { "date", QStringLiteral("2029-01-03") } })),
        line("prereq.oauth", Verdict::Pass, values({ { "n", QStringLiteral("4") } })),
        line("prereq.urls", Verdict::Pass,
             values({ { "list", QStringLiteral("mail.contoso.fr, autodiscover.contoso.fr") } })),
        line("prereq.bearer", Verdict::Pass,
             values({ { "url", QStringLiteral("https://mail.contoso.fr/ews/exchange.asmx") } })),
        line("prereq.agent", Verdict::Pass),
        line(
            "prereq.principal", Verdict::Pass,
            values({ { "name", QStringLiteral("Skype for Business Online") }, { "n", QStringLiteral("1") } }))
    };
}

static model::Change change(const char *id, const char *step, const char *target, const QString &object,
                            const QString &after, core::Values with, bool shared = false)
{
    model::Change c;
    c.id = QLatin1String(id);
    c.step = QLatin1String(step);
    c.target = QLatin1String(target);
    c.object = object;
    c.after = after;
    c.values = std::move(with);
    c.shared = shared;
    return c;
}

void Stage::fillSteps()
{
    using namespace model::step;
    const QString address = account + QStringLiteral("@contoso.fr");
    const QString dc = QStringLiteral("dc1.contoso.fr");
    const QString service = QStringLiteral("Skype for Business Online");
    step(oauth).script = {
        line("oauth.1a.acs", Verdict::Pass, values({ { "name", QStringLiteral("ACS - 5a1f") } })),
        line("oauth.1a.entra", Verdict::Pass, values({ { "name", QStringLiteral("EvoSts - 5a1f") } })),
        line(
            "oauth.1b", Verdict::Pass,
            values({ { "account", QStringLiteral("contoso.fr/Users/Exchange Online-ApplicationAccount") } })),
        line("oauth.1d", Verdict::Pass),
        line("oauth.1f", Verdict::Pass,
             values({ { "list", QStringLiteral("mail.contoso.fr, autodiscover.contoso.fr") } })),
        line("oauth.1g", Verdict::Pass,
             values({ { "name", QStringLiteral("HybridIOC - 5a1f") },
                      { "domain", QStringLiteral("contoso.mail.onmicrosoft.com") } }))
    };
    step(oauth).right = step(oauth).script;
    step(oauth).script.append(
        line("oauth.1h", Verdict::NotTested,
             values({ { "commands", QStringLiteral("Connect-ExchangeOnline\nGet-IntraOrganizationConnector\n"
                                                   "Disconnect-ExchangeOnline -Confirm:$false\n") } })));

    step(model::step::account).script = {
        line("account.search", Verdict::Pass, {}, 400),
        line("account.create", Verdict::Pass, values({ { "address", address } }), 1200),
        line("account.hide", Verdict::Pass, {}, 300),
        line("account.role", Verdict::Pass, values({ { "role", QStringLiteral("UserApplication") } }), 700),
        line("account.role", Verdict::Pass, values({ { "role", QStringLiteral("ArchiveApplication") } }),
             650),
        line("account.readback", Verdict::Pass, values({ { "dc", dc }, { "identity", canonical } }), 500)
    };
    step(model::step::account).planned = {
        change("account.create", "account", "exchange", account, address,
               values({ { "name", account },
                        { "address", address },
                        { "roles", QStringLiteral("UserApplication, ArchiveApplication") } })),
        change("account.role", "account", "exchange", account, QStringLiteral("UserApplication"),
               values({ { "name", account }, { "role", QStringLiteral("UserApplication") } }))
    };
    step(model::step::account).calls = {
        call("Exchange",
             QStringLiteral("Get-User -Filter \"Name -eq 'SfBOnline-ApplicationAccount'\" -DomainController "
                            "dc1.contoso.fr"),
             QStringLiteral("0 objects"), 400),
        call("Exchange",
             QStringLiteral("New-MailUser -Name SfBOnline-ApplicationAccount -ExternalEmailAddress "
                            "SfBOnline-ApplicationAccount@contoso.fr -DomainController dc1.contoso.fr"),
             QStringLiteral("1 object"), 1200),
        call("Exchange",
             QStringLiteral("Set-MailUser -Identity 5d3a… -HiddenFromAddressListsEnabled $true "
                            "-DomainController dc1.contoso.fr"),
             QStringLiteral("0 objects"), 300),
        call("Exchange",
             QStringLiteral("New-ManagementRoleAssignment -Role UserApplication -User "
                            "contoso.fr/Users/SfBOnline-ApplicationAccount -DomainController dc1.contoso.fr"),
             QStringLiteral("1 object"), 700)
    };

    step(partnerApplication).script = {
        line("partner.search", Verdict::Pass),
        line("partner.create", Verdict::Pass, values({ { "name", QStringLiteral("SfBOnline") } })),
        line("partner.readback", Verdict::Pass,
             values({ { "dc", dc }, { "name", QStringLiteral("SfBOnline") }, { "account", canonical } }))
    };
    step(partnerApplication).planned = { change(
        "partner-application.create", "partner-application", "exchange", QStringLiteral("SfBOnline"),
        canonical, values({ { "name", QStringLiteral("SfBOnline") }, { "account", account } })) };

    step(certificate).readsOnly = true;
    step(certificate).script = {
        line("certificate.config", Verdict::Pass, values({ { "thumbprint", readableThumbprint } })),
        line("certificate.server", Verdict::Pass, values({ { "server", QStringLiteral("EX1") } })),
        line("certificate.check", Verdict::Pass,
             values({ { "date", QStringLiteral("2029-01-03") }, { "n", QStringLiteral("921") } })),
        line("certificate.next", Verdict::NotApplicable)
    };

    step(upload).script = { line("upload.read", Verdict::Pass,
                                 values({ { "name", service },
                                          { "kept", QStringLiteral("1") },
                                          { "expired", QStringLiteral("0") } })),
                            line("upload.write", Verdict::Pass,
                                 values({ { "name", service }, { "thumbprint", readableThumbprint } })),
                            line("upload.verify", Verdict::Pass,
                                 values({ { "name", service }, { "n", QStringLiteral("2") } })) };
    step(upload).planned = { change(
        "upload.key", "upload", "entra", service, thumbprint,
        values({ { "name", service },
                 { "count", QStringLiteral("1") },
                 { "kept", QStringLiteral("1") },
                 { "total", QStringLiteral("2") } }),
        true) };

    step(uploadCheck).readsOnly = true;
    step(uploadCheck).script = { line("check.current", Verdict::Pass,
                                      values({ { "thumbprint", readableThumbprint } })),
                                 line("check.match", Verdict::Pass, values({ { "name", service } })),
                                 line("check.dates", Verdict::Pass,
                                      values({ { "from", QStringLiteral("2024-01-03 09:12:40") },
                                               { "to", QStringLiteral("2029-01-03 09:12:40") } })),
                                 line("check.enabled", Verdict::Pass, values({ { "name", service } })),
                                 line("check.stale", Verdict::Pass) };
}

void Stage::fillKeys()
{
    using Fate = services::KeyRow::Fate;
    using Place = services::PlaceRow::Place;
    using Outcome = services::PlaceRow::Outcome;
    const QString service = QStringLiteral("Skype for Business Online");
    const QString id = QLatin1String(model::constant::skypeOnlineAppId);
    const QDateTime start(QDate(2024, 1, 3), QTime(9, 12, 40), Qt::UTC), end(QDate(2029, 1, 3), QTime(9, 12, 40), Qt::UTC);
    const QString foreign = QStringLiteral("9A8B7C6D5E4F30211203F4E5D6C7B8A99A8B7C6D");
    const QString past = QStringLiteral("00112233445566778899AABBCCDDEEFF00112233");
    const QString auth = QStringLiteral("CN=Microsoft Exchange Server Auth Certificate");
    uploadStep().rows = { { id, service, Fate::Kept, false, foreign, QStringLiteral("CN=Passerelle téléphonique Fabrikam"),
                            start.addYears(1), end.addYears(-1) },
                          { id, service, Fate::Expired, false, past, QStringLiteral("CN=Ancien pont Fabrikam"),
                            start.addYears(-4), end.addYears(-4) },
                          { id, service, Fate::Added, false, thumbprint, auth, start, end } };
    undo.rows = { { id, service, Fate::Kept, false, foreign, QStringLiteral("CN=Passerelle téléphonique Fabrikam"),
                    start.addYears(1), end.addYears(-1) },
                  { id, service, Fate::Removed, false, thumbprint, auth, start, end } };
    undo.script = { line("undo.remove", Verdict::Pass, values({ { "name", service }, { "n", QStringLiteral("1") } })),
                    line("undo.verify", Verdict::Pass, values({ { "name", service }, { "n", QStringLiteral("1") } })) };
    checkStep().rows = { { Place::Configuration, {}, thumbprint, start, end, Outcome::Reference },
                         { Place::File, {}, thumbprint, start, end, Outcome::Same },
                         { Place::Server, QStringLiteral("ex1.contoso.fr"), thumbprint, start, end, Outcome::Same },
                         { Place::Server, QStringLiteral("ex2.contoso.fr"), thumbprint, start, end, Outcome::Same },
                         { Place::Published, QStringLiteral("https://mail.contoso.fr/autodiscover/metadata/json/1"), thumbprint,
                           start, end, Outcome::Same },
                         { Place::Entra, service, thumbprint, start, end, Outcome::Same } };
    model::Change &keys = step(model::step::upload).planned.first();
    const auto listed = [](const QString &print, const char *rest) { return print + QString::fromUtf8(rest); };
    keys.values.insert(QStringLiteral("keptKeys"), listed(foreign, "  2025-01-03 – 2028-01-03  CN=Passerelle téléphonique Fabrikam"));
    keys.values.insert(QStringLiteral("addedKeys"), listed(thumbprint, "  2024-01-03 – 2029-01-03  CN=Microsoft Exchange Server Auth Certificate"));
}

void Stage::fillChecklist()
{
    checklist.script = {
        line("V1", Verdict::Pass,
             values({ { "account", canonical },
                      { "identity", canonical },
                      { "dc", QStringLiteral("dc1") },
                      { "roles", QStringLiteral("UserApplication, ArchiveApplication") } })),
        line("V2", Verdict::Pass,
             values({ { "name", QStringLiteral("SfBOnline") }, { "account", canonical } })),
        line("V3", Verdict::Attention,
             values({ { "date", QStringLiteral("2027-01-03") },
                      { "n", QStringLiteral("41") },
                      { "days", QStringLiteral("41") } }),
             300, core::FailureCode::CertExpiring),
        line("V4", Verdict::Pass,
             values({ { "thumbprint", readableThumbprint },
                      { "name", QStringLiteral("Skype for Business Online") } })),
        line("V5", Verdict::Pass),
        line("V6", Verdict::Pass,
             values({ { "url", QStringLiteral("https://mail.contoso.fr/ews/exchange.asmx") } })),
        line("V7", Verdict::Pass,
             values({ { "url", QStringLiteral("https://mail.contoso.fr/autodiscover/metadata/json/1") },
                      { "thumbprint", readableThumbprint } })),
        line("V8", Verdict::NotTested,
             values({ { "commands",
                        QStringLiteral("Connect-ExchangeOnline\nTest-OAuthConnectivity -Service 'EWS' -TargetUri "
                                       "'https://mail.contoso.fr/ews/exchange.asmx' -Mailbox '<mailbox>'\n"
                                       "Disconnect-ExchangeOnline -Confirm:$false\n") } })),
        line("V9", Verdict::NeedsPerson),
        line("V10", Verdict::NeedsPerson),
        line("V11", Verdict::NotApplicable),
        line("V12", Verdict::NotApplicable)
    };
}

void Stage::fillOffline()
{
    const QString folder = QStringLiteral("/home/admin/passerelle/");
    saving.script = {
        line("offline.cer", Verdict::Pass, values({ { "file", folder + QStringLiteral("OAuthCert.cer") } })),
        line("offline.template.skype", Verdict::Pass,
             values({ { "file", folder + QStringLiteral("servicePrincipal-00000004-0000-0ff1-ce00-000000000000-TO-COMPLETE.txt") } })),
        line("offline.script", Verdict::Pass, values({ { "file", folder + QStringLiteral("upload-certificate.ps1") } })),
        line("offline.instructions", Verdict::Pass, values({ { "file", folder + QStringLiteral("instructions.txt") } }))
    };
    readBack.script = step(model::step::uploadCheck).script;
    readBack.script.removeFirst();
    QObject::connect(&saving, &model::Activity::finished, &state, [this] {
        if (state.isOffline() && !saving.failure())
            step(model::step::upload).handOver();
    });
    QObject::connect(&readBack, &model::Activity::finished, &state, [this] {
        auto &check = step(model::step::uploadCheck);
        if (!state.isOffline() || !readBack.confirmed)
            return;
        check.waits = false;
        for (model::Finding &row : check.script) {
            for (const model::Finding &judged : readBack.script) {
                if (judged.id == row.id)
                    row = judged;
            }
        }
        check.run();
    });
}

void Stage::workOffline()
{
    const QString name = QStringLiteral("Skype for Business Online");
    const auto unread = [&](const char *id) {
        return line(id, Verdict::NotTested, values({ { "name", name } }), -1, core::FailureCode::OfflineNoAnswer);
    };
    for (model::Finding &row : prerequisites.script) {
        if (row.id == u"prereq.domain")
            row.verdict = Verdict::NotTested;
        else if (row.id == u"prereq.principal")
            row = unread("prereq.principal");
    }
    auto &handed = step(model::step::upload);
    handed.waits = handed.readsOnly = true;
    handed.planned.clear();
    handed.script = { unread("upload.read"), line("upload.write", Verdict::NotTested, values({ { "name", name } }), -1),
                      line("upload.verify", Verdict::NotTested, values({ { "name", name } }), -1) };
    step(model::step::uploadCheck).waits = step(model::step::uploadCheck).answer = true;
    for (model::Finding &row : step(model::step::uploadCheck).script) {
        if (row.id == u"check.match")
            row = unread("check.match");
        else if (row.id != u"check.current")
            row = line(row.id.toLatin1().constData(), Verdict::NotTested, values({ { "name", name } }), -1);
    }
    for (model::Finding &row : checklist.script) {
        if (row.id == u"V4") {
            row = unread("V4");
        }
    }
}

}
