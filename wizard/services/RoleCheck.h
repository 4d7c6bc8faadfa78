#pragma once

#include "inspection/Reading.h"
#include "model/SetupState.h"

namespace passerelle::services {

struct RoleCheckResult {
    int cmdlets = 0;
    QStringList missing;  // "New-MailUser" or "Set-PartnerApplication -LinkedAccount"
};

// The session only contains what the caller's roles allow, down to single parameters, so the list of its own commands
// tells before any write what would be refused (procedure.md 4.2).
class RoleCheck : public inspection::Reading<RoleCheckResult> {
public:
    RoleCheck(psrp::CommandRunner &exchange, model::Mode mode);

protected:
    void doStart() override;

private:
    model::Mode m_mode;
};

}
