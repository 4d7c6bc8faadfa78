#include "services/GraphTenantConnection.h"

#include "services/TenantRequests.h"

namespace passerelle::services {

// The sign-ins a connection makes: with the browser, with a code, and again in the middle of other work.

using auth::Resource;

QString GraphTenantConnection::clientId(Resource resource) const
{
    return clientIdFor(resource, m_state.cloudSettings(), m_network.cloud());
}

QStringList GraphTenantConnection::scopes(Resource resource) const
{
    return scopesFor(resource, m_state.mode(), m_network.cloud());
}

auth::SignIn *GraphTenantConnection::newSignIn(Resource resource, const QString &loginHint,
                                               const QByteArray &claims)
{
    auth::SignInRequest request;
    request.tenant = *m_tenant;
    request.clientId = clientId(resource);
    request.scopes = scopes(resource);
    request.loginHint = loginHint;
    request.domain = m_domain;
    request.prompt.clear();
    request.claims = claims;
    request.browserTexts = m_browserTexts;
    request.browserLanguage = m_browserLanguage;
    if (resource == Resource::Graph && loginHint.isEmpty())
        request.prompt = m_consentFor == Resource::Graph ? QStringLiteral("consent") : m_prompt;
    auto *operation = new auth::SignIn(m_network, m_clock, std::move(request));
    connect(operation, &auth::SignIn::browserRequested, this, [this](const QUrl &url) {
        m_browserUrl = url;
        emit changed();
        emit browserRequested(url);
    });
    return operation;
}

auth::DeviceSignIn *GraphTenantConnection::newCodeSignIn(Resource resource)
{
    auth::DeviceSignInRequest request;
    request.tenant = *m_tenant;
    request.clientId = clientId(resource);
    request.scopes = scopes(resource);
    request.domain = m_domain;
    auto *operation = new auth::DeviceSignIn(m_network, m_clock, std::move(request));
    connect(operation, &auth::DeviceSignIn::codeReady, this, [this](const auth::DeviceCode &code) {
        m_code = code;
        emit changed();
        emit deviceCodeReady();
    });
    return operation;
}

// In the middle of other work: the way the person has signed in by.
core::OperationOf<auth::Session> *GraphTenantConnection::newRenewal(Resource resource,
                                                                    const QByteArray &claims)
{
    if (!m_tenant)
        return nullptr;
    const auth::Session *session = m_tokens.session(resource);
    const QString user = session ? session->userPrincipalName : QString();
    core::OperationOf<auth::Session> *operation = nullptr;
    if (m_withCode && claims.isEmpty()) // the claims of a challenge cannot travel with a code
        operation = newCodeSignIn(resource);
    else
        operation = newSignIn(resource, user, claims);
    connect(operation, &core::Operation::finished, this, [this] {
        m_browserUrl.clear();
        m_code.reset();
        emit changed();
    });
    return operation;
}

}
