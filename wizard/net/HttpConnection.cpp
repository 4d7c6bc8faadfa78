#include "net/HttpConnection.h"

#include "net/HttpWire.h"

namespace passerelle::net {

HttpConnection::HttpConnection(const QUrl &base, NetworkSettings settings, QObject *parent)
    : QObject(parent)
    , m_wire(std::make_unique<Wire>(base, std::move(settings)))
{
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::setSecurityContext(std::unique_ptr<SecurityContext> context)
{
    m_wire->context = std::move(context);
}

const SecurityContext *HttpConnection::securityContext() const
{
    return m_wire->context.get();
}

HttpExchange *HttpConnection::send(HttpRequest request, std::chrono::milliseconds timeout)
{
    return new HttpExchange(this, std::move(request), timeout);
}

const QUrl &HttpConnection::base() const
{
    return m_wire->base;
}
bool HttpConnection::isOpen() const
{
    return m_wire->isOpen();
}
bool HttpConnection::isBusy() const
{
    return m_wire->isBusy();
}
bool HttpConnection::hasSent() const
{
    return m_wire->hasSent();
}
void HttpConnection::close()
{
    m_wire->close();
}
QSslCertificate HttpConnection::peerCertificate() const
{
    return m_wire->peerCertificate();
}

}
