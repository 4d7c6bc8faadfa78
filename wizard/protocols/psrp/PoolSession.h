#pragma once

#include "core/Failure.h"
#include "protocols/psrp/ClientMessages.h"
#include "protocols/psrp/ConnectionSettings.h"
#include "protocols/psrp/Fragment.h"
#include "protocols/psrp/WsmanClient.h"

#include <QUuid>

#include <memory>
#include <optional>

namespace passerelle::psrp {

// The wire of one runspace pool: two connections that share cookies and ids, and what was agreed with the
// server. The second connection is made only when something must be said while the first one waits for an
// answer.
class PoolSession : public QObject {
    Q_OBJECT
public:
    explicit PoolSession(ConnectionSettings poolSettings, QObject *parent = nullptr);

    void reset(); // a new pool: new ids, no cookies, protocol not agreed yet
    WsmanClient &main() { return *m_main; }
    WsmanClient &side();
    void closeConnections();

    // A message of the client, cut into fragments. A null pipelineId addresses the pool.
    QList<QByteArray> fragments(MessageType type, const QUuid &pipelineId, const QByteArray &data);

    // For a Receive, which the server holds until there is something to tell, and for a Create, behind which an
    // application pool may have to start.
    std::chrono::milliseconds holdTimeout() const;
    std::chrono::milliseconds promptTimeout() const; // for everything else: a server answers it at once or is ill
    WsmanPeer peer() const;
    core::Failure failure(const WsmanTrouble &trouble) const { return toFailure(trouble, peer()); }
    core::Failure broken(const QString &reason) const { return brokenReply(reason, peer()); }

    const ConnectionSettings settings;
    const Limits limits;
    std::shared_ptr<WsmanShared> shared;
    QUuid poolId;
    QString shellId; // empty while there is nothing to delete
    ProtocolVersion protocol;

private:
    Fragmenter m_fragmenter;
    std::unique_ptr<WsmanClient> m_main;
    std::unique_ptr<WsmanClient> m_side;
};

}
