#include "cmdlets/Cmdlet.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QUuid>

namespace lab {

ErrorInfo exchangeError(const Cmdlet &cmdlet, const QString &exception, const QString &message)
{
    const QString shortName = exception.section('.', -1);
    const QString number = QString::fromLatin1(QCryptographicHash::hash((cmdlet.name + shortName).toUtf8(),
                                                                        QCryptographicHash::Md5)
                                                   .toHex()
                                                   .left(7))
                               .toUpper();
    const QString id = QString("[Server=EX1,RequestId=%1,TimeStamp=%2] [FailureCategory=Cmdlet-%3] %4,%5")
                           .arg(QUuid::createUuid().toString(QUuid::WithoutBraces),
                                QLocale::c().toString(QDateTime::currentDateTimeUtc(), "M/d/yyyy h:mm:ss AP"),
                                shortName, number, cmdlet.taskClass);
    return {exception, message, id, 0, cmdlet.name, shortName, {}};
}

ErrorInfo commandNotFound(const QString &name)
{
    return {"System.Management.Automation.CommandNotFoundException",
            "The term '" + name
                + "' is not recognized as the name of a cmdlet, function, script file, or operable program. "
                  "Check the "
                  "spelling of the name, or if a path was included, verify that the path is correct and try "
                  "again.",
            "CommandNotFoundException",
            13,
            {},
            "CommandNotFoundException",
            name};
}

ErrorInfo parameterNotFound(const Cmdlet &cmdlet, const QString &parameter)
{
    return {"System.Management.Automation.ParameterBindingException",
            "A parameter cannot be found that matches parameter name '" + parameter + "'.",
            "NamedParameterNotFound," + cmdlet.name,
            5,
            cmdlet.name,
            "ParameterBindingException",
            {},
            parameter};
}

ErrorInfo parameterMissing(const Cmdlet &cmdlet, const QStringList &parameters)
{
    return {"System.Management.Automation.ParameterBindingException",
            "Cannot process command because of one or more missing mandatory parameters: "
                + parameters.join(' ') + '.',
            "MissingMandatoryParameter," + cmdlet.name,
            5,
            cmdlet.name,
            "ParameterBindingException",
            {}};
}

ErrorInfo parameterNotConverted(const Cmdlet &cmdlet, const QString &parameter, const QString &value)
{
    return {"System.Management.Automation.ParameterBindingArgumentTransformationException",
            "Cannot process argument transformation on parameter '" + parameter + "'. Cannot convert value \""
                + value + "\" to the type of the parameter.",
            "ParameterArgumentTransformationError," + cmdlet.name,
            5,
            cmdlet.name,
            "ParameterBindingArgumentTransformationException",
            {}};
}

ErrorInfo scriptsNotAllowed()
{
    return {"System.Management.Automation.ParseException",
            "The syntax is not supported by this runspace. This can occur if the runspace is in no-language "
            "mode.",
            "ScriptsNotAllowed",
            17,
            {},
            "ParseException",
            {}};
}

bool isHidden(const World &world, const Cmdlet &cmdlet)
{
    return world.list("hiddenCmdlets").contains(cmdlet.name, Qt::CaseInsensitive);
}

bool isHidden(const World &world, const Cmdlet &cmdlet, const QString &parameter)
{
    const QJsonArray names = world.switchValue("hiddenParameters").toObject().value(cmdlet.name).toArray();
    for (const QJsonValue &name : names) {
        if (name.toString().compare(parameter, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

}
