#pragma once

#include "auth/CloudDiscovery.h"
#include "auth/SignIn.h"
#include "auth/TokenStore.h"
#include "model/SetupState.h"
#include "protocols/exo/ExchangeOnline.h"
#include "protocols/graph/Directory.h"
#include "services/Connections.h"

#include <QPointer>

namespace passerelle::services {

// Page 3: finds the organisation and its cloud, signs in through the browser or with a code, reads who it is
// and compares its domains with those Exchange accepts. Later it signs in again by itself when a token is
// refused for good.
class GraphTenantConnection : public TenantConnection {
    Q_OBJECT
public:
    GraphTenantConnection(auth::NetworkAccess &network, auth::TokenStore &tokens, graph::Directory &directory,
                          model::SetupState &state, const core::Clock &clock, const model::CallLog &calls,
                          QObject *parent = nullptr);
    ~GraphTenantConnection() override;

    // Those to look for organisations in; by default all of auth::clouds(), or only that of `network` when it
    // is none of them.
    void setClouds(QList<auth::CloudEndpoints> clouds) { m_clouds = std::move(clouds); }
    // Tried right after the sign-in to Exchange Online; must outlive the connection.
    void setOnline(exo::ExchangeOnline *online) { m_online = online; }
    // Shown by the browser at the end; translated by the caller.
    void setBrowserTexts(QStringList texts, const QString &language)
    {
        m_browserTexts = std::move(texts);
        m_browserLanguage = language;
    }

    QStringList clouds() const override;
    QString cloud() const override { return m_network.cloud().id; }
    void setProxyPassword(core::Secret password) override;
    void testProxy() override;
    bool isTestingProxy() const override { return m_proxyCheck; }
    const std::optional<auth::ProxyVerdict> &proxyVerdict() const override { return m_verdict; }
    // False again when the sign-in was made for reading only and the mode has become Setup since.
    bool isSignedIn() const override;
    void signIn(const QString &domain) override { begin(domain, false); }
    void signInWithCode(const QString &domain) override { begin(domain, true); }
    const std::optional<auth::DeviceCode> &deviceCode() const override { return m_code; }
    void signOut() override;
    void useOtherAccount() override;
    QUrl browserUrl() const override { return m_browserUrl; }
    QUrl consentUrl() const override;
    QUrl signOutUrl() const override;
    bool isSignedInToExchangeOnline() const override;
    void signInToExchangeOnline() override;
    void cancel() override;

private:
    void probeExchangeOnline();
    using model::Activity::begin;
    void begin(const QString &domain, bool withCode);
    void applySettings();
    auth::ProxySettings proxySettings() const;
    QList<auth::CloudEndpoints> candidates() const;
    void tryProxy();
    void discover();
    QString usedProxy() const;
    void openBrowser();
    void askForCode();
    void accepted(auth::Session session);
    void readOrganization();
    void judge(const graph::Organization &organization);
    void stop(const QString &row, const core::Failure &failure);
    template <class Op, class Then> void perform(const char *row, Op *operation, Then then);

    QString clientId(auth::Resource resource) const;
    QStringList scopes(auth::Resource resource) const;
    auth::SignIn *newSignIn(auth::Resource resource, const QString &loginHint, const QByteArray &claims);
    auth::DeviceSignIn *newCodeSignIn(auth::Resource resource);
    core::OperationOf<auth::Session> *newRenewal(auth::Resource resource, const QByteArray &claims);

    auth::NetworkAccess &m_network;
    auth::TokenStore &m_tokens;
    graph::Directory &m_directory;
    model::SetupState &m_state;
    const core::Clock &m_clock;
    QList<auth::CloudEndpoints> m_clouds;
    QString m_domain;
    std::optional<auth::Tenant> m_tenant;
    QUrl m_browserUrl;
    QStringList m_browserTexts;
    QString m_browserLanguage;
    QString m_prompt = QStringLiteral("select_account");
    std::optional<auth::DeviceCode> m_code;
    core::Secret m_proxyPassword;
    std::optional<auth::ProxyVerdict> m_verdict;
    QPointer<auth::ProxyCheck> m_proxyCheck;
    QPointer<core::Operation> m_current;
    bool m_withCode = false;
    std::optional<auth::Resource> m_consentFor; // the newest attempt lacked a permission for it
    bool m_signedIn = false;
    model::Mode m_signedInFor = model::Mode::Setup;
    exo::ExchangeOnline *m_online = nullptr;
};

}
