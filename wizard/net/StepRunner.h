#pragma once

#include "net/TokenExchange.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>

namespace passerelle::net {

// Takes a step of a negotiation on a thread that may wait for domain controllers. The Kerberos library cannot be
// interrupted: a step that nobody waits for any more comes to its end unseen.
class StepRunner {
public:
    StepRunner() = default;
    ~StepRunner() { forget(); }
    StepRunner(const StepRunner &) = delete;
    StepRunner &operator=(const StepRunner &) = delete;

    using Then = std::function<void(TokenExchange::Step)>;
    // `then` is called from the event loop of the caller's thread, unless another run() or forget() comes first.
    void run(const std::shared_ptr<TokenExchange> &exchange, std::string token, Then then);
    void forget();

private:
    struct Mailbox;
    std::shared_ptr<Mailbox> m_mailbox;
};

}
