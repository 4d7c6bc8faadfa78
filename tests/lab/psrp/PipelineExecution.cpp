#include "psrp/WsmanEndpoint.h"

#include "org/HttpFaults.h"

#include <QPointer>
#include <QTimer>

namespace lab {

namespace {
ErrorInfo stopped()
{
    return {"System.Management.Automation.PipelineStoppedException",
            "The pipeline has been stopped.",
            "PipelineStopped",
            14,
            {},
            {},
            {}};
}
}

void WsmanEndpoint::start(Shell *shell, ShellCommand *command, quint64 connection)
{
    if (command->started || !command->request || !command->inputEnded)
        return;
    command->started = true;
    QStringList names;
    for (const auto &statement : command->request->statements) {
        for (const CommandCall &call : statement)
            names << call.name;
    }
    const auto go = [this, shell, connection, command = QPointer<ShellCommand>(command), names] {
        if (!command || command->executed)
            return;
        if (const int wait = delayFor(m_world, "exchange", names); wait > 0) {
            QTimer::singleShot(wait, command, [this, shell, command, connection] {
                if (!command->executed)
                    execute(shell, command, connection);
            });
            return;
        }
        execute(shell, command, connection);
    };
    if (m_world.isOn("preparingModules") && !shell->modulesPrepared)
        shell->send(command, MessageType::ProgressRecord, progressText());
    shell->modulesPrepared = true;
    if (m_world.isOn("runningState"))
        shell->send(command, MessageType::PipelineState, pipelineStateText(1, std::nullopt));
    if (m_world.faults.take("unknown-message", "exchange", names))
        shell->send(command, MessageType(0x0004107F),
                    "<Obj RefId=\"0\"><MS><S N=\"Lab\">unknown</S></MS></Obj>");
    if (const auto call = m_world.faults.take("host-call", "exchange", names)) {
        const int method = call->value("method").toInt(15);
        const bool wantsAnswer =
            method < 13 || (method >= 23 && method <= 26) || method == 46 || method == 56;
        command->hostCallId = wantsAnswer ? 1 : 0;
        shell->send(command, MessageType::PipelineHostCall,
                    hostCallText(wantsAnswer ? 1 : -100, method, call->value("name").toString("WriteLine1")));
        deliver(shell, command->id);
        if (wantsAnswer) {
            command->resume = [this, shell, command, go](bool ok) {
                if (ok)
                    return go();
                CmdletOutcome outcome;
                outcome.failure =
                    ErrorInfo{"System.Management.Automation.Host.HostException",
                              "A command that prompts the user failed because the host program does not "
                              "support user interaction.",
                              "HostFunctionNotImplemented",
                              0,
                              {},
                              {},
                              {}};
                command->executed = true;
                finish(shell, command, outcome);
            };
            return;
        }
    }
    go();
}

void WsmanEndpoint::execute(Shell *shell, ShellCommand *command, quint64 connection)
{
    command->executed = true;
    CmdletSession session{shell->user, shell->preferredController, shell->viewEntireForest};
    const CmdletOutcome outcome = m_runner.run(*command->request, session, connection);
    shell->preferredController = session.preferredController;
    shell->viewEntireForest = session.viewEntireForest;
    finish(shell, command, outcome);
}

void WsmanEndpoint::finish(Shell *shell, ShellCommand *command, const CmdletOutcome &outcome)
{
    for (const QString &warning : outcome.warnings)
        shell->send(command, MessageType::WarningRecord, warningText(warning));
    const ClixmlStyle style{m_world.list("oddObjects"), m_world.text("escapes")};
    for (const WireObject &object : outcome.output) {
        ClixmlWriter writer(style);
        shell->send(command, MessageType::PipelineOutput, writer.object(object).toUtf8());
    }
    for (const ErrorInfo &error : outcome.errors)
        shell->send(command, MessageType::ErrorRecord, errorText(error));
    shell->send(command, MessageType::PipelineState,
                pipelineStateText(outcome.failure ? 5 : 4, outcome.failure));
    command->output.finish();
    deliver(shell, command->id);
}

void WsmanEndpoint::stop(Shell *shell, ShellCommand *command)
{
    if (command->output.finished())
        return;
    command->executed = true;
    shell->send(command, MessageType::PipelineState, pipelineStateText(3, stopped()));
    command->output.finish();
    deliver(shell, command->id);
}

}
