#include "protocols/psrp/RunspacePool.h"

#include "protocols/psrp/PoolOperations.h"
#include "protocols/psrp/RunspaceEngine.h"
#include "protocols/psrp/ShellDeletion.h"

namespace passerelle::psrp {

RunspacePool::RunspacePool(ConnectionSettings settings, QObject *parent)
    : CommandRunner(parent)
    , m_engine(std::make_unique<Engine>(std::move(settings), this))
{
}

RunspacePool::~RunspacePool() = default;

RunspacePool::State RunspacePool::state() const
{
    return m_engine->state();
}
QString RunspacePool::shellId() const
{
    return m_engine->session().shellId;
}
net::SignInReport RunspacePool::signInReport() const
{
    return m_engine->session().shared->signIn->report();
}
int RunspacePool::requestCount() const
{
    return m_engine->session().shared->requests;
}

core::OperationOf<PoolInfo> *RunspacePool::open()
{
    return new OpenOperation(m_engine.get(), this);
}

core::OperationOf<core::Nothing> *RunspacePool::close()
{
    return new CloseOperation(m_engine.get(), this);
}

core::OperationOf<CommandOutput> *RunspacePool::invoke(const Command &command, QObject *parent)
{
    return new Invocation(m_engine.get(), command, parent);
}

core::OperationOf<core::Nothing> *RunspacePool::deleteShell(ConnectionSettings settings,
                                                            const QString &shellId, QObject *parent)
{
    return new ShellDeletion(std::move(settings), shellId, {}, parent);
}

}
