#include "psrp/PipelineRequest.h"

namespace lab {

namespace {

std::optional<CommandCall> readCommand(const ClixmlValue &object, QString *error)
{
    const ClixmlValue *name = object.member("Cmd");
    const ClixmlValue *script = object.member("IsScript");
    const ClixmlValue *arguments = object.member("Args");
    if (!name || name->tag != "S" || !script || script->tag != "B" || !arguments
        || arguments->kind != ClixmlValue::Kind::List || !object.member("MergeMyResult")
        || !object.member("MergeToResult") || !object.member("MergePreviousResults")) {
        *error = "a command lacks Cmd, IsScript, Args or its Merge members";
        return std::nullopt;
    }
    CommandCall call;
    call.name = name->text;
    call.script = script->text == "true";
    for (const ClixmlValue &item : arguments->items) {
        const ClixmlValue *n = item.member("N");
        const ClixmlValue *v = item.member("V");
        if (!n || !v || (n->kind != ClixmlValue::Kind::Nil && n->tag != "S")) {
            *error = "an argument lacks N or V";
            return std::nullopt;
        }
        QString argument = n->text;
        if (argument.startsWith('-'))
            argument.remove(0, 1);
        call.arguments.append({argument, *v});
    }
    return call;
}

std::optional<QList<CommandCall>> readCommands(const ClixmlValue *list, QString *error)
{
    QList<CommandCall> calls;
    if (!list || list->kind != ClixmlValue::Kind::List || list->items.isEmpty()) {
        *error = "Cmds is missing or empty";
        return std::nullopt;
    }
    for (const ClixmlValue &item : list->items) {
        const auto call = readCommand(item, error);
        if (!call)
            return std::nullopt;
        calls.append(*call);
    }
    return calls;
}

}

std::optional<PipelineRequest> readPipelineRequest(const QByteArray &clixml, QString *error)
{
    const auto root = readClixml(clixml, error);
    if (!root)
        return std::nullopt;
    const ClixmlValue *noInput = root->member("NoInput");
    const ClixmlValue *powerShell = root->member("PowerShell");
    if (!noInput || noInput->tag != "B" || !powerShell || !root->member("HostInfo")
        || !root->member("AddToHistory") || !root->member("RemoteStreamOptions") || !root->member("IsNested")
        || !root->member("ApartmentState")) {
        *error = "CREATE_PIPELINE lacks a member";
        return std::nullopt;
    }
    PipelineRequest request;
    request.noInput = noInput->text == "true";
    const ClixmlValue *extra = powerShell->member("ExtraCmds");
    if (extra && extra->kind == ClixmlValue::Kind::List && !extra->items.isEmpty()) {
        for (const ClixmlValue &statement : extra->items) {
            const auto calls = readCommands(statement.member("Cmds"), error);
            if (!calls)
                return std::nullopt;
            request.statements.append(*calls);
        }
        return request;
    }
    const auto calls = readCommands(powerShell->member("Cmds"), error);
    if (!calls)
        return std::nullopt;
    request.statements.append(*calls);
    return request;
}

}
