#include "core/Operation.h"

namespace passerelle::core {

void Operation::start()
{
    Q_ASSERT(m_phase == Phase::Idle);
    m_phase = Phase::Running;
    doStart();
}

void Operation::cancel()
{
    if (m_phase != Phase::Running || m_done)
        return;
    m_phase = Phase::Cancelling;
    doCancel();
}

void Operation::done()
{
    if (m_done)
        return;
    m_done = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_phase = Phase::Finished;
            emit finished();
        },
        Qt::QueuedConnection);
}

}
