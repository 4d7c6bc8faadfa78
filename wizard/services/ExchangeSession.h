#pragma once

#include "model/CallLog.h"
#include "protocols/psrp/RunspacePool.h"

#include <QPointer>
#include <memory>

namespace passerelle::services {

// The one session with Exchange of a run. A session that ended meanwhile is reopened before the next command; only a
// read is repeated by itself, a write comes back as SessionLost and its step reads again first.
class ExchangeSession : public psrp::CommandRunner {
    Q_OBJECT
public:
    explicit ExchangeSession(model::CallLog &calls, QObject *parent = nullptr);
    ~ExchangeSession() override;

    // Replaces an earlier session, which is closed first, within ten seconds: several are never open at once.
    core::OperationOf<psrp::PoolInfo> *open(psrp::ConnectionSettings settings);
    core::OperationOf<core::Nothing> *close();  // nullptr when there is nothing to close
    bool isOpen() const;
    net::SignInReport signInReport() const; // of the newest session, also after a failed open
    QString shellId() const; // of the newest session, empty when it has none
    core::OperationOf<psrp::CommandOutput> *invoke(const psrp::Command &command, QObject *parent) override;

signals:
    // From one to the other the shell exists on the server. Whoever remembers it can free it after a crash with
    // psrp::RunspacePool::deleteShell().
    void shellCreated(const QString &id, const QUrl &address);
    void shellFreed(const QString &id);
    void retired(); // an earlier session has come to its end
    void reopened(const passerelle::core::Outcome &outcome);  // for the commands that wait for it

private:
    friend class SessionCall;
    friend class SessionOpening;
    void retire();
    void reopen();
    void recordCall(const psrp::Command &command, const psrp::CommandOutput &output);

    model::CallLog &m_calls;
    std::unique_ptr<psrp::RunspacePool> m_pool;
    QList<psrp::RunspacePool *> m_retired; // being closed
    QPointer<core::Operation> m_reopening;
};

}
