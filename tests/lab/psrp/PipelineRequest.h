#pragma once

#include "psrp/ClixmlReader.h"

namespace lab {

struct CommandArgument {
    QString name; // empty when positional; without a leading '-'
    ClixmlValue value; // Nil for a switch that is just present
};

struct CommandCall {
    QString name;
    bool script = false;
    QList<CommandArgument> arguments;
};

// What CREATE_PIPELINE asks for: statements, each one a pipe of commands.
struct PipelineRequest {
    bool noInput = true;
    QList<QList<CommandCall>> statements;
};

std::optional<PipelineRequest> readPipelineRequest(const QByteArray &clixml, QString *error);

}
