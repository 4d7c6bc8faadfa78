#include "net/StepRunner.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace passerelle::net {

// Where the result is left; the receiver goes when nobody waits any more.
struct StepRunner::Mailbox {
    std::mutex mutex;
    std::unique_ptr<QObject> receiver = std::make_unique<QObject>();
};

// Apart from the pool of the application, whose few threads others need; a child of the application object, so that
// the process does not end under a running step.
static QThreadPool *threads()
{
    static QPointer<QThreadPool> pool;
    if (!pool) {
        pool = new QThreadPool(QCoreApplication::instance());
        pool->setMaxThreadCount(8);
    }
    return pool;
}

bool StepRunner::waitForAll(std::chrono::milliseconds longest)
{
    return threads()->waitForDone(static_cast<int>(longest.count()));
}

void StepRunner::run(const std::shared_ptr<TokenExchange> &exchange, std::string token, Then then)
{
    forget();
    m_mailbox = std::make_shared<Mailbox>();
    threads()->start([mailbox = m_mailbox, exchange = std::shared_ptr<TokenExchange>(exchange), token = std::move(token), then = std::move(then)]() mutable {
        TokenExchange::Step step = exchange->step(token);
        exchange.reset();
        const std::lock_guard<std::mutex> lock(mailbox->mutex);
        if (mailbox->receiver)
            QMetaObject::invokeMethod(
                mailbox->receiver.get(), [then = std::move(then), step = std::move(step)] { then(step); },
                Qt::QueuedConnection);
    });
}

void StepRunner::forget()
{
    if (!m_mailbox)
        return;
    const std::lock_guard<std::mutex> lock(m_mailbox->mutex);
    m_mailbox->receiver.reset();
}

}
