#include "protocols/psrp/PoolOperations.h"

namespace passerelle::psrp {

using core::Failure;
using core::FailureCode;

namespace {

Failure notOpen()
{
    return { FailureCode::SessionLost, {}, QStringLiteral("the runspace pool is not open"), true };
}

Failure cancelled()
{
    return { FailureCode::Cancelled, {}, {}, true };
}

}

RunspacePool::OpenOperation::~OpenOperation()
{
    if (m_opener && m_engine) {
        m_opener->disconnect(this);
        m_engine->abandonOpening();
    }
}

void RunspacePool::OpenOperation::doStart()
{
    m_opener = m_engine ? m_engine->open() : nullptr;
    if (!m_opener) {
        fail(
            { FailureCode::UnknownExchange, {}, QStringLiteral("the runspace pool is already open"), false });
        return;
    }
    connect(m_opener, &PoolOpener::done, this, [this] {
        finishWith(m_opener->result());
        m_opener = nullptr;
    });
    m_engine->begin();
}

void RunspacePool::OpenOperation::doCancel()
{
    if (PoolOpener *opener = std::exchange(m_opener, nullptr)) {
        opener->disconnect(this);
        m_engine->abandonOpening();
    }
    fail(cancelled());
}

void RunspacePool::CloseOperation::doStart()
{
    m_engine->close([self = QPointer<CloseOperation>(this)] {
        if (self)
            self->succeed({});
    });
}

RunspacePool::Invocation::Invocation(Engine *engine, Command command, QObject *parent)
    : OperationOf(parent)
    , m_engine(engine)
    , m_command(std::move(command))
{
    m_writeLimit.setSingleShot(true);
}

RunspacePool::Invocation::~Invocation()
{
    if (!m_engine || !m_pipeline)
        return;
    m_pipeline->disconnect(this);
    if (m_engine->isWaiting(m_pipeline))
        m_engine->withdraw(m_pipeline);
    else if (m_command.isRead())
        m_pipeline->stop();
}

void RunspacePool::Invocation::doStart()
{
    m_pipeline = m_engine ? m_engine->enqueue(m_command) : nullptr;
    if (!m_pipeline) {
        fail(notOpen());
        return;
    }
    connect(m_pipeline, &Pipeline::done, this, &Invocation::pipelineDone);
}

void RunspacePool::Invocation::pipelineDone()
{
    m_writeLimit.stop();
    finishWith(m_pipeline->result());
    m_pipeline = nullptr;
}

void RunspacePool::Invocation::doCancel()
{
    const bool waiting = m_engine && m_pipeline && m_engine->isWaiting(m_pipeline);
    if (!m_pipeline || waiting || m_command.isRead()) {
        if (Pipeline *pipeline = std::exchange(m_pipeline, nullptr)) {
            pipeline->disconnect(this);
            if (waiting)
                m_engine->withdraw(pipeline);
            else
                pipeline->stop();
        }
        fail(cancelled());
        return;
    }
    connect(&m_writeLimit, &QTimer::timeout, m_pipeline.data(), &Pipeline::stop);
    m_writeLimit.start(m_engine->session().settings.writeCancelLimit);
}

}
