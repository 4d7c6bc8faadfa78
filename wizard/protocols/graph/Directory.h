#pragma once

#include "core/Operation.h"
#include "core/Wait.h"
#include "protocols/graph/Objects.h"

namespace passerelle::graph {

// What the program asks of Microsoft Graph. GraphClient is the real one; tests of services bring their own.
// Every function returns an operation that is not started and belongs to the caller (core::run).
//
// Failures: EntraRole (403), SpMissing {name} (404; the name is the application id), SessionLost (401 that a
// refresh does not cure), GraphThrottle {n} (429), EntraNet {host, list}, KeyFormat and KeyLocked for writes,
// else UnknownGraph; `technical` tells code, message and request id.
class Directory : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual core::OperationOf<Organization> *organization() = 0;
    virtual core::OperationOf<QList<Domain>> *domains() = 0;
    virtual core::OperationOf<Person> *me() = 0;
    virtual core::OperationOf<ServicePrincipal> *servicePrincipal(const QString &appId) = 0;
    // In the order asked, in one request, at most 20. An application the tenant lacks fails alone.
    virtual core::OperationOf<QList<PrincipalAnswer>> *servicePrincipals(const QStringList &appIds) = 0;
    // Replaces the whole lists, in one request, at most 20 and none twice. Sent once: an answer that says
    // `retryable` may have been applied, so read again first. Cancelling waits for the answer. An answer may
    // be missing: then nothing is known of it.
    virtual core::OperationOf<QList<WriteAnswer>> *updateKeyCredentials(const QList<KeyWrite> &writes) = 0;
    // Makes the application known in the tenant (b.9). Sent once, like any write.
    virtual core::OperationOf<ServicePrincipal> *createServicePrincipal(const QString &appId) = 0;
    virtual core::OperationOf<QList<HybridApplication>> *hybridApplications() = 0;

signals:
    // The server asked for patience, or is out of order; the operation continues by itself after that time.
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);
};

}
