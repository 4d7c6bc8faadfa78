#include "net/HttpProbe.h"

#include "net/HttpConnection.h"

#include <QElapsedTimer>

namespace passerelle::net {

HttpProbe::HttpProbe(const QUrl &url, HttpRequest request, const NetworkSettings &settings,
                     std::chrono::milliseconds timeout, QObject *parent)
    : core::Operation(parent)
    , m_connection(new HttpConnection(url, settings, this))
    , m_exchange(m_connection->send(std::move(request), timeout))
{
}

HttpProbe::~HttpProbe() = default;

void HttpProbe::doStart()
{
    QElapsedTimer clock;
    clock.start();
    connect(m_exchange, &core::Operation::finished, this, [this, clock] {
        m_outcome = m_exchange->outcome();
        m_peerCertificate = m_connection->peerCertificate();
        m_duration = std::chrono::milliseconds(clock.elapsed());
        m_connection->close();
        done();
    });
    m_exchange->start();
}

void HttpProbe::doCancel()
{
    m_exchange->cancel();
}

}
