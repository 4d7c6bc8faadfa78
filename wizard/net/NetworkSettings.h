#pragma once

#include "net/HostMap.h"
#include "net/TlsTrust.h"

#include <QtGlobal>

#include <chrono>

namespace passerelle::net {

struct NetworkSettings {
    HostMap hosts;
    TlsTrust trust;
    std::chrono::milliseconds connectTimeout{ 15'000 }; // name look-up and TCP
    std::chrono::milliseconds tlsTimeout{ 15'000 };
    std::chrono::milliseconds signInTimeout{ 20'000 }; // for the domain controllers, at each ticket
    std::chrono::milliseconds signInBudget{ 30'000 }; // all legs of one negotiation together, tickets included
    qsizetype largestBody = 4 * 1024 * 1024; // of an answer, before and after inflating
};

}
