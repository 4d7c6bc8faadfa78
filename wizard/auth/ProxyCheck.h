#pragma once

#include "auth/NetworkAccess.h"

#include <QTcpSocket>

namespace passerelle::auth {

// Whether the hosts of a cloud can be reached with the proxy in use, and if not, who is in the way.
struct ProxyVerdict {
    enum class Kind {
        Reachable, // Microsoft itself has answered
        ProxySignIn, // 407: the proxy wants a user and a password, or refuses those it got
        ProxyUnreachable, // name unknown, refused, or silent
        HostUnreachable, // the proxy, or the network, does not let this host through
        Untrusted, // TLS: somebody on the way shows a certificate of its own
        NotMicrosoft, // an answer, but a page of something else
    };
    Kind kind = Kind::HostUnreachable;
    QString host; // the first host that does not answer; empty when all do
    int status = 0; // of its answer
    QString certificateIssuer;
    QString technical;
};

// Asks the login host and the Graph host of the cloud in use one question each that needs no token (reference
// problems.md ENTRA-NET). Every verdict is a success; the only failure is Cancelled.
class ProxyCheck : public core::OperationOf<ProxyVerdict> {
    Q_OBJECT
public:
    explicit ProxyCheck(NetworkAccess &network);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void ask(qsizetype index);
    void judge(qsizetype index, const HttpReply &reply);
    void tryProxyItself(const QUrl &url, ProxyVerdict verdict);
    void concludeProxy(ProxyVerdict verdict, bool answers);

    NetworkAccess &m_network;
    QPointer<HttpCall> m_call;
    QTcpSocket m_socket;
    QTimer m_limit;
};

// EntraNet {host, list, proxy}; nothing for Reachable.
std::optional<core::Failure> proxyFailure(const ProxyVerdict &verdict, const CloudEndpoints &cloud);

}
