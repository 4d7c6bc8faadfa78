#include "services/OfflineDirectory.h"

#include "core/Key.h"

namespace passerelle::services {

namespace {

using core::key;

// What is known without asking anybody.
template <class T> class Known : public core::OperationOf<T> {
public:
    explicit Known(core::Result<T> known)
        : m_known(std::move(known))
    {
    }

protected:
    void doStart() override { this->finishWith(m_known); }
    void doCancel() override { this->fail({ core::FailureCode::Cancelled, {}, {}, true }); }

private:
    core::Result<T> m_known;
};

core::Failure noAnswer(const QString &name = {})
{
    return { core::FailureCode::OfflineNoAnswer, { { key("name"), name } }, {}, true };
}

}

OfflineDirectory::OfflineDirectory(graph::Directory &graph, const model::SetupState &state, BroughtBack answer,
                                   QObject *parent)
    : Directory(parent)
    , m_graph(graph)
    , m_state(state)
    , m_answer(std::move(answer))
{
    connect(&m_graph, &graph::Directory::waiting, this, &graph::Directory::waiting);
}

core::Result<graph::ServicePrincipal> OfflineDirectory::known(const QString &appId) const
{
    const QList<graph::ServicePrincipal> all = m_answer ? m_answer() : QList<graph::ServicePrincipal>();
    for (const graph::ServicePrincipal &principal : all) {
        if (principal.appId.compare(appId, Qt::CaseInsensitive) == 0)
            return principal;
    }
    return noAnswer(appId);
}

core::OperationOf<graph::Organization> *OfflineDirectory::organization()
{
    return m_state.isOffline() ? new Known<graph::Organization>(noAnswer()) : m_graph.organization();
}

core::OperationOf<QList<graph::Domain>> *OfflineDirectory::domains()
{
    return m_state.isOffline() ? new Known<QList<graph::Domain>>(noAnswer()) : m_graph.domains();
}

core::OperationOf<graph::Person> *OfflineDirectory::me()
{
    return m_state.isOffline() ? new Known<graph::Person>(noAnswer()) : m_graph.me();
}

core::OperationOf<graph::ServicePrincipal> *OfflineDirectory::servicePrincipal(const QString &appId)
{
    return m_state.isOffline() ? new Known<graph::ServicePrincipal>(known(appId))
                               : m_graph.servicePrincipal(appId);
}

core::OperationOf<QList<graph::PrincipalAnswer>> *
OfflineDirectory::servicePrincipals(const QStringList &appIds)
{
    if (!m_state.isOffline())
        return m_graph.servicePrincipals(appIds);
    QList<graph::PrincipalAnswer> answers;
    for (const QString &appId : appIds)
        answers.append({ appId, known(appId) });
    return new Known<QList<graph::PrincipalAnswer>>(answers);
}

core::OperationOf<QList<graph::WriteAnswer>> *
OfflineDirectory::updateKeyCredentials(const QList<graph::KeyWrite> &writes)
{
    return m_state.isOffline() ? new Known<QList<graph::WriteAnswer>>(noAnswer())
                               : m_graph.updateKeyCredentials(writes);
}

core::OperationOf<graph::ServicePrincipal> *OfflineDirectory::createServicePrincipal(const QString &appId)
{
    return m_state.isOffline() ? new Known<graph::ServicePrincipal>(noAnswer(appId))
                               : m_graph.createServicePrincipal(appId);
}

core::OperationOf<QList<graph::HybridApplication>> *OfflineDirectory::hybridApplications()
{
    return m_state.isOffline() ? new Known<QList<graph::HybridApplication>>(noAnswer())
                               : m_graph.hybridApplications();
}

}
