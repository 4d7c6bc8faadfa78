#include "cmdlets/CmdletRunner.h"

#include "cmdlets/Cmdlet.h"

#include <QJsonArray>

namespace lab {

namespace {

// The bound value, or undefined when the binder of that parameter would refuse it.
QJsonValue converted(const CmdletParameter &parameter, const ClixmlValue &value)
{
    using Kind = CmdletParameter::Kind;
    const QJsonValue json = value.toJson();
    switch (parameter.kind) {
    case Kind::Bool:
        return json.isBool() ? json : QJsonValue(QJsonValue::Undefined);
    case Kind::Switch:
        return json.isBool()                       ? json
            : value.kind == ClixmlValue::Kind::Nil ? QJsonValue(true)
                                                   : QJsonValue(QJsonValue::Undefined);
    case Kind::Number:
        return json.isDouble() ? json : QJsonValue(QJsonValue::Undefined);
    case Kind::Secret:
        return value.tag == "SS" ? json : QJsonValue(QJsonValue::Undefined);
    case Kind::Many:
        if (json.isArray() || json.isObject())
            return json;
        return QJsonArray{json};
    case Kind::Text:
    case Kind::Date:
        if (json.isArray() || json.isObject())
            return QJsonValue(QJsonValue::Undefined);
        return json.isString() || json.isNull() ? json : QJsonValue(json.toVariant().toString());
    }
    return QJsonValue(QJsonValue::Undefined);
}

const CmdletParameter *nextPositional(const Cmdlet &cmdlet, const QJsonObject &bound)
{
    for (const CmdletParameter &parameter : cmdlet.parameters) {
        if (parameter.positional && !bound.contains(parameter.name))
            return &parameter;
    }
    return nullptr;
}

QJsonObject withoutSecrets(QJsonObject parameters, const Cmdlet &cmdlet)
{
    for (const CmdletParameter &parameter : cmdlet.parameters) {
        if (parameter.kind == CmdletParameter::Kind::Secret)
            parameters.remove(parameter.name);
    }
    return parameters;
}

QJsonObject rawParameters(const CommandCall &call)
{
    QJsonObject parameters;
    for (const CommandArgument &argument : call.arguments) {
        const bool secret = argument.name.contains("password", Qt::CaseInsensitive)
            || argument.name.contains("credential", Qt::CaseInsensitive);
        parameters.insert(argument.name, secret ? QJsonValue("(secret)") : argument.value.toJson());
    }
    return parameters;
}

void settle(CmdletOutcome *outcome, const QJsonObject &parameters, bool everyErrorEnds)
{
    if (parameters.value("WarningAction").toString().compare("SilentlyContinue", Qt::CaseInsensitive) == 0)
        outcome->warnings.clear();
    if (outcome->failure || outcome->errors.isEmpty())
        return;
    const QString action = parameters.value("ErrorAction").toString();
    if (action.compare("SilentlyContinue", Qt::CaseInsensitive) == 0
        || action.compare("Ignore", Qt::CaseInsensitive) == 0) {
        outcome->errors.clear();
    } else if (action.compare("Stop", Qt::CaseInsensitive) == 0) {
        ErrorInfo first = outcome->errors.first();
        first.exception = "System.Management.Automation.ActionPreferenceStopException";
        first.message =
            "The running command stopped because the preference variable \"ErrorActionPreference\" or "
            "common parameter is set to Stop: "
            + first.message;
        outcome->errors.clear();
        outcome->failure = first;
    } else if (everyErrorEnds) {
        outcome->failure = outcome->errors.takeFirst();
    }
}

}

CmdletRunner::CmdletRunner(World &world)
    : m_world(world)
{
}

CmdletOutcome CmdletRunner::run(const PipelineRequest &request, CmdletSession &session, quint64 connection)
{
    CmdletOutcome total;
    for (const QList<CommandCall> &statement : request.statements) {
        QList<WireObject> flow;
        bool first = true;
        for (const CommandCall &call : statement) {
            CmdletOutcome step;
            if (first)
                runOne(call, nullptr, session, connection, &step);
            for (const WireObject &object : std::as_const(flow)) {
                if (!first && !step.failure)
                    runOne(call, &object, session, connection, &step);
            }
            first = false;
            flow = step.output;
            total.errors += step.errors;
            total.warnings += step.warnings;
            total.changed = total.changed || step.changed;
            if (step.failure) {
                total.failure = step.failure;
                return total;
            }
        }
        total.output += flow;
    }
    return total;
}

void CmdletRunner::runOne(const CommandCall &call, const WireObject *piped, CmdletSession &session,
                          quint64 connection, CmdletOutcome *outcome)
{
    const Cmdlet *cmdlet = call.script ? nullptr : findCmdlet(call.name);
    Journal::Entry entry{"exchange",
                         "cmdlet",
                         call.script ? QString("(script)") : call.name,
                         {},
                         {},
                         "/PowerShell/",
                         cmdlet && cmdlet->writes && cmdlet->name != "Set-ADServerSettings",
                         connection};
    QJsonObject parameters;
    ErrorInfo error;
    bool bound = false;
    if (call.script)
        error = scriptsNotAllowed();
    else if (!cmdlet || isHidden(m_world, *cmdlet))
        error = commandNotFound(call.name);
    else
        bound = bind(*cmdlet, call, piped, &parameters, &error);
    entry.parameters = bound ? withoutSecrets(parameters, *cmdlet)
        : call.script        ? QJsonObject()
                             : rawParameters(call);
    const int number = m_world.journal.add(entry);

    CmdletOutcome own;
    if (!bound) {
        own.failure = error;
    } else {
        try {
            if (const auto fault = m_world.faults.take("cmdlet-error", "exchange", {cmdlet->name})) {
                throw CmdletFailure{
                    exchangeError(*cmdlet, fault->value("exception").toString(exception::unsuitable),
                                  fault->value("message").toString("The lab was told to fail."))};
            }
            const QString controller = controllerFor(parameters, session);
            if (controller.isEmpty()) {
                const QString name = parameters.value("DomainController").toString();
                throw CmdletFailure{exchangeError(
                    *cmdlet, exception::unsuitable,
                    "An Active Directory error 0x51 occurred when trying to check the suitability of server '"
                        + name + "'. Error: 'Active directory response: The LDAP server is unavailable.'")};
            }
            for (const CmdletParameter &parameter : cmdlet->parameters) {
                if (!parameter.carriedOut && parameters.contains(parameter.name))
                    throw CmdletFailure{exchangeError(*cmdlet, "System.NotImplementedException",
                                                      "The lab does not carry out -" + parameter.name + '.')};
            }
            if (cmdlet->prompts && parameters.value("Confirm").toBool(true)
                && !parameters.value("WhatIf").toBool()) {
                throw CmdletFailure{
                    {"System.Management.Automation.Host.HostException",
                     "A command that prompts the user failed because the host program or the command "
                     "type does not support user interaction.",
                     "HostFunctionNotImplemented," + cmdlet->taskClass,
                     0,
                     cmdlet->name,
                     "HostException",
                     {}}};
            }
            CmdletCall invocation(m_world, session, *cmdlet, parameters, controller, own);
            cmdlet->body(invocation);
            if (const auto fault = m_world.faults.take("cmdlet-warning", "exchange", {cmdlet->name}))
                own.warnings << fault->value("message").toString("The lab was told to warn.");
        } catch (const CmdletFailure &failure) {
            own.errors << failure.error;
        }
        settle(&own, parameters, m_world.isOn("terminatingErrors"));
    }
    const QString status = own.failure ? "Failed"
        : own.errors.isEmpty()         ? "Completed"
                                       : "CompletedWithErrors";
    m_world.journal.end(number, status, own.changed);
    outcome->output += own.output;
    outcome->errors += own.errors;
    outcome->warnings += own.warnings;
    outcome->changed = outcome->changed || own.changed;
    outcome->failure = own.failure;
}

bool CmdletRunner::bind(const Cmdlet &cmdlet, const CommandCall &call, const WireObject *piped,
                        QJsonObject *parameters, ErrorInfo *error) const
{
    for (const CommandArgument &argument : call.arguments) {
        const CmdletParameter *parameter =
            argument.name.isEmpty() ? nextPositional(cmdlet, *parameters) : cmdlet.parameter(argument.name);
        if (!parameter || isHidden(m_world, cmdlet, parameter->name)) {
            *error = parameterNotFound(cmdlet, argument.name);
            return false;
        }
        if (parameters->contains(parameter->name)) {
            *error = parameterNotFound(cmdlet, argument.name);
            error->id = "ParameterAlreadyBound," + cmdlet.name;
            error->message = "Cannot bind parameter because parameter '" + parameter->name
                + "' is specified more than once.";
            return false;
        }
        const QJsonValue value = converted(*parameter, argument.value);
        if (value.isUndefined()) {
            *error = parameterNotConverted(cmdlet, parameter->name, argument.value.text);
            return false;
        }
        parameters->insert(parameter->name, value);
    }
    if (piped && cmdlet.parameter("Identity") && !parameters->contains("Identity"))
        parameters->insert("Identity", piped->properties.value("Guid"));
    QStringList missing;
    for (const CmdletParameter &parameter : cmdlet.parameters) {
        const QJsonValue value = parameters->value(parameter.name);
        if (parameter.mandatory && (value.isUndefined() || value.isNull() || value.toString("x").isEmpty()))
            missing << parameter.name;
    }
    if (!missing.isEmpty())
        *error = parameterMissing(cmdlet, missing);
    return missing.isEmpty();
}

QString CmdletRunner::controllerFor(const QJsonObject &parameters, const CmdletSession &session)
{
    const QString asked = parameters.value("DomainController").toString();
    if (!asked.isEmpty()) {
        const auto controller = m_world.directory.find("domainControllers", asked);
        m_lastController = controller ? controller->value("DnsHostName").toString() : m_lastController;
        return controller ? m_lastController : QString();
    }
    if (!session.preferredController.isEmpty())
        return session.preferredController;
    // Nobody chose: the controller the last cmdlet did not use.
    QString fallback;
    for (const QJsonObject &controller : m_world.directory.all("domainControllers")) {
        fallback = controller.value("DnsHostName").toString();
        if (fallback != m_lastController)
            break;
    }
    return fallback;
}

}
