#include "services/AccountStep.h"

#include "core/Key.h"

#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using inspection::AccountState;

using core::key;

AccountStep::AccountStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::account), environment, parent)
{
}

inspection::AccountQuestion AccountStep::question(const model::SetupState &state)
{
    const model::ApplicationTarget target = state.targets().first();
    const model::Settings &settings = state.settings();
    const QString name = settings.accountName.isEmpty() ? target.accountName : settings.accountName;
    return {target.appId, name, name + u'@' + settings.domain, target.roles, settings.domainController};
}

QList<model::Finding> AccountStep::pendingFindings() const
{
    const auto row = [](const QString &id, const core::Values &values = {}) {
        return model::Finding {id, Verdict::Pending, values, {}, {}, -1, {}};
    };
    QList<model::Finding> rows {row(key("account.search")), row(key("account.create")), row(key("account.hide"))};
    for (const QString &role : question(environment().state).roles)
        rows.append(row(key("account.role.") + role, {{key("role"), role}}));
    rows.append(row(key("account.readback"), {{key("dc"), settings().domainController}}));
    return rows;
}

void AccountStep::inspect(Continuation then)
{
    m_question = question(state());
    m_role = 0;
    mark(key("account.search"), Verdict::Running);
    perform(new inspection::AccountReading(environment().exchange, m_question), [this, then](const AccountState &found) {
        m_found = found;
        if (found.found == AccountState::Found::OtherObject) {
            mark(key("account.search"), Verdict::Fail, {{key("name"), found.account.identity}}, core::FailureCode::MuExists);
            failed({core::FailureCode::MuExists, {{key("name"), found.account.identity}},
                    QStringLiteral("RecipientTypeDetails=%1").arg(found.account.kind), false});
            return;
        }
        judge(found);
        plan(found);
        if (found.found == AccountState::Found::Nothing)
            checkCreation(then);
        else
            then();
    });
}

// Under split permissions the session has no New-MailUser: said before the review, not in the middle of the run.
void AccountStep::checkCreation(Continuation then)
{
    const psrp::Command command = psrp::Command(key("Get-Command")).with(key("Name"), QStringList {key("New-MailUser")});
    perform(environment().exchange.invoke(command, this), [this, then](const psrp::CommandOutput &output) {
        if (output.objects.isEmpty()) {
            mark(key("account.create"), Verdict::Fail, {}, core::FailureCode::SplitPerm);
            failed({core::FailureCode::SplitPerm, {}, QStringLiteral("Get-Command New-MailUser: nothing"), false});
        } else {
            then();
        }
    });
}

void AccountStep::judge(const AccountState &found)
{
    const bool exists = found.found != AccountState::Found::Nothing;
    mark(key("account.search"), Verdict::Pass, {{key("found"), exists ? found.account.identity : QString()}}, {},
         {exists ? found.account.identity : QStringLiteral("Get-User: absent")});
    if (!exists) {
        state().setAccount(std::nullopt);
        return;
    }
    takeIdentity(found.account, state().account() && state().account()->guid == found.account.guid && state().account()->createdByUs);
    mark(key("account.create"), Verdict::NotApplicable);
    if (found.isHiddenOrUnlisted())
        mark(key("account.hide"), Verdict::NotApplicable);
    for (const QString &role : found.rolesHeld)
        mark(key("account.role.") + role, Verdict::NotApplicable);
    if (found.isHiddenOrUnlisted() && found.rolesMissing.isEmpty())
        mark(key("account.readback"), Verdict::Pass, {{key("identity"), found.account.identity}});
}

model::Change AccountStep::change(const char *changeId, const QString &before, const QString &after,
                                  const core::Values &values) const
{
    return {QLatin1String(changeId), id(), key("exchange"), m_question.name, before, after, values, false, true, {}};
}

model::Change AccountStep::creation() const
{
    return change("account.create", QStringLiteral("absent"), m_question.address,
                  {{key("name"), m_question.name}, {key("address"), m_question.address}, {key("roles"), m_question.roles.join(QStringLiteral(", "))}});
}

model::Change AccountStep::hiding() const
{
    return change("account.hide", QStringLiteral("HiddenFromAddressListsEnabled=False"), QStringLiteral("HiddenFromAddressListsEnabled=True"),
                  {{key("name"), m_question.name}});
}

model::Change AccountStep::assignment(const QString &role) const
{
    return change("account.role", QStringLiteral("not assigned"), role, {{key("name"), m_question.name}, {key("role"), role}});
}

// One row of the review for a new account, one per difference for an existing one.
void AccountStep::plan(const AccountState &found)
{
    const bool exists = found.found != AccountState::Found::Nothing;
    if (exists)
        m_question.name = found.account.name;
    QList<model::Change> parts;
    if (!exists || !found.isHiddenOrUnlisted())
        parts.append(hiding());
    for (const QString &role : exists ? found.rolesMissing : m_question.roles)
        parts.append(assignment(role));
    QList<model::Finding> right;
    if (!exists) {
        model::Change create = creation();
        for (const model::Change &part : parts)
            create.covers << part.key();
        parts = {create};
    } else {
        for (const model::Finding &finding : findings()) {
            if (finding.verdict == Verdict::NotApplicable)
                right.append(finding);
        }
    }
    setChanges(parts);
    setAlreadyRight(right);
}

