#pragma once

#include "core/Operation.h"
#include "net/HttpExchange.h"
#include "net/NetworkSettings.h"

#include <QUrl>

namespace passerelle::net {

class HttpConnection;

// One anonymous request on a connection of its own.
class HttpProbe : public core::Operation {
    Q_OBJECT
public:
    // An empty request.target means path and query of `url`.
    HttpProbe(const QUrl &url, HttpRequest request, const NetworkSettings &settings,
              std::chrono::milliseconds timeout = std::chrono::seconds(30), QObject *parent = nullptr);
    ~HttpProbe() override;

    const HttpExchange::Outcome &outcome() const { return m_outcome; } // valid once finished
    const QSslCertificate &peerCertificate() const { return m_peerCertificate; }
    std::chrono::milliseconds duration() const { return m_duration; }

protected:
    void doStart() override;
    void doCancel() override;

private:
    HttpConnection *m_connection;
    HttpExchange *m_exchange;
    HttpExchange::Outcome m_outcome;
    QSslCertificate m_peerCertificate;
    std::chrono::milliseconds m_duration{ 0 };
};

}
