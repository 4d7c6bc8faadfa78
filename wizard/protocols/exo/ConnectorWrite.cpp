#include "protocols/exo/ConnectorWrite.h"

#include "protocols/exo/Cmdlets.h"

namespace passerelle::exo {

static bool isOutcomeOfFirst(const core::Failure &failure)
{
    return failure.code == core::FailureCode::ExoExists || failure.code == core::FailureCode::ExoNotFound;
}

ConnectorWrite::ConnectorWrite(Send send, const Patience &patience, Cmdlet cmdlet, Connector asked, Look look)
    : m_send(std::move(send))
    , m_patience(patience)
    , m_cmdlet(std::move(cmdlet))
    , m_asked(std::move(asked))
    , m_look(std::move(look))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ConnectorWrite::read);
}

void ConnectorWrite::doStart()
{
    write();
}

void ConnectorWrite::write()
{
    ++m_tries;
    m_doubt.reset();
    m_current = core::run(m_send(m_cmdlet), this, [this](const core::Result<Answer> &answer) {
        m_current = nullptr;
        if (!answer) {
            onFailed(answer.failure());
            return;
        }
        m_written = true;
        if (isCancelling())
            succeed(m_asked);
        else
            read();
    });
}

void ConnectorWrite::onFailed(const core::Failure &failure)
{
    // "It exists" and "not found" can be the answer to what our own first attempt has done: reading tells.
    const bool mayBeOurs = isOutcomeOfFirst(failure) && m_tries > 1;
    if (isCancelling() || !(failure.retryable || mayBeOurs)) {
        fail(failure);
        return;
    }
    m_doubt = failure;
    const int told = failure.values.value(QStringLiteral("n")).toInt();
    const int seconds = mayBeOurs ? 0 : qBound(1, told ? told : 3 * m_tries, 300);
    const bool throttled = failure.code == core::FailureCode::GraphThrottle;
    if (seconds > 0)
        emit waiting(seconds, m_tries, throttled ? core::WaitReason::Throttled : core::WaitReason::Busy);
    readAfter(seconds);
}

void ConnectorWrite::readAfter(int seconds)
{
    m_pause.start(m_patience.second * seconds);
}

void ConnectorWrite::read()
{
    m_current = core::run(m_send(getConnectors()), this, [this](const core::Result<Answer> &answer) {
        m_current = nullptr;
        if (isCancelling() || !answer) {
            if (m_written)
                succeed(m_asked); // carried out; only the look afterwards failed
            else
                fail(m_doubt ? *m_doubt : answer.failure());
            return;
        }
        QList<Connector> connectors;
        for (const QJsonObject &object : answer->objects)
            connectors << parseConnector(object);
        judge(connectors);
    });
}

void ConnectorWrite::judge(const QList<Connector> &connectors)
{
    if (const auto found = m_look(connectors)) {
        succeed(*found);
    } else if (m_written) {
        if (++m_readings < m_patience.tries)
            readAfter(m_readings);
        else
            fail({ core::FailureCode::GraphLag, { { QStringLiteral("name"), m_asked.name } }, {}, true });
    } else if (m_doubt && isOutcomeOfFirst(*m_doubt)) {
        fail(*m_doubt);
    } else if (m_tries >= m_patience.tries) {
        fail(*m_doubt);
    } else {
        write();
    }
}

void ConnectorWrite::doCancel()
{
    m_pause.stop();
    if (m_current)
        m_current->cancel(); // a write is awaited, a reading ends
    else if (m_written)
        succeed(m_asked);
    else
        fail(m_doubt ? *m_doubt : core::Failure{ core::FailureCode::Cancelled, {}, {}, true });
}

}
