#pragma once

#include "model/SetupState.h"
#include "protocols/graph/Directory.h"

#include <functional>

namespace passerelle::services {

// The directory as steps and checks see it: Microsoft Graph itself, or, while nobody signs in, the answer another
// operator has brought back. What that answer does not hold fails with OfflineNoAnswer {name}, the application id;
// nothing is sent then.
class OfflineDirectory : public graph::Directory {
    Q_OBJECT
public:
    using BroughtBack = std::function<QList<graph::ServicePrincipal>()>;

    OfflineDirectory(graph::Directory &graph, const model::SetupState &state, BroughtBack answer,
                     QObject *parent = nullptr);

    core::OperationOf<graph::Organization> *organization() override;
    core::OperationOf<QList<graph::Domain>> *domains() override;
    core::OperationOf<graph::Person> *me() override;
    core::OperationOf<graph::ServicePrincipal> *servicePrincipal(const QString &appId) override;
    core::OperationOf<QList<graph::PrincipalAnswer>> *servicePrincipals(const QStringList &appIds) override;
    core::OperationOf<QList<graph::WriteAnswer>> *
    updateKeyCredentials(const QList<graph::KeyWrite> &writes) override;
    core::OperationOf<graph::ServicePrincipal> *createServicePrincipal(const QString &appId) override;
    core::OperationOf<QList<graph::HybridApplication>> *hybridApplications() override;

private:
    core::Result<graph::ServicePrincipal> known(const QString &appId) const;

    graph::Directory &m_graph;
    const model::SetupState &m_state;
    BroughtBack m_answer;
};

}
