#include "services/LeftShells.h"

#include <QPointer>

namespace passerelle::services {

namespace {

class Freeing : public core::OperationOf<core::Nothing> {
public:
    Freeing(psrp::ConnectionSettings settings, QStringList ids, LeftShells::Fatal fatal, std::function<void(const QString &)> freed)
        : m_settings(std::move(settings)), m_ids(std::move(ids)), m_fatal(std::move(fatal)), m_freed(std::move(freed))
    {
    }

protected:
    void doStart() override { next(); }

    void doCancel() override
    {
        if (m_current)
            m_current->cancel();
    }

private:
    void next()
    {
        if (m_ids.isEmpty()) {
            succeed({});
            return;
        }
        const QString id = m_ids.takeFirst();
        m_current = core::run(psrp::RunspacePool::deleteShell(m_settings.duplicate(), id, this), this, [this, id](const core::Outcome &deleted) {
            if (deleted)
                m_freed(id);
            if (!deleted && (isCancelling() || m_fatal(deleted.failure().code)))
                fail(deleted.failure());
            else
                next();
        });
    }

    const psrp::ConnectionSettings m_settings;
    QStringList m_ids;
    const LeftShells::Fatal m_fatal;
    const std::function<void(const QString &)> m_freed;
    QPointer<core::Operation> m_current;
};

}

LeftShells::LeftShells(ExchangeSession &session, model::SetupState &state, QObject *parent)
    : QObject(parent), m_session(session), m_state(state)
{
    connect(&m_session, &ExchangeSession::shellCreated, this, &LeftShells::remember);
    connect(&m_session, &ExchangeSession::shellFreed, this, &LeftShells::forget);
}

// The name of the server decides: the account is about to sign in there, however it is reached.
QStringList LeftShells::on(const QUrl &server) const
{
    QStringList ids;
    const auto &shells = m_state.exchangeAccess().shells;
    for (auto it = shells.begin(); it != shells.end(); ++it) {
        if (it.key() != m_session.shellId() && QUrl(it.value()).host() == server.host())
            ids << it.key();
    }
    return ids;
}

bool LeftShells::any(const QUrl &server) const { return !on(server).isEmpty(); }

core::OperationOf<core::Nothing> *LeftShells::free(psrp::ConnectionSettings settings, Fatal fatal)
{
    const QStringList ids = on(settings.address());
    return new Freeing(std::move(settings), ids, std::move(fatal), [this](const QString &id) { forget(id); });
}

void LeftShells::remember(const QString &id, const QUrl &address)
{
    model::ExchangeAccess access = m_state.exchangeAccess();
    access.shells.insert(id, address.toString(QUrl::RemoveUserInfo));
    m_state.setExchangeAccess(std::move(access));
}

void LeftShells::forget(const QString &id)
{
    model::ExchangeAccess access = m_state.exchangeAccess();
    if (access.shells.remove(id) > 0)
        m_state.setExchangeAccess(std::move(access));
}

}
