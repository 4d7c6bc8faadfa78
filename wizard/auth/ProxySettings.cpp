#include "auth/ProxySettings.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkProxyQuery>

namespace passerelle::auth {

namespace {

class Factory : public QNetworkProxyFactory {
public:
    Factory(ProxyKind kind, QNetworkProxy manual)
        : m_kind(kind)
        , m_manual(std::move(manual))
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (m_kind == ProxyKind::Manual)
            return { m_manual };
        const QString host = query.peerHostName();
        const bool isThisPc = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
        if (m_kind == ProxyKind::None || isThisPc)
            return { QNetworkProxy(QNetworkProxy::NoProxy) };
        return systemProxyForQuery(query);
    }

private:
    ProxyKind m_kind;
    QNetworkProxy m_manual;
};

}

QNetworkProxyFactory *proxyFactory(const ProxySettings &settings)
{
    QNetworkProxy manual(QNetworkProxy::HttpProxy, settings.host.trimmed(), settings.port);
    if (!settings.user.isEmpty()) {
        manual.setUser(settings.user);
        manual.setPassword(QString::fromUtf8(settings.password.reveal()));
    }
    return new Factory(settings.kind, manual);
}

}
