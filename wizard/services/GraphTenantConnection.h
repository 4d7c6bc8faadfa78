#pragma once

#include "auth/SignIn.h"
#include "auth/TenantDiscovery.h"
#include "auth/TokenStore.h"
#include "model/SetupState.h"
#include "protocols/graph/Directory.h"
#include "services/Connections.h"

#include <QPointer>

namespace passerelle::services {

// Page 3: finds the organisation, signs in through the browser, reads who it is and compares its domains with those
// Exchange accepts.
class GraphTenantConnection : public TenantConnection {
    Q_OBJECT
public:
    GraphTenantConnection(auth::NetworkAccess &network, auth::TokenStore &tokens, graph::Directory &directory,
                          model::SetupState &state, const core::Clock &clock, const model::CallLog &calls,
                          QObject *parent = nullptr);

    // False again when the sign-in was made for reading only and the mode has become Setup since.
    bool isSignedIn() const override;
    void signIn(const QString &domain) override;
    void signOut() override;
    QUrl browserUrl() const override { return m_browserUrl; }
    void cancel() override;
    // Shown by the browser at the end; translated by the caller.
    void setBrowserTexts(QStringList texts) { m_browserTexts = std::move(texts); }

private:
    void openBrowser(const auth::Tenant &tenant);
    void readOrganization();
    void judge(const graph::Organization &organization);
    void stop(const QString &row, const core::Failure &failure);
    template <class Op, class Then> void perform(const char *row, Op *operation, Then then);

    auth::NetworkAccess &m_network;
    auth::TokenStore &m_tokens;
    graph::Directory &m_directory;
    model::SetupState &m_state;
    const core::Clock &m_clock;
    QString m_domain;
    QUrl m_browserUrl;
    QStringList m_browserTexts;
    QPointer<core::Operation> m_current;
    bool m_signedIn = false;
    model::Mode m_signedInFor = model::Mode::Setup;
};

}
