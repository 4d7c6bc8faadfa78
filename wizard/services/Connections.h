#pragma once

#include "auth/DeviceSignIn.h"
#include "auth/ProxyCheck.h"
#include "core/Secret.h"
#include "model/Activity.h"

#include <QByteArray>
#include <QUrl>

namespace passerelle::services {

// What the pages know of the two connections; the concrete services are made by app/.

// Findings: exchange.name, exchange.port, exchange.tls, exchange.clock, exchange.scheme, exchange.signin,
// exchange.powershell, exchange.roles, exchange.organization; facts go to SetupState::exchange().
class ExchangeConnection : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;
    virtual bool isConnected() const = 0;
    // Where and how: SetupState::exchangeAccess(). The password is not looked at with the current session.
    virtual void connectWith(core::Secret password) = 0;
    virtual void disconnectFrom() = 0;
    // After an EX-TLS-TRUST failure: accept the shown certificate for this server only. Kept in the run file; another
    // certificate is asked about again.
    virtual QByteArray presentedFingerprint() const = 0;   // SHA-256, empty when there is none
    virtual bool presentedAnother() const = 0; // an accepted certificate was replaced by this one
    virtual void trustPresentedCertificate() = 0;
    // After an EX-REDIRECT failure: where the server sends the session, and the consent to go there once.
    virtual QUrl redirectTarget() const = 0;
    virtual void acceptRedirect() = 0;
};

// Findings: tenant.discovery, tenant.browser (or tenant.device), tenant.token, tenant.directory, tenant.domains; facts
// go to SetupState::tenant().
class TenantConnection : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;

    // Ids of the clouds to choose from, to be named by text::cloudName(); the one in use, found or chosen.
    virtual QStringList clouds() const = 0;
    virtual QString cloud() const = 0;
    // What SetupState::cloudSettings() says is used from the next sign-in on. The password of a manual proxy is kept
    // here, in memory.
    virtual void setProxyPassword(core::Secret password) = 0;
    // Tries the proxy alone; `proxyTested` follows unless a sign-in runs. Not an activity: rows stay as they are.
    virtual void testProxy() = 0;
    virtual bool isTestingProxy() const = 0;
    virtual const std::optional<auth::ProxyVerdict> &proxyVerdict() const = 0;

    virtual bool isSignedIn() const = 0;
    // `domain`: any domain of the organisation, or its id.
    virtual void signIn(const QString &domain) = 0;
    // With a code typed on another device, for a PC without a usable browser.
    virtual void signInWithCode(const QString &domain) = 0;
    virtual const std::optional<auth::DeviceCode> &deviceCode() const = 0; // while it waits for the person
    virtual void signOut() = 0;
    // "Not my organisation": signs out, and the next sign-in asks for another account.
    virtual void useOtherAccount() = 0;
    // The page the browser has to show while the sign-in waits; empty otherwise.
    virtual QUrl browserUrl() const = 0;
    // Where an administrator approves the permissions, after ENTRA-CONSENT; empty otherwise.
    virtual QUrl consentUrl() const = 0;
    // Signs the browser out too; empty while no organisation is known.
    virtual QUrl signOutUrl() const = 0;

    // The second resource (cloud.md 0.5), after the first sign-in: the browser mostly answers by itself. Rows:
    // tenant.exchange-online, then tenant.capability: whether this account may work there, with commands to copy when not.
    virtual bool isSignedInToExchangeOnline() const = 0;
    virtual void signInToExchangeOnline() = 0;
signals:
    void browserRequested(const QUrl &url);
    void deviceCodeReady(); // see deviceCode()
    void proxyTested();
};

}
