#pragma once

#include "core/Secret.h"
#include "model/Activity.h"

#include <QByteArray>
#include <QUrl>

namespace passerelle::services {

// What the pages know of the two connections; the concrete services are made by app/.

// Findings: exchange.name, exchange.port, exchange.tls, exchange.powershell, exchange.signin, exchange.roles,
// exchange.clock, exchange.organization; facts go to SetupState::exchange().
class ExchangeConnection : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;
    virtual bool isConnected() const = 0;
    virtual void connectTo(const QString &server, const QString &user, core::Secret password) = 0;
    virtual void disconnectFrom() = 0;
    // After an EX-TLS-TRUST failure: accept the shown certificate for this server for this run only.
    virtual QByteArray presentedFingerprint() const = 0;   // SHA-256, empty when there is none
    virtual void trustPresentedCertificate() = 0;
};

// Findings: tenant.discovery, tenant.browser, tenant.token, tenant.directory, tenant.domains; facts go to
// SetupState::tenant().
class TenantConnection : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;
    virtual bool isSignedIn() const = 0;
    // `domain`: any domain of the organisation, or its id.
    virtual void signIn(const QString &domain) = 0;
    virtual void signOut() = 0;
    // The page the browser has to show while the sign-in waits; empty otherwise.
    virtual QUrl browserUrl() const = 0;
signals:
    void browserRequested(const QUrl &url);
};

}
