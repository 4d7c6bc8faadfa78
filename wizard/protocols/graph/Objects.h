#pragma once

#include "core/Result.h"
#include "protocols/graph/KeyCredential.h"

#include <QStringList>

namespace passerelle::graph {

struct Domain {
    QString name;
    bool isVerified = false;
    bool isInitial = false; // contoso.onmicrosoft.com
    bool isDefault = false;
};

struct Organization {
    QString id; // tenant id
    QString displayName;
    QList<Domain> verifiedDomains;
    bool syncEnabled = false; // directory synchronisation
};

struct Person {
    QString id;
    QString displayName;
    QString userPrincipalName;
};

struct ServicePrincipal {
    QString id; // object id
    QString appId;
    QString displayName;
    bool accountEnabled = true;
    QString ownerOrganizationId;
    QStringList servicePrincipalNames;
    QList<KeyCredential> keys;
};

// One answer of a reading of several principals.
struct PrincipalAnswer {
    QString appId;
    core::Result<ServicePrincipal> principal;
};

// A new list of keys for one principal, and what came of it.
struct KeyWrite {
    QString appId;
    QString objectId;
    QJsonArray keys; // the whole list
};
struct WriteAnswer {
    QString appId;
    core::Outcome outcome;
};

// A dedicated Exchange hybrid application, ExchangeServerApp-{organisation guid} (reference cloud.md d).
struct HybridApplication {
    QString id;
    QString appId;
    QString displayName;
    QList<KeyCredential> keys;
};

Organization parseOrganization(const QJsonObject &object);
Domain parseDomain(const QJsonObject &object);
Person parsePerson(const QJsonObject &object);
ServicePrincipal parseServicePrincipal(const QJsonObject &object);
HybridApplication parseHybridApplication(const QJsonObject &object);

}
