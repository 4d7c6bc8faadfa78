#include "cmdlets/Cmdlet.h"
#include "cmdlets/Filter.h"

#include <QJsonArray>

namespace lab {

namespace {

// Whether an account belongs to the kind of object the cmdlet returns.
bool belongs(const QString &cmdlet, const QJsonObject &user)
{
    const QString type = user.value("RecipientType").toString();
    if (cmdlet == "Get-Mailbox")
        return type == "UserMailbox";
    if (cmdlet == "Get-MailUser")
        return type == "MailUser";
    if (cmdlet == "Get-Recipient")
        return type != "User";
    return true;
}

bool wantedKind(const CmdletCall &call, const QJsonObject &user)
{
    for (const char *name : {"RecipientTypeDetails", "RecipientType"}) {
        if (!call.has(name))
            continue;
        bool hit = false;
        for (const QJsonValue &kind : call.parameters.value(name).toArray())
            hit = hit || kind.toString().compare(user.value(name).toString(), Qt::CaseInsensitive) == 0;
        if (!hit)
            return false;
    }
    const QString unit = call.text("OrganizationalUnit");
    return unit.isEmpty()
        || unit.compare(user.value("OrganizationalUnit").toString(), Qt::CaseInsensitive) == 0;
}

}

void getRecipients(CmdletCall &call)
{
    const QString shape = call.cmdlet.name.mid(4);
    if (call.has("Identity") && call.has("Filter"))
        call.fail("System.Management.Automation.ParameterBindingException",
                  "Parameter set cannot be resolved using the specified named parameters.");
    std::optional<RecipientFilter> filter;
    if (call.has("Filter")) {
        QString error;
        filter = RecipientFilter::parse(call.text("Filter"), &error);
        if (!filter)
            call.fail(exception::filter, error);
    }
    const QString identity = call.text("Identity");
    QList<QJsonObject> found;
    for (const QJsonObject &user : call.all("users")) {
        if (!belongs(call.cmdlet.name, user) || !wantedKind(call, user))
            continue;
        if (!identity.isEmpty() && !Directory::identifies(user, identity))
            continue;
        if (filter && !filter->matches(user))
            continue;
        found.append(user);
    }
    if (!identity.isEmpty() && found.isEmpty())
        call.notFound(identity);
    for (const QJsonObject &user : std::as_const(found))
        call.write(shape, user);
}

}
