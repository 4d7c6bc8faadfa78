#include "cmdlets/Cmdlet.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace lab {

namespace {

QJsonObject described(const World &world, const Cmdlet &cmdlet)
{
    QJsonObject parameters;
    for (const CmdletParameter &parameter : cmdlet.parameters) {
        if (!isHidden(world, cmdlet, parameter.name))
            parameters.insert(parameter.name, "System.Management.Automation.ParameterMetadata");
    }
    return {{"Name", cmdlet.name},
            {"CommandType", "Cmdlet"},
            {"Verb", cmdlet.name.section('-', 0, 0)},
            {"Noun", cmdlet.name.section('-', 1)},
            {"ModuleName", ""},
            {"Visibility", "Public"},
            {"Parameters", world.list("unlistedParameters").contains(cmdlet.name, Qt::CaseInsensitive)
                               ? QJsonValue()
                               : QJsonValue(parameters)}};
}

}

void getCommand(CmdletCall &call)
{
    QJsonArray names = call.parameters.value("Name").toArray();
    if (names.isEmpty())
        names.append("*");
    QStringList missing;
    for (const QJsonValue &name : names) {
        const QString text = name.toString();
        const auto pattern = QRegularExpression::fromWildcard(text, Qt::CaseInsensitive);
        bool any = false;
        for (const Cmdlet &cmdlet : cmdletTable()) {
            if (isHidden(call.world, cmdlet) || !pattern.match(cmdlet.name).hasMatch())
                continue;
            any = true;
            call.write("CmdletInfo", described(call.world, cmdlet));
        }
        if (!any && !text.contains('*') && !text.contains('?'))
            missing << text;
    }
    for (const QString &name : std::as_const(missing)) {
        ErrorInfo error = commandNotFound(name);
        error.id = "CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand";
        error.activity = "Get-Command";
        call.report(error);
    }
}

}
