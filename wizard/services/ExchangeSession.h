#pragma once

#include "model/CallLog.h"
#include "protocols/psrp/RunspacePool.h"

#include <memory>

namespace passerelle::services {

// The one session with Exchange of a run. A session that ended meanwhile is reopened before the next command; only a
// read is repeated by itself, a write comes back as SessionLost and its step reads again first.
class ExchangeSession : public psrp::CommandRunner {
    Q_OBJECT
public:
    explicit ExchangeSession(model::CallLog &calls, QObject *parent = nullptr);
    ~ExchangeSession() override;

    // Replaces an earlier session, which is closed.
    core::OperationOf<psrp::PoolInfo> *open(psrp::ConnectionSettings settings);
    core::OperationOf<core::Nothing> *close();  // nullptr when there is nothing to close
    bool isOpen() const;
    net::SignInReport signInReport() const; // of the newest session, also after a failed open
    // The shell that exists on the server, empty when there is none. Whoever remembers it can free it after a crash
    // with psrp::RunspacePool::deleteShell().
    QString shellId() const;
    core::OperationOf<psrp::CommandOutput> *invoke(const psrp::Command &command, QObject *parent) override;

signals:
    void shellIdChanged(const QString &shellId);

private:
    friend class SessionCall;
    void recordCall(const psrp::Command &command, const psrp::CommandOutput &output);

    model::CallLog &m_calls;
    std::unique_ptr<psrp::RunspacePool> m_pool;
};

}
