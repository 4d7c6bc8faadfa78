#pragma once

#include "core/Secret.h"
#include "net/SecurityContext.h"

namespace passerelle::net {

// RFC 7617, sent with every request without waiting to be asked. Refuses a connection without TLS.
class BasicContext : public SecurityContext {
public:
    BasicContext(QString user, core::Secret password);

    QByteArray schemeName() const override { return QByteArrayLiteral("Basic"); }
    void connected(const Channel &channel) override;
    void protect(HttpRequest request, std::function<void(Protected)> ready) override;
    Verdict inspect(HttpResponse &response) override;
    bool sentCredentials() const override { return m_sent; }

private:
    QString m_user;
    core::Secret m_password;
    bool m_encrypted = false;
    bool m_sent = false;
};

}
