#pragma once

#include "auth/CloudEndpoints.h"
#include "auth/ProxySettings.h"
#include "auth/TokenStore.h"
#include "model/SetupState.h"
#include "protocols/graph/Objects.h"

namespace passerelle::services {

// What is asked of the sign-in service, from the settings of the person and the table of clouds.

auth::ProxySettings proxyOf(const model::CloudSettings &settings, const core::Secret &password);
QString clientIdFor(auth::Resource resource, const model::CloudSettings &settings,
                    const auth::CloudEndpoints &cloud);
// One request, one resource (cloud.md a.3). The right to write is only asked for when there is something to
// write (e.10).
QStringList scopesFor(auth::Resource resource, model::Mode mode, const auth::CloudEndpoints &cloud);
// Where an administrator approves them for everybody, and where the browser is signed out (a.6, a.8).
QUrl consentAddress(const auth::CloudEndpoints &cloud, const QString &tenantId, const QString &clientId,
                    const QStringList &scopes);
QUrl signOutAddress(const auth::CloudEndpoints &cloud, const QString &tenantId);

model::TenantFacts factsOf(const graph::Organization &organization, const QString &user);
// Accepted by Exchange and verified in the tenant.
QStringList commonDomains(const model::ExchangeFacts &exchange, const model::TenantFacts &tenant);

}
