#pragma once

#include "auth/NetworkAccess.h"
#include "auth/TokenStore.h"
#include "core/Wait.h"
#include "protocols/graph/GraphClient.h"
#include "protocols/graph/GraphErrors.h"

#include <QJsonObject>
#include <QTimer>

namespace passerelle::graph {

struct GraphRequest {
    Access access = Access::Read;
    QByteArray method = "GET";
    QUrl url;
    QJsonObject body;
    QString subject; // named in failures
};

// One request to Graph, with the token of the store: on 401 one refresh, then one interactive sign-in where
// the store knows how, then no more (cloud.md a.9); patience on 429 and outages for reads. A write is sent
// once, or twice when the first was refused for its token; cancelling it waits for the answer.
class GraphCall : public core::OperationOf<QJsonObject> {
    Q_OBJECT
public:
    GraphCall(auth::NetworkAccess &network, auth::TokenStore &tokens, const RetryPolicy &retry,
              GraphRequest request);

signals:
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void send();
    void refreshThenSend();
    void read(const auth::HttpReply &reply);
    void onTokenRefused(const GraphError &error, const QByteArray &challenge);
    void renewThenSend(const QByteArray &claims, const core::Failure &otherwise);
    void onError(const GraphError &error, const auth::HttpReply &reply);
    bool waitAndRepeat(std::optional<int> told, core::WaitReason reason);
    void cancelled();

    auth::NetworkAccess &m_network;
    auth::TokenStore &m_tokens;
    RetryPolicy m_retry;
    GraphRequest m_request;
    QPointer<core::Operation> m_current;
    QTimer m_pause;
    int m_attempt = 0;
    int m_generation = 0;
    bool m_refreshed = false;
    bool m_renewed = false;
    bool m_writing = false;
};

// The wait before attempt `attempt`+1: what the server told, else 1, 2, 4, 8… with up to a quarter of jitter.
int secondsBefore(int attempt, std::optional<int> told, double jitter);

}
