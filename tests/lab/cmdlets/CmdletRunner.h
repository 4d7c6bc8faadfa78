#pragma once

#include "org/World.h"
#include "psrp/ClixmlWriter.h"
#include "psrp/PipelineRequest.h"
#include "psrp/Records.h"

namespace lab {

struct CmdletOutcome {
    QList<WireObject> output;
    QList<ErrorInfo> errors;
    QStringList warnings;
    std::optional<ErrorInfo> failure; // the pipeline ends Failed with it
    bool changed = false; // something of the organisation is different now
};

// What one remote session remembers between cmdlets.
struct CmdletSession {
    QString user;
    QString preferredController;
    bool viewEntireForest = false;
};

struct Cmdlet;

// Runs a pipeline: looks the commands up, binds their parameters, applies RBAC, ErrorAction and the faults.
class CmdletRunner {
public:
    explicit CmdletRunner(World &world);

    CmdletOutcome run(const PipelineRequest &request, CmdletSession &session, quint64 connection);

private:
    void runOne(const CommandCall &call, const WireObject *piped, CmdletSession &session, quint64 connection,
                CmdletOutcome *outcome);
    bool bind(const Cmdlet &cmdlet, const CommandCall &call, const WireObject *piped, QJsonObject *parameters,
              ErrorInfo *error) const;
    QString controllerFor(const QJsonObject &parameters, const CmdletSession &session);

    World &m_world;
    QString m_lastController;
};

}
