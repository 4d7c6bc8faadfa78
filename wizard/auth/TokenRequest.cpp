#include "auth/TokenRequest.h"

#include "auth/Logging.h"
#include "core/Scrub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace passerelle::auth {

namespace {

qint64 number(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : static_cast<qint64>(value.toDouble());
}

core::Secret secret(const QJsonObject &o, const char *name)
{
    return core::Secret(o[QLatin1String(name)].toString().toUtf8());
}

// What goes into a header line must not be able to end it.
bool isTokenText(QByteArrayView text)
{
    return !text.isEmpty() && text.size() < 128 * 1024
        && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}

core::Result<TokenAnswer> parseTokenAnswer(QByteArray &body)
{
    const QJsonObject o = QJsonDocument::fromJson(body).object();
    core::Secret::wipe(body);
    TokenAnswer answer;
    answer.accessToken = secret(o, "access_token");
    answer.refreshToken = secret(o, "refresh_token");
    answer.idToken = secret(o, "id_token");
    answer.scope = core::displayable(o[QLatin1String("scope")].toString());
    answer.expiresIn = number(o[QLatin1String("expires_in")]);
    const bool isBearer =
        o[QLatin1String("token_type")].toString().compare(QLatin1String("Bearer"), Qt::CaseInsensitive) == 0;
    if (!isBearer || !isTokenText(answer.accessToken.reveal())) {
        return core::Failure{ core::FailureCode::UnknownSignIn,
                              {},
                              QStringLiteral("token endpoint: 200 without a usable token"),
                              false };
    }
    return answer;
}

TokenRequest::TokenRequest(NetworkAccess &network, QUrl endpoint, FormFields fields, SignInPhase phase,
                           core::Values extra)
    : m_network(network)
    , m_endpoint(std::move(endpoint))
    , m_fields(std::move(fields))
    , m_phase(phase)
    , m_extra(std::move(extra))
{
}

TokenRequest::~TokenRequest()
{
    for (auto &[name, value] : m_fields)
        core::Secret::wipe(value);
}

void TokenRequest::doStart()
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint;
    request.headers = { { "Content-Type", "application/x-www-form-urlencoded" },
                        { "Accept", "application/json" } };
    request.body = core::Secret(formEncoded(m_fields));
    request.freshConnection = true; // minutes may have passed in the browser
    m_call = core::run(m_network.call(std::move(request)), this, [this](core::Result<HttpReply> &reply) {
        if (reply)
            read(reply.value());
        else
            fail(reply.failure());
    });
}

void TokenRequest::doCancel()
{
    if (m_call)
        m_call->cancel();
}

void TokenRequest::read(HttpReply &reply)
{
    qCInfo(lcAuth).noquote() << logLine("POST", m_endpoint, reply);
    const SignInError error = reply.status == 200 ? SignInError() : parseSignInError(reply.body);
    const bool isAnswer =
        reply.problem == NetworkProblem::None && (reply.status == 200 ? reply.isJson() : true);
    if (!isAnswer || (reply.status != 200 && error.error.isEmpty())) {
        fail(networkFailure(m_endpoint, reply, m_network.cloud()));
        return;
    }
    if (reply.status != 200) {
        fail(signInFailure(error, m_phase, m_extra));
        return;
    }
    auto answer = parseTokenAnswer(reply.body);
    if (answer)
        answer.value().serverDate = reply.date();
    finishWith(std::move(answer));
}

}
