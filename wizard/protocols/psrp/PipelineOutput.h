#pragma once

#include "protocols/psrp/CommandOutput.h"
#include "protocols/psrp/HostCall.h"
#include "protocols/psrp/Limits.h"
#include "protocols/psrp/Message.h"
#include "protocols/psrp/ServerMessages.h"

#include <QList>
#include <QString>

#include <optional>

namespace passerelle::psrp {

// Collects what the messages of one pipeline say, within the limits for a whole command.
class PipelineOutput {
public:
    explicit PipelineOutput(const Limits &limits = {})
        : m_limits(limits)
    {
    }

    // False when a message cannot be read or a limit is passed; see error().
    bool take(const QByteArray &bytes);
    const QString &error() const { return m_error; }

    bool isFinal() const { return m_state && m_state->isFinal(); }
    // Those that want an answer and did not get one yet.
    QList<HostCall> takeHostCalls() { return std::exchange(m_hostCalls, {}); }
    void addError(const QString &reason, const QString &message); // of our own: why the cmdlet was stopped
    CommandOutput takeOutput(); // of a pipeline whose state is final

private:
    void take(MessageType type, const Value &value);
    void keep(MessageType type, qsizetype messageSize, qsizetype memory);

    Limits m_limits;
    CommandOutput m_output;
    QList<HostCall> m_hostCalls;
    std::optional<PipelineStateChange> m_state;
    qsizetype m_size = 0; // of the messages
    int m_hostCallCount = 0;
    qsizetype m_memory = 0; // of what is kept of them
    QString m_error;
};

}