// What may be written: everything for a new account, whose one row stands for all; for an existing one only the rows
// that were accepted.
void AccountStep::apply()
{
    m_hide = false;
    m_roles.clear();
    for (const model::Change &change : changes()) {
        if (!state().accepts(change))
            continue;
        if (change.id == u"account.create") {
            m_hide = true;
            m_roles = m_question.roles;
        } else if (change.id == u"account.hide") {
            m_hide = true;
        } else {
            m_roles << change.after;
        }
    }
    if (m_found.found == AccountState::Found::Nothing)
        create();
    else
        hide();
}

psrp::Command AccountStep::createCommand() const
{
    psrp::Command command(key("New-MailUser"));
    command.with(key("Name"), m_question.name).with(key("ExternalEmailAddress"), m_question.address);
    if (!settings().organizationalUnit.isEmpty())
        command.with(key("OrganizationalUnit"), settings().organizationalUnit);
    return command.with(key("DomainController"), m_question.domainController).with(key("Confirm"), false);
}

psrp::Command AccountStep::hideCommand() const
{
    return psrp::Command(key("Set-MailUser"))
        .with(key("Identity"), m_identity.guid)
        .with(key("HiddenFromAddressListsEnabled"), true)
        .with(key("DomainController"), m_question.domainController)
        .with(key("Confirm"), false);
}

psrp::Command AccountStep::assignCommand(const QString &role) const
{
    return psrp::Command(key("New-ManagementRoleAssignment"))
        .with(key("Role"), role)
        .with(key("User"), m_identity.canonicalName)
        .with(key("DomainController"), m_question.domainController)
        .with(key("Confirm"), false);
}

QList<psrp::Command> AccountStep::commands() const
{
    QList<psrp::Command> commands;
    for (const model::Change &change : changes()) {
        if (change.id == u"account.create") {
            commands << createCommand() << hideCommand();
            for (const QString &role : m_question.roles)
                commands << assignCommand(role);
        } else {
            commands << (change.id == u"account.hide" ? hideCommand() : assignCommand(change.after));
        }
    }
    return commands;
}

void AccountStep::create()
{
    mark(key("account.create"), Verdict::Running);
    write(createCommand(), {creation()}, [this](const psrp::CommandOutput &output) {
        if (output.objects.isEmpty()) {
            failed({core::FailureCode::DcReplication, {{key("dc"), m_question.domainController}}, QStringLiteral("New-MailUser returned nothing"), true});
            return;
        }
        const inspection::Recipient account = inspection::readRecipient(output.objects.first());
        m_found.account = account;
        takeIdentity(account, true);
        created(account);
        hide();
    });
}

void AccountStep::created(const inspection::Recipient &account)
{
    model::Change done = creation();
    done.after = account.identity;
    performed(done);
    mark(key("account.create"), Verdict::Pass, {{key("address"), m_question.address}}, {}, {account.distinguishedName});
}

void AccountStep::confirmed(const model::Change &change)
{
    if (change.id == u"account.create") {
        takeIdentity(m_found.account, true);
        created(m_found.account);
        return;
    }
    performed(change);
    mark(change.id == u"account.hide" ? change.id : key("account.role.") + change.after, Verdict::Pass);
}

void AccountStep::hide()
{
    if (!m_hide) {
        assignRoles();
        return;
    }
    mark(key("account.hide"), Verdict::Running);
    write(hideCommand(), {hiding()}, [this](const psrp::CommandOutput &) {
        performed(hiding());
        mark(key("account.hide"), Verdict::Pass);
        assignRoles();
    });
}

void AccountStep::assignRoles()
{
    if (m_role == m_roles.size()) {
        readBack();
        return;
    }
    const QString role = m_roles[m_role++];
    mark(key("account.role.") + role, Verdict::Running);
    // Read first even though inspect() did: a second unnamed assignment would not be refused (procedure.md 7).
    write(assignCommand(role), {assignment(role)}, [this, role](const psrp::CommandOutput &output) {
        const QString name = output.objects.isEmpty() ? role : inspection::readRoleAssignment(output.objects.first()).name;
        model::Change done = assignment(role);
        done.after = name;
        performed(done);
        mark(key("account.role.") + role, Verdict::Pass, {}, {}, {name});
        assignRoles();
    });
}

void AccountStep::readBack()
{
    mark(key("account.readback"), Verdict::Running);
    perform(new inspection::AccountReading(environment().exchange, m_question), [this](const AccountState &after) {
        const bool right = after.found != AccountState::Found::Nothing && after.found != AccountState::Found::OtherObject
            && (!m_hide || after.isHiddenOrUnlisted())
            && std::none_of(m_roles.begin(), m_roles.end(), [&after](const QString &role) { return after.rolesMissing.contains(role); });
        if (!right) {
            failed({core::FailureCode::DcReplication, {{key("dc"), m_question.domainController}},
                    QStringLiteral("hidden=%1 rolesMissing=%2").arg(after.account.hidden).arg(after.rolesMissing.join(u',')), true});
            return;
        }
        takeIdentity(after.account, m_identity.createdByUs);
        mark(key("account.readback"), Verdict::Pass, {{key("identity"), after.account.identity}}, {},
             {after.account.distinguishedName});
        conclude(model::StepStatus::Done);
    });
}

void AccountStep::takeIdentity(const inspection::Recipient &account, bool createdByUs)
{
    m_identity = {account.name, account.guid, account.distinguishedName, account.identity,
                  account.primaryAddress.isEmpty() ? account.externalAddress : account.primaryAddress, createdByUs};
    state().setAccount(m_identity);
}

}
