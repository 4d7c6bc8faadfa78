#include "psrp/OpenRefusal.h"

#include <QHash>
#include <QUuid>

namespace lab {

namespace {
// %1 the user, %2 the limit
const QHash<QString, QString> &words()
{
    static const QHash<QString, QString> table = {
        {"no-roles",
          "[FailureCategory=AuthZ-CmdletAccessDeniedException] The user \"%1\" isn't assigned to any "
          "management "
          "roles."},
        {"too-many-sessions",
          "[FailureCategory=AuthZ-AuthorizationException] Fail to create a runspace because you have "
          "exceeded the "
          "maximum number of connections allowed: %2 for the policy party : MaxConcurrency. Please close "
          "existing "
          "runspaces and try again."},
        {"budget",
          "[FailureCategory=AuthZ-AuthorizationException] Fail to create runspace because you have exceeded "
          "your "
          "budget to create runspace. Please wait for 35 seconds."},
        {"too-many-shells-2010",
          "This user is allowed a maximum of %2 concurrent shells, which has been exceeded. Close existing "
          "shells "
          "or raise the quota for this user."},
        {"remote-powershell-disabled", "Access is denied."},
    };
    return table;
}
}

QStringList openRefusalReasons()
{
    return words().keys();
}

SoapFault openRefusal(const QString &reason, const QString &user, int limit, const QString &text)
{
    const QString name = user.contains("adm.exchange") ? QString("contoso.fr/Users/Administrateur Exchange")
                                                       : "contoso.fr/Users/" + user.section('\\', -1);
    const QString said = text.isEmpty() ? words().value(reason) : text;
    const QString full = "[AuthZRequestId=" + QUuid::createUuid().toString(QUuid::WithoutBraces) + ']'
        + QString(said).replace("%1", name).replace("%2", QString::number(limit));
    if (reason == "too-many-shells-2010") // the words of WinRM for this code
        return {2150859173, "w:QuotaLimit", full, {}, false};
    if (reason == "remote-powershell-disabled")
        return {5, "w:AccessDenied", full, {}, false};
    return fault::plugin(full);
}

}
