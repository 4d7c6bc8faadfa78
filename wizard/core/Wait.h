#pragma once

namespace passerelle::core {

// Why an operation lets time pass before it goes on by itself.
enum class WaitReason {
    Throttled, // the server asked for it
    Busy, // the server is out of order, or somebody else writes at the same moment
};

struct Wait {
    int seconds = 0; // left
    WaitReason reason = WaitReason::Busy;

    bool operator==(const Wait &) const = default;
};

}
