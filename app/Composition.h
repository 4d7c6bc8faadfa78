#pragma once

#include "app/Endpoints.h"
#include "auth/TokenStore.h"
#include "core/Clock.h"
#include "model/CallLog.h"
#include "model/StateStore.h"
#include "protocols/exo/ExoClient.h"
#include "protocols/graph/GraphClient.h"
#include "services/ExchangeSession.h"
#include "services/GraphTenantConnection.h"
#include "services/KeyUndo.h"
#include "services/OfflineDirectory.h"
#include "services/OfflineUpload.h"
#include "services/Plan.h"
#include "services/PrerequisiteChecks.h"
#include "services/PsrpExchangeConnection.h"
#include "services/ReadBack.h"
#include "services/UploadStep.h"
#include "verification/ChecklistRunner.h"

namespace passerelle::app {

// The objects of one run, wired: the only place that names concrete services and clients. Window and console use the
// same ones.
class Composition {
public:
    Composition(Endpoints endpoints, const QString &stateFile);

    const Endpoints endpoints;
    core::Clock clock;
    model::SetupState state;
    model::StateStore store;
    model::CallLog calls;
    net::NetworkSettings network;
    services::ExchangeSession session;
    auth::NetworkAccess access;
    auth::TokenStore tokens;
    graph::GraphClient directory;
    exo::StoredTokens onlineTokens;
    exo::ExoClient online;
    services::ReadBack readBack;
    services::OfflineDirectory stepDirectory;  // Graph, or the answer brought back while nobody signs in
    services::Environment environment;
    services::PsrpExchangeConnection exchange;
    services::GraphTenantConnection tenant;
    services::PrerequisiteChecks prerequisites;
    services::OfflineUpload offlineUpload;
    QList<services::StepService *> steps;   // children of `owner`
    std::unique_ptr<QObject> owner;
    std::unique_ptr<services::Plan> plan;
    services::KeyUndo undo;
    verification::ChecklistRunner checklist;

private:
    graph::UploadOptions uploadOptions() const;
    QList<services::StepService *> makeSteps(const QString &stateFile);
    void connectOfflineVariant();
    QList<graph::ServicePrincipal> knownKeys() const;

    services::UploadStep *m_upload = nullptr;
};

}
