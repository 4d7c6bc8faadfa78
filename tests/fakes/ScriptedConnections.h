#pragma once

#include "fakes/Scripted.h"
#include "model/SetupState.h"
#include "services/Connections.h"
#include "services/Prerequisites.h"

#include <algorithm>

namespace passerelle::fakes {

class ScriptedExchange : public Scripted<services::ExchangeConnection> {
public:
    explicit ScriptedExchange(model::SetupState &state)
        : m_state(state)
    {
    }

    model::ExchangeFacts facts;
    QByteArray fingerprint;
    model::ExchangeAccess access; // of the newest attempt
    QByteArray password;
    bool trusted = false;
    bool another = false; // the certificate replaces an accepted one
    QUrl redirect;
    bool redirected = false;

    bool isConnected() const override { return m_connected; }
    void connectWith(core::Secret secret) override
    {
        access = m_state.exchangeAccess();
        password = secret.reveal().toByteArray();
        m_connected = false;
        play([this](std::optional<core::Failure> failure) {
            m_connected = !failure;
            if (m_connected)
                m_state.setExchange(facts);
            end(failure);
        });
    }
    void disconnectFrom() override { m_connected = false; }
    QByteArray presentedFingerprint() const override { return fingerprint; }
    bool presentedAnother() const override { return another; }
    QUrl redirectTarget() const override { return failure_ ? redirect : QUrl(); }
    void acceptRedirect() override
    {
        redirected = true;
        failure_.reset();
    }
    void trustPresentedCertificate() override
    {
        trusted = true;
        failure_.reset();
    }

private:
    model::SetupState &m_state;
    bool m_connected = false;
};

class ScriptedTenant : public Scripted<services::TenantConnection> {
public:
    explicit ScriptedTenant(model::SetupState &state)
        : m_state(state)
    {
    }

    model::TenantFacts facts;
    QString domain;
    QStringList cloudIds{ QStringLiteral("worldwide"), QStringLiteral("china") };
    QByteArray proxyPassword;
    std::optional<auth::ProxyVerdict> verdict;
    std::optional<auth::DeviceCode> code; // shown while a sign-in with a code runs
    QUrl consent;
    QUrl logout;
    bool withCode = false;
    int accountsLeft = 0;
    QUrl address{ QStringLiteral(
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=sample") };

    bool isSignedIn() const override { return m_signedIn; }
    void signIn(const QString &name) override
    {
        domain = name;
        m_signedIn = false;
        play([this](std::optional<core::Failure> failure) {
            m_signedIn = !failure;
            if (m_signedIn)
                m_state.setTenant(facts);
            end(failure);
        });
        QTimer::singleShot(0, this, [this] { emit browserRequested(address); });
    }
    void signOut() override
    {
        m_signedIn = m_signedInToExchangeOnline = false;
        if (!isRunning())
            setFindings({});
    }
    QUrl browserUrl() const override { return asksPerson() && !withCode ? address : QUrl(); }
    // A server asks for patience.
    void slowDown(int seconds, core::WaitReason reason) { showWait(seconds, reason); }
    // Other work needs a new sign-in, or has got it.
    void renew(bool needed)
    {
        m_renewing = needed;
        emit changed();
    }

    QStringList clouds() const override { return cloudIds; }
    QString cloud() const override { return cloudIds.value(0); }
    void setProxyPassword(core::Secret password) override { proxyPassword = password.reveal().toByteArray(); }
    void testProxy() override
    {
        verdict = auth::ProxyVerdict{ auth::ProxyVerdict::Kind::Reachable, {}, 0, {}, {} };
        QTimer::singleShot(0, this, &ScriptedTenant::proxyTested);
    }
    bool isTestingProxy() const override { return false; }
    const std::optional<auth::ProxyVerdict> &proxyVerdict() const override { return verdict; }
    void signInWithCode(const QString &name) override
    {
        withCode = true;
        signIn(name);
        QTimer::singleShot(0, this, &ScriptedTenant::deviceCodeReady);
    }
    const std::optional<auth::DeviceCode> &deviceCode() const override
    {
        static const std::optional<auth::DeviceCode> none;
        return asksPerson() && withCode ? code : none;
    }
    void useOtherAccount() override
    {
        ++accountsLeft;
        signOut();
    }
    QUrl consentUrl() const override { return consent; }
    QUrl signOutUrl() const override { return logout; }
    bool isSignedInToExchangeOnline() const override { return m_signedInToExchangeOnline; }
    void signInToExchangeOnline() override
    {
        play([this](std::optional<core::Failure> failure) {
            m_signedInToExchangeOnline = !failure;
            end(failure);
        });
    }

private:
    model::SetupState &m_state;
    bool m_signedIn = false;
    bool m_signedInToExchangeOnline = false;
    bool m_renewing = false;

    bool asksPerson() const
    {
        const auto waits = [](const model::Finding &row) {
            return row.id == u"tenant.browser" && row.verdict == model::Verdict::Running;
        };
        const auto rows = findings();
        return m_renewing || (isRunning() && std::any_of(rows.cbegin(), rows.cend(), waits));
    }
};

class ScriptedPrerequisites : public Scripted<services::Prerequisites> {
public:
    void run() override
    {
        play([this](std::optional<core::Failure> failure) { end(failure); });
    }
};

}
