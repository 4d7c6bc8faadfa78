#include "cmdlets/Cmdlet.h"

#include <QJsonArray>
#include <QUuid>

namespace lab {

namespace {

// Which roles carry a cmdlet, for Get-ManagementRole -Cmdlet.
QStringList rolesWith(const QString &cmdlet)
{
    static const QHash<QString, QStringList> roles = {
        {"new-mailuser", {"Mail Recipient Creation"}},
        {"set-mailuser", {"Mail Recipients"}},
        {"new-managementroleassignment", {"Role Management"}},
        {"new-partnerapplication", {"Organization Client Access"}},
        {"set-partnerapplication", {"Organization Client Access"}},
        {"get-authconfig", {"Organization Client Access", "View-Only Configuration"}},
        {"get-exchangecertificate", {"Exchange Server Certificates"}},
        {"set-intraorganizationconnector", {"Federated Sharing"}},
    };
    return roles.value(cmdlet.toLower(), {"View-Only Configuration"});
}

QString uniqueName(const CmdletCall &call, const QString &wanted)
{
    const auto taken = [&call](const QString &name) {
        for (const QJsonObject &other : call.world.directory.all("roleAssignments")) {
            if (other.value("Name").toString().compare(name, Qt::CaseInsensitive) == 0)
                return true;
        }
        return false;
    };
    QString name = wanted.left(64);
    for (int i = 1; taken(name); ++i) {
        const QString suffix = '-' + QString::number(i);
        name = wanted.left(64 - suffix.size()) + suffix;
    }
    return name;
}

}

void getManagementRole(CmdletCall &call)
{
    if (call.has("Cmdlet")) {
        for (const QString &name : rolesWith(call.text("Cmdlet"))) {
            for (const QJsonObject &role : call.all("managementRoles")) {
                if (role.value("Name").toString() == name)
                    call.write("ManagementRole", role);
            }
        }
        return;
    }
    for (const QJsonObject &role : call.wanted("managementRoles"))
        call.write("ManagementRole", role);
}

void getManagementRoleAssignment(CmdletCall &call)
{
    const QString role = call.text("Role").isEmpty()
        ? QString()
        : call.require("managementRoles", call.text("Role")).value("Name").toString();
    QString assignee = call.text("RoleAssignee");
    if (!assignee.isEmpty()) {
        int matches = 0;
        const auto user = call.world.directory.find("users", assignee, call.controller, &matches);
        if (user)
            assignee = user->value("Identity").toString();
        else if (!assignee.contains("Organization Management"))
            call.notFound(assignee);
    }
    for (const QJsonObject &assignment : call.wanted("roleAssignments")) {
        if (!role.isEmpty() && assignment.value("Role").toString() != role)
            continue;
        const QString holder = assignment.value("RoleAssignee").toString();
        if (!assignee.isEmpty() && holder.compare(assignee, Qt::CaseInsensitive) != 0
            && holder.section('/', -1).compare(assignee, Qt::CaseInsensitive) != 0)
            continue;
        if (call.has("RoleAssigneeType")
            && assignment.value("RoleAssigneeType").toString() != call.text("RoleAssigneeType"))
            continue;
        if (call.has("Enabled") && assignment.value("Enabled").toBool(true) != call.flag("Enabled"))
            continue;
        if (call.has("Delegating")
            && (assignment.value("RoleAssignmentDelegationType").toString() != "Regular")
                != call.flag("Delegating"))
            continue;
        call.write("ManagementRoleAssignment", assignment);
    }
}

void newManagementRoleAssignment(CmdletCall &call)
{
    const QJsonObject role = call.require("managementRoles", call.text("Role"));
    if (!call.has("User"))
        throw CmdletFailure{parameterMissing(call.cmdlet, {"User"})};
    const QJsonObject user = call.require("users", call.text("User"));
    const QString roleName = role.value("Name").toString();
    QString name = call.text("Name");
    if (name.isEmpty()) {
        name = uniqueName(call, roleName + '-' + user.value("Name").toString());
    } else if (uniqueName(call, name) != name) {
        call.fail(exception::exists,
                  "Active Directory operation failed on " + call.controller + ". The object 'CN=" + name
                      + ",CN=Role Assignments,CN=RBAC,CN=Contoso,CN=Microsoft Exchange,"
                        "CN=Services,CN=Configuration,DC=contoso,DC=fr' already exists.");
    }
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    const QJsonObject assignment{{"Name", name},
                                 {"Identity", name},
                                 {"Guid", QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                 {"Role", roleName},
                                 {"RoleAssignee", user.value("Identity")},
                                 {"RoleAssigneeName", user.value("Name")},
                                 {"RoleAssigneeType", "User"},
                                 {"Enabled", true},
                                 {"RoleAssignmentDelegationType",
                                  call.flag("Delegating") ? QString("Delegating") : QString("Regular")},
                                 {"WhenCreatedUTC", now},
                                 {"WhenChangedUTC", now}};
    if (call.dryRun())
        return;
    call.insert("roleAssignments", assignment);
    call.write("ManagementRoleAssignment", assignment);
}

void removeManagementRoleAssignment(CmdletCall &call)
{
    const QJsonObject assignment = call.require("roleAssignments", call.text("Identity"));
    if (!call.dryRun())
        call.remove("roleAssignments", assignment.value("Guid").toString());
}

}
