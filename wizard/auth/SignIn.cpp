#include "auth/SignIn.h"

#include "auth/Form.h"
#include "auth/Logging.h"
#include "auth/Pkce.h"
#include "auth/SessionCheck.h"

namespace passerelle::auth {

using core::FailureCode;

SignIn::SignIn(NetworkAccess &network, const core::Clock &clock, SignInRequest request)
    : m_network(network)
    , m_clock(clock)
    , m_request(std::move(request))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        closeListener();
        fail({ FailureCode::EntraTimeout, sentenceValues(), QStringLiteral("the browser did not come back"),
               true });
    });
}

SignIn::~SignIn() = default;

void SignIn::doStart()
{
    const Tenant &tenant = m_request.tenant;
    // The browser is only ever sent to the chosen login host (cloud.md e.8), the code and the verifier too.
    if (!m_network.cloud().isLogin(tenant.authorizationEndpoint)
        || !m_network.cloud().isLogin(tenant.tokenEndpoint)) {
        fail({ FailureCode::EntraCloud, sentenceValues(), tenant.authorizationEndpoint.host(), false });
        return;
    }
    core::Secret state = randomToken();
    m_nonce = randomToken();
    m_verifier = randomToken();
    m_server = new LoopbackServer(state.duplicate(), m_request.browserTexts, m_request.limits, this);
    m_server->setLanguage(m_request.browserLanguage);
    connect(m_server, &LoopbackServer::answered, this, &SignIn::onBrowserAnswer);
    if (!m_server->listen()) {
        core::Values values = sentenceValues();
        values.insert(QStringLiteral("reason"), QStringLiteral("no-port"));
        fail({ FailureCode::EntraTimeout, values, QStringLiteral("no local port to listen on"), true });
        return;
    }
    m_redirectUri = m_server->redirectUri();
    m_deadline.start(m_request.total);
    qCInfo(lcAuth).noquote() << "sign-in: waiting for the browser on port" << m_server->port();
    emit browserRequested(authorizeUrl(state.reveal()));
}

QByteArray SignIn::scopeText() const
{
    return QByteArrayLiteral("openid profile ") + m_request.scopes.join(QLatin1Char(' ')).toUtf8();
}

QUrl SignIn::authorizeUrl(QByteArrayView state) const
{
    FormFields fields{ { "client_id", m_request.clientId.toUtf8() },
                       { "response_type", "code" },
                       { "redirect_uri", m_redirectUri },
                       { "response_mode", m_request.responseMode.toUtf8() },
                       { "scope", scopeText() },
                       { "state", state.toByteArray() },
                       { "nonce", m_nonce.reveal().toByteArray() },
                       { "code_challenge", pkceChallenge(m_verifier.reveal()) },
                       { "code_challenge_method", "S256" } };
    if (!m_request.prompt.isEmpty())
        fields.append({ "prompt", m_request.prompt.toUtf8() });
    if (!m_request.loginHint.isEmpty())
        fields.append({ "login_hint", m_request.loginHint.toUtf8() });
    if (!m_request.claims.isEmpty())
        fields.append({ "claims", m_request.claims });
    const QByteArray address = m_request.tenant.authorizationEndpoint.toEncoded();
    return QUrl::fromEncoded(address + (address.contains('?') ? '&' : '?') + formEncoded(fields));
}

core::Values SignIn::sentenceValues() const
{
    return { { QStringLiteral("tenant"), m_request.tenant.id },
             { QStringLiteral("domain"), m_request.domain.isEmpty() ? m_request.loginHint.section(u'@', 1)
                                                                    : m_request.domain },
             { QStringLiteral("scope"), shownScopes(m_request.scopes) },
             { QStringLiteral("login"), m_network.cloud().login.authority() },
             { QStringLiteral("host"), m_request.tenant.tokenEndpoint.host() },
             { QStringLiteral("list"), m_network.cloud().hostList() } };
}

void SignIn::onBrowserAnswer()
{
    m_deadline.stop();
    LoopbackAnswer answer = m_server->takeAnswer();
    if (answer.error.isEmpty() && !answer.code.isEmpty()) {
        redeem(std::move(answer.code));
        return;
    }
    const SignInError error = redirectError(answer.error, answer.errorSubcode, answer.errorDescription);
    qCInfo(lcAuth).noquote() << "sign-in: the browser brought back" << error.error << error.number;
    closeListener();
    fail(signInFailure(error, SignInPhase::Browser, sentenceValues()));
}

void SignIn::redeem(core::Secret code)
{
    FormFields fields{
        { "grant_type", "authorization_code" },  { "client_id", m_request.clientId.toUtf8() },
        { "code", code.reveal().toByteArray() }, { "code_verifier", m_verifier.reveal().toByteArray() },
        { "redirect_uri", m_redirectUri },       { "scope", scopeText() }
    };
    if (!m_request.claims.isEmpty())
        fields.append({ "claims", m_request.claims });
    auto *exchange = new TokenRequest(m_network, m_request.tenant.tokenEndpoint, std::move(fields),
                                      SignInPhase::Redeem, sentenceValues());
    m_exchange = core::run(exchange, this, [this](core::Result<TokenAnswer> &answer) {
        closeListener();
        if (answer)
            conclude(answer.value());
        else
            fail(answer.failure());
    });
}

void SignIn::conclude(TokenAnswer &answer)
{
    finishWith(sessionFrom(answer,
                           { m_request.tenant, m_request.clientId, m_nonce.reveal().toByteArray(),
                             QString::fromUtf8(scopeText()), sentenceValues().value(QStringLiteral("domain")),
                             m_clock.nowUtc() }));
}

// After an answer the last page is still served for a moment, although this operation may be gone by then.
void SignIn::closeListener()
{
    if (!m_server)
        return;
    m_server->disconnect(this);
    if (!m_server->hasAnswered())
        delete m_server;
    else
        m_server->retire(&m_network);
    m_server = nullptr;
}

void SignIn::doCancel()
{
    m_deadline.stop();
    delete m_server;
    if (m_exchange) {
        m_exchange->disconnect(this);
        delete m_exchange;
    }
    fail({ FailureCode::Cancelled, {}, {}, true });
}

}
