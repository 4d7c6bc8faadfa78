#pragma once

#include "core/Operation.h"
#include "protocols/psrp/PoolSession.h"

namespace passerelle::psrp {

// Deletes a shell over a connection of its own: one that a broken pool or another run of the program left
// behind.
class ShellDeletion : public core::OperationOf<core::Nothing> {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds timeLimit{ 10'000 }; // of the request, and of whoever waits for it

    ShellDeletion(ConnectionSettings settings, QString shellId, const SessionCookies &cookies,
                  QObject *parent);

protected:
    void doStart() override;
    void doCancel() override;

private:
    PoolSession m_session;
    const QString m_shellId;
};

}
