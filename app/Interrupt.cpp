#include "app/Interrupt.h"

#include <csignal>

namespace passerelle::app {

static volatile std::sig_atomic_t interrupted = 0;

static void note(int)
{
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
}

void Interrupt::install()
{
#ifdef SA_RESETHAND
    struct sigaction action {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // and no SA_RESTART: a read that waits ends with EINTR
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
#else
    std::signal(SIGINT, note);  // Windows: a read of the console ends by itself
#endif
}

bool Interrupt::requested() { return interrupted != 0; }

}
