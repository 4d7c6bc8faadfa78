#pragma once

#include "inspection/CommandListReading.h"
#include "model/SetupState.h"

namespace passerelle::services {

struct RoleCheckResult {
    int cmdlets = 0;            // that the procedure needs
    QStringList missing;        // of those that read: "Get-User" or "Get-User -Filter"
    QStringList missingWrites;  // of those that write, which an organisation that is right does not need
    QStringList unlisted;       // there, but nothing is known about their parameters
};

// Whether the caller's roles allow what the procedure sends, from the session's own list of commands.
class RoleCheck : public inspection::Reading<RoleCheckResult> {
public:
    RoleCheck(psrp::CommandRunner &exchange, model::Mode mode, const model::Settings &settings);

    // Every cmdlet with every parameter that the program sends in this mode, also those it can do without.
    static QList<inspection::CommandNeed> needs(model::Mode mode, const model::Settings &settings);

protected:
    void doStart() override;

private:
    psrp::CommandRunner &m_exchange;
    model::Mode m_mode;
    model::Settings m_settings;
};

}
