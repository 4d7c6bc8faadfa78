#include "net/BasicContext.h"

namespace passerelle::net {

BasicContext::BasicContext(QString user, core::Secret password)
    : m_user(std::move(user))
    , m_password(std::move(password))
{
}

void BasicContext::connected(const Channel &channel)
{
    m_encrypted = channel.encrypted;
}

void BasicContext::protect(HttpRequest request, std::function<void(Protected)> ready)
{
    if (!m_encrypted) {
        HttpError error;
        error.kind = HttpError::Kind::Unsafe;
        error.stage = HttpError::Stage::Tls;
        error.technical = QStringLiteral("A password is never sent over a connection without TLS.");
        ready(std::move(error));
        return;
    }
    QByteArray pair = m_user.toUtf8() + ':' + m_password.reveal().toByteArray();
    QByteArray encoded = pair.toBase64();
    request.headers.append({ "Authorization", "Basic " + encoded });
    core::Secret::wipe(pair);
    core::Secret::wipe(encoded);
    m_sent = true;
    ready(std::move(request));
}

SecurityContext::Verdict BasicContext::inspect(HttpResponse &)
{
    return Verdict::Deliver;
}

}
