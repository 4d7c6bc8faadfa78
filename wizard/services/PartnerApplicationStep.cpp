#include "services/PartnerApplicationStep.h"

#include "core/Key.h"
#include "services/AccountStep.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using inspection::PartnerApplication;
using inspection::PartnerState;

using core::key;

PartnerApplicationStep::PartnerApplicationStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::partnerApplication), environment, parent)
{
}

QList<model::Finding> PartnerApplicationStep::pendingFindings() const
{
    const core::Values dc {{key("dc"), settings().domainController}};
    return {{key("partner.search"), Verdict::Pending, {}, {}, {}, -1, {}},
            {key("partner.create"), Verdict::Pending, {}, {}, {}, -1, {}},
            {key("partner.update"), Verdict::Pending, {}, {}, {}, -1, {}},
            {key("partner.readback"), Verdict::Pending, dc, {}, {}, -1, {}}};
}

inspection::PartnerReading *PartnerApplicationStep::reading() const
{
    const model::ApplicationTarget target = state().targets().first();
    return new inspection::PartnerReading(environment().exchange, target.appId, m_name, settings().domainController);
}

QString PartnerApplicationStep::linkedAccount() const
{
    return state().account() ? state().account()->canonicalName : QString();
}

void PartnerApplicationStep::inspect(Continuation then)
{
    const model::ApplicationTarget target = state().targets().first();
    m_name = settings().partnerName.isEmpty() ? target.partnerName : settings().partnerName;
    mark(key("partner.search"), Verdict::Running);
    perform(reading(), [this, then](const PartnerState &found) {
        m_found = found;
        if (found.ours.size() > 1) {
            QStringList names;
            for (const PartnerApplication &application : found.ours)
                names << application.name;
            const core::Values values {{key("list"), names.join(QStringLiteral(", "))}};
            mark(key("partner.search"), Verdict::Fail, values, core::FailureCode::PaExists);
            failed({core::FailureCode::PaExists, values, {}, false});
            return;
        }
        if (found.ours.isEmpty() && found.nameTaken)
            m_name += QStringLiteral("-2");  // the name belongs to another application (procedure.md 8)
        plan();
        then();
    });
}

model::Change PartnerApplicationStep::change(const char *changeId, const QString &before, const QString &after,
                                             const core::Values &values) const
{
    return {QLatin1String(changeId), id(), key("exchange"), m_name, before, after, values, false, true, {}};
}

model::Change PartnerApplicationStep::creation() const
{
    const QString accountName = AccountStep::question(state()).name;
    return change("partner-application.create", QStringLiteral("absent"), QStringLiteral("Enabled=True LinkedAccount=") + accountName,
                  {{key("name"), m_name}, {key("account"), accountName}});
}

void PartnerApplicationStep::plan()
{
    const QString accountName = AccountStep::question(state()).name;
    const QString account = linkedAccount().isEmpty() ? accountName : linkedAccount();
    if (m_found.ours.isEmpty()) {
        mark(key("partner.search"), Verdict::Pass, {}, {}, {QStringLiteral("Get-PartnerApplication: absent")});
        // The review names the account by its short name: its place in the directory is only known once it exists.
        setChanges({creation()});
        return;
    }
    const PartnerApplication &ours = m_found.ours.first();
    m_name = ours.name;
    state().setPartnerApplication(model::PartnerApplicationIdentity {ours.name, ours.guid, ours.linkedAccount,
                                    state().partnerApplication() && state().partnerApplication()->guid == ours.guid && state().partnerApplication()->createdByUs});
    mark(key("partner.search"), Verdict::Pass, {{key("found"), ours.name}}, {},
         {QStringLiteral("Enabled=%1 LinkedAccount=%2").arg(ours.enabled ? key("True") : key("False"), ours.linkedAccount)});
    mark(key("partner.create"), Verdict::NotApplicable);
    QList<model::Change> changes;
    if (!ours.enabled)
        changes.append(change("partner-application.enable", QStringLiteral("Enabled=False"), QStringLiteral("Enabled=True"), {{key("name"), ours.name}}));
    // Without an account of step 2 the present link leads nowhere, or step 2 would have taken over what it names.
    if (ours.linkedAccount.isEmpty() || ours.linkedAccount.compare(linkedAccount(), Qt::CaseInsensitive) != 0)
        changes.append(change("partner-application.link", ours.linkedAccount, QStringLiteral("LinkedAccount=") + accountName,
                              {{key("name"), ours.name}, {key("previous"), ours.linkedAccount}, {key("account"), account}}));
    setChanges(changes);
    if (changes.isEmpty()) {
        mark(key("partner.update"), Verdict::NotApplicable);
        mark(key("partner.readback"), Verdict::Pass, {{key("name"), ours.name}, {key("account"), ours.linkedAccount}});
        setAlreadyRight({*finding(key("partner.readback"))});
    }
}

