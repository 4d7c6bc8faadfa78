#pragma once

#include "auth/LoopbackServer.h"
#include "auth/NetworkAccess.h"
#include "auth/Session.h"
#include "auth/Tenant.h"
#include "auth/TokenRequest.h"
#include "core/Clock.h"

#include <QTimer>

namespace passerelle::auth {

struct SignInRequest {
    Tenant tenant;
    QString clientId;
    QStringList scopes; // of one resource: "https://graph.microsoft.com/Application.ReadWrite.All"; openid
                        // and profile are added; ask "offline_access" for a session longer than about an hour
    QString loginHint; // account name typed by the administrator; may be empty
    QString domain; // named in failures; empty: that of loginHint
    QString prompt = QStringLiteral("select_account"); // empty for none
    QStringList browserTexts; // for the last page in the browser (LoopbackServer)
    QString browserLanguage{}; // of these texts: "fr"
    QString responseMode = QStringLiteral("form_post"); // or "query"
    QByteArray claims; // JSON of a claims challenge (claimsChallenge); empty for none
    LoopbackLimits limits;
    std::chrono::milliseconds total{ 5 * 60'000 }; // until the browser has come back
};

// Authorization code with PKCE on a loopback redirect (reference cloud.md a.4 to a.8, e.1 to e.9). The caller
// opens the browser when asked. Cancelling is immediate at any moment and closes the listener. Failures:
// Cancelled (also when the user pressed Cancel in the browser), EntraTimeout (reason "no-port": nothing can
// come back to this program), EntraTenantWrong {tenant,
// domain}, ClockSkew {seconds}, EntraNet {host, list} and those of signInFailure; `technical` tells
// correlation id and time.
class SignIn : public core::OperationOf<Session> {
    Q_OBJECT
public:
    // `clock` must outlive the operation.
    SignIn(NetworkAccess &network, const core::Clock &clock, SignInRequest request);
    ~SignIn() override;

signals:
    // https, on the login host of the cloud. Emitted once, after start().
    void browserRequested(const QUrl &url);

protected:
    void doStart() override;
    void doCancel() override;

private:
    QUrl authorizeUrl(QByteArrayView state) const;
    QByteArray scopeText() const;
    core::Values sentenceValues() const;
    void onBrowserAnswer();
    void redeem(core::Secret code);
    void conclude(TokenAnswer &answer);
    void closeListener();

    NetworkAccess &m_network;
    const core::Clock &m_clock;
    SignInRequest m_request;
    core::Secret m_verifier;
    core::Secret m_nonce;
    QByteArray m_redirectUri;
    QPointer<LoopbackServer> m_server;
    QPointer<TokenRequest> m_exchange;
    QTimer m_deadline;
};

}
