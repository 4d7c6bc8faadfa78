#pragma once

#include "psrp/WsmanEndpoint.h"

namespace lab {

// The https site of the Exchange servers: /PowerShell, the metadata document, the EWS probe, 404 for the
// rest.
class ExchangeSite : public QObject {
public:
    ExchangeSite(World &world, QObject *parent);
    void handle(const std::shared_ptr<HttpExchange> &exchange);
    WsmanEndpoint &wsman() { return m_wsman; }

private:
    void refusePlain(const std::shared_ptr<HttpExchange> &exchange);
    void refuse(const std::shared_ptr<HttpExchange> &exchange, const QString &kind, const QString &name, int status,
                const QByteArray &page);

    World &m_world;
    WsmanEndpoint m_wsman;
};

}