void PartnerApplicationStep::apply()
{
    if (linkedAccount().isEmpty()) {
        failed({core::FailureCode::PaNoLink, {{key("name"), m_name}}, QStringLiteral("step 2 has not identified the account"), true});
        return;
    }
    if (m_found.ours.isEmpty())
        create();
    else
        update();
}

psrp::Command PartnerApplicationStep::createCommand() const
{
    return psrp::Command(key("New-PartnerApplication"))
        .with(key("Name"), m_name)
        .with(key("ApplicationIdentifier"), state().targets().first().appId)
        .with(key("Enabled"), true)
        .with(key("LinkedAccount"), linkedAccount())
        .with(key("DomainController"), settings().domainController)
        .with(key("Confirm"), false);
}

psrp::Command PartnerApplicationStep::updateCommand(const QList<model::Change> &changes) const
{
    psrp::Command command(key("Set-PartnerApplication"));
    command.with(key("Identity"), m_found.ours.first().guid);
    for (const model::Change &change : changes) {
        if (change.id == u"partner-application.enable")
            command.with(key("Enabled"), true);
        else
            command.with(key("LinkedAccount"), linkedAccount());
    }
    return command.with(key("DomainController"), settings().domainController).with(key("Confirm"), false);
}

QList<psrp::Command> PartnerApplicationStep::commands() const
{
    if (changes().isEmpty())
        return {};
    return {m_found.ours.isEmpty() ? createCommand() : updateCommand(changes())};
}

void PartnerApplicationStep::create()
{
    mark(key("partner.create"), Verdict::Running);
    write(createCommand(), {creation()},
          [this](const psrp::CommandOutput &output) {
              created(output.objects.isEmpty() ? PartnerApplication {} : inspection::readPartnerApplication(output.objects.first()));
              readBack();
          });
}

void PartnerApplicationStep::created(const PartnerApplication &made)
{
    state().setPartnerApplication(model::PartnerApplicationIdentity {m_name, made.guid, linkedAccount(), true});
    performed(change("partner-application.create", QStringLiteral("absent"), QStringLiteral("Enabled=True LinkedAccount=") + linkedAccount(),
                     {{key("name"), m_name}, {key("account"), linkedAccount()}}));
    mark(key("partner.create"), Verdict::Pass, {{key("name"), m_name}}, {}, {made.guid});
    mark(key("partner.update"), Verdict::NotApplicable);
}

void PartnerApplicationStep::confirmed(const model::Change &change)
{
    if (change.id == u"partner-application.create") {
        created(m_found.ours.first());
        return;
    }
    performed(change);
    mark(key("partner.update"), Verdict::Pass);
}

void PartnerApplicationStep::update()
{
    QList<model::Change> accepted;
    for (const model::Change &change : changes()) {
        if (state().accepts(change))
            accepted.append(change);
    }
    mark(key("partner.update"), Verdict::Running);
    write(updateCommand(accepted), accepted, [this, accepted](const psrp::CommandOutput &) {
        for (const model::Change &change : accepted)
            performed(change);
        mark(key("partner.update"), Verdict::Pass);
        readBack();
    });
}

void PartnerApplicationStep::readBack()
{
    mark(key("partner.readback"), Verdict::Running);
    perform(reading(), [this](const PartnerState &after) {
        const PartnerApplication application = after.ours.isEmpty() ? PartnerApplication {} : after.ours.first();
        const bool linked = application.linkedAccount.compare(linkedAccount(), Qt::CaseInsensitive) == 0;
        const auto declined = [this](const char *id) {
            const auto &all = changes();
            return std::any_of(all.begin(), all.end(), [&](const auto &c) { return c.id == QLatin1String(id) && !state().accepts(c); });
        };
        if (after.ours.size() != 1 || (!application.enabled && !declined("partner-application.enable"))
            || (!linked && !declined("partner-application.link"))) {
            failed({core::FailureCode::DcReplication, {{key("dc"), settings().domainController}},
                    QStringLiteral("entries=%1 enabled=%2 linked=%3").arg(after.ours.size()).arg(application.enabled).arg(application.linkedAccount), true});
            return;
        }
        const bool createdByUs = state().partnerApplication() && state().partnerApplication()->createdByUs;
        state().setPartnerApplication(model::PartnerApplicationIdentity {application.name, application.guid, application.linkedAccount, createdByUs});
        mark(key("partner.readback"), Verdict::Pass, {{key("name"), application.name}, {key("account"), application.linkedAccount}}, {}, {application.guid});
        conclude(model::StepStatus::Done);
    });
}

}
