#pragma once

#include "net/TokenExchange.h"

#include <QObject>

#include <chrono>
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

    // At the end of the program: gives the steps under way so long to come to an end. False when one is still running;
    // then only std::_Exit() ends the program without waiting for it, because what the step uses must stay.
    static bool waitForAll(std::chrono::milliseconds longest);

private:
    struct Mailbox;
    std::shared_ptr<Mailbox> m_mailbox;
};

}
