#pragma once

#include "auth/CloudEndpoints.h"
#include "auth/Http.h"
#include "auth/ProxySettings.h"
#include "core/Operation.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QSslCertificate>
#include <QTimer>
#include <chrono>

class QNetworkProxy;
class QNetworkReply;
class QNetworkRequest;

namespace passerelle::auth {

class HttpCall;

// The only way to Entra and Graph: manual redirects, TLS 1.2 at least, certificate errors are final, no
// cache, no cookies, no proxy password prompt, and no request to a host outside the cloud in use (reference
// cloud.md e.6, e.7).
class NetworkAccess : public QObject {
    Q_OBJECT
public:
    explicit NetworkAccess(CloudEndpoints cloud, QObject *parent = nullptr);

    const CloudEndpoints &cloud() const { return m_cloud; }
    // Not while a call runs; whoever holds tokens of the old cloud drops them.
    void setCloud(CloudEndpoints cloud);
    void setProxy(const ProxySettings &settings);
    QNetworkProxy proxyFor(const QUrl &url) const; // the one a call would take
    // For the demo and tests: trusted beside the authorities of the system.
    void trustAlso(const QList<QSslCertificate> &authorities);
    // Silence on the wire longer than this ends a call (30 s); a call as a whole may take four times as long.
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

    // Not started yet; delete it to abandon the call. An HttpCall must not outlive its NetworkAccess.
    HttpCall *call(HttpRequest request);

signals:
    // Every call that ended, for the list of requests shown to the user: no header, no body. Status 0: no
    // answer.
    void answered(const QByteArray &method, const QUrl &url, int status, qint64 milliseconds);

private:
    friend class HttpCall;

    CloudEndpoints m_cloud;
    QNetworkAccessManager m_manager;
    QList<QSslCertificate> m_authorities; // empty: those of the system
    std::chrono::milliseconds m_timeout{ 30'000 };
};

// One request, one answer. Any answer with a status is a success here, whatever the status; so is a network
// problem (HttpReply::problem). The only failure is Cancelled.
class HttpCall : public core::OperationOf<HttpReply> {
    Q_OBJECT
public:
    static constexpr qint64 maxBody = 16 * 1024 * 1024;

    HttpCall(NetworkAccess &network, HttpRequest request);
    ~HttpCall() override;

protected:
    void doStart() override;
    void doCancel() override;

private:
    std::chrono::milliseconds longestSilence() const;
    QNetworkRequest wireRequest() const;
    void takeBody();
    void leaveReply();
    void endWith(NetworkProblem problem, const QString &text);
    void onReplyFinished();

    NetworkAccess &m_network;
    HttpRequest m_request;
    QPointer<QNetworkReply> m_reply;
    HttpReply m_answer;
    QTimer m_deadline;
    qint64 m_started = 0;
};

}
