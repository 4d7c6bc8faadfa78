#pragma once

#include "core/Wait.h"
#include "protocols/exo/ExchangeOnline.h"
#include "protocols/exo/InvokeCommand.h"

#include <functional>

namespace passerelle::exo {

// One write to the connectors, made sure of: sent, read back, and after an answer that leaves its fate open
// read again before anything is repeated (cloud.md c.4). Ends with the connector as read, or with GraphLag
// when the accepted write does not show. Once the write is on its way cancelling waits for its answer and
// ends with what was asked for.
class ConnectorWrite : public core::OperationOf<Connector> {
    Q_OBJECT
public:
    using Send = std::function<InvokeCommand *(const Cmdlet &)>;
    // The connector as wanted among those read, or nothing while the write has no effect yet.
    using Look = std::function<std::optional<Connector>(const QList<Connector> &)>;

    ConnectorWrite(Send send, const Patience &patience, Cmdlet cmdlet, Connector asked, Look look);

signals:
    void waiting(int seconds, int attempt, passerelle::core::WaitReason reason);

protected:
    void doStart() override;
    void doCancel() override;

private:
    void write();
    void onFailed(const core::Failure &failure);
    void readAfter(int seconds);
    void read();
    void judge(const QList<Connector> &connectors);

    Send m_send;
    Patience m_patience;
    Cmdlet m_cmdlet;
    Connector m_asked;
    Look m_look;
    std::optional<core::Failure>
        m_doubt; // the write may have been carried out although its answer was an error
    QPointer<InvokeCommand> m_current;
    QTimer m_pause;
    int m_tries = 0;
    int m_readings = 0;
    bool m_written = false;
};

}
