#include "inspection/CommandListReading.h"

namespace passerelle::inspection {

CommandNeed CommandNeed::of(const psrp::Command &command)
{
    CommandNeed need {command.name, {}};
    for (const psrp::Parameter &parameter : command.parameters)
        need.parameters << parameter.name;
    return need;
}

void CommandList::add(const QString &cmdlet, const QStringList &parameters)
{
    QStringList &known = m_parameters[cmdlet.toLower()];
    for (const QString &parameter : parameters)
        known << parameter.toLower();
}

QStringList CommandList::lacking(const CommandNeed &need) const
{
    const auto found = m_parameters.constFind(need.cmdlet.toLower());
    if (found == m_parameters.constEnd())
        return {need.cmdlet};
    QStringList lacking;
    for (const QString &parameter : need.parameters) {
        if (!found->isEmpty() && !found->contains(parameter.toLower()))
            lacking << need.cmdlet + QStringLiteral(" -") + parameter;
    }
    return lacking;
}

bool CommandList::isUnlisted(const QString &cmdlet) const
{
    const auto found = m_parameters.constFind(cmdlet.toLower());
    return found != m_parameters.constEnd() && found->isEmpty();
}

CommandListReading::CommandListReading(psrp::CommandRunner &exchange, const QList<CommandNeed> &needs) : Reading(exchange)
{
    for (const CommandNeed &need : needs) {
        if (!m_names.contains(need.cmdlet))
            m_names << need.cmdlet;
    }
}

void CommandListReading::doStart()
{
    const psrp::Command command = psrp::Command(QStringLiteral("Get-Command")).with(QStringLiteral("Name"), m_names);
    // An absent name is reported as an error beside the objects of the others, so errors are expected here.
    cmdlet(command, [this](const psrp::CommandOutput &output) {
        CommandList list;
        for (const psrp::Value &value : output.objects) {
            QStringList parameters;
            for (const auto &[name, unused] : value.property(u"Parameters").entries())
                parameters << name.toString();
            list.add(value.property(u"Name").toString(), parameters);
        }
        succeed(list);
    });
}

}
